import { objectList } from '@gonghai/shared/objects'
import { ruleFor, verbsOf } from './combine'
import {
  type Access,
  can,
  type Masking,
  type NamedReach,
  type Reach,
  reachNeeds,
  type Scope,
} from './context'
import { withFormulas } from './formula-masks'
import { fieldRules } from './masks'
import type { RoleDefinition } from './roles'
import { superAdministrator } from './super-administrator'

/** The first thing that goes beyond what somebody may do themselves: an object and a verb, scope, field … of it. */
export interface Excess {
  /** An object, a setting, or "employee". */
  object: string
  kind: 'verb' | 'scope' | 'named' | 'need' | 'field' | 'role'
  what: string
}

/** Which of the granter's own reaches allow a scope to be given. */
const allowedBy: Record<Scope, readonly Reach[] | 'anyone'> = {
  none: 'anyone',
  own: 'anyone',
  ownAndSubordinates: ['ownAndSubordinates', 'departmentTree', 'organisation', 'all'],
  department: ['department', 'departmentTree', 'organisation', 'all'],
  departmentTree: ['departmentTree', 'organisation', 'all'],
  all: ['all'],
}

/** May somebody give this reach on an object? People and departments by name take the whole of it. */
export function coversNamed(access: Access, object: string, need: NamedReach['need']): boolean {
  return access.roles.includes(superAdministrator) || access.scopes[object]?.[need].includes('all') === true
}

/**
 * Nobody gives more than they have: every verb, scope and field of the role must be the granter's own (SET-2).
 * @returns what goes beyond, or undefined
 */
export function excessOf(
  access: Access,
  role: Pick<RoleDefinition, 'permissions' | 'scopes' | 'masks'>,
  subjects: readonly (typeof objectList)[number]['name'][] | readonly string[],
): Excess | undefined {
  if (access.roles.includes(superAdministrator)) return undefined
  for (const object of subjects) {
    const verbs = verbsOf({ permissions: role.permissions as never }, object)
    const verb = verbs.find(one => !can(access, { object: object as never, verb: one }))
    if (verb) return { object, kind: 'verb', what: verb }
    if (verbs.length === 0) continue
    const beyond = bared(access, object, role.masks?.[object] ?? {}) ?? wider(access, object, role.scopes)
    if (beyond) return { object, ...beyond }
  }
  return undefined
}

type Beyond = Omit<Excess, 'object'> | undefined

/** A field that the granter sees masked and the role would show, or sees not at all and it would shorten; of objects without owners, too. */
function bared(access: Access, object: string, given: Readonly<Record<string, Masking>>): Beyond {
  const masks = withFormulas(access.catalogue.find(object), given)
  const field = fieldRules(access, object)
    .flatMap(({ fields }) => Object.entries(fields))
    .find(([name, masking]) => (masking === 'hidden' ? masks[name] !== 'hidden' : !masks[name]))
  return field ? { kind: 'field', what: field[0] } : undefined
}

/** A scope that is wider than the granter's. */
function wider(access: Access, object: string, scopes: RoleDefinition['scopes']): Beyond {
  if (!objectList.some(one => one.name === object && one.can.owned)) return undefined
  const rule = ruleFor({ scopes: scopes as never }, object)
  for (const need of reachNeeds) {
    const allowed = allowedBy[rule[need]]
    const own = access.scopes[object]?.[need] ?? []
    if (allowed !== 'anyone' && !allowed.some(reach => own.includes(reach)))
      return { kind: 'scope', what: rule[need] }
  }
  const named = rule.named?.some(({ need }) => !coversNamed(access, object, need))
  return named ? { kind: 'named', what: 'named' } : undefined
}
