import type { ObjectName } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { dayIn } from '../../kernel/clock'
import type { Ctx } from '../../kernel/context'
import { isOver } from '../../records/counted'
import { brokenLimit, takeQuota } from './limits'
import { pooledRecord } from './pooled-record'

/**
 * A record that came from a pool goes from one owner to the next: it counts as held by the new one, within the limit that
 * holds for assigning. What knows no pool is left alone. @throws Refusal assigneeFull
 */
export async function handOver(
  ctx: Ctx,
  { name, id }: { name: ObjectName; id: string },
  to: { id: string; name: string },
): Promise<void> {
  if (name !== 'customer' && name !== 'lead') return
  const record = pooledRecord(ctx)
  if (!record.poolId) return
  // What is over counts for nobody.
  if (!isOver(record.row)) {
    const broken = brokenLimit(ctx, await takeQuota(ctx, record, to.id), record, 'assign')
    if (broken) ctx.refuse(broken.code, { ...broken.params, name: to.name })
  }
  await ctx.tx.query(
    `update holding set ended_at = $3::timestamptz, ended_by = 'transferred'
     where object = $1 and record_id = $2::uuid and ended_at is null`,
    [name, id, ctx.now],
  )
  await ctx.tx.query(
    `insert into holding (id, pool_id, object, record_id, employee_id, kind, day, at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5::uuid, 'transfer', $6, $7::timestamptz)`,
    [uuid(), record.poolId, name, id, to.id, dayIn(ctx.timeZone, ctx.now), ctx.now],
  )
}
