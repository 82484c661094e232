import { findAction } from '@gonghai/shared/actions'
import type { Fields, ObjectDeclaration } from '@gonghai/shared/objects'
import type { Database, Tx } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import type { Clock } from '../kernel/clock'
import type { Json, JsonObject } from '../kernel/context'
import { refuse } from '../kernel/errors'
import { belongingTo } from '../kernel/recycle-bin'
import type { Operation, OperationDeps, OperationKind } from '../operations/operation'
import { runItems } from '../operations/run-bulk'
import { insertOperation } from '../operations/start-operation'
import { ownOperation } from '../operations/view'
import { identifier, splitRecord, tableOf } from '../records/columns'
import { importInput } from './import-input'

const undoMs = 7 * 86_400_000

/** May what an import made still be taken back? */
export function isUndoable(operation: Operation, now: Date): boolean {
  const { kind, state, finished_at, result } = operation
  const ended = state === 'done' || state === 'cancelled'
  const { object, updates } = importInput(operation)
  return (
    kind === 'import' &&
    ended &&
    finished_at !== null &&
    now.getTime() - finished_at.getTime() < undoMs &&
    !result?.undoneBy &&
    (findAction(`${object}.remove`) !== undefined || updates > 0)
  )
}

/** An item of the undoing. */
interface UndoItem {
  record: string
  title: string
  input?: JsonObject
}

/** The import's own entries bear its request; whatever people wrote besides is work that stays. */
const othersWrote = `h.object = $2::text and h.record_id = t.id and h.actor_id is not null and h.request_id <> $3::text`

/** What it made and nobody has worked with since: neither changed, nor followed up, nor given a contact, a task, a file. */
async function made(tx: Tx, operation: Operation, object: ObjectDeclaration): Promise<UndoItem[]> {
  if (!findAction(`${object.name}.remove`)) return []
  const children = belongingTo(object.name).map(
    ({ child, id, kind }) =>
      `and not exists (select 1 from ${identifier(tableOf(child).name)} c
         where c.${id} = t.id ${kind ? `and c.${kind} = $2::text` : ''} and c.deleted_at is null)`,
  )
  return tx.query<UndoItem>(
    `select i.record, i.title from operation_item i
     join ${identifier(tableOf(object).name)} t on t.id = split_part(i.record, ':', 2)::uuid and t.deleted_at is null
     where i.operation_id = $1::uuid and i.state = 'done' and i.input->'update' is null and i.record is not null
       and not exists (select 1 from history h where ${othersWrote}) ${children.join(' ')}
     order by i.position`,
    [operation.id, object.name, operation.request_id],
  )
}

/** What it changed, with the values from before, where nobody has changed the same fields since. */
async function changed(
  tx: Tx,
  operation: Operation,
  object: ObjectDeclaration,
  accepts: Fields,
): Promise<UndoItem[]> {
  const rows = await tx.query<UndoItem & { version: number; changes: Record<string, [Json, Json]> }>(
    `select i.record, i.title, t.version, w.changes from operation_item i
     join ${identifier(tableOf(object).name)} t on t.id = split_part(i.record, ':', 2)::uuid and t.deleted_at is null
     join history w on w.object = $2::text and w.record_id = t.id and w.request_id = $3::text and w.action = $4::text
     where i.operation_id = $1::uuid and i.state = 'done' and i.input->'update' is not null
       and not exists (select 1 from history h where ${othersWrote} and (h.at, h.id) > (w.at, w.id)
         and h.changes ?| array(select jsonb_object_keys(w.changes)))
     order by i.position`,
    [operation.id, object.name, operation.request_id, `${object.name}.update`],
  )
  return rows.map(({ record, title, version, changes }) => {
    const settable = Object.entries(changes).filter(([name]) => accepts[name] && !accepts[name].formula)
    const values: JsonObject = Object.fromEntries(settable.map(([name, [from]]) => [name, from]))
    if ('ignoreWarnings' in accepts) values.ignoreWarnings = true
    return { record, title, input: { values: { ...values, id: splitRecord(record)[1], version } } }
  })
}

/**
 * Takes what an import made into the recycle bin, and gives what it changed its former values, but for records that were worked
 * with since. @returns the operation's id @throws Refusal notFound | tooLateToUndo
 */
export async function undoImport(
  { db, clock }: { db: Database; clock: Clock },
  { actor, requestId }: { actor: EmployeeActor; requestId: string },
  id: string,
): Promise<string> {
  const operation = await ownOperation(db, actor, id)
  const now = clock.now()
  if (!isUndoable(operation, now)) refuse('tooLateToUndo')
  return db.transaction(async tx => {
    const [locked] = await tx.query<{ undone: boolean }>(
      `select coalesce(result ? 'undoneBy', false) as undone from operation where id = $1::uuid for update`,
      [id],
    )
    if (locked?.undone) refuse('tooLateToUndo')
    const object = actor.access.catalogue.find(importInput(operation).object) ?? refuse('notFound')
    const contract = findAction(`${object.name}.update`)
    const accepts = contract ? actor.access.catalogue.inputOf(contract) : {}
    const items = [...(await made(tx, operation, object)), ...(await changed(tx, operation, object, accepts))]
    const subject = `${object.name}.remove`
    const undo = await insertOperation(
      tx,
      { kind: 'undoImport', subject, input: {}, items },
      { actor, requestId, tell: true },
      now,
    )
    const note = (operationId: string, key: string, value: string | number) =>
      tx.query(
        `update operation set result = coalesce(result, '{}'::jsonb) || $2::jsonb where id = $1::uuid`,
        [operationId, JSON.stringify({ [key]: value })],
      )
    await note(id, 'undoneBy', undo)
    await note(undo, 'kept', operation.total - operation.failed - items.length)
    return undo
  })
}

/** What an import made goes into the recycle bin, what it changed becomes what it was, record by record. */
export const undoImportKind: OperationKind = {
  name: 'undoImport',
  slice: (deps: OperationDeps, operation) =>
    runItems(deps, operation, {
      door: 'job',
      callOf: ({ record, input }) => {
        const [object, id] = splitRecord(record!)
        return input
          ? { action: `${object}.update`, input: input.values }
          : { action: operation.subject, input: { id } }
      },
    }),
}
