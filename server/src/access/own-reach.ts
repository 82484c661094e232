import { objectList } from '@gonghai/shared/objects'
import type { Sql } from '../db/database'
import type { Actor, EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { identifier, tableOf } from '../records/columns'
import { type Access, type Reach, reachNeeds } from './context'
import { fieldRules } from './masks'

/** Departments and people whose records somebody sees by their place in the structure, with their names. */
type Reached = ReadonlyMap<string, string>

const structural: readonly Reach[] = ['ownAndSubordinates', 'department', 'departmentTree', 'organisation']

/** Reaches of one set of rights that hang on the structure, where they don't reach everything anyway. */
const hanging = (access: Access, object: string): Reach[] =>
  reachNeeds
    .map(need => access.scopes[object]?.[need] ?? [])
    .filter(reaches => !reaches.includes('all'))
    .flat()

/** The reaches of the actor that hang on the structure; those that only unmask fields among them. */
function reachesOf({ access }: EmployeeActor): Reach[] {
  const found = objectList
    .filter(({ can }) => can.owned)
    .flatMap(({ name }) => [
      ...hanging(access, name),
      ...fieldRules(access, name).flatMap(({ except }) => (except ? hanging(except, name) : [])),
    ])
  return structural.filter(reach => found.includes(reach))
}

const statement = `
  with me as (select e.id, e.department_id, e.organisation_id from employee e where e.id = $1::uuid),
  reached as (
    select d.id, d.name from department d, me
    where ('departmentTree' = any($2::text[]) and d.path @> array[me.department_id])
      or ('department' = any($2::text[]) and d.id = me.department_id)
      or ('organisation' = any($2::text[]) and d.organisation_id = me.organisation_id))
  select id, name from reached
  union all
  select e.id, e.name from employee e, me
  where e.department_id in (select id from reached)
    or ('ownAndSubordinates' = any($2::text[]) and e.leader_id = me.id and e.active)`

async function reachedBy(sql: Sql, actor: EmployeeActor): Promise<Reached> {
  const rows = await sql.query<{ id: string; name: string }>(statement, [actor.employeeId, reachesOf(actor)])
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * Changes the structure; nobody comes by it to see, by their own place, departments or people that they didn't see before (SET-2):
 * neither by moving themselves or others, nor by making themselves a leader. @throws Refusal widensReach
 */
export async function keepingReach<T>(sql: Sql, actor: Actor, change: () => Promise<T>): Promise<T> {
  if (actor.kind !== 'employee' || reachesOf(actor).length === 0) return change()
  const before = await reachedBy(sql, actor)
  const done = await change()
  const fresh = [...(await reachedBy(sql, actor))].find(([id]) => id !== actor.employeeId && !before.has(id))
  return fresh ? refuse('widensReach', { name: fresh[1] }) : done
}

/**
 * Records that come along into the actor's departments must lie there already: what somebody owns may have stayed where they were
 * before. @throws Refusal widensReach
 */
export async function demandRecordsReached(
  sql: Sql,
  actor: Actor,
  owner: { id: string; name: string },
  to: string,
): Promise<void> {
  if (actor.kind !== 'employee' || reachesOf(actor).length === 0) return
  const reached = await reachedBy(sql, actor)
  if (!reached.has(to)) return
  const parts = objectList
    .filter(({ can, parent }) => can.owned && !parent)
    .map(
      object => `select 1 from ${identifier(tableOf(object).name)} t
        where t.owner_id = $1::uuid and t.department_id is not null and t.department_id <> all($2::uuid[])`,
    )
  const outside = await sql.query(`select 1 as outside where exists (${parts.join(' union all ')})`, [
    owner.id,
    [...reached.keys()],
  ])
  if (outside.length > 0) refuse('widensReach', { name: owner.name })
}
