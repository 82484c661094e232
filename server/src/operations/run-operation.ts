import { type Locale, translator } from '@gonghai/shared/i18n'
import { addJob } from '../db/database'
import { exportKind } from '../exchange/run-export'
import { importKind } from '../exchange/run-import'
import { undoImportKind } from '../exchange/undo-import'
import { Refusal } from '../kernel/errors'
import { type Left, type Operation, type OperationDeps, type OperationKind, readOperation } from './operation'
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
    // A file that was not finished holds none of its rows.
    const without = ended.kind === 'export' && state !== 'done'
    const failed = without ? ended.total : ended.failed + skipped.length
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

/** What was found waits for the word of whoever started it, who is told, as it may have taken minutes. */
async function awaitWord({ db, messenger }: OperationDeps, { id }: Operation): Promise<void> {
  await db.transaction(async tx => {
    // Cancelled in this very moment: the job of the cancelling ends it.
    const [waiting] = await tx.query<Operation & { locale: Locale }>(
      `update operation o set state = 'ready' from employee e
       where o.id = $1::uuid and o.state = 'running' and o.cancel_at is null and e.id = o.employee_id
       returning o.kind, o.subject, o.employee_id, o.total, o.failed, e.locale`,
      [id],
    )
    if (!waiting) return
    const { kind, subject, total, failed, locale } = waiting
    await messenger.sendNotice(tx, {
      employeeId: waiting.employee_id,
      text: {
        key: 'operation.told.ready',
        params: { label: operationLabel(translator(locale), kind, subject), total, failed },
      },
      links: [{ text: { key: 'operation.open' }, record: `operation:${id}` }],
      dedupeKey: `operation:${id}:ready`,
    })
  })
}

/** One slice; whoever has left, or may not do it any more, can't go on with it. */
async function sliceOf(deps: OperationDeps, kind: OperationKind, operation: Operation): Promise<Left> {
  try {
    return await kind.slice(deps, operation)
  } catch (error) {
    if (error instanceof Refusal) return 'failed'
    throw error
  }
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
  const left = operation.cancel_at ? 'finished' : await sliceOf(deps, kind, operation)
  const present = await readOperation(deps.db, id)
  if (present?.cancel_at) await finish(deps, operation, 'cancelled')
  else if (left === 'waits') await awaitWord(deps, operation)
  else if (left !== 'more') await finish(deps, operation, left === 'failed' ? 'failed' : 'done')
  else {
    await addJob(
      deps.db,
      'runOperation',
      { id },
      { key: `operation:${id}`, queue: `operation:${id}`, urgency: 'background' },
    )
    return false
  }
  return true
}
