import { type Permission, settingSubjects, type Verb, verbs } from '@gonghai/shared/actions/declare'
import { objectList } from '@gonghai/shared/objects'
import type {
  Access,
  FieldRule,
  Masking,
  Named,
  NamedReach,
  PermissionKey,
  Reach,
  Reaches,
  ReachNeed,
  ScopeRule,
} from './context'
import { withFormulas } from './formula-masks'
import { absentObjects } from './functions'
import { superAdministrator } from './super-administrator'

/** A role as it was given to somebody. */
export interface Grant {
  key: string
  permissions: Record<string, readonly Verb[] | '*'>
  scopes: Record<string, ScopeRule>
  masks: Readonly<Record<string, Readonly<Record<string, Masking>>>>
  /** Given for this organisation only. */
  organisation_id: string | null
  /** Root departments of that organisation. */
  roots?: readonly string[] | null
  /** What is switched on there. */
  functions?: readonly string[] | null
}

/** What somebody sees besides their roles. */
export interface Addition extends NamedReach {
  /** An object, or "*". */
  object: string
}

/** Everything that decides what somebody may do, but for their place in the company. */
export interface Material {
  grants: readonly Grant[]
  additions: readonly Addition[]
  /** Levels (1–6) of the named departments; one that is gone is not in it. */
  levels: ReadonlyMap<string, number>
  /** Switched on for the employee's organisation. */
  functions: readonly string[]
}

/** Where somebody stands in the company. */
export type Place = Omit<Access, 'permissions' | 'scopes' | 'named' | 'fieldRules' | 'roles'>

/** All that function permissions are about: objects and settings. */
export const permissionSubjects: readonly Permission['object'][] = [
  ...objectList.map(object => object.name),
  ...settingSubjects,
]

/** The verbs that a role gives on an object; empty where it gives none. */
export function verbsOf({ permissions }: Pick<Grant, 'permissions'>, object: string): readonly Verb[] {
  const granted = permissions[object] ?? permissions['*'] ?? []
  return granted === '*' ? verbs : granted
}

/** Without a rule the scope is own (SET-2). */
export function ruleFor({ scopes }: Pick<Grant, 'scopes'>, object: string): ScopeRule {
  return scopes[object] ?? scopes['*'] ?? { query: 'own', view: 'own', edit: 'own' }
}

/** Departments that roles or additions name. */
export function namedDepartments(grants: readonly Grant[], additions: readonly NamedReach[]): string[] {
  const rules = grants.flatMap(({ scopes }) => Object.values(scopes)).flatMap(rule => rule.named ?? [])
  const departments = [...rules, ...additions].filter(({ kind }) => kind === 'department')
  return [...new Set(departments.map(({ id }) => id))]
}

/** What is absent where a grant holds: in its own organisation, or the holder's. */
const absentFor = (grant: Grant, absent: ReadonlySet<string>): ReadonlySet<string> =>
  grant.functions ? absentObjects(grant.functions) : absent

function permissionsOf(grants: readonly Grant[], absent: ReadonlySet<string>): Set<PermissionKey> {
  const found = new Set<PermissionKey>()
  for (const grant of grants) {
    const missing = absentFor(grant, absent)
    for (const object of permissionSubjects) {
      if (missing.has(object)) continue
      for (const verb of verbsOf(grant, object)) found.add(`${object}.${verb}`)
    }
  }
  // Whoever may do anything may ask for more.
  if (found.size > 0) found.add('access.query')
  return found
}

const givingOf = (grants: readonly Grant[], object: string) =>
  grants.filter(grant => verbsOf(grant, object).length > 0)

/** The needs that hold a need: what may be changed may be opened, what may be opened is listed. */
const holders: Record<ReachNeed, readonly ReachNeed[]> = {
  query: ['query', 'view', 'edit'],
  view: ['view', 'edit'],
  edit: ['edit'],
}

/** Roles that don't permit the object at all add nothing to its scope. */
function reachesOf(giving: readonly Grant[], object: string): Reaches {
  const reach = (need: ReachNeed): Reach[] => {
    const found = giving.flatMap(grant =>
      holders[need].map((holder): Reach => {
        const scope = ruleFor(grant, object)[holder]
        return scope === 'all' && grant.organisation_id ? 'organisation' : scope
      }),
    )
    return [...new Set(found)]
  }
  return { query: reach('query'), view: reach('view'), edit: reach('edit') }
}

