import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Sql } from '../db/database'
import { identifier, tableOf } from '../records/columns'
import { loadAccess } from './context'
import { scopeCondition } from './scope'

/** Everybody above an employee who is at work, the nearest first. */
export async function superiorsOf(sql: Pick<Sql, 'query'>, employeeId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `with recursive chain(id, leader_id, active, seen) as (
       select id, leader_id, active, array[id] from employee where id = $1::uuid
       union all
       select e.id, e.leader_id, e.active, c.seen || e.id
       from employee e join chain c on e.id = c.leader_id where not e.id = any(c.seen)
     ) select id from chain where active and cardinality(seen) > 1 order by cardinality(seen)`,
    [employeeId],
  )
  return rows.map(({ id }) => id)
}

/** Whether somebody's roles let them change a record, lying in the bin or not. */
export async function mayChange(
  sql: Sql,
  object: ObjectDeclaration,
  id: string,
  employeeId: string,
): Promise<boolean> {
  const access = await loadAccess(sql, employeeId)
  const params: unknown[] = [id]
  const bind = (value: unknown) => `$${params.push(value)}`
  const rows = await sql.query(
    `select 1 as able from ${identifier(tableOf(object).name)} t
     where t.id = $1::uuid and (${scopeCondition(access, object.name, 'edit', bind, 't')})`,
    params,
  )
  return rows.length > 0
}

/**
 * The nearest above an employee who may change a record: a leader's roles may reach less far than the leader stands, and what
 * somebody who left still holds is in few people's reach.
 */
export async function nearestAble(
  sql: Sql,
  object: ObjectDeclaration,
  id: string,
  employeeId: string,
  but: string,
): Promise<string | undefined> {
  for (const superior of await superiorsOf(sql, employeeId))
    if (superior !== but && (await mayChange(sql, object, id, superior))) return superior
  return undefined
}
