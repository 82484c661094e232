import type { CallOutcome, CopyRef, CopyUpdate, SyncSettlement } from '@gonghai/shared/ports/delivery'
import { callPlatform } from './call-platform'
import type { DeliveryDeps } from './deps'
import { circuitAfter, syncResultAfter } from './failures'

function judge(update: CopyUpdate, outcome: CallOutcome): SyncSettlement {
  if (outcome.ok) return { outcome, result: { result: 'shown' }, circuit: 'close', pauseMs: 0 }
  const call = { ...outcome, attempts: update.attempts }
  return { outcome, result: syncResultAfter(call, update.code !== undefined), ...circuitAfter(call) }
}

/** Makes one person's card look as it should (decision 18). What follows from a failure is queued by the storage. */
export async function syncCopy(deps: DeliveryDeps, copy: CopyRef): Promise<void> {
  const sender = deps.senders.get(copy.platform)
  if (!sender) return
  const step = await deps.crm.sync.begin(copy, sender.abilities)
  if (step.step !== 'update') return
  const outcome = await callPlatform(deps.log, async () => {
    await sender.updateCard(step.to, step.card, copy.id, step.code)
    return {}
  })
  if (!outcome.ok) {
    const { failure, code } = outcome
    deps.log.warn({ platform: copy.platform, copy: copy.id, failure, code }, 'a card was not updated')
  }
  await deps.crm.sync.settle(copy, step, judge(step, outcome))
}
