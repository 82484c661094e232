import { poolRelease } from '@gonghai/shared/actions/pool'
import { actorId } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { isOver } from '../../records/counted'
import { returnRecord } from './give-record'
import { demandFree, hasLeft, type PooledRecord, pooledRecord } from './pooled-record'
import { returnPool } from './route-pool'

/** The owner or the leader puts a record back: into the chosen pool, the one it came from, or the one that takes such records. */
export const releaseRecord = handle(poolRelease, async (ctx, input) => {
  const record = pooledRecord(ctx)
  if (!record.owner) ctx.refuse('notInPool', { record: record.title })
  await demandLively(ctx, record)
  demandUnlocked(ctx, record, input.evenIfLocked === true)
  const pool = await targetPool(ctx, record)
  await returnRecord(ctx, record, pool.id, { reason: 'released', note: input.reason })
  return {
    result: { record: `${record.object}:${record.id}`, pool: pool.id },
    say: { name: record.title, pool: pool.name },
  }
})

/** A lead that is over stays whose it was, unless that is somebody who left. @throws Refusal leadConverted | leadClosed */
async function demandLively(ctx: Ctx, record: PooledRecord): Promise<void> {
  if (isOver(record.row) && !(await hasLeft(ctx.tx, record.owner!))) demandFree(record)
}

/** Whoever owns it unlocks it first; others, who lead its owner, say that they mean it. @throws Refusal recordLocked */
function demandUnlocked(ctx: Ctx, record: PooledRecord, meant: boolean): void {
  if (!record.row.locked_at) return
  const own = actorId(ctx.actor) === record.owner
  if (own || !meant) ctx.refuse('recordLocked', { record: record.title })
}

async function targetPool(ctx: Ctx, record: PooledRecord): Promise<{ id: string; name: string }> {
  const chosen = ctx.refs.find('pool')
  if (chosen) {
    const fits = chosen.row.kind === record.object
    const name = String(chosen.row.name)
    return fits ? { id: chosen.id, name } : ctx.refuse('wrongPoolKind', { pool: name })
  }
  return (await returnPool(ctx.tx, record.object, record.row)) ?? ctx.refuse('noPool')
}
