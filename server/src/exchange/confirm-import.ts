import type { Database } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { ownOperation } from '../operations/view'
import { parseInput } from '../records/input'

const fields = { skipWrong: { kind: 'boolean' } } as const

/**
 * The word for which a checked import waits: its good rows are written from now on. A table that is half right writes nothing
 * until somebody says that the wrong rows are to be left out. @throws Refusal notFound | importNotReady | importHasErrors
 */
export async function confirmImport(
  db: Database,
  actor: EmployeeActor,
  id: string,
  body: unknown,
): Promise<void> {
  const { skipWrong } = parseInput(fields, body)
  const operation = await ownOperation(db, actor, id)
  if (operation.kind !== 'import') refuse('notFound')
  await db.transaction(async tx => {
    const [present] = await tx.query<{ state: string; stage: string; total: number; failed: number }>(
      `select state, input ->> 'stage' as stage, total, failed from operation where id = $1::uuid for update`,
      [id],
    )
    // Pressed twice: it runs already.
    if (present?.state === 'running' && present.stage === 'running') return
    if (present?.state !== 'ready') return refuse('importNotReady')
    if (present.failed > 0 && skipWrong !== true) {
      refuse('importHasErrors', { wrong: present.failed, total: present.total })
    }
    await tx.query(
      `update operation_item set state = 'waiting' where operation_id = $1::uuid and state = 'ready'`,
      [id],
    )
    await tx.query(
      `update operation set state = 'running', done = failed, input = input || '{"stage":"running"}'::jsonb
       where id = $1::uuid`,
      [id],
    )
    await tx.addJob(
      'runOperation',
      { id },
      { key: `operation:${id}`, queue: `operation:${id}`, urgency: 'background' },
    )
  })
}
