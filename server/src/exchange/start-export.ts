import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { can } from '../access/context'
import type { Database, Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import type { Clock } from '../kernel/clock'
import type { JsonObject } from '../kernel/context'
import { refuse } from '../kernel/errors'
import { insertOperation } from '../operations/start-operation'
import { parseValue } from '../records/input'
import { checkList } from '../records/list'
import { exactCount } from '../records/list/count'
import { offeredFields } from '../records/readable'
import type { ExportInput } from './run-export'

const known: ReadonlySet<string> = new Set(['object', 'query', 'columns', 'format', 'ids'])
const columnLimit = 100
const idLimit = 5000
/** More rows than a colleague can mean, and than one file carries well. */
export const exportLimit = 100_000

/** Fields that make a column: everything that is one value or some names. */
export function exportable(object: ObjectDeclaration): string[] {
  const fields = Object.entries(object.fields).filter(([, field]) => field.kind !== 'lines')
  const common = ['createdAt', 'createdBy', 'updatedAt', ...(object.can.owned ? ['department'] : [])]
  return [...(object.number ? ['number'] : []), ...fields.map(([name]) => name), ...common]
}

function columnsOf(object: ObjectDeclaration, raw: unknown): string[] {
  const offered = exportable(object)
  if (raw === undefined) return offered
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > columnLimit) {
    return refuse('invalidInput', {}, [{ path: 'columns', rule: 'type' }])
  }
  const wrong = raw.findIndex(name => !offered.includes(name))
  if (wrong >= 0) refuse('invalidInput', {}, [{ path: `columns.${wrong}`, rule: 'option' }])
  return [...new Set(raw as string[])]
}

function idsOf(raw: unknown): { ids?: string[] } {
  if (raw === undefined) return {}
  const ids = Array.isArray(raw) ? raw.map(id => parseValue({ kind: 'reference' }, id)) : []
  if (ids.length === 0 || ids.length > idLimit || ids.includes(undefined)) {
    return refuse('invalidInput', {}, [{ path: 'ids', rule: 'format' }])
  }
  return { ids: [...new Set(ids as string[])] }
}

/** How many rows the file will have; a file that would leave some out is not begun. @throws Refusal exportTooMany */
async function rowsOf(
  sql: Sql,
  actor: EmployeeActor,
  { object, query, ids }: ExportInput,
  now: Date,
): Promise<number> {
  if (ids) {
    await checkList(sql, actor, object, query, now)
    return ids.length
  }
  const found = await exactCount(sql, actor, object, query, now)
  return found > exportLimit ? refuse('exportTooMany', { found, most: exportLimit }) : found
}

/** Checks what is asked for. @throws Refusal invalidInput | unknownField | notFound | notPermitted */
function parseExport(actor: EmployeeActor, body: unknown): ExportInput {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refuse('invalidInput', {}, [{ path: '', rule: 'type' }])
  }
  const raw = body as Record<string, unknown>
  const unknown = Object.keys(raw).filter(name => !known.has(name))
  if (unknown.length > 0)
    refuse(
      'unknownField',
      {},
      unknown.map(path => ({ path, rule: 'unknown' })),
    )
  const object = typeof raw.object === 'string' ? actor.access.catalogue.find(raw.object) : undefined
  if (!object) return refuse('invalidInput', {}, [{ path: 'object', rule: 'option' }])
  if (!can(actor.access, { object: object.name, verb: 'export' })) refuse('notPermitted')
  const format = raw.format ?? 'xlsx'
  if (format !== 'xlsx' && format !== 'csv')
    return refuse('invalidInput', {}, [{ path: 'format', rule: 'option' }])
  const query = (raw.query ?? {}) as Record<string, unknown>
  const offered = { ...object, fields: offeredFields(actor.access, object) }
  const columns = columnsOf(offered, raw.columns)
  return { object: object.name, query, columns, format, ...idsOf(raw.ids) }
}

/** Starts writing a list into a file. @returns the operation's id */
export async function startExport(
  { db, clock }: { db: Database; clock: Clock },
  { actor, requestId }: { actor: EmployeeActor; requestId: string },
  body: unknown,
): Promise<string> {
  const input = parseExport(actor, body)
  const total = await rowsOf(db, actor, input, clock.now())
  return db.transaction(tx =>
    insertOperation(
      tx,
      { kind: 'export', subject: input.object, input: input as unknown as JsonObject, items: [], total },
      { actor, requestId, tell: true },
      clock.now(),
    ),
  )
}
