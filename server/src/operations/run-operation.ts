import { translator } from '@gonghai/shared/i18n'
import { addJob } from '../db/database'
import { exportKind } from '../exchange/run-export'
import { importKind } from '../exchange/run-import'
import { undoImportKind } from '../exchange/undo-import'
import { type Operation, type OperationDeps, type OperationKind, readOperation } from './operation'
import { bulkKind } from './run-bulk'

/** Every kind of work that runs as an operation. */
const kinds: ReadonlyMap<string, OperationKind> = new Map(
  [bulkKind, exportKind, importKind, undoImportKind].map(kind => [kind.name, kind]),
)

/** Settles an operation once: what is left waiting is skipped, whoever started it is told where they could not wait. */
async function finish(
  deps: OperationDeps,
  { id }: Operation,
  state: 'done' | 'cancelled' | 'failed',
): Promise<void> {
  await deps.db.transaction(async tx => {
    const [ended] = await tx.query<Operation>(
      `update operation set state = $2, finished_at = $3::timestamptz where id = $1::uuid and state = 'running'
       returning id, kind, subject, employee_id, total, done, failed, tell`,
      [id, state, deps.clock.now()],
    )
    if (!ended) return
    const skipped = await tx.query(
      `update operation_item set state = 'skipped' where operation_id = $1::uuid and state = 'waiting' returning position`,
      [id],
    )
    const failed = ended.failed + skipped.length
    await tx.query('update operation set done = total, failed = $2::int where id = $1::uuid', [id, failed])
    if (!ended.tell) return
    const { subject, kind, total } = ended
    const [{ locale } = { locale: 'zh-CN' }] = await tx.query<{ locale: string }>(
      'select locale from employee where id = $1::uuid',
      [ended.employee_id],
    )
    const label = operationLabel(translator(locale as 'zh-CN'), kind, subject)
    await deps.messenger.sendNotice(tx, {
      employeeId: ended.employee_id,
      text: {
        key: `operation.told.${state}`,
        params: { label, total, succeeded: total - failed, failed },
      },
      links: [{ text: { key: 'operation.open' }, record: `operation:${id}` }],
      dedupeKey: `operation:${id}`,
    })
  })
}

/** What was found waits for the word of whoever started it; who is told, as it may have taken minutes. */
async function awaitWord(deps: OperationDeps, { id }: Operation): Promise<void> {
  await deps.db.query(`update operation set state = 'ready' where id = $1::uuid and state = 'running'`, [id])
}

/** What an operation does, in words: the action's label, or "import customers". */
export function operationLabel(t: ReturnType<typeof translator>, kind: string, subject: string): string {
  if (kind === 'bulk') return t(`action.${subject}.label`)
  const object = subject.split('.')[0] ?? ''
  return t(`operation.kind.${kind}`, { object: t(`object.${object}.label`) })
}

/**
 * Runs one slice of an operation and queues the next (task `runOperation`). Cut off and run again, it goes on where it was.
 * @returns whether it has ended
 */
export async function runOperation(deps: OperationDeps, { id }: { id: string }): Promise<boolean> {
  const operation = await readOperation(deps.db, id)
  if (operation?.state !== 'running') return true
  const kind = kinds.get(operation.kind)
  if (!kind) throw new Error(`no kind of operation is called ${operation.kind}`)
  const left = operation.cancel_at ? 'finished' : await kind.slice(deps, operation)
  const present = await readOperation(deps.db, id)
  if (present?.cancel_at) await finish(deps, operation, 'cancelled')
  else if (left === 'waits') await awaitWord(deps, operation)
  else if (left !== 'more') await finish(deps, operation, left === 'failed' ? 'failed' : 'done')
  else {
    await addJob(deps.db, 'runOperation', { id }, { key: `operation:${id}`, queue: `operation:${id}` })
    return false
  }
  return true
}
