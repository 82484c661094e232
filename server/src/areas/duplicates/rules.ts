import { findObject } from '@gonghai/shared/objects'
import {
  type DuplicateCondition,
  type DuplicateEffect,
  type DuplicateObject,
  duplicateObjects,
  type ShownField,
} from '@gonghai/shared/rules/duplicates'
import type { Sql } from '../../db/database'
import { matchFields } from '../../records/match-keys'

/** A rule as it stands. */
export interface DuplicateRule {
  id: string
  version: number
  object: DuplicateObject
  name: string
  active: boolean
  conditions: DuplicateCondition[]
  targets: DuplicateObject[]
  shown: ShownField[]
  effect: DuplicateEffect
}

const columns = 'id, version, object, name, active, conditions, targets, shown, effect'

/** The rules that hold for an object, in their order. */
export async function activeRules(sql: Sql, object: string): Promise<DuplicateRule[]> {
  return sql.query<DuplicateRule>(
    `select ${columns} from duplicate_rule where object = $1 and active order by position, id`,
    [object],
  )
}

/** Every rule, in its order. */
export async function allRules(sql: Sql): Promise<DuplicateRule[]> {
  return sql.query<DuplicateRule>(`select ${columns} from duplicate_rule order by object, position, id`)
}

/** Is this one of the objects that are compared? */
export function isDuplicateObject(name: string): name is DuplicateObject {
  return (duplicateObjects as readonly string[]).includes(name)
}

/** Names can be compared by degree; everything else is the same or not. */
export const fuzzyKinds: ReadonlySet<string> = new Set(['company', 'person'])

/** The fields of an object that rules may compare, and the objects that have the like. */
export function comparableFields(object: DuplicateObject) {
  return matchFields(findObject(object)!).map(({ field, kind }) => ({
    field,
    kind,
    fuzzy: fuzzyKinds.has(kind),
    comparesWith: duplicateObjects.filter(other =>
      matchFields(findObject(other)!).some(one => one.kind === kind),
    ),
  }))
}
