import { superiorsOf } from '../../access/superiors'
import type { Tx } from '../../db/database'
import { actorId } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import { identifier, type Row } from '../../records/columns'
import type { PooledObject } from './pooled-record'

/** How an ask for more days ends; `extended`: more days were given directly, `void`: the record has changed hands. */
export type ExtensionOutcome = 'agreed' | 'rejected' | 'withdrawn' | 'extended' | 'lapsed' | 'void'

/** After so many days without a word an ask for more days lapses: silence keeps nothing out of the pool for good. */
export const lapseDays = 7

/**
 * When an ask that is made now lapses. What was asked before and came to nothing counts along until the next follow-up: who
 * asks, withdraws and asks again keeps a record no longer than who asks once.
 */
export async function lapseOf(
  ctx: Ctx,
  { object, id, row, asker }: { object: PooledObject; id: string; row: Row; asker: string },
): Promise<Date> {
  const [first] = await ctx.tx.query<{ at: Date | null }>(
    `select min(created_at) as at from extension_request
     where object = $1 and record_id = $2::uuid and asker_id = $3::uuid and state in ('withdrawn', 'lapsed')
       and created_at >= greatest($4::timestamptz, $5::timestamptz)`,
    [object, id, asker, row.held_since, row.last_follow_at],
  )
  return new Date((first?.at ?? ctx.now).getTime() + lapseDays * 86_400_000)
}

/** Whoever decides about more days: the nearest leader who is still there; without one, the administrators of the pool. */
export async function extensionApprovers(
  tx: Tx,
  employeeId: string,
  poolId: string | null,
): Promise<string[]> {
  const [leader] = await superiorsOf(tx, employeeId)
  if (leader) return [leader]
  const administrators = await tx.query<{ id: string }>(
    `select e.id from pool p join employee e on e.id = any(p.administrators) and e.active
     where p.id = $1::uuid and e.id <> $2::uuid order by e.id`,
    [poolId, employeeId],
  )
  return administrators.map(({ id }) => id)
}

/** The ask that waits about a record, locked. */
export async function pendingExtension(
  ctx: Ctx,
  record: { object: PooledObject; id: string },
): Promise<{ id: string; object: PooledObject; record_id: string; asker_id: string } | undefined> {
  const [row] = await ctx.tx.query<{
    id: string
    object: PooledObject
    record_id: string
    asker_id: string
  }>(
    `select id, object, record_id, asker_id from extension_request
     where object = $1 and record_id = $2::uuid and state = 'pending' for no key update`,
    [record.object, record.id],
  )
  return row
}

/** Ends an ask, frees its record for the rules again, and announces how it ended. */
export async function closeExtension(
  ctx: Ctx,
  asked: { id: string; object: PooledObject; record_id: string },
  outcome: ExtensionOutcome,
  comment?: string,
): Promise<void> {
  const { id, object, record_id: record } = asked
  await ctx.tx.query(
    `update extension_request set state = $2, decider_id = $3::uuid, comment = $4, decided_at = $5::timestamptz
     where id = $1::uuid`,
    [id, outcome, actorId(ctx.actor), comment ?? null, ctx.now],
  )
  await ctx.tx.query(`update ${identifier(object)} set extension_asked_at = null where id = $1::uuid`, [
    record,
  ])
  const about = { object, id: record }
  ctx.emit('extension.decided', { request: id }, about)
  ctx.emit('pool.deadlineMoved', { object, ids: [record] }, about)
}
