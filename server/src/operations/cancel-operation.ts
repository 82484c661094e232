import type { Database } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { ownOperation } from './view'

/** Asks an operation to stop: the record under way is finished, the others are left as they are. @throws Refusal notFound */
export async function cancelOperation(
  db: Database,
  actor: EmployeeActor,
  id: string,
  now: Date,
): Promise<void> {
  await ownOperation(db, actor, id)
  await db.transaction(async tx => {
    await tx.query(
      `update operation set cancel_at = $2::timestamptz, state = 'running'
     where id = $1::uuid and state in ('running', 'ready') and cancel_at is null`,
      [id, now],
    )
    await tx.addJob(
      'runOperation',
      { id },
      { key: `operation:${id}`, queue: `operation:${id}`, urgency: 'background' },
    )
  })
}
