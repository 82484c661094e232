import type { Tx } from '../db/database'
import { identifier } from './columns'

/** The objects whose follow-ups are watched. */
export type WatchedObject = 'customer' | 'lead'

/** The pool whose rule holds for a record: its own, or the default pool of its kind. */
const rulePool = `coalesce($1::uuid, (select id from pool where is_default and kind = $2 and deleted_at is null
  order by id limit 1))`

/**
 * When a record that was last followed up (or taken) at `since` goes back to its pool; null where no rule holds (POOL-5).
 * @returns ISO 8601 in UTC
 */
export async function followDueAt(
  tx: Tx,
  record: { object: WatchedObject; poolId: string | null },
  since: Date,
): Promise<string | null> {
  const [rule] = await tx.query<{ recycle_days: number | null }>(
    `select recycle_days from pool where id = ${rulePool} and kind = $2 and deleted_at is null`,
    [record.poolId, record.object],
  )
  return rule?.recycle_days ? new Date(since.getTime() + rule.recycle_days * 86_400_000).toISOString() : null
}

/** Sets the countdown of everything held under a pool's rule anew, in one statement, after the rule has changed. */
export async function resetCountdowns(
  tx: Tx,
  pool: { id: string; kind: WatchedObject; isDefault: boolean; recycleDays: number | null },
): Promise<void> {
  await tx.query(
    `update ${identifier(pool.kind)} r set warned_for = null,
       follow_due = greatest(r.last_follow_at, r.created_at,
         (select h.at from holding h where h.object = $3 and h.record_id = r.id and h.ended_at is null))
         + make_interval(days => $4::int)
     where r.owner_id is not null and r.deleted_at is null
       and (r.pool_id = $1::uuid or ($2::boolean and r.pool_id is null))`,
    [pool.id, pool.isDefault, pool.kind, pool.recycleDays],
  )
}
