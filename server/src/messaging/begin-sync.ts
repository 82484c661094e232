import type { CopyRef, SyncStep } from '@gonghai/shared/ports/delivery'
import type { PlatformAbilities } from '@gonghai/shared/ports/platform'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import { circuitOpenUntil } from './circuit'
import { closeCopy } from './close-copy'
import { type Copy, drawCopy, loadCopy } from './copies'
import type { MessagingDeps } from './deps'
import { leaseMs } from './lane-lease'
import { sendCopies } from './open-card'
import { wakeCopies } from './outbound'
import { beginsToAsk } from './render'

/**
 * Takes a code and marks it as spent. The final state prefers the code of the send, which nobody else may use;
 * what is shown in between uses only codes of presses (decision 18).
 */
async function spendCode(tx: Tx, copyId: string, final: boolean, now: Date): Promise<string | null> {
  const [row] = await tx.query<{ code: string }>(
    `update card_code set spent_at = $2::timestamptz where id = (
       select id from card_code
       where copy_id = $1::uuid and spent_at is null and expires_at > $2::timestamptz and (kind = 'press' or $3::boolean)
       order by kind = 'send' desc, expires_at limit 1)
     returning code`,
    [copyId, now, final],
  )
  return row?.code ?? null
}

async function clean(tx: Tx, copy: Copy, final: boolean): Promise<void> {
  await tx.query(
    `update card_copy set dirty_since = null, attempts = 0, lease_token = null, lease_until = null,
       state = case when $2::boolean then 'final' else state end,
       open_key = case when $2::boolean then null else open_key end
     where id = $1::uuid`,
    [copy.id, final],
  )
}

/** A card that cannot be changed asks nothing by itself: who is asked once more gets a new one. */
async function replaceCopy(deps: MessagingDeps, tx: Tx, copy: Copy): Promise<void> {
  await tx.query(
    `update card_copy set state = 'closed', open_key = null, dirty_since = null where id = $1::uuid`,
    [copy.id],
  )
  const reader = { employeeId: copy.employee_id, platform: copy.platform, userId: copy.user_id }
  await sendCopies(deps, tx, { id: copy.card_id, kind: copy.kind }, [reader])
}

async function takeLease(tx: Tx, copy: Copy, now: Date): Promise<string> {
  const lease = uuid()
  await tx.query(
    `update card_copy set lease_token = $2::uuid, lease_until = $3::timestamptz, attempts = attempts + 1, dirty_since = null
     where id = $1::uuid`,
    [copy.id, lease, new Date(now.getTime() + leaseMs)],
  )
  return lease
}

async function planUpdate(
  deps: MessagingDeps,
  tx: Tx,
  copy: Copy,
  abilities: PlatformAbilities,
): Promise<SyncStep> {
  const now = deps.clock.now()
  const { card, hash, final } = await drawCopy(deps, tx, copy, abilities)
  // After a crash nobody knows how it looks, so it is shown again even if it should be right.
  const interrupted = copy.lease_token !== null
  if (hash === copy.shown_hash && !interrupted) {
    await clean(tx, copy, final)
    return { step: 'idle' }
  }
  // The end of a platform's pause wakes what waits by a sweep; the copy stays dirty until then.
  const until = await circuitOpenUntil(tx, copy.platform, now)
  if (until) return { step: 'wait', until }
  const code = abilities.updateNeedsCode ? await spendCode(tx, copy.id, final, now) : undefined
  if (code === null) {
    if (final && copy.state === 'open') await closeCopy(deps, tx, copy, card)
    else if (beginsToAsk(copy.shown_hash, hash)) await replaceCopy(deps, tx, copy)
    else await clean(tx, copy, false)
    return { step: 'idle' }
  }
  const lease = await takeLease(tx, copy, now)
  const attempts = copy.attempts + 1
  return { step: 'update', lease, to: copy.user_id, card, hash, final, attempts, ...(code ? { code } : {}) }
}

/**
 * Locks a copy, draws it, and if it must change, leases it and commits the spent code before anybody calls the
 * platform; see `SyncPort.begin`. No two updates of one copy ever run at once.
 */
export async function beginSync(
  deps: MessagingDeps,
  ref: CopyRef,
  abilities: PlatformAbilities,
): Promise<SyncStep> {
  return deps.db.transaction(async (tx): Promise<SyncStep> => {
    const now = deps.clock.now()
    const copy = await loadCopy(tx, ref.id, 'lock')
    if (!copy || (copy.state !== 'open' && copy.state !== 'closed')) return { step: 'idle' }
    if (copy.lease_until && copy.lease_until > now) return { step: 'busy' }
    if (copy.hold_until && copy.hold_until > now) {
      await wakeCopies(tx, deps.clock, [ref], copy.hold_until)
      return { step: 'wait', until: copy.hold_until }
    }
    return planUpdate(deps, tx, copy, abilities)
  })
}
