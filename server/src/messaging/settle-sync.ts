import type { CopyRef, CopyUpdate, SyncSettlement } from '@gonghai/shared/ports/delivery'
import type { Tx } from '../db/database'
import { applyCircuit } from './circuit'
import { closeCopy } from './close-copy'
import { type Copy, loadCopy } from './copies'
import type { MessagingDeps } from './deps'
import { countCall } from './ledger'
import { wakeCopies } from './outbound'

const free = 'lease_token = null, lease_until = null'

async function recordShown(tx: Tx, id: string, update: CopyUpdate): Promise<boolean> {
  const [row] = await tx.query<{ dirty: boolean }>(
    `update card_copy set ${free}, shown_hash = $2, attempts = 0, failure = null,
       state = case when $3::boolean then 'final' when state = 'closed' then 'closed' else 'open' end,
       open_key = case when $3::boolean then null else open_key end
     where id = $1::uuid returning dirty_since is not null and state = 'open' as dirty`,
    [id, update.hash, update.final],
  )
  return row?.dirty ?? false
}

async function makeDirty(tx: Tx, id: string, now: Date, reason: string): Promise<void> {
  await tx.query(
    `update card_copy set ${free}, failure = $3, dirty_since = coalesce(dirty_since, $2::timestamptz),
       shown_hash = null where id = $1::uuid`,
    [id, now, reason],
  )
}

async function giveUp(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.query(
    `update card_copy set ${free}, state = 'failed', open_key = null, dirty_since = null, failure = $2 where id = $1::uuid`,
    [id, reason],
  )
}

async function apply(
  deps: MessagingDeps,
  tx: Tx,
  copy: Copy,
  update: CopyUpdate,
  { result, outcome }: SyncSettlement,
): Promise<void> {
  const ref: CopyRef = { id: copy.id, platform: copy.platform }
  const now = deps.clock.now()
  const reason = outcome.ok ? '' : `${outcome.failure} ${outcome.code}`
  switch (result.result) {
    case 'shown':
      if (await recordShown(tx, ref.id, update)) await wakeCopies(tx, deps.clock, [ref])
      return
    case 'again':
      if (result.keepCode && update.code) {
        await tx.query('update card_code set spent_at = null where copy_id = $1::uuid and code = $2', [
          ref.id,
          update.code,
        ])
      }
      await makeDirty(tx, ref.id, now, reason)
      return wakeCopies(tx, deps.clock, [ref], new Date(now.getTime() + result.pauseMs))
    case 'lost':
      await makeDirty(tx, ref.id, now, reason)
      return wakeCopies(tx, deps.clock, [ref])
    case 'failed':
      if (result.tell && update.final) await closeCopy(deps, tx, copy, update.card)
      return giveUp(tx, ref.id, reason)
  }
}

/** Stores how an update of a copy ended; see `SyncPort.settle`. Who lost the lease only reports to circuit and ledger. */
export async function settleSync(
  deps: MessagingDeps,
  ref: CopyRef,
  update: CopyUpdate,
  settlement: SyncSettlement,
): Promise<void> {
  await deps.db.transaction(async tx => {
    const copy = await loadCopy(tx, ref.id, 'lock')
    const { outcome } = settlement
    if (copy?.lease_token === update.lease) await apply(deps, tx, copy, update, settlement)
    const reason = outcome.ok ? '' : `${outcome.failure} ${outcome.code}`
    await applyCircuit(tx, deps.clock, ref.platform, settlement, reason)
    await countCall(deps, tx, ref.platform, 'updateCard', !outcome.ok)
  })
}
