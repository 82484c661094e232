/** Shapes of the company's own fields and of saved views, as the mini-app sees them. */
import type { CustomField, CustomKind, ResultKind } from '../objects/custom'
import type { Field } from '../objects/declare'
import type { ValueType } from '../rules/formula/check'
import type { Filter, Reference, Value } from './api'

/** GET /api/settings/custom-fields/:object: retired ones too, in their order. */
export interface CustomFieldsAnswer {
  fields: (CustomField & {
    /** The formula in the reader's words. */
    formulaText: string | null
    /** Kinds into which it may be turned. */
    turnsInto: CustomKind[]
  })[]
  /** What formulas may read. */
  usable: { key: string; label: string; type: ValueType }[]
}

/**
 * POST /api/settings/custom-fields/:object/try { formula, key?, result?, scale?, values } : what a formula gives for test values
 * (by key), or why it can't be, and at which character (from 0).
 */
export type FormulaTrial =
  | { ok: true; result: ResultKind; value: Value; reads: { key: string; label: string; field: Field }[] }
  | { ok: false; at: number; message: string }

/** A saved view as its reader may use it. */
export interface SavedView {
  id: string
  name: string
  shared: boolean
  /** Whose it is, where it isn't the reader's own. */
  owner: Reference | null
  filter: Filter | null
  sort: string | null
  tab: 'mine' | 'group' | 'all' | null
  columns: string[] | null
  /** Names of the records, people and departments that the filter mentions, by id. */
  names: Record<string, string>
  /** May the reader change it? */
  editable: boolean
  /** It asks for fields that are no more; what is left of it is used. */
  mended?: true
}

/** GET /api/lists/:object: the reader's views of an object's list, and how the reader likes it. */
export interface ListSetupAnswer {
  views: SavedView[]
  columns: string[] | null
  /** The view that the list opens with. */
  view: string | null
  /** May the reader share views? */
  mayShare: boolean
}

/** POST /api/records/:object/count (a list query without cursor, sort and limit): how many exactly. */
export interface CountAnswer {
  count: number
}

/** GET /api/records/:object/:id/files/:field: the files of one field, with addresses that are good for five minutes. */
export interface FieldFilesAnswer {
  files: { id: string; name: string; url: string }[]
}

/** GET /api/departments: for pickers; `path` names the departments above, from the top. */
export interface DepartmentsAnswer {
  departments: { id: string; name: string; path: string[] }[]
}
