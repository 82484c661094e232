import { handedObjects } from '@gonghai/shared/actions/organisation'
import type { HoldsAnswer } from '@gonghai/shared/client/organisation-api'
import { objects } from '@gonghai/shared/objects'
import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { identifier, tableOf } from '../../records/columns'
import { Params } from '../../records/reader'

/** An object that is handed over. */
export type Handed = (typeof handedObjects)[number]

/** What is over stays with whoever did it: only open ones are handed over. */
const open: Partial<Record<Handed, string>> = {
  task: `t.state = 'open'`,
  workOrder: `t.state in ('assigned', 'accepted', 'onTheWay', 'working')`,
  serviceRequest: `t.state not in ('done', 'withdrawn')`,
}

/** A leaver's contacts go along with the leaver's customers; on their own only the others do. */
const alone: Partial<Record<Handed, string>> = {
  contact: `not exists (select 1 from customer c where c.id = t.customer_id and c.owner_id = t.owner_id and c.deleted_at is null)`,
}

/** SQL after `from`: what an employee holds of one object, as far as the actor may change it. */
export function heldSql(
  actor: EmployeeActor | 'system',
  object: Handed,
  employee: string,
  bind: (value: unknown) => string,
): string {
  const scope = actor === 'system' ? 'true' : scopeCondition(actor.access, object, 'edit', bind, 't')
  const conditions = [
    `t.owner_id = ${bind(employee)}::uuid`,
    't.deleted_at is null',
    open[object] ?? 'true',
    alone[object] ?? 'true',
    `(${scope})`,
  ]
  return `${identifier(tableOf(objects[object]).name)} t where ${conditions.join(' and ')}`
}

/** The column that names a record. */
export const titleOf = (object: Handed): string =>
  identifier(tableOf(objects[object]).byField.get(objects[object].title)!.parts[0]!.name)

async function held(sql: Sql, actor: EmployeeActor, object: Handed, employee: string) {
  const { values, bind } = new Params()
  const from = heldSql(actor, object, employee, bind)
  const rows = await sql.query<{ id: string; title: string; count: number }>(
    `select t.id, t.${titleOf(object)} as title, count(*) over () as count from ${from} order by t.id desc limit 3`,
    values,
  )
  return {
    object,
    count: rows[0]?.count ?? 0,
    samples: rows.map(({ id, title }) => ({ record: `${object}:${id}`, title })),
  }
}

interface Rest {
  approvals: number
  reviews: number
  extensions: number
  requests: number
  pools: string[] | null
  alone_pools: string[] | null
  reports: string[] | null
  departments: string[] | null
}

/** GET /api/organisation/people/:id/holds : what would wait for somebody who leaves. */
export async function readHolds(sql: Sql, actor: EmployeeActor, employee: string): Promise<HoldsAnswer> {
  const records = []
  for (const object of handedObjects) records.push(await held(sql, actor, object, employee))
  const [rest] = await sql.query<Rest>(
    `select
       (select count(*) from approval_task k join approval a on a.id = k.approval_id
        where k.approver_id = $1::uuid and k.state = 'waiting' and a.state = 'pending') as approvals,
       (select count(*)::int from pool_review where state = 'waiting' and reviewers @> array[$1::uuid]) as reviews,
       (select count(*)::int from extension_request where state = 'pending' and approvers @> array[$1::uuid]) as extensions,
       (select count(*)::int from access_request where state = 'waiting' and deciders @> array[$1::uuid])
         + (select count(*)::int from duplicate_request where state = 'pending' and deciders @> array[$1::uuid]) as requests,
       (select array_agg(name order by name) from pool where deleted_at is null
        and (members @> array[$1::uuid] or administrators @> array[$1::uuid])) as pools,
       (select array_agg(name order by name) from pool where deleted_at is null and administrators = array[$1::uuid]) as alone_pools,
       (select array_agg(name order by name) from employee where leader_id = $1::uuid and active) as reports,
       (select array_agg(name order by name) from department where manager_id = $1::uuid) as departments`,
    [employee],
  )
  return {
    records: records.filter(one => one.count > 0),
    approvals: rest!.approvals,
    reviews: rest!.reviews,
    extensions: rest!.extensions,
    requests: rest!.requests,
    pools: rest!.pools ?? [],
    poolsAlone: rest!.alone_pools ?? [],
    reports: rest!.reports ?? [],
    departments: rest!.departments ?? [],
  }
}
