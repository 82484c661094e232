import type { Logger } from '@gonghai/shared/ports/logger'
import type { Database } from '../db/database'
import type { FileStore } from '../files/local-store'
import type { Clock } from '../kernel/clock'
import type { JsonObject } from '../kernel/context'
import type { Execute } from '../kernel/execute'
import type { Messenger } from '../messaging/messenger'
import type { ReadServices } from '../records/reader'

/** A row of `operation`. */
export interface Operation {
  id: string
  kind: OperationKindName
  /** The action that is done to each record, or the object that is exported. */
  subject: string
  employee_id: string
  input: JsonObject
  /** `ready`: what an import found waits for its starter's word. */
  state: 'running' | 'ready' | 'done' | 'cancelled' | 'failed'
  total: number
  done: number
  failed: number
  request_id: string
  created_at: Date
  finished_at: Date | null
  cancel_at: Date | null
  result: JsonObject | null
  tell: boolean
}

export type OperationKindName = 'bulk' | 'import' | 'export' | 'undoImport'

/** One record of an operation. */
export interface Item {
  position: number
  record: string | null
  title: string | null
  input: JsonObject | null
}

/** What a slice leaves: more of the same, nothing, a word to wait for, or a fault that ends it. */
export type Left = 'more' | 'finished' | 'waits' | 'failed'

/** What operations are run with. */
export interface OperationDeps {
  db: Database
  clock: Clock
  execute: Execute
  messenger: Messenger
  services: ReadServices
  store: FileStore
  log: Logger
}

/**
 * A kind of work. A slice does some seconds' worth and says whether there is more: between slices others get their turn, a cancelled
 * operation stops, and a killed process loses at most a slice, which is repeated without effect.
 */
export interface OperationKind {
  name: OperationKindName
  slice(deps: OperationDeps, operation: Operation): Promise<Left>
}

const columns = `id, kind, subject, employee_id, input, state, total, done, failed, request_id, created_at, finished_at,
  cancel_at, result, tell`

/** An operation as it stands, or undefined. */
export async function readOperation(
  sql: Pick<Database, 'query'>,
  id: string,
): Promise<Operation | undefined> {
  const [row] = await sql.query<Operation>(`select ${columns} from operation where id = $1::uuid`, [id])
  return row
}

/** An employee's own operations, newest first. */
export async function ownOperations(sql: Pick<Database, 'query'>, employeeId: string): Promise<Operation[]> {
  return sql.query<Operation>(
    `select ${columns} from operation where employee_id = $1::uuid order by created_at desc limit 50`,
    [employeeId],
  )
}
