import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { Acknowledgement, Receive } from '@gonghai/shared/ports/platform'
import type { ConversationDeps } from './deps'
import { workInbox } from './work-inbox'

const pollMs = 50

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** Works on the event at once, and looks for its answer until the time is over; the work goes on behind. */
async function answerWithin(
  deps: ConversationDeps,
  event: InboundEvent,
  id: string,
  ms: number,
): Promise<Acknowledgement> {
  let ring: NodeJS.Timeout | undefined
  const over = new Promise<'over'>(resolve => {
    ring = setTimeout(() => resolve('over'), ms)
  })
  const work = workInbox(deps, event.from, id).catch((error: unknown) =>
    deps.log.error({ inbox: id, err: error }, 'an event is left to its job'),
  )
  try {
    await Promise.race([work, over])
    for (;;) {
      const answer = await deps.crm.inbox.answer(id)
      if (answer) return answer
      if ((await Promise.race([over, pause(pollMs)])) === 'over') break
    }
    return (await deps.crm.inbox.stopWaiting(id)) ?? {}
  } finally {
    clearTimeout(ring)
  }
}

/**
 * Takes a verified event: stores it, and where the platform waits `within` milliseconds, tries to answer it by then.
 * A repeat gets the stored answer. Throws only when the event could not be stored, so that the platform sends it again.
 */
export function createReceive(deps: ConversationDeps): Receive {
  return async (event, options) => {
    const within = options?.within ?? 0
    const stored = await deps.crm.inbox.store(event, within)
    if (stored.answer) return stored.answer
    return within > 0 ? answerWithin(deps, event, stored.id, within) : {}
  }
}
