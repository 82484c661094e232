import { handedObjects } from '@gonghai/shared/actions/organisation'
import { objects } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import { identifier, tableOf } from '../../records/columns'
import type { Known, KnownDepartment, KnownPerson } from './difference'

/** Everything of ours that a directory is compared with. */
export async function readKnown(sql: Sql, platform: string): Promise<Known> {
  const departments = await sql.query<KnownDepartment>(
    'select id, parent_id as "parentId", name from department order by cardinality(path), position, id',
  )
  const people = await sql.query<KnownPerson>(
    `with let_go as (
       select subject_id, (data ->> 'leftAt')::timestamptz as at from directory_item
       where kind = 'leave' and state = 'done' and data ? 'leftAt')
     select e.id, e.name, e.title, e.mobile, e.active, e.department_id as "departmentId", e.leader_id as "leaderId",
       i.user_id as "userId", i.said,
       e.left_at is not null and (e.id, e.left_at) in (select subject_id, at from let_go) as "leftByRun",
       exists (select 1 from identity o where o.employee_id = e.id and o.platform <> $1) as elsewhere
     from employee e left join identity i on i.employee_id = e.id and i.platform = $1 order by e.id`,
    [platform],
  )
  const links = await sql.query<{ remote_id: string; department_id: string }>(
    'select remote_id, department_id from remote_department where platform = $1',
    [platform],
  )
  return { departments, people, links: new Map(links.map(one => [one.remote_id, one.department_id])) }
}

/** What each of these people owns: person → object → number; a statement per object, however many people. */
export async function readHoldings(
  sql: Sql,
  people: readonly string[],
): Promise<ReadonlyMap<string, Record<string, number>>> {
  const found = new Map<string, Record<string, number>>()
  if (people.length === 0) return found
  for (const object of handedObjects) {
    const rows = await sql.query<{ owner_id: string; count: number }>(
      `select owner_id, count(*) as count from ${identifier(tableOf(objects[object]).name)}
       where owner_id = any($1::uuid[]) and deleted_at is null group by owner_id`,
      [people],
    )
    for (const row of rows) found.set(row.owner_id, { ...found.get(row.owner_id), [object]: row.count })
  }
  return found
}
