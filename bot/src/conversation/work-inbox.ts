import { translator } from '@gonghai/shared/i18n'
import type { InboxItem, Lane } from '@gonghai/shared/ports/delivery'
import { customerPlatform } from '@gonghai/shared/ports/events'
import type { ConversationDeps } from './deps'
import { handleEvent } from './handle'

/** Pauses before an event is tried again; after the last it is given up, and the person is told. */
const pauses = [1000, 5000, 20_000, 60_000]

async function giveUp(deps: ConversationDeps, item: InboxItem, reason: string): Promise<void> {
  const { event, id } = item
  const asked = event.type === 'text' || event.type === 'press' || event.type === 'media'
  const customers = event.platform === customerPlatform
  const reader = !asked
    ? null
    : customers
      ? await deps.crm.customers.meet(event.from)
      : await deps.crm.identify(event.from)
  if (reader)
    await deps.crm.reply(event.from, { text: translator(reader.locale)('bot.trouble') }, `answer:${id}`)
  await deps.crm.inbox.fail(item, reason, null)
}

async function workOn(deps: ConversationDeps, item: InboxItem): Promise<boolean> {
  try {
    const answer = await handleEvent(deps, item)
    await deps.crm.inbox.finish(item, answer)
    return true
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    deps.log.error({ inbox: item.id, attempts: item.attempts, err: error }, 'an event could not be worked on')
    const pause = pauses[item.attempts - 1]
    if (pause === undefined) await giveUp(deps, item, reason)
    else await deps.crm.inbox.fail(item, reason, pause)
    return pause === undefined
  }
}

/** Works through what one person sent, in order, until nothing is left, something must wait, or `until` is done. */
export async function workInbox(deps: ConversationDeps, lane: Lane, until?: string): Promise<void> {
  for (;;) {
    const item = await deps.crm.inbox.take(lane)
    if (!item) return
    const settled = await workOn(deps, item)
    if (!settled || item.id === until) return
  }
}
