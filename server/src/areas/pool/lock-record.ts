import type { ActionContract } from '@gonghai/shared/actions'
import { recordLocks, recordUnlocks } from '@gonghai/shared/actions/clocks'
import { actorId } from '../../kernel/actor'
import type { Ctx, Handler } from '../../kernel/context'
import { identifier } from '../../records/columns'
import { graceAfterLock } from './deadlines'
import { type PooledRecord, pooledRecord } from './pooled-record'

/**
 * What somebody locks of their own counts; what a leader locks for them does not. The pool's figure is counted behind a
 * lock of its own, so that two at once don't pass it. @throws Refusal lockLimit
 */
async function demandRoom(ctx: Ctx, record: PooledRecord): Promise<void> {
  const me = actorId(ctx.actor)
  if (!me || record.owner !== me || !record.poolId) return
  await ctx.tx.query(`select 1 as locked from (select pg_advisory_xact_lock(hashtext($1))) held`, [
    `lock:${record.poolId}:${me}`,
  ])
  const [pool] = await ctx.tx.query<{ name: string; lock_limit: number | null; locked: number }>(
    `select p.name, p.lock_limit, (select count(*)::int from ${identifier(record.object)} r
       where r.owner_id = $2::uuid and r.pool_id = p.id and r.locked_by_id = $2::uuid and r.deleted_at is null) as locked
     from pool p where p.id = $1::uuid`,
    [record.poolId, me],
  )
  if (pool && pool.lock_limit !== null && pool.locked >= pool.lock_limit)
    ctx.refuse('lockLimit', { pool: pool.name, locked: pool.locked, limit: pool.lock_limit })
}

const locking = (contract: ActionContract): Handler => ({
  contract,
  async run(ctx) {
    const record = pooledRecord(ctx)
    const name = `${record.object}:${record.id}`
    if (!record.owner) ctx.refuse('notInPool', { record: record.title })
    if (!record.row.locked_at) {
      await demandRoom(ctx, record)
      await ctx.write.update(record.object, record.row, {
        lockedAt: ctx.now.toISOString(),
        lockedBy: actorId(ctx.actor),
      })
      ctx.emit('pool.deadlineMoved', { object: record.object, ids: [record.id] })
    }
    return { result: { record: name }, say: { name: record.title }, undo: { record: name } }
  },
})

const unlocking = (contract: ActionContract): Handler => ({
  contract,
  async run(ctx) {
    const record = pooledRecord(ctx)
    if (record.row.locked_at) {
      await ctx.write.update(record.object, record.row, { lockedAt: null, lockedBy: null })
      await graceAfterLock(ctx, record.object, record.id)
    }
    return { result: { record: `${record.object}:${record.id}` }, say: { name: record.title } }
  },
})

/** Lock and unlock of customers and leads (CUST-9). */
export const lockHandlers: readonly Handler[] = [...recordLocks.map(locking), ...recordUnlocks.map(unlocking)]
