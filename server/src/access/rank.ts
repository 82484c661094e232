import { objectList } from '@gonghai/shared/objects'
import type { Sql } from '../db/database'
import type { Actor, EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { settled } from './abroad'
import { type Grant, permissionSubjects, ruleFor, verbsOf } from './combine'
import { type Access, can, type ReachNeed, reachNeeds } from './context'
import { coversNamed, type Excess, excessOf } from './covers'
import { excessWords } from './excess-words'
import { superAdministrator } from './super-administrator'

type Held = Grant

/** All roles of somebody, also of who has left, as they count: their own, for whatever organisation, and their position's. */
async function rolesOf(sql: Sql, employeeId: string): Promise<Held[]> {
  const grants = await sql.query<Held & { own_organisation: string }>(
    `select r.key, r.permissions, r.scopes, r.masks, g.organisation_id, e.organisation_id as own_organisation,
       array(select d.id from department d where d.organisation_id = g.organisation_id and d.parent_id is null order by d.id) as roots
     from employee e join role_grant g on g.employee_id = e.id join role r on r.id = g.role_id where e.id = $1::uuid
     union all
     select r.key, r.permissions, r.scopes, r.masks, null, e.organisation_id, null
     from employee e join position_role p on p.position_id = e.position_id join role r on r.id = p.role_id
     where e.id = $1::uuid
     order by 1`,
    [employeeId],
  )
  return grants.map(grant => settled(grant.own_organisation, grant))
}

/** Verbs by which somebody decides what others may do. */
const governing = ['configure', 'grant'] as const

function governsMore(access: Access, roles: readonly Held[]): Excess | undefined {
  for (const role of roles) {
    if (role.key === superAdministrator) return { object: 'role', kind: 'verb', what: 'configure' }
    for (const object of permissionSubjects) {
      const verbs = verbsOf(role, object)
      const verb = governing.find(one => verbs.includes(one) && !can(access, { object, verb: one }))
      if (verb) return { object, kind: 'verb', what: verb }
    }
  }
  return undefined
}

interface Target {
  id: string
  name: string
  department_id: string
  path: string[]
}

/** Do the actor's own reaches hold what somebody has by being themselves, in their place? */
function holdsPlace(access: Access, object: string, need: ReachNeed, target: Target): boolean {
  const own = access.scopes[object]?.[need] ?? []
  const tests: Record<string, () => boolean> = {
    all: () => true,
    organisation: () => access.organisationRoots.includes(target.path[0]!),
    departmentTree: () => target.path.includes(access.departmentId),
    department: () => target.department_id === access.departmentId,
    ownAndSubordinates: () => access.reports.includes(target.id),
  }
  return own.some(reach => tests[reach]?.() === true)
}

/** What somebody could do as this person that they can't do as themselves. */
function moreAs(
  access: Access,
  target: Target,
  roles: readonly Held[],
  added: readonly Added[],
): Excess | undefined {
  for (const role of roles) {
    if (role.key === superAdministrator) return { object: 'role', kind: 'verb', what: 'configure' }
    const excess = excessOf(access, role, permissionSubjects)
    if (excess) return excess
    for (const { name, can: able } of objectList) {
      if (!able.owned || verbsOf(role, name).length === 0) continue
      const rule = ruleFor(role, name)
      const need = reachNeeds.find(one => rule[one] !== 'none' && !holdsPlace(access, name, one, target))
      if (need) return { object: name, kind: 'need', what: need }
    }
  }
  for (const { object, need } of added) {
    const names = object === '*' ? objectList.filter(one => one.can.owned).map(one => one.name) : [object]
    const beyond = names.find(name => !coversNamed(access, name, need))
    if (beyond) return { object: beyond, kind: 'named', what: 'named' }
  }
  return undefined
}

interface Added {
  object: string
  need: ReachNeed
}

async function targetOf(sql: Sql, employeeId: string): Promise<Target> {
  const [row] = await sql.query<Target>(
    `select e.id, e.name, e.department_id, d.path from employee e join department d on d.id = e.department_id
     where e.id = $1::uuid`,
    [employeeId],
  )
  return row ?? refuse('notFound')
}

function refuseOutranked(actor: EmployeeActor, name: string, excess: Excess): never {
  return refuse('outranked', { name, ...excessWords(actor, excess) })
}

const isFree = (actor: EmployeeActor, employeeId: string): boolean =>
  actor.access.roles.includes(superAdministrator) || actor.employeeId === employeeId

/**
 * Who dismisses somebody, takes an account from them or changes their position stands no lower: whoever governs the company by
 * something that the actor doesn't have is out of reach (SET-3). @throws Refusal outranked
 */
export async function demandRankOver(sql: Sql, actor: Actor, employeeId: string): Promise<void> {
  if (actor.kind !== 'employee' || isFree(actor, employeeId)) return
  const excess = governsMore(actor.access, await rolesOf(sql, employeeId))
  if (excess) refuseOutranked(actor, (await targetOf(sql, employeeId)).name, excess)
}

/**
 * Whoever gives somebody an account, a number or a new password can come in as them: all that they may do, and all that they
 * see by their place, must be the actor's own (SET-2, SET-8). @throws Refusal outranked
 */
export async function demandStandIn(sql: Sql, actor: Actor, employeeId: string): Promise<void> {
  if (actor.kind !== 'employee' || isFree(actor, employeeId)) return
  const target = await targetOf(sql, employeeId)
  const roles = await rolesOf(sql, employeeId)
  const added = await sql.query<Added>(
    'select object, need from access_addition where employee_id = $1::uuid order by id',
    [employeeId],
  )
  const excess = moreAs(actor.access, target, roles, added)
  if (excess) refuseOutranked(actor, target.name, excess)
}
