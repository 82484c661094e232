import { can } from '../access/context'
import type { Database } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import type { Clock } from '../kernel/clock'
import type { JsonObject } from '../kernel/context'
import { refuse } from '../kernel/errors'
import { insertOperation } from '../operations/start-operation'
import { isImportable } from '../records/importable'
import { parseInput } from '../records/input'
import type { ImportInput } from './import-input'

const fields = {
  object: { kind: 'text', required: true, max: 40 },
  file: { kind: 'reference', target: 'file', required: true },
  onDuplicate: { kind: 'choice', options: ['refuse', 'allow', 'update'], initial: 'refuse' },
  pool: { kind: 'reference', target: 'pool' },
} as const

const tables: Readonly<Record<string, 'xlsx' | 'csv'>> = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/plain; charset=utf-8': 'csv',
  'text/csv; charset=utf-8': 'csv',
}

/** The uploader's own file, if it is a table. @throws Refusal invalidInput */
async function tableFile(db: Database, actor: EmployeeActor, id: string) {
  const [file] = await db.query<{ hash: string; file_name: string; content_type: string }>(
    'select hash, file_name, content_type from stored_file where id = $1::uuid and uploader_id = $2::uuid and kept_until is null',
    [id, actor.employeeId],
  )
  if (!file) return refuse('invalidInput', {}, [{ path: 'file', rule: 'missingRecord' }])
  const kind = tables[file.content_type]
  if (!kind) return refuse('unsupportedType')
  const base = file.file_name.replace(/\.(xlsx|csv|txt)$/i, '')
  return { file: file.hash, fileName: `${base}.${kind}` }
}

/** May this person import this object at all? @throws Refusal invalidInput | notPermitted */
export function demandImport(actor: EmployeeActor, name: unknown): string {
  const object = typeof name === 'string' ? actor.access.catalogue.find(name) : undefined
  if (!object || !isImportable(object)) {
    return refuse('invalidInput', {}, [{ path: 'object', rule: 'option' }])
  }
  const { access } = actor
  if (
    !can(access, { object: object.name, verb: 'import' }) ||
    !can(access, { object: object.name, verb: 'create' })
  ) {
    refuse('notPermitted')
  }
  return object.name
}

/** Starts reading a table and trying its rows out; nothing is written yet. @returns the operation's id */
export async function startImport(
  { db, clock }: { db: Database; clock: Clock },
  { actor, requestId }: { actor: EmployeeActor; requestId: string },
  body: unknown,
): Promise<string> {
  const given = parseInput(fields, body)
  const object = demandImport(actor, given.object)
  const file = await tableFile(db, actor, String(given.file))
  const input: ImportInput = {
    object,
    ...file,
    onDuplicate: (given.onDuplicate ?? 'refuse') as ImportInput['onDuplicate'],
    ...(given.pool ? { pool: String(given.pool) } : {}),
    stage: 'checking',
    columns: [],
    creates: 0,
    updates: 0,
  }
  return db.transaction(tx =>
    insertOperation(
      tx,
      { kind: 'import', subject: `${object}.create`, input: input as unknown as JsonObject, items: [] },
      { actor, requestId, tell: true },
      clock.now(),
    ),
  )
}
