import { directoryRead } from '@gonghai/shared/actions/directory'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../../db/database'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'

/** A reading that has not ended after so long was cut off. */
const patienceMs = 60 * 60_000

/** Is this platform being read, or are its differences being applied? */
export async function isBusy(tx: Pick<Tx, 'query'>, platform: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from directory_run r left join operation o on o.id = r.operation_id
     where r.platform = $1 and ((r.state in ('waiting', 'reading') and r.created_at > $2::timestamptz)
       or (r.state = 'applying' and o.state = 'running'))`,
    [platform, new Date(now.getTime() - patienceMs)],
  )
  return rows.length > 0
}

/** How a reading came about. */
export interface Start {
  platform: string
  trigger: 'manual' | 'schedule' | 'event'
  by: string | null
}

/** Puts a reading and the job that does it; earlier ones that nobody decided are out of date. @returns undefined while one is under way */
export async function startRun(tx: Tx, start: Start, now: Date): Promise<string | undefined> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1))::text as locked', [
    `directory:${start.platform}`,
  ])
  if (await isBusy(tx, start.platform, now)) return undefined
  await tx.query(
    `update directory_run set state = 'cancelled', ended_at = $2::timestamptz
     where platform = $1 and state in ('ready', 'waiting', 'reading')`,
    [start.platform, now],
  )
  const id = uuid()
  await tx.query(
    `insert into directory_run (id, platform, trigger, state, started_by, created_at)
     values ($1::uuid, $2, $3, 'waiting', $4::uuid, $5::timestamptz)`,
    [id, start.platform, start.trigger, start.by, now],
  )
  await tx.addJob('readDirectory', { run: id }, { maxAttempts: 3 })
  return id
}

/** Asks for a reading of a platform's directory; the platform is called by a job, never inside the transaction. */
export const readDirectoryNow = handle(directoryRead, async (ctx: Ctx, input) => {
  const by = ctx.actor.kind === 'employee' ? ctx.actor.employeeId : null
  const id = await startRun(ctx.tx, { platform: input.platform, trigger: 'manual', by }, ctx.now)
  if (!id) return ctx.refuse('alreadyReading')
  return { result: { id } }
})