function namedOf(
  giving: readonly Grant[],
  additions: readonly Addition[],
  object: string,
  levels: ReadonlyMap<string, number>,
): Record<ReachNeed, Named> | undefined {
  const own = additions.filter(one => one.object === object || one.object === '*')
  const all = [...giving.flatMap(grant => ruleFor(grant, object).named ?? []), ...own]
  if (all.length === 0) return undefined
  const reached = (need: ReachNeed): Named => {
    const wanted = all.filter(one => holders[need].includes(one.need))
    const ids = (kind: NamedReach['kind']) => [
      ...new Set(wanted.filter(one => one.kind === kind).map(({ id }) => id)),
    ]
    const departments = ids('department').flatMap(id => {
      const level = levels.get(id)
      return level ? [{ id, level }] : []
    })
    return { employees: ids('employee'), departments }
  }
  return { query: reached('query'), view: reached('view'), edit: reached('edit') }
}

function withEntries<T>(value: (object: string) => T | undefined): Record<string, T> {
  const found = permissionSubjects.map(object => [object, value(object)] as const)
  return Object.fromEntries(found.filter((entry): entry is [(typeof entry)[0], T] => entry[1] !== undefined))
}

/**
 * A field is masked on the rows that no role reaches which shows it: whoever sees their own customers whole and everybody's
 * without phones keeps the phones of their own.
 */
function fieldRulesOf(place: Place, material: Material, object: string): FieldRule[] | undefined {
  const declared = place.catalogue.find(object)
  const giving = givingOf(material.grants, object).map(grant => {
    const masks = grant.masks[object]
    return masks ? { ...grant, masks: { ...grant.masks, [object]: withFormulas(declared, masks) } } : grant
  })
  const fields = [...new Set(giving.flatMap(({ masks }) => Object.keys(masks[object] ?? {})))]
  const groups = new Map<string, { showing: Grant[]; fields: Record<string, Masking> }>()
  for (const field of fields) {
    const showing = giving.filter(({ masks }) => !masks[object]?.[field])
    const key = showing.map(grant => giving.indexOf(grant)).join()
    const group = groups.get(key) ?? { showing, fields: {} }
    const shortened = giving.some(({ masks }) => masks[object]?.[field] === 'masked')
    groups.set(key, { showing, fields: { ...group.fields, [field]: shortened ? 'masked' : 'hidden' } })
  }
  const rules = [...groups.values()].flatMap(({ showing, fields: masked }): FieldRule[] => {
    if (showing.length === 0) return [{ fields: masked, except: null }]
    const unmasked = showing.map(grant => ({ ...grant, masks: {} }))
    const except = combine(place, { ...material, grants: unmasked, additions: [] })
    const everywhere = except.permissions.has(`${object}.view` as PermissionKey)
    return everywhere && except.scopes[object]?.view.includes('all') ? [] : [{ fields: masked, except }]
  })
  return rules.length > 0 ? rules : undefined
}

/** The super administrator is one everywhere or not at all. */
const isWhole = ({ key, organisation_id }: Grant) => key !== superAdministrator || organisation_id === null

/** What somebody may do: permissions are joined, scopes are the union over all roles, positions and additions (SET-2). */
export function combine(place: Place, material: Material): Access {
  const { grants, levels, functions } = material
  const absent = absentObjects(functions)
  const present = grants.map(grant => ({ grant, missing: absentFor(grant, absent) }))
  const giving = (object: string) =>
    givingOf(
      present.filter(({ missing }) => !missing.has(object)).map(({ grant }) => grant),
      object,
    )
  return {
    ...place,
    permissions: permissionsOf(grants, absent),
    scopes: withEntries(object => reachesOf(giving(object), object)),
    named: withEntries(object =>
      namedOf(giving(object), absent.has(object) ? [] : material.additions, object, levels),
    ),
    fieldRules: withEntries(object => fieldRulesOf(place, material, object)),
    roles: [...new Set(grants.filter(isWhole).map(grant => grant.key))],
  }
}
