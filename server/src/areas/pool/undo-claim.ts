import { poolUndoClaim } from '@gonghai/shared/actions/pool'
import { handle } from '../../kernel/context'
import { returnRecord } from './give-record'
import { pooledRecord } from './pooled-record'

/** A slip of the finger may be taken back for this long. */
const undoMinutes = 5

/** Takes back the actor's own claim, as if it had not been: it counts towards no limit. */
export const undoClaim = handle(poolUndoClaim, async ctx => {
  const record = pooledRecord(ctx)
  const me = ctx.actor.kind === 'employee' ? ctx.actor.employeeId : null
  const since = new Date(ctx.now.getTime() - undoMinutes * 60_000)
  const [claim] = await ctx.tx.query<{ pool_id: string; pool_reason: string | null }>(
    `select pool_id, pool_reason from holding where object = $1 and record_id = $2::uuid and employee_id = $3::uuid
     and kind = 'claim' and ended_at is null and at >= $4::timestamptz`,
    [record.object, record.id, me, since],
  )
  if (!claim || record.owner !== me) return ctx.refuse('tooLateToUndo')
  await returnRecord(ctx, record, claim.pool_id, { reason: 'undone', was: claim.pool_reason })
  return { result: { record: `${record.object}:${record.id}` }, say: { name: record.title } }
})
