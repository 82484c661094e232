import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { can } from '../access/context'
import { actorOf } from '../auth/sessions'
import { dayIn } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import type { Operation, OperationDeps, OperationKind } from '../operations/operation'
import { tableOf } from '../records/columns'
import { listChosen, listPages } from '../records/list/walk'
import { viewRecords } from '../records/view'
import { cellFormats, cellOf, type TableCell } from './cells'
import { TableWords } from './words'
import { type TableFormat, writeTable } from './write-table'

/** What an export was asked for; checked when it started. */
export interface ExportInput {
  object: string
  query: Record<string, unknown>
  columns: string[]
  format: TableFormat
  /** Only these of what the query finds. */
  ids?: string[]
}

const pageSize = 500

export const contentTypes: Record<TableFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

class Cancelled extends Error {}

async function progress({ db }: OperationDeps, id: string, done: number): Promise<void> {
  const [row] = await db.query<{ cancel_at: Date | null }>(
    `update operation set done = $2::int, total = greatest(total, $2::int) where id = $1::uuid returning cancel_at`,
    [id, done],
  )
  if (row?.cancel_at) throw new Cancelled()
}

/** So long files of the company's own making can be fetched. */
const keptMs = 30 * 86_400_000

/** Keeps a file of the company's own making as its owner's, for 30 days. @returns what an operation says of it */
export async function keepFile(
  { db, store, clock }: OperationDeps,
  owner: string,
  file: { bytes: Buffer; fileName: string; contentType: string },
): Promise<{ id: string; fileName: string; size: number; until: string }> {
  const hash = await store.put(file.bytes)
  const id = uuid()
  const now = clock.now()
  const until = new Date(now.getTime() + keptMs)
  await db.query(
    `insert into stored_file (id, hash, file_name, size, content_type, uploader_id, created_at, kept_until)
     values ($1::uuid, $2, $3, $4::int, $5, $6::uuid, $7::timestamptz, $8::timestamptz)`,
    [id, hash, file.fileName, file.bytes.length, file.contentType, owner, now, until],
  )
  return { id, fileName: file.fileName, size: file.bytes.length, until: until.toISOString() }
}

function columnsOf(words: TableWords, object: ObjectDeclaration, names: readonly string[]) {
  const fields = tableOf(object).byField
  return names.map(name => {
    const field = object.fields[name] ?? fields.get(name)?.declaration
    return { heading: words.heading(name, field), format: field && cellFormats[field.kind] }
  })
}

/** Reads page after page as whoever asked may see them now, and writes each row as it comes. */
async function writeRows(
  deps: OperationDeps,
  operation: Operation,
  input: ExportInput,
  add: (cells: TableCell[]) => Promise<void>,
  words: TableWords,
): Promise<number> {
  const actor = await actorOf(deps.db, operation.employee_id, 'job')
  const { object } = words
  const pages = input.ids
    ? listChosen(deps.db, actor, object.name, input.ids, pageSize)
    : listPages(deps.db, actor, object.name, input.query, { size: pageSize, now: deps.clock.now() })
  let done = 0
  for await (const rows of pages) {
    const views = await viewRecords(deps.db, actor, deps.services, object, rows)
    for (const view of views) {
      await add(input.columns.map(name => cellOf(words, actor.timeZone, view, name, object.fields[name])))
    }
    done += views.length
    await progress(deps, operation.id, done)
  }
  return done
}

/** A list as a file. It is written in one go: cut off, it begins again; the file stands only when it is whole. */
export const exportKind: OperationKind = {
  name: 'export',
  async slice(deps, operation) {
    const input = operation.input as unknown as ExportInput
    const actor = await actorOf(deps.db, operation.employee_id, 'job')
    const object = actor.access.catalogue.find(input.object) ?? refuse('notFound')
    if (!can(actor.access, { object: object.name, verb: 'export' })) refuse('notPermitted')
    const words = new TableWords(actor.locale, object)
    const name = words.t(`object.${object.name}.plural`)
    let rows = 0
    try {
      const bytes = await writeTable(
        input.format,
        name,
        columnsOf(words, object, input.columns),
        async add => {
          rows = await writeRows(deps, operation, input, add, words)
        },
      )
      const day = dayIn(actor.timeZone, deps.clock.now())
      const file = await keepFile(deps, operation.employee_id, {
        bytes,
        fileName: `${name}-${day}.${input.format}`,
        contentType: contentTypes[input.format],
      })
      await deps.db.query(
        `update operation set result = $2::jsonb, total = $3::int, done = $3::int where id = $1::uuid and state = 'running'`,
        [operation.id, JSON.stringify({ file }), rows],
      )
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error
    }
    return 'finished'
  },
}
