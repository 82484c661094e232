import type { Tx } from '../../db/database'
import { type ColumnSql, clocks, rulePool, type WatchedObject } from '../../records/clocks/expressions'
import { identifier } from '../../records/columns'
import { routeSql } from './route-pool'

const ofEvery = (alias: string) => `when ${alias}.locked_at is not null then 'locked'
  when ${alias}.extension_asked_at is not null then 'extensionAsked'`

const ofCustomers = (
  alias: string,
) => `when exists (select 1 from contract c where c.customer_id = ${alias}.id
    and c.state = 'submitted' and c.deleted_at is null) then 'contractInApproval'
  when ${alias}.review_state = 'pending' then 'inReview'`

/** SQL: why the record under `alias` is spared by the rules (a `SparedReason`; words under `recycle.spared`), or NULL. */
export function sparedSql(object: WatchedObject, alias: string): string {
  return `case ${ofEvery(alias)} ${object === 'customer' ? ofCustomers(alias) : ''} end`
}

const stored: ColumnSql = column => `r.${column}`

/** SQL of what a record's deadlines are; given where they differ from those that stand. */
export interface Deadlines {
  follow: string
  sign: string
  /** Days by the rule. */
  recycleDays: string
  dealDays: string
}

const standing: Deadlines = {
  follow: 'r.follow_due',
  sign: 'r.sign_due',
  recycleDays: 'p.recycle_days',
  dealDays: 'p.deal_days',
}

/**
 * SELECT list of what the rules have in store for the record `r` under its rule pool `p`: `rule` (the deadline that comes
 * first), `due`, `days`, `since`, `cause` of it, `spared`. The sweep, its simulation and the explanations all read this.
 */
export function fateList(object: WatchedObject, deadlines: Deadlines = standing, col = stored): string {
  const { follow, sign } = clocks[object]
  const { follow: byFollow, sign: bySign } = deadlines
  const isFollow = `(${bySign} is null or ${byFollow} <= ${bySign})`
  const since = follow!.since(col)
  const asleep = object === 'customer' ? `when ${col('dormant_since')} then 'asleep'` : ''
  return `least(${byFollow}, ${bySign}) as due,
    case when ${isFollow} then 'follow' else 'sign' end as rule,
    case when ${isFollow} then ${deadlines.recycleDays} else ${deadlines.dealDays} end as days,
    case when ${isFollow} then ${since} else ${sign!.since(col)} end as since,
    case when ${isFollow} then case ${since} when ${col('last_follow_at')} then 'followUp' ${asleep} else 'held' end
      else 'held' end as cause,
    ${sparedSql(object, 'r')} as spared`
}

/** Which rule takes a record, and why. */
export interface Fate {
  due: Date
  rule: 'follow' | 'sign'
  days: number
  since: Date
  cause: 'followUp' | 'held' | 'asleep'
}

/** A record that its rule takes, locked. */
export interface Doomed extends Fate {
  id: string
  title: string
  owner_id: string
  pool_id: string | null
  /** Where it goes: to the pool that it came from, or that its region or product names, or the default one. */
  target: string
  target_name: string
  next_contact_at: Date | null
  last_owner_id: string | null
}

/**
 * Those of the records that their rule takes now, locked in the order of their ids; what somebody is at is left out, and so is
 * what its owner was not warned of (POOL-4): `graceOfUnwarned` gives it the days of a warning.
 */
export async function lockDoomed(
  tx: Tx,
  object: WatchedObject,
  ids: readonly string[],
  now: Date,
): Promise<Doomed[]> {
  return tx.query<Doomed>(
    `select f.* from (
       select r.id, r.name as title, r.owner_id, r.pool_id, g.id as target, g.name as target_name,
         r.next_contact_at, r.last_owner_id, ${fateList(object)}
       from ${identifier(object)} r join pool p on p.id = ${rulePool(object, 'r.pool_id')}
         and p.kind = '${object}' and p.deleted_at is null and not p.rewinding
       join pool g on g.id = coalesce(r.pool_id, ${routeSql(object, 'r')}, p.id)
       where r.id = any($1::uuid[]) and r.owner_id is not null and r.deleted_at is null
         and least(r.follow_due, r.sign_due) <= $2::timestamptz
         and r.warned_for is not distinct from least(r.follow_due, r.sign_due)
       order by r.id for no key update of r skip locked
     ) f where f.spared is null`,
    [ids, now],
  )
}
