/** Work on many records at once, as the mini-app sees it. */
import type { ListQuery, Value } from './api'

/**
 * POST /api/operations (header `Idempotency-Key`): does one action to many records. At most 20 are done at once and answered with
 * 200 and all results; more answer 202 and run on, each record in its own transaction with everything checked again.
 */
export interface StartOperation {
  /** An action whose contract says `bulk`. */
  action: string
  /** "object:id", at most 5,000; or `found`. */
  records?: string[]
  /** Everything that a list query finds, at most 5,000; fixed when the operation starts. */
  found?: { object: string; query: Omit<ListQuery, 'cursor' | 'limit'> }
  /** The action's input without the record. */
  input?: Record<string, Value>
}

/** What came of one record. */
export interface OperationResult {
  position: number
  /** "object:id"; null where an import did not make one. */
  record: string | null
  title: string
  state: 'done' | 'refused' | 'skipped'
  /** In the reader's language. */
  message: string
  /** Why not: an error code. */
  code?: string
}

export interface OperationView {
  id: string
  kind: 'bulk' | 'import' | 'export' | 'undoImport'
  /** Action or object. */
  subject: string
  /** What it does, in the reader's language. */
  label: string
  state: 'running' | 'cancelling' | 'ready' | 'done' | 'cancelled' | 'failed'
  total: number
  /** Finished, whichever way. */
  done: number
  /** Of these, refused or skipped. */
  failed: number
  createdAt: string
  finishedAt: string | null
  /** What it left besides: the file of an export; how many records an undoing left alone, as they were worked with since. */
  result?: {
    file?: { id: string; fileName: string; size: number; until: string }
    /** It was removed when its time was over. */
    fileGone?: true
    kept?: number
  }
}

/** POST /api/operations, GET /api/operations/:id?after=<position>&only=refused : a hundred results at a time. */
export interface OperationAnswer {
  operation: OperationView
  results: OperationResult[]
  /** Position after which the next results come; null at the end. */
  next: number | null
}

/** GET /api/operations : the reader's own, newest first, at most 50. POST /api/operations/:id/cancel → OperationAnswer. */
export interface OperationsAnswer {
  operations: OperationView[]
}
