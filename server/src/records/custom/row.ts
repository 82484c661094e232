import type { ObjectName } from '@gonghai/shared/objects'
import type { CustomField, CustomKind, CustomOption, ResultKind } from '@gonghai/shared/objects/custom'
import type { Labels } from '@gonghai/shared/objects/declare'

/** A row of `custom_field`. */
export interface CustomFieldRow {
  id: string
  version: number
  object: string
  key: string
  kind: string
  labels: Labels
  hint: string | null
  required: boolean
  options: CustomOption[]
  min: string | null
  max: string | null
  length: number | null
  scale: number | null
  initial: string | number | boolean | null
  section: string | null
  pooled: boolean
  position: number
  sortable: boolean
  indexed: boolean
  formula: string | null
  result: string | null
  active: boolean
}

/** Columns of a row, for SELECT. */
export const customFieldColumns =
  'id, version, object, key, kind, labels, hint, required, options, min, max, length, scale, initial, section, pooled, position, sortable, indexed, formula, result, active'

/** A row as the rest of the code knows it. */
export function fromRow(row: CustomFieldRow): CustomField {
  return {
    ...row,
    object: row.object as ObjectName,
    kind: row.kind as CustomKind,
    result: row.result as ResultKind | null,
    min: row.min === null ? null : Number(row.min),
    max: row.max === null ? null : Number(row.max),
  }
}
