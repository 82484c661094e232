import type { JsonObject } from '../kernel/context'
import type { Operation } from '../operations/operation'

/** What an import was asked for, and how far it has come; the `input` of its operation. */
export interface ImportInput {
  object: string
  file: string
  fileName: string
  onDuplicate: 'refuse' | 'allow' | 'update'
  pool?: string
  stage: 'checking' | 'ready' | 'running'
  failure?: string
  columns: { heading: string; field: string | null }[]
  creates: number
  updates: number
}

/** One row of an import; the `input` of its item. */
export interface ImportItem {
  /** The line in the file; the heading is line 1. */
  line: number
  /** What was read, by heading. */
  cells: Record<string, string>
  values: JsonObject
  /** The owner that the row names, if another than whoever imports. */
  owner?: string
  /** The standing record that it changes. */
  update?: { id: string; version: number }
}

export const importInput = (operation: Operation): ImportInput => operation.input as unknown as ImportInput

/** The column that names an owner; not a field that create accepts. */
export const ownerColumn = 'owner'

/** Where a record came from whose row doesn't say. */
export const importSource = 'import'

/** Rows of one file, without the heading. */
export const importLimit = 50_000
export const importColumns = 100
