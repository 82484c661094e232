import { poolUndoClaim } from '@gonghai/shared/actions/pool'
import { dayIn } from '../../kernel/clock'
import { type Ctx, handle } from '../../kernel/context'
import { returnRecord } from './give-record'
import { lockQuota } from './limits'
import { pooledRecord } from './pooled-record'

/** A slip of the finger may be taken back for this long. */
const undoMinutes = 5

/** Fingers slip this often in a pool and day: more would be a way to look at every hidden phone of it (POOL-3). */
const undosPerDay = 3

/** What was undone counts towards no limit, so it has one of its own. @throws Refusal undoLimit */
async function demandSlip(ctx: Ctx, poolId: string, employeeId: string): Promise<void> {
  await lockQuota(ctx.tx, poolId, employeeId)
  const [row] = await ctx.tx.query<{ name: string; undone: number }>(
    `select p.name, (select count(*) from holding h where h.pool_id = p.id and h.employee_id = $2::uuid
       and h.day = $3 and h.undone_at is not null)::int as undone
     from pool p where p.id = $1::uuid`,
    [poolId, employeeId, dayIn(ctx.timeZone, ctx.now)],
  )
  if (row && row.undone >= undosPerDay) ctx.refuse('undoLimit', { pool: row.name, limit: undosPerDay })
}

/** Takes back the actor's own claim, as if it had not been: it counts towards no limit, but a few times a day only. */
export const undoClaim = handle(poolUndoClaim, async ctx => {
  const record = pooledRecord(ctx)
  const me = ctx.actor.kind === 'employee' ? ctx.actor.employeeId : null
  const since = new Date(ctx.now.getTime() - undoMinutes * 60_000)
  const [claim] = await ctx.tx.query<{ pool_id: string; pool_reason: string | null }>(
    `select pool_id, pool_reason from holding where object = $1 and record_id = $2::uuid and employee_id = $3::uuid
     and kind = 'claim' and ended_at is null and at >= $4::timestamptz`,
    [record.object, record.id, me, since],
  )
  if (!claim || !me || record.owner !== me) return ctx.refuse('tooLateToUndo')
  await demandSlip(ctx, claim.pool_id, me)
  await returnRecord(ctx, record, claim.pool_id, { reason: 'undone', was: claim.pool_reason })
  return { result: { record: `${record.object}:${record.id}` }, say: { name: record.title } }
})
