import { findAction } from '@gonghai/shared/actions'
import type { Database, Tx } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import type { Operation, OperationDeps, OperationKind } from '../operations/operation'
import { runItems } from '../operations/run-bulk'
import { insertOperation } from '../operations/start-operation'
import { ownOperation } from '../operations/view'
import { identifier, splitRecord } from '../records/columns'
import { importInput } from './import-input'

const undoMs = 7 * 86_400_000

/** May what an import made still be taken back? */
export function isUndoable(operation: Operation, now: Date): boolean {
  const { kind, state, finished_at, result } = operation
  const ended = state === 'done' || state === 'cancelled'
  const object = importInput(operation).object
  return (
    kind === 'import' &&
    ended &&
    finished_at !== null &&
    now.getTime() - finished_at.getTime() < undoMs &&
    !result?.undoneBy &&
    findAction(`${object}.remove`) !== undefined
  )
}

/** Records that nobody has touched since: neither changed nor followed up. */
async function untouched(tx: Tx, operation: Operation): Promise<{ record: string; title: string }[]> {
  const object = importInput(operation).object
  return tx.query<{ record: string; title: string }>(
    `select i.record, i.title from operation_item i
     join ${identifier(object)} t on t.id = split_part(i.record, ':', 2)::uuid and t.deleted_at is null
     where i.operation_id = $1::uuid and i.state = 'done' and i.input->'update' is null and i.record is not null
       and not exists (select 1 from history h where h.object = $2::text and h.record_id = t.id
         and h.action <> all($3::text[]) and h.actor_id is not null)
     order by i.position`,
    [operation.id, object, [`${object}.create`, `${object}.transfer`]],
  )
}

/**
 * Takes what an import made into the recycle bin, but for records that were worked with since; those that it changed stay as
 * they are. @returns the operation's id @throws Refusal notFound | tooLateToUndo
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
    const items = await untouched(tx, operation)
    const subject = `${importInput(operation).object}.remove`
    const undo = await insertOperation(
      tx,
      { kind: 'undoImport', subject, input: {}, items },
      { actor, requestId, tell: true },
      now,
    )
    await tx.query(
      `update operation set result = coalesce(result, '{}'::jsonb) || jsonb_build_object('undoneBy', $2::text) where id = $1::uuid`,
      [id, undo],
    )
    return undo
  })
}

/** What an import made goes into the recycle bin, record by record. */
export const undoImportKind: OperationKind = {
  name: 'undoImport',
  slice: (deps: OperationDeps, operation) =>
    runItems(deps, operation, {
      door: 'job',
      callOf: item => ({ action: operation.subject, input: { id: splitRecord(item.record!)[1] } }),
    }),
}
