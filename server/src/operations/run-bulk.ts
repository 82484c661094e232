import { findAction } from '@gonghai/shared/actions'
import { translator } from '@gonghai/shared/i18n'
import { actorOf } from '../auth/sessions'
import { sqlState } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import type { JsonObject } from '../kernel/context'
import { Refusal } from '../kernel/errors'
import { splitRecord } from '../records/columns'
import { refusalWords } from './item-words'
import type { Item, Operation, OperationDeps, OperationKind } from './operation'

/** Items of one slice. */
export const sliceSize = 50

/** What came of one item. */
interface Outcome {
  state: 'done' | 'refused'
  code: string | null
  message: string
  record: string | null
}

/** The database, not the record, is what failed: the slice is tried again later. */
function isOutage(error: unknown): boolean {
  if (/^(08|53|57)/.test(sqlState(error) ?? '')) return true
  return /connection terminated|ECONN|EPIPE|trying to connect/i.test(String(error))
}

/** The whole input of one item. */
function inputOf(operation: Operation, item: Item): unknown {
  const field = findAction(operation.subject)?.bulk
  const shared = operation.input as JsonObject
  if (!field || !item.record) return { ...shared, ...item.input }
  const contract = findAction(operation.subject)!
  const value = contract.input[field]?.kind === 'record' ? item.record : splitRecord(item.record)[1]
  return { ...shared, ...item.input, [field]: value }
}

async function doItem(
  deps: OperationDeps,
  operation: Operation,
  actor: EmployeeActor,
  item: Item,
): Promise<Outcome> {
  const t = translator(actor.locale)
  try {
    const done = await deps.execute({
      action: operation.subject,
      input: inputOf(operation, item),
      actor,
      requestId: operation.request_id,
      // A slice that was cut off is repeated: what was done answers again and is not done twice.
      key: `${operation.id}:${item.position}`,
    })
    const made = typeof done.result.id === 'string' ? String(done.result.id) : null
    const object = operation.subject.split('.')[0]
    const record = item.record ?? (made ? `${object}:${made}` : null)
    return { state: 'done', code: null, message: done.message, record }
  } catch (error) {
    if (error instanceof Refusal) {
      return { state: 'refused', code: error.code, message: refusalWords(t, error), record: item.record }
    }
    if (isOutage(error)) throw error
    deps.log.error(
      {
        operation: operation.id,
        position: item.position,
        error: error instanceof Error ? error.stack : String(error),
      },
      'an item of an operation failed',
    )
    return { state: 'refused', code: 'internal', message: t('error.internal'), record: item.record }
  }
}

async function keepOutcome(
  deps: OperationDeps,
  operation: Operation,
  item: Item,
  outcome: Outcome,
): Promise<void> {
  await deps.db.query(
    `with settled as (
       update operation_item set state = $3, code = $4, message = $5, record = $6
       where operation_id = $1::uuid and position = $2::int and state = 'waiting' returning 1)
     update operation set done = done + 1, failed = failed + $7::int where id = $1::uuid and exists (select 1 from settled)`,
    [
      operation.id,
      item.position,
      outcome.state,
      outcome.code,
      outcome.message,
      outcome.record,
      outcome.state === 'done' ? 0 : 1,
    ],
  )
}

async function isCancelled(deps: OperationDeps, operation: Operation): Promise<boolean> {
  const rows = await deps.db.query(
    `select 1 from operation where id = $1::uuid and (cancel_at is not null or state <> 'running')`,
    [operation.id],
  )
  return rows.length > 0
}

/**
 * Does the next items, each in its own transaction, as whoever asked for it and with what they may do now. Stops between items
 * when it is cancelled. @returns whether items are left
 */
export async function runItems(
  deps: OperationDeps,
  operation: Operation,
  limit: number,
  door: 'http' | 'job' | 'import',
): Promise<'more' | 'finished'> {
  const items = await deps.db.query<Item>(
    `select position, record, title, input from operation_item
     where operation_id = $1::uuid and state = 'waiting' order by position limit $2::int`,
    [operation.id, limit],
  )
  for (const [index, item] of items.entries()) {
    if (index % 10 === 0 && (await isCancelled(deps, operation))) return 'more'
    const actor = await actorOf(deps.db, operation.employee_id, door)
    await keepOutcome(deps, operation, item, await doItem(deps, operation, actor, item))
  }
  return items.length === limit ? 'more' : 'finished'
}

/** One action done to many records. */
export const bulkKind: OperationKind = {
  name: 'bulk',
  slice: (deps, operation) => runItems(deps, operation, sliceSize, 'job'),
}
