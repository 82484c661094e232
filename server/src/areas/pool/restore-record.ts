import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import type { Ctx, Handler } from '../../kernel/context'
import { isOver } from '../../records/counted'
import { groupLeader } from './group'
import { demandHolding } from './limits'
import { hasLeft, type PooledObject, type PooledRecord, pooledRecord } from './pooled-record'
import { returnPool } from './route-pool'

/** What else restoring changes on the record, or why it is impossible; given by the area that owns the object. */
export type Settle = (
  ctx: Ctx,
  record: PooledRecord,
  input: Record<string, unknown>,
) => Promise<Record<string, Value>>

/**
 * Takes a customer or lead out of the recycle bin, to where it was. Back in its owner's hands it counts as held again, so
 * that nobody passes the holding limit by way of the bin (POOL-3); if its owner has left the company, it goes to its pool.
 */
export function restorePooled(object: PooledObject, settle: Settle): Handler {
  return {
    contract: findAction(`${object}.restore`)!,
    async run(ctx, input) {
      const record = pooledRecord(ctx, 'id')
      const values = await settle(ctx, record, input)
      const place = await placeOf(ctx, record)
      const poolId = place.pool ? String(place.pool) : record.poolId
      if (!('owner' in place) && !isOver(record.row)) await demandHolding(ctx, { ...record, poolId })
      await ctx.write.update(object, record.row, { ...values, ...place })
      // What is checked against others on the way back is the new name, not the one that is taken.
      const row = 'name' in values ? { ...record.row, name: values.name } : record.row
      await ctx.write.restore(object, row)
      return { result: { id: record.id }, say: { name: String(values.name ?? record.title) } }
    },
  }
}

/** Where it was, unless whoever had it has left, or its pool was retired meanwhile. @throws Refusal noPool */
async function placeOf(ctx: Ctx, record: PooledRecord): Promise<Record<string, Value>> {
  if (record.owner && (await hasLeft(ctx.tx, record.owner))) return backToPool(ctx, record)
  if (!record.poolId) return {}
  const pool = await returnPool(ctx.tx, record.object, record.row)
  if (pool?.id === record.poolId) return {}
  if (!pool) return ctx.refuse('noPool')
  return { pool: pool.id, ...(record.owner ? {} : { pooledAt: ctx.now.toISOString() }) }
}

/** @throws Refusal noPool */
async function backToPool(ctx: Ctx, record: PooledRecord): Promise<Record<string, Value>> {
  const pool = await returnPool(ctx.tx, record.object, record.row)
  if (!pool) return ctx.refuse('noPool')
  await ctx.tx.query(
    `update holding set ended_at = $3::timestamptz, ended_by = 'released'
     where object = $1 and record_id = $2::uuid and ended_at is null`,
    [record.object, record.id, ctx.now],
  )
  const pooledAt = ctx.now.toISOString()
  const lastLeader = await groupLeader(ctx.tx, record.owner)
  return { owner: null, pool: pool.id, pooledAt, poolReason: 'released', lastOwner: record.owner, lastLeader }
}
