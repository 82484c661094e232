import { findAction } from '@gonghai/shared/actions'
import { translator } from '@gonghai/shared/i18n'
import { actorOf } from '../auth/sessions'
import { sqlState } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { Refusal } from '../kernel/errors'
import { splitRecord } from '../records/columns'
import { refusalWords } from './item-words'
import type { Item, Left, Operation, OperationDeps, OperationKind } from './operation'

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

/** What an item is done with. */
export interface ItemCall {
  action: string
  input: unknown
}

/** How the items of an operation are done. */
export interface ItemPlan {
  callOf(item: Item): ItemCall
  /** What remains to be done where the action alone is not everything; a refusal is the item's. */
  after?(item: Item, record: string, actor: EmployeeActor): Promise<void>
  door: 'job' | 'import'
}

const isRecord = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What is refused after the record has been written undoes nothing: it stands with the result. */
async function restOf(actor: EmployeeActor, action: string, work: Promise<void>): Promise<string> {
  try {
    await work
    return ''
  } catch (error) {
    if (error instanceof Refusal) return refusalWords(actor, action, error)
    throw error
  }
}

async function doItem(
  deps: OperationDeps,
  operation: Operation,
  plan: ItemPlan,
  actor: EmployeeActor,
  item: Item,
): Promise<Outcome> {
  const { action, input } = plan.callOf(item)
  try {
    const done = await deps.execute({
      action,
      input,
      actor,
      requestId: operation.request_id,
      // A slice that was cut off is repeated: what was done answers again and is not done twice.
      key: `${operation.id}:${item.position}`,
    })
    const made = isRecord(done.result.id) ? `${action.split('.')[0]}:${done.result.id}` : null
    const record = item.record ?? made
    const rest = record && plan.after ? await restOf(actor, action, plan.after(item, record, actor)) : ''
    return { state: 'done', code: null, message: [done.message, rest].filter(Boolean).join(' '), record }
  } catch (error) {
    if (error instanceof Refusal) {
      const message = refusalWords(actor, action, error)
      return { state: 'refused', code: error.code, message, record: item.record }
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
    const message = translator(actor.locale)('error.internal')
    return { state: 'refused', code: 'internal', message, record: item.record }
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
export async function runItems(deps: OperationDeps, operation: Operation, plan: ItemPlan): Promise<Left> {
  const items = await deps.db.query<Item>(
    `select position, record, title, input from operation_item
     where operation_id = $1::uuid and state = 'waiting' order by position limit ${sliceSize}`,
    [operation.id],
  )
  for (const [index, item] of items.entries()) {
    if (index % 10 === 0 && (await isCancelled(deps, operation))) return 'more'
    const actor = await actorOf(deps.db, operation.employee_id, plan.door)
    await keepOutcome(deps, operation, item, await doItem(deps, operation, plan, actor, item))
  }
  return items.length === sliceSize ? 'more' : 'finished'
}

/** The action's input with the item's record in its place; what an area starts itself gives each item's input whole. */
function bulkCall(operation: Operation, item: Item): ItemCall {
  const contract = findAction(operation.subject)!
  const shared = { ...operation.input, ...item.input }
  const field = contract.bulk
  if (!field) return { action: contract.name, input: shared }
  const value = contract.input[field]?.kind === 'record' ? item.record : splitRecord(item.record!)[1]
  return { action: contract.name, input: { ...shared, [field]: value } }
}

/** One action done to many records. */
export const bulkKind: OperationKind = {
  name: 'bulk',
  slice: (deps, operation) =>
    runItems(deps, operation, { door: 'job', callOf: item => bulkCall(operation, item) }),
}
