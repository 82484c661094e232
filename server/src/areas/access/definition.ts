import { type Verb, verbs } from '@gonghai/shared/actions/declare'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { Field, FieldKind, ObjectDeclaration } from '@gonghai/shared/objects'
import { permissionSubjects } from '../../access/combine'
import type { Masking, NamedReach, Scope, ScopeRule } from '../../access/context'
import type { RoleDefinition } from '../../access/roles'
import type { Catalogue } from '../../records/custom/catalogue'

/** A role's changeable parts. */
export type Definition = Required<Pick<RoleDefinition, 'permissions' | 'scopes' | 'masks'>>

type Line = Record<string, unknown>

/** The four lists of `role.update` as they come in; one that is absent stays as it is. */
export interface DefinitionInput {
  permissions?: Line[] | undefined
  scopes?: Line[] | undefined
  named?: Line[] | undefined
  masks?: Line[] | undefined
}

function permissionsFrom(lines: readonly Line[]): Definition['permissions'] {
  const entries = lines.map(({ object, verbs: given }): [string, readonly Verb[] | '*'] => {
    const list = (given as string[] | undefined) ?? []
    return [object as string, list.includes('*') ? '*' : verbs.filter(verb => list.includes(verb))]
  })
  // Nothing on an object says something only where "*" would give more.
  const general = entries.some(([object]) => object === '*')
  return Object.fromEntries(entries.filter(([, list]) => general || list === '*' || list.length > 0))
}

function namedFrom(line: Line): NamedReach[] {
  const need = line.need as NamedReach['need']
  const employee = line.employee ? [{ kind: 'employee' as const, id: line.employee as string, need }] : []
  return line.department
    ? [...employee, { kind: 'department', id: line.department as string, need }]
    : employee
}

/** Scopes and names lie together: a name without a scope of its object comes with `own`, as without a rule. */
function scopesFrom(
  before: Definition['scopes'],
  scopes: readonly Line[] | undefined,
  named: readonly Line[] | undefined,
): Definition['scopes'] {
  const rules: Record<string, ScopeRule> = {}
  for (const [object, rule] of Object.entries(before)) rules[object] = { ...rule }
  if (scopes) {
    for (const object of Object.keys(rules)) delete rules[object]
    for (const { object, query, view, edit } of scopes) {
      const kept = before[object as string]?.named
      const rule = { query: query as Scope, view: view as Scope, edit: edit as Scope }
      rules[object as string] = kept ? { ...rule, named: kept } : rule
    }
  }
  if (!named) return rules
  for (const rule of Object.values(rules)) delete rule.named
  for (const line of named) {
    const object = line.object as string
    const rule = rules[object] ?? rules['*'] ?? { query: 'own', view: 'own', edit: 'own' }
    rules[object] = { ...rule, named: [...(rules[object]?.named ?? []), ...namedFrom(line)] }
  }
  return rules
}

function masksFrom(lines: readonly Line[]): Definition['masks'] {
  const masks: Record<string, Record<string, Masking>> = {}
  for (const { object, field, masking } of lines) {
    masks[object as string] = { ...masks[object as string], [field as string]: masking as Masking }
  }
  return masks
}

/** What a role is after a change. */
export function changedDefinition(before: Definition, input: DefinitionInput): Definition {
  return {
    permissions: input.permissions ? permissionsFrom(input.permissions) : before.permissions,
    scopes: scopesFrom(before.scopes, input.scopes, input.named),
    masks: input.masks ? masksFrom(input.masks) : before.masks,
  }
}

const rank: readonly Scope[] = ['none', 'own', 'department', 'departmentTree', 'all']

/** Is a scope plainly narrower than another? Subordinates may sit anywhere, so they compare with none, own and all only. */
function isNarrower(one: Scope, than: Scope): boolean {
  const [low, high] = [rank.indexOf(one), rank.indexOf(than)]
  if (low >= 0 && high >= 0) return low < high
  if (one === than) return false
  return one === 'ownAndSubordinates' ? than === 'all' : one === 'none' || one === 'own'
}

const maskable: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'text',
  'longText',
  'phone',
  'email',
  'url',
  'integer',
  'decimal',
  'money',
  'percent',
  'date',
  'dateTime',
  'choice',
  'choices',
])

/** What names a record, says its state, or must be filled in can't be kept from those who work with it. */
export function isMaskable(object: ObjectDeclaration, name: string, field: Field): boolean {
  return maskable.has(field.kind) && name !== object.title && name !== object.state
}

/** What is wrong with the lists of a change, by path. */
export function definitionIssues(catalogue: Catalogue, input: DefinitionInput): FieldIssue[] {
  const twice = (list: 'permissions' | 'scopes'): FieldIssue[] =>
    (input[list] ?? []).flatMap(({ object }, index, all) =>
      all.findIndex(other => other.object === object) < index
        ? [{ path: `${list}.${index}.object`, rule: 'duplicate' as const }]
        : [],
    )
  const scopes = (input.scopes ?? []).flatMap(({ query, view, edit }, index): FieldIssue[] => [
    ...(isNarrower(query as Scope, view as Scope)
      ? [{ path: `scopes.${index}.view`, rule: 'tooLarge' as const, params: { max: query as string } }]
      : []),
    ...(isNarrower(view as Scope, edit as Scope)
      ? [{ path: `scopes.${index}.edit`, rule: 'tooLarge' as const, params: { max: view as string } }]
      : []),
  ])
  const named = (input.named ?? []).flatMap(({ employee, department }, index): FieldIssue[] =>
    employee || department ? [] : [{ path: `named.${index}.employee`, rule: 'required' }],
  )
  const masks = (input.masks ?? []).flatMap(({ object, field, masking }, index): FieldIssue[] => {
    const declared = catalogue.list.find(one => one.name === object)
    const found = declared?.fields[field as string]
    if (!declared) return [{ path: `masks.${index}.object`, rule: 'option' }]
    if (!found || !isMaskable(declared, field as string, found))
      return [{ path: `masks.${index}.field`, rule: 'option' }]
    return masking === 'hidden' && found.required ? [{ path: `masks.${index}.masking`, rule: 'option' }] : []
  })
  return [...twice('permissions'), ...twice('scopes'), ...scopes, ...named, ...masks]
}

/** The subjects that a definition speaks about by name, besides "*". */
export function subjectsOf({ permissions, scopes, masks }: Definition): string[] {
  const named = new Set([...Object.keys(permissions), ...Object.keys(scopes), ...Object.keys(masks)])
  return ['*', ...permissionSubjects].filter(object => named.has(object))
}
