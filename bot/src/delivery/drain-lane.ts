import type { CallOutcome, Lane, OutboundItem, Settlement } from '@gonghai/shared/ports/delivery'
import type { Sender } from '@gonghai/shared/ports/platform'
import { callPlatform } from './call-platform'
import type { DeliveryDeps } from './deps'
import { circuitAfter, verdictAfter } from './failures'

function send(deps: DeliveryDeps, sender: Sender, to: string, item: OutboundItem): Promise<CallOutcome> {
  return callPlatform(deps.log, () =>
    item.kind === 'card'
      ? sender.sendCard(to, item.card, item.copyId)
      : sender.sendText(to, item.message, item.id),
  )
}

function judge(sender: Sender, item: OutboundItem, outcome: CallOutcome): Settlement {
  if (outcome.ok) return { outcome, verdict: { state: 'sent' }, circuit: 'close', pauseMs: 0 }
  const call = { ...outcome, attempts: item.attempts }
  const { idempotentCard = true, idempotentText } = sender.abilities
  const repeatable = item.kind === 'card' ? idempotentCard : idempotentText
  return { outcome, verdict: verdictAfter(call, repeatable), ...circuitAfter(call) }
}

/**
 * Sends what waits for one person, in order, until nothing is due (CHAT-7). No transaction is open during a call;
 * the lane's lease keeps every other worker away, and lapses should this one die.
 */
export async function drainLane(deps: DeliveryDeps, lane: Lane): Promise<void> {
  const sender = deps.senders.get(lane.platform)
  if (!sender) {
    deps.log.warn({ platform: lane.platform }, 'messages wait for a platform that is off')
    return
  }
  for (let lease: string | undefined; ; ) {
    const step = await deps.crm.delivery.next(lane, sender.abilities, lease)
    if (step.step !== 'send') return
    lease = step.lease
    const outcome = await send(deps, sender, lane.userId, step.item)
    if (!outcome.ok) {
      const { failure, code } = outcome
      deps.log.warn(
        { platform: lane.platform, message: step.item.id, failure, code },
        'a message did not go out',
      )
    }
    await deps.crm.delivery.settle(lane, lease, step.item, judge(sender, step.item, outcome))
  }
}
