import type { Json } from '../../kernel/context'
import { type Definition, subjectsOf } from './definition'

type Changes = Record<string, [Json, Json]>

const differs = (one: unknown, two: unknown) => JSON.stringify(one ?? null) !== JSON.stringify(two ?? null)

/** What changed in a role, by object, as its history stores it (SET-5). */
export function roleChanges(before: Definition, after: Definition, nameOf: (id: string) => string): Changes {
  const changes: Changes = {}
  const objects = [...new Set([...subjectsOf(before), ...subjectsOf(after)])]
  const note = (path: string, from: unknown, to: unknown) => {
    if (differs(from, to)) changes[path] = [(from ?? null) as Json, (to ?? null) as Json]
  }
  for (const object of objects) {
    note(`permissions.${object}`, before.permissions[object], after.permissions[object])
    const [from, to] = [before.scopes[object], after.scopes[object]]
    for (const need of ['query', 'view', 'edit'] as const)
      note(`scopes.${object}.${need}`, from?.[need], to?.[need])
    for (const need of ['query', 'view', 'edit'] as const) {
      const names = (rule: typeof from) =>
        (rule?.named ?? []).filter(one => one.need === need).map(({ id }) => nameOf(id))
      note(`named.${object}.${need}`, names(from), names(to))
    }
    const fields = new Set([
      ...Object.keys(before.masks[object] ?? {}),
      ...Object.keys(after.masks[object] ?? {}),
    ])
    for (const field of fields) {
      note(`masks.${object}.${field}`, before.masks[object]?.[field], after.masks[object]?.[field])
    }
  }
  return changes
}
