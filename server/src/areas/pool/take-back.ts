import { v7 as uuid } from 'uuid'
import type { Tx } from '../../db/database'
import type { SystemActor } from '../../kernel/actor'
import { Outbox } from '../../kernel/events'
import type { Keyed } from '../../kernel/words'
import type { WatchedObject } from '../../records/clocks/expressions'
import { identifier } from '../../records/columns'
import { type Doomed, lockDoomed } from './fate'
import { groupLeaderSql } from './group'
import { keyedFate } from './recycle-words'

/** Who takes back: nobody in particular. */
export const sweeper: SystemActor = {
  kind: 'system',
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  door: 'job',
}

/** Events that follow from a round; reactions tell people and close cards. */
const heard = new Set(['pool.recycled', 'pool.entered'])

/** Deadlines, extensions, locks and reminders end with the owner. */
const ended = [
  'held_since',
  'follow_due',
  'sign_due',
  'follow_kept',
  'sign_kept',
  'follow_remind',
  'sign_remind',
]
const endedToo = ['follow_reminded', 'sign_reminded', 'extension_asked_at', 'locked_at', 'locked_by_id']
const ofCustomers = ['dormant_due', 'dormant_kept']
const departments = ['owner_id', 'department_id', 'dept1', 'dept2', 'dept3', 'dept4', 'dept5', 'dept6']
const none = (columns: readonly string[]) => columns.map(column => `${column} = null`).join(', ')

/** One record of a round, as the statement gets it. */
interface Taken {
  id: string
  trace: string
  owner: string
  pool: string
  pool_name: string
  rule: string
  days: number
  cause: string
  since: Date
  due: Date
  words: Keyed
  changes: Record<string, [unknown, unknown]>
}

/** Everything that taking back writes, as one statement: record, contacts, holding, reason, history. */
function statement(object: WatchedObject): string {
  const cleared = [...departments, ...ended, ...endedToo, ...(object === 'customer' ? ofCustomers : [])]
  const contacts = `, contacts as (
    update contact c set ${none(departments)}, updated_at = $2::timestamptz, updated_by = null, version = c.version + 1
    from given g where c.customer_id = g.id and c.owner_id = g.owner and c.deleted_at is null
    returning c.id, g.owner
  ), traced_contacts as (
    insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, at)
    select gen_random_uuid(), 'contact', c.id, 'pool.recycle', 'job', 'system', null, $3,
      jsonb_build_object('owner', jsonb_build_array(c.owner, null)), $2::timestamptz from contacts c
  )`
  return `with given as (
    select * from jsonb_to_recordset($1::jsonb) as g(id uuid, trace uuid, owner uuid, pool uuid, pool_name text,
      rule text, days int, cause text, since timestamptz, due timestamptz, words jsonb, changes jsonb)
  ), leaders as materialized (
    select o.owner, ${groupLeaderSql('o.owner')} as leader from (select distinct owner from given) o
  ), moved as (
    update ${identifier(object)} r set ${none(cleared)}, pool_id = g.pool, pooled_at = $2::timestamptz,
      pool_reason = 'recycled', last_owner_id = g.owner, next_contact_at = null,
      last_leader_id = l.leader,
      updated_at = $2::timestamptz, updated_by = null, version = r.version + 1
    from given g join leaders l on l.owner = g.owner where r.id = g.id returning r.id
  ) ${object === 'customer' ? contacts : ''}, ended as (
    update holding h set ended_at = $2::timestamptz, ended_by = 'recycled' from given g
    where h.object = '${object}' and h.record_id = g.id and h.ended_at is null
  ), noted as (
    insert into recycling (id, object, record_id, pool_id, pool_name, owner_id, rule, days, cause, since, due, at)
    select trace, '${object}', id, pool, pool_name, owner, rule, days, cause, since, due, $2::timestamptz from given
  ), traced as (
    insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, words, at)
    select trace, '${object}', id, 'pool.recycle', 'job', 'system', null, $3, changes, words, $2::timestamptz from given
  ) select count(*)::int as done from moved`
}

function takenOf(row: Doomed, now: Date): Taken {
  const pool = { id: row.target, name: row.target_name }
  const at = now.toISOString()
  const changes: Record<string, [unknown, unknown]> = {
    owner: [row.owner_id, null],
    pooledAt: [null, at],
    poolReason: [null, 'recycled'],
    ...(row.pool_id === pool.id ? {} : { pool: [row.pool_id, pool.id] }),
    ...(row.last_owner_id === row.owner_id ? {} : { lastOwner: [row.last_owner_id, row.owner_id] }),
    ...(row.next_contact_at ? { nextContactAt: [row.next_contact_at.toISOString(), null] } : {}),
  }
  return {
    id: row.id,
    trace: uuid(),
    owner: row.owner_id,
    pool: pool.id,
    pool_name: pool.name,
    rule: row.rule,
    days: row.days,
    cause: row.cause,
    since: row.since,
    due: row.due,
    words: { key: 'recycle.note', params: { because: keyedFate(row, now), pool: pool.name } },
    changes,
  }
}

/**
 * Takes back those of the records that are overdue, all by one statement, in the caller's transaction; what is spared, or
 * just being changed by somebody, stays. @param ids at most 500 @returns the ids that went back
 */
export async function takeBack(
  tx: Tx,
  object: WatchedObject,
  ids: readonly string[],
  now: Date,
): Promise<string[]> {
  const rows = await lockDoomed(tx, object, ids, now)
  if (rows.length === 0) return []
  const taken = rows.map(row => takenOf(row, now))
  await tx.query(statement(object), [JSON.stringify(taken), now, `recycle:${taken[0]!.trace}`])
  const outbox = new Outbox(heard)
  const done = taken.map(({ id }) => id)
  outbox.add('pool.recycled', { object, ids: done, at: now.toISOString() })
  for (const pool of new Set(taken.map(one => one.pool))) {
    outbox.add('pool.entered', { object, pool, count: taken.filter(one => one.pool === pool).length })
  }
  await outbox.flush(tx, sweeper, now, `recycle:${taken[0]!.trace}`)
  return done
}
