import { findAction } from '@gonghai/shared/actions'
import { type Fields, findObject } from '@gonghai/shared/objects'
import { can } from '../access/context'
import { actorOf } from '../auth/sessions'
import type { EmployeeActor } from '../kernel/actor'
import { Refusal } from '../kernel/errors'
import { refusalWords } from '../operations/item-words'
import type { Item, Operation, OperationDeps, OperationKind } from '../operations/operation'
import { type ItemCall, runItems } from '../operations/run-bulk'
import { identifier, splitRecord, tableOf } from '../records/columns'
import { type ImportItem, importInput, importSource } from './import-input'
import { readImport } from './read-import'

/** Rows that one slice of the check tries out. */
const tried = 100

/** What a row is done with: it makes a record, or changes the one that it names. */
export function importCall(operation: Operation, item: Item): ItemCall {
  const { object, pool, onDuplicate } = importInput(operation)
  const { values, update } = item.input as unknown as ImportItem
  if (update) return { action: `${object}.update`, input: { ...values, ...update } }
  const accepts: Fields = findAction(`${object}.create`)?.input ?? {}
  return {
    action: `${object}.create`,
    input: {
      ...(pool && 'pool' in accepts ? { pool } : {}),
      ...(accepts.source?.options?.includes(importSource) ? { source: importSource } : {}),
      ...values,
      ...(onDuplicate === 'allow' && 'ignoreWarnings' in accepts ? { ignoreWarnings: true } : {}),
    },
  }
}

/** Whoever may assign to anybody needs no review of it. */
const assignment = ({ access }: EmployeeActor): string =>
  can(access, { object: 'pool', verb: 'directAssign' }) ? 'pool.directAssign' : 'pool.assign'

/** Gives a record to the owner that its row names: what nobody has is assigned, what somebody else has is transferred. */
async function giveToOwner(
  deps: OperationDeps,
  operation: Operation,
  item: Item,
  record: string,
  actor: EmployeeActor,
): Promise<void> {
  const { owner } = item.input as unknown as ImportItem
  if (!owner) return
  const { object } = importInput(operation)
  const [present] = await deps.db.query<{ owner_id: string | null }>(
    `select owner_id from ${identifier(tableOf(findObject(object)!).name)} where id = $1::uuid`,
    [splitRecord(record)[1]],
  )
  if (present?.owner_id === owner) return
  await deps.execute({
    action: present?.owner_id ? `${object}.transfer` : assignment(actor),
    input: { record, to: owner },
    actor,
    requestId: operation.request_id,
    key: `${operation.id}:${item.position}:owner`,
  })
}

async function tryOut(deps: OperationDeps, operation: Operation, actor: EmployeeActor, item: Item) {
  const call = importCall(operation, item)
  try {
    await deps.execute({
      ...call,
      actor,
      requestId: operation.request_id,
      dryRun: true,
    })
    return { state: 'ready', code: null, message: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return {
      state: 'refused',
      code: error.code,
      message: refusalWords(actor, call.action, error),
    }
  }
}

/** Tries the next rows out: everything is done as it will be, and taken back. @returns whether all have been tried */
async function check(deps: OperationDeps, operation: Operation): Promise<boolean> {
  const items = await deps.db.query<Item>(
    `select position, record, title, input from operation_item
     where operation_id = $1::uuid and state = 'waiting' order by position limit ${tried}`,
    [operation.id],
  )
  const actor = await actorOf(deps.db, operation.employee_id, 'import')
  const found = []
  for (const item of items) {
    found.push({ position: item.position, ...(await tryOut(deps, operation, actor, item)) })
  }
  await deps.db.query(
    `with settled as (
       update operation_item i set state = f.state, code = f.code, message = f.message
       from jsonb_to_recordset($2::jsonb) as f(position int, state text, code text, message text)
       where i.operation_id = $1::uuid and i.position = f.position and i.state = 'waiting' returning i.state)
     update operation set done = done + (select count(*) from settled)::int,
       failed = failed + (select count(*) from settled where state = 'refused')::int
     where id = $1::uuid`,
    [operation.id, JSON.stringify(found)],
  )
  return items.length < tried
}

/** How many rows would make a record, and how many would change one, stands with the import when it has been checked. */
async function settleCheck({ db }: OperationDeps, operation: Operation): Promise<void> {
  await db.query(
    `update operation o set input = o.input || jsonb_build_object('stage', 'ready', 'creates', c.creates, 'updates', c.updates)
     from (select count(*) filter (where input->'update' is null) as creates,
       count(*) filter (where input->'update' is not null) as updates
       from operation_item where operation_id = $1::uuid and state = 'ready') c
     where o.id = $1::uuid`,
    [operation.id],
  )
}

/**
 * A table becomes records in three steps: it is read, each row is tried out, and when whoever started it has seen the result and
 * said so, each row is written like any other record, by the same action and the same checks (CUST-16).
 */
export const importKind: OperationKind = {
  name: 'import',
  async slice(deps, operation) {
    const { stage } = importInput(operation)
    if (stage === 'running') {
      return runItems(deps, operation, {
        door: 'import',
        callOf: item => importCall(operation, item),
        after: (item, record, actor) => giveToOwner(deps, operation, item, record, actor),
      })
    }
    if (stage === 'ready') return 'waits'
    if (operation.total === 0 && !(await readImport(deps, operation))) return 'failed'
    if (operation.total === 0) return 'more'
    if (!(await check(deps, operation))) return 'more'
    await settleCheck(deps, operation)
    return 'waits'
  },
}
