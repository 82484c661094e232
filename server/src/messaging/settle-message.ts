import type { Lane, OutboundItem, Settlement } from '@gonghai/shared/ports/delivery'
import type { SendReceipt } from '@gonghai/shared/ports/messages'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import { applyCircuit } from './circuit'
import type { MessagingDeps } from './deps'
import { lockLane } from './lane-lease'
import { countCall } from './ledger'
import { wakeCopies } from './outbound'

type CardItem = Extract<OutboundItem, { kind: 'card' }>

/** How long a code from a send or a press may be used, unless the platform says otherwise. */
export const defaultCodeLifetimeMs = 72 * 3_600_000

async function recordMessage(
  deps: MessagingDeps,
  tx: Tx,
  item: OutboundItem,
  settlement: Settlement,
): Promise<void> {
  const { outcome, verdict } = settlement
  const now = deps.clock.now()
  const nextAt = verdict.state === 'waiting' ? new Date(now.getTime() + verdict.pauseMs) : now
  await tx.query(
    `update outbound_message set state = $2, next_at = $3::timestamptz, failure = $4, code = $5,
       remote_id = coalesce($6, remote_id), settled_at = $7::timestamptz, instead = instead or $8::boolean
     where id = $1::uuid`,
    [
      item.id,
      verdict.state,
      nextAt,
      outcome.ok ? null : outcome.failure,
      outcome.ok ? null : outcome.code,
      outcome.ok ? (outcome.receipt.remoteId ?? null) : null,
      verdict.state === 'waiting' ? null : now,
      verdict.state === 'waiting' && verdict.instead === true,
    ],
  )
}

async function keepSendCode(deps: MessagingDeps, tx: Tx, copyId: string, code: string): Promise<void> {
  const expires = new Date(deps.clock.now().getTime() + defaultCodeLifetimeMs)
  await tx.query(
    `insert into card_code (id, copy_id, kind, code, expires_at) values ($1::uuid, $2::uuid, 'send', $3, $4::timestamptz)
     on conflict (copy_id, code) do nothing`,
    [uuid(), copyId, code, expires],
  )
}

/** The copy is with its reader: remembers how it looks, and asks for an update when that is no longer right. */
async function recordShown(
  deps: MessagingDeps,
  tx: Tx,
  lane: Lane,
  item: CardItem,
  receipt: SendReceipt,
): Promise<void> {
  if (receipt.sendCode) await keepSendCode(deps, tx, item.copyId, receipt.sendCode)
  const [copy] = await tx.query<{ dirty: boolean }>(
    `update card_copy set state = $3, open_key = case when $3 = 'final' then null else open_key end,
       dirty_since = case when $4::boolean and shown_hash <> $2 then coalesce(dirty_since, $5::timestamptz) else dirty_since end,
       shown_hash = case when $4::boolean then shown_hash else $2 end, attempts = 0, failure = null
     where id = $1::uuid returning dirty_since is not null as dirty`,
    [item.copyId, item.hash, item.final ? 'final' : 'open', receipt.duplicate ?? false, deps.clock.now()],
  )
  if (copy?.dirty) await wakeCopies(tx, deps.clock, [{ id: item.copyId, platform: lane.platform }])
}

async function recordCard(
  deps: MessagingDeps,
  tx: Tx,
  lane: Lane,
  item: CardItem,
  { outcome, verdict }: Settlement,
): Promise<void> {
  if (outcome.ok) return recordShown(deps, tx, lane, item, outcome.receipt)
  if (verdict.state === 'waiting') return
  await tx.query(
    `update card_copy set state = 'failed', open_key = null, failure = $2, dirty_since = null where id = $1::uuid`,
    [item.copyId, `${outcome.failure} ${outcome.code}`],
  )
}

/** Stores how a send ended; see `DeliveryPort.settle`. Whoever lost the lease may still report a success. */
export async function settleMessage(
  deps: MessagingDeps,
  lane: Lane,
  lease: string,
  item: OutboundItem,
  settlement: Settlement,
): Promise<void> {
  await deps.db.transaction(async tx => {
    const { outcome } = settlement
    const current = await lockLane(tx, lane)
    if (current.token === lease || outcome.ok) {
      await recordMessage(deps, tx, item, settlement)
      if (item.kind === 'card') await recordCard(deps, tx, lane, item, settlement)
    }
    // Rows that many share come last, so that they are locked for the shortest time.
    const reason = outcome.ok ? '' : `${outcome.failure} ${outcome.code}`
    await applyCircuit(tx, deps.clock, lane.platform, settlement, reason)
    const asCard = item.kind === 'card' || item.instead === true
    await countCall(deps, tx, lane.platform, asCard ? 'sendCard' : 'sendText', !outcome.ok)
  })
}
