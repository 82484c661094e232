import type { CallOutcome, Lane, OutboundItem, Settlement } from '@gonghai/shared/ports/delivery'
import type { Card } from '@gonghai/shared/ports/messages'
import type { Sender } from '@gonghai/shared/ports/platform'
import { callPlatform } from './call-platform'
import type { DeliveryDeps } from './deps'
import { circuitAfter, verdictAfter } from './failures'

/** The card that stands for a message: its own, or the one in place of a text that was refused. */
function cardOf(item: OutboundItem): { card: Card; key: string } | undefined {
  if (item.kind === 'card') return { card: item.card, key: item.copyId }
  return item.instead && item.fallback ? { card: item.fallback, key: item.id } : undefined
}

function send(deps: DeliveryDeps, sender: Sender, to: string, item: OutboundItem): Promise<CallOutcome> {
  const shown = cardOf(item)
  if (shown) return callPlatform(deps.log, () => sender.sendCard(to, shown.card, shown.key))
  const { message } = item as Extract<OutboundItem, { kind: 'text' }>
  return callPlatform(deps.log, () => sender.sendText(to, message, item.id))
}

function judge(sender: Sender, item: OutboundItem, outcome: CallOutcome): Settlement {
  if (outcome.ok) return { outcome, verdict: { state: 'sent' }, circuit: 'close', pauseMs: 0 }
  const call = { ...outcome, attempts: item.attempts }
  const { idempotentCard = true, idempotentText } = sender.abilities
  const asCard = cardOf(item) !== undefined
  const circuit = circuitAfter(call)
  // The window is over: the same message goes on in the form that needs none.
  if (outcome.failure === 'window' && !asCard && item.kind === 'text' && item.fallback)
    return { outcome, verdict: { state: 'waiting', pauseMs: 0, instead: true }, ...circuit }
  return { outcome, verdict: verdictAfter(call, asCard ? idempotentCard : idempotentText), ...circuit }
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
