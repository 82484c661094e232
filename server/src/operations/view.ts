import type { OperationAnswer, OperationView } from '@gonghai/shared/client/operation-api'
import { translator } from '@gonghai/shared/i18n'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { type Operation, ownOperations, readOperation } from './operation'
import { operationLabel } from './run-operation'

const pageSize = 100

/** An operation as its starter sees it. */
export function operationView(actor: EmployeeActor, operation: Operation): OperationView {
  const { id, kind, subject, state, total, done, failed, result } = operation
  return {
    id,
    kind,
    subject,
    label: operationLabel(translator(actor.locale), kind, subject),
    state: state === 'running' && operation.cancel_at ? 'cancelling' : state,
    total,
    done,
    failed,
    createdAt: operation.created_at.toISOString(),
    finishedAt: operation.finished_at?.toISOString() ?? null,
    ...(result ? { result: result as NonNullable<OperationView['result']> } : {}),
  }
}

/** One of the reader's own operations. @throws Refusal notFound */
export async function ownOperation(sql: Sql, actor: EmployeeActor, id: string): Promise<Operation> {
  const operation = await readOperation(sql, id)
  return operation?.employee_id === actor.employeeId ? operation : refuse('notFound')
}

interface ResultRow {
  position: number
  record: string | null
  title: string | null
  state: 'done' | 'refused' | 'skipped'
  code: string | null
  message: string | null
}

/** An operation with a page of its results, in the order of its items. */
export async function readResults(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
  page: { after?: number; refusedOnly?: boolean } = {},
): Promise<OperationAnswer> {
  const operation = await ownOperation(sql, actor, id)
  const states = page.refusedOnly ? ['refused', 'skipped'] : ['done', 'refused', 'skipped']
  const rows = await sql.query<ResultRow>(
    `select position, record, title, state, code, message from operation_item
     where operation_id = $1::uuid and state = any($2::text[]) and position > $3::int order by position limit ${pageSize + 1}`,
    [id, states, page.after ?? -1],
  )
  const t = translator(actor.locale)
  const results = rows.slice(0, pageSize).map(row => ({
    position: row.position,
    record: row.record,
    title: row.title ?? '',
    state: row.state,
    message: row.message ?? (row.state === 'skipped' ? t('operation.skipped') : ''),
    ...(row.code ? { code: row.code } : {}),
  }))
  const next = rows.length > pageSize ? results.at(-1)!.position : null
  return { operation: operationView(actor, operation), results, next }
}

/** The reader's own operations, newest first. */
export async function listOperations(sql: Sql, actor: EmployeeActor): Promise<OperationView[]> {
  return (await ownOperations(sql, actor.employeeId)).map(operation => operationView(actor, operation))
}
