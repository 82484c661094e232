/** Tables in and out, as the mini-app sees it. */
import type { ListQuery } from './api'
import type { OperationView } from './operation-api'

/**
 * POST /api/exports : a list as a file. Answers 202 with the operation; its file comes from GET /api/operations/:id/file.
 * At most 100,000 rows: more are refused (`exportTooMany`, with `found` and `most`), so that no file leaves any out unsaid.
 */
export interface StartExport {
  object: string
  /** What the list finds; `ids` narrows it to records that were chosen (at most 5,000). */
  query?: Omit<ListQuery, 'cursor' | 'limit'>
  ids?: string[]
  /** Fields, in their order; default all that make one column. */
  columns?: string[]
  format?: 'xlsx' | 'csv'
}
export interface ExportAnswer {
  operation: OperationView
}

/** GET /api/imports/template?object=customer → XLSX. */

/**
 * POST /api/imports : checks a table that was uploaded (POST /api/files); nothing is written to the records yet.
 * Answers 202 with the import, whose check goes on: GET /api/imports/:id tells.
 */
export interface StartImport {
  object: string
  /** The uploaded file: XLSX (first sheet) or CSV, at most 20 MB, 50,000 rows. */
  file: string
  /** What happens to rows that resemble a standing record. Default `refuse`; `allow` only where the rule merely warns. */
  onDuplicate?: 'refuse' | 'allow' | 'update'
  /** Pooled objects: into this pool. Without one they belong to whoever imports them, or to the row's own owner. */
  pool?: string
}

export interface ImportRow {
  /** The line in the file; the heading is line 1. */
  line: number
  title: string
  state: 'ready' | 'wrong' | 'done' | 'refused' | 'skipped'
  /** What is wrong, or what came of it. */
  message: string
  /** Cells as they were read, by heading. */
  cells: Record<string, string>
  record: string | null
}

export interface ImportView {
  operation: OperationView
  object: string
  fileName: string
  /** checking → ready (waits for the word) → running → done; `failed` where the table can't be read. */
  stage: 'checking' | 'ready' | 'running' | 'done' | 'cancelled' | 'failed'
  /** Why it failed, in the reader's language. */
  failure?: string
  /** Columns of the file: which field each became; null = not known, left out. */
  columns: { heading: string; field: string | null; label: string | null }[]
  rows: number
  wrong: number
  /** Of the rest: so many would be new, so many would change a standing record. */
  creates: number
  updates: number
  /** May what it made still be taken back? */
  undoable: boolean
}

/** GET /api/imports/:id?after=<line>&only=wrong : a hundred rows at a time. */
export interface ImportAnswer {
  import: ImportView
  rows: ImportRow[]
  next: number | null
}

/** POST /api/imports/:id/confirm { skipWrong?: true } : writes the rows. Refused while rows are wrong and nobody said to leave them out. */
export interface ConfirmImport {
  skipWrong?: boolean
}

/** GET /api/imports/:id/errors → { url }: the wrong rows as a table with the reasons, to be corrected and imported again. */
/** POST /api/imports/:id/undo → ExportAnswer: takes what it made into the recycle bin, but for what was changed since. */
