import type { NamedView, RoleAnswer } from '@gonghai/shared/client/access-api'
import type { Value } from '@gonghai/shared/client/api'

export type Need = 'query' | 'view' | 'edit'
export const needs: readonly Need[] = ['query', 'view', 'edit']
/** Beginning with the narrowest. */
export const scopes = ['none', 'own', 'ownAndSubordinates', 'department', 'departmentTree', 'all'] as const

/** A role as its page edits it. */
export interface RoleDraft {
  name: string
  permissions: Record<string, string[]>
  scopes: Record<string, Record<Need, string>>
  named: (NamedView & { object: string })[]
  masks: Record<string, Record<string, 'masked' | 'hidden'>>
}

/** A role as it was read. */
export function draftOf(role: RoleAnswer): RoleDraft {
  const masks: RoleDraft['masks'] = {}
  for (const { object, field, masking } of role.masks) masks[object] = { ...masks[object], [field]: masking }
  return {
    name: role.name,
    permissions: Object.fromEntries(role.permissions.map(({ object, verbs }) => [object, verbs])),
    scopes: Object.fromEntries(
      role.scopes.map(({ object, query, view, edit }) => [object, { query, view, edit }]),
    ),
    named: role.scopes.flatMap(({ object, named }) => named.map(one => ({ ...one, object }))),
    masks,
  }
}

/** What an object may be done with: by its own setting, else by that of everything else. */
export function verbsOf(draft: RoleDraft, object: string, known: readonly string[]): string[] {
  const given = draft.permissions[object] ?? draft.permissions['*'] ?? []
  return given.includes('*') ? [...known] : known.filter(verb => given.includes(verb))
}

/** The scope of an object: by its own rule, else by that of everything else, else own. */
export const ruleOf = (draft: RoleDraft, object: string): Record<Need, string> =>
  draft.scopes[object] ?? draft.scopes['*'] ?? { query: 'own', view: 'own', edit: 'own' }

/** The input of `role.update` besides the role and its version. */
export function inputOf(draft: RoleDraft): Record<string, Value> {
  const lines = {
    permissions: Object.entries(draft.permissions).map(([object, verbs]) => ({ object, verbs })),
    scopes: Object.entries(draft.scopes).map(([object, rule]) => ({ object, ...rule })),
    named: draft.named.map(({ object, kind, target, need }) => ({ object, [kind]: target.id, need })),
    masks: Object.entries(draft.masks).flatMap(([object, fields]) =>
      Object.entries(fields).map(([field, masking]) => ({ object, field, masking })),
    ),
  }
  return { name: draft.name, ...lines } as unknown as Record<string, Value>
}
