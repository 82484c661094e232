import { poolRelease } from '@gonghai/shared/actions/pool'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { returnRecord } from './give-record'
import { type PooledRecord, pooledRecord } from './pooled-record'

/** The owner or the leader puts a record back: into the chosen pool, the one it came from, or the default of its kind. */
export const releaseRecord = handle(poolRelease, async (ctx, input) => {
  const record = pooledRecord(ctx)
  if (!record.owner) ctx.refuse('notInPool', { record: record.title })
  const pool = await targetPool(ctx, record)
  await returnRecord(ctx, record, pool.id, { reason: 'released', note: input.reason })
  return {
    result: { record: `${record.object}:${record.id}`, pool: pool.id },
    say: { name: record.title, pool: pool.name },
  }
})

async function targetPool(ctx: Ctx, record: PooledRecord): Promise<{ id: string; name: string }> {
  const chosen = ctx.refs.find('pool')
  const pools = await ctx.tx.query<{ id: string; name: string; kind: string }>(
    `select id, name, kind from pool
     where deleted_at is null and (id = $1::uuid or ($1::uuid is null and (id = $2::uuid or (is_default and kind = $3))))
     order by (id = $2::uuid) desc nulls last limit 1`,
    [chosen?.id ?? null, record.poolId, record.object],
  )
  const pool = pools[0]
  if (!pool || pool.kind !== record.object) ctx.refuse('noPool')
  return pool
}
