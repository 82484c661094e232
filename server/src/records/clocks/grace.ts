import type { Tx } from '../../db/database'
import { identifier } from '../columns'
import { clocks, rulePool, type WatchedObject } from './expressions'
import { rewind } from './rewind'

/**
 * Nothing of these records falls before its owner could have been warned: what is due earlier gets as many days from now as
 * their pool warns ahead. Whoever was warned is warned anew, as the deadline is another one.
 */
export async function giveGrace(
  tx: Tx,
  object: WatchedObject,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return
  const grace = '$2::timestamptz + make_interval(days => w.days)'
  const sets = Object.values(clocks[object]).map(
    ({ due, kept }) => `${kept} = case when r.${due} < ${grace} then ${grace} else r.${kept} end`,
  )
  await tx.query(
    `update ${identifier(object)} r set ${sets.join(', ')}
     from (select o.id, greatest(coalesce(p.warn_days, 3), 1) as days from ${identifier(object)} o
       left join pool p on p.id = ${rulePool(object, 'o.pool_id')} where o.id = any($1::uuid[])) w
     where r.id = w.id`,
    [ids, now],
  )
  await rewind(tx, object, ids)
}

/**
 * What spared a record from its rule has ended (an approval, a review): if its time has come meanwhile, its owner gets the days
 * of a warning. @returns whether the deadline has moved
 */
export async function graceWhenOverdue(
  tx: Tx,
  object: WatchedObject,
  id: string,
  now: Date,
): Promise<boolean> {
  const late = await tx.query(
    `select 1 as late from ${identifier(object)} where id = $1::uuid and owner_id is not null and deleted_at is null
       and least(follow_due, sign_due) <= $2::timestamptz`,
    [id, now],
  )
  if (late.length > 0) await giveGrace(tx, object, [id], now)
  return late.length > 0
}
