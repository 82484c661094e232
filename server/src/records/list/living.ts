import type { Filter, Value } from '@gonghai/shared/client/api'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { tableOf } from '../columns'
import type { References } from '../references'
import { parseFilter } from './filter'

/**
 * What is left of a stored filter: fields or options may have been retired since, and some the reader may not ask for.
 * @param object as its reader sees it @returns null where nothing is left; what asks for nothing stays as it is
 */
export function livingFilter(object: ObjectDeclaration, filter: Filter): Filter | null {
  if ('and' in filter || 'or' in filter) {
    const [join, parts] = 'and' in filter ? (['and', filter.and] as const) : (['or', filter.or] as const)
    const kept = parts.flatMap(part => livingFilter(object, part) ?? [])
    return kept.length === 0 && parts.length > 0 ? null : ({ [join]: kept } as Filter)
  }
  const issues: FieldIssue[] = []
  parseFilter(object, filter, issues)
  return issues.length === 0 ? filter : null
}

const singles: Partial<Record<Field['kind'], Field>> = {
  people: { kind: 'reference', target: 'employee' },
  tags: { kind: 'reference', target: 'tag' },
}

/** Ids that a filter mentions, with what they are ids of. */
function* mentioned(object: ObjectDeclaration, filter: Filter | null): Generator<[Field, Value]> {
  if (!filter) return
  if ('and' in filter || 'or' in filter) {
    for (const part of 'and' in filter ? filter.and : filter.or) yield* mentioned(object, part)
    return
  }
  const field = tableOf(object).byField.get(filter.field)?.declaration
  if (!field || !('value' in filter)) return
  const single = field.kind === 'reference' || field.kind === 'record' ? field : singles[field.kind]
  if (!single) return
  for (const value of [filter.value].flat()) if (typeof value === 'string') yield [single, value]
}

/** Notes whose names a filter needs. */
export function wantNames(references: References, object: ObjectDeclaration, filter: Filter | null): void {
  for (const [field, value] of mentioned(object, filter)) references.want({ field }, { field: value })
}

/** Names of what a filter mentions, by id; '' for what the reader may not see. */
export function namesOf(
  references: References,
  object: ObjectDeclaration,
  filter: Filter | null,
): Record<string, string> {
  return Object.fromEntries(
    [...mentioned(object, filter)].map(([field, value]) => {
      const [found] = Object.values(references.of({ field }, { field: value })).flat()
      return [String(value), found?.name ?? '']
    }),
  )
}
