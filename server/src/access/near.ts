import { objectList } from '@gonghai/shared/objects'
import type { Sql } from '../db/database'
import type { Actor } from '../kernel/actor'
import { type Grant, ruleFor, verbsOf } from './combine'
import { type Access, type ReachNeed, reachNeeds, type Scope } from './context'
import { refuseMore } from './excess-words'
import { superAdministrator } from './super-administrator'

type Role = Pick<Grant, 'permissions' | 'scopes'> & { name: string }

/** Scopes that reach other people's records by the holder's own place. */
const placed: readonly Scope[] = ['ownAndSubordinates', 'department', 'departmentTree']

/** Does the role give something that means more in another place than in the giver's? */
function isLimited(access: Access, role: Role): boolean {
  const lacks = (object: string, need: ReachNeed) => !access.scopes[object]?.[need].includes('all')
  return objectList.some(({ name, can }) => {
    if (!can.owned || verbsOf(role, name).length === 0) return false
    const rule = ruleFor(role, name)
    return lacks(name, 'view') || reachNeeds.some(need => placed.includes(rule[need]) && lacks(name, need))
  })
}

/**
 * "Department" and "own" mean something else for everybody: who doesn't have all of an object gives its roles only to people of
 * their own department's tree, by a grant or by a position (SET-2). @throws Refusal moreThanOwn
 */
export async function demandNear(sql: Sql, actor: Actor, role: Role, departmentId: string): Promise<void> {
  if (actor.kind !== 'employee' || actor.access.roles.includes(superAdministrator)) return
  if (!isLimited(actor.access, role)) return
  const [department] = await sql.query<{ path: string[] }>(
    'select path from department where id = $1::uuid',
    [departmentId],
  )
  if (!department?.path.includes(actor.access.departmentId))
    refuseMore(actor, { object: 'employee', kind: 'role', what: role.name })
}
