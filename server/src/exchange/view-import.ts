import type { ImportAnswer, ImportRow, ImportView } from '@gonghai/shared/client/exchange-api'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import type { Operation } from '../operations/operation'
import { operationView, ownOperation } from '../operations/view'
import { type ImportItem, importInput } from './import-input'
import { isUndoable } from './undo-import'
import { TableWords } from './words'

const pageSize = 100

function stageOf(operation: Operation): ImportView['stage'] {
  const { state } = operation
  if (state === 'running') return importInput(operation).stage
  return state
}

/** An import as its starter sees it. */
function importView(actor: EmployeeActor, operation: Operation, now: Date): ImportView {
  const input = importInput(operation)
  const object = actor.access.catalogue.find(input.object)
  const words = object && new TableWords(actor.locale, object)
  const label = (field: string | null) =>
    field && object ? (words?.heading(field, object.fields[field]) ?? null) : null
  return {
    operation: operationView(actor, operation),
    object: input.object,
    fileName: input.fileName,
    stage: stageOf(operation),
    ...(input.failure ? { failure: input.failure } : {}),
    columns: input.columns.map(column => ({ ...column, label: label(column.field) })),
    rows: operation.total,
    wrong: operation.failed,
    creates: input.creates,
    updates: input.updates,
    undoable: isUndoable(operation, now),
  }
}

interface RowOfItem {
  position: number
  title: string | null
  state: string
  message: string | null
  record: string | null
  input: ImportItem
}

const states: Readonly<Record<string, ImportRow['state']>> = {
  waiting: 'ready',
  ready: 'ready',
  refused: 'wrong',
  done: 'done',
  skipped: 'skipped',
}

/** An import with a page of its rows, in the order of the file. @throws Refusal notFound */
export async function readImportRows(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
  now: Date,
  page: { after?: number; wrongOnly?: boolean } = {},
): Promise<ImportAnswer> {
  const operation = await ownOperation(sql, actor, id)
  if (operation.kind !== 'import') refuse('notFound')
  const rows = await sql.query<RowOfItem>(
    `select position, title, state, message, record, input from operation_item
     where operation_id = $1::uuid and position > $2::int ${page.wrongOnly ? "and state in ('refused', 'skipped')" : ''}
     order by position limit ${pageSize + 1}`,
    [id, page.after ?? -1],
  )
  const shown = rows.slice(0, pageSize)
  return {
    import: importView(actor, operation, now),
    rows: shown.map(row => ({
      line: row.input.line,
      title: row.title ?? '',
      state: states[row.state] ?? 'ready',
      message: row.message ?? '',
      cells: row.input.cells,
      record: row.record,
    })),
    next: rows.length > pageSize ? shown.at(-1)!.position : null,
  }
}
