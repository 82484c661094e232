import { poolRetire } from '@gonghai/shared/actions/pool'
import { bumpPermissionEpoch } from '../../access/context'
import type { Tx } from '../../db/database'
import { actorId } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { identifier } from '../../records/columns'
import { demandPool } from '../../records/living-pool'
import type { PooledObject } from './pooled-record'
import { setDeadlines } from './rule-change'
import { moveRoutes } from './set-routes'

/** So many records go to another pool in one go; of more, the rest when it is pressed again. */
const mostAtOnce = 20_000

interface Retiring {
  id: string
  name: string
  kind: PooledObject
}

/** What keeps a pool from being retired: records in it, with or without an owner, and lines that lead to it. */
interface Content {
  lying: number
  held: number
  routes: number
}

async function contentOf(tx: Tx, { id, kind }: Retiring): Promise<Content> {
  const [row] = await tx.query<Content>(
    `select (count(*) filter (where owner_id is null))::int as lying, (count(*) filter (where owner_id is not null))::int as held,
       (select count(*) from pool_route where pool_id = $1::uuid)::int as routes
     from ${identifier(kind)} where pool_id = $1::uuid and deleted_at is null`,
    [id],
  )
  return row!
}

/** Where its records go. @throws Refusal wrongPoolKind | invalidInput */
function receiver(ctx: Ctx, { id, kind }: Retiring): (Retiring & { isDefault: boolean }) | undefined {
  const chosen = ctx.refs.find('moveTo')
  if (!chosen) return undefined
  const name = String(chosen.row.name)
  if (chosen.id === id) refuse('invalidInput', {}, [{ path: 'moveTo', rule: 'option' }])
  if (chosen.row.kind !== kind) ctx.refuse('wrongPoolKind', { pool: name })
  return { id: chosen.id, name, kind, isDefault: chosen.row.is_default === true }
}

/** Its records, in the recycle bin too, belong to another pool from now on; owners keep theirs. @returns how many living ones */
async function moveRecords(ctx: Ctx, from: Retiring, to: Retiring): Promise<number> {
  const [row] = await ctx.tx.query<{ moved: number }>(
    `with moved as (
       update ${identifier(from.kind)} r set pool_id = $2::uuid, updated_at = $3::timestamptz, updated_by = $4::uuid,
         version = r.version + 1
       from (select id from ${identifier(from.kind)} where pool_id = $1::uuid order by id limit ${mostAtOnce}
         for no key update) o
       where r.id = o.id returning r.id, r.deleted_at
     ), traced as (
       insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, at)
       select gen_random_uuid(), $5, id, $6, $7, $8, $4::uuid, $9,
         jsonb_build_object('pool', jsonb_build_array($1::uuid, $2::uuid)), $3::timestamptz
       from moved where deleted_at is null
     ), holdings as (
       update holding h set pool_id = $2::uuid from moved m
       where h.object = $5 and h.record_id = m.id and h.ended_at is null
     ), reviews as (
       update pool_review v set pool_id = $2::uuid from moved m
       where v.object = $5 and v.record_id = m.id and v.state = 'waiting'
     ) select (count(*) filter (where deleted_at is null))::int as moved from moved`,
    [
      from.id,
      to.id,
      ctx.now,
      actorId(ctx.actor),
      from.kind,
      poolRetire.name,
      ctx.actor.door,
      ctx.actor.kind,
      ctx.requestId,
    ],
  )
  return row!.moved
}

/**
 * Takes a pool out of use. While records belong to it or lines lead to it, that is refused with the figures, unless the pool
 * is named that takes all of it; deadlines then follow that pool's rule (POOL-1).
 */
export const retirePool = handle(poolRetire, async ctx => {
  const { row } = ctx.refs.get('id')
  const pool: Retiring = { id: row.id as string, name: String(row.name), kind: row.kind as PooledObject }
  if (row.is_default) ctx.refuse('lastDefaultPool', { pool: pool.name })
  // Whoever brings a record here just now is waited for; whoever comes later finds it gone.
  await ctx.tx.query('select id from pool where id = $1::uuid for update', [pool.id])
  const to = receiver(ctx, pool)
  let moved = 0
  if (to) {
    await demandPool(ctx, to.id)
    moved = await moveRecords(ctx, pool, to)
    await moveRoutes(ctx, pool, to.id)
    await setDeadlines(ctx, to)
  }
  const content = await contentOf(ctx.tx, pool)
  const say = { name: pool.name, moved, to: to?.name ?? '' }
  const left = content.lying + content.held
  if (to && left > 0) return { result: { id: pool.id, moved, left }, say: { ...say, left }, told: 'moving' }
  if (left + content.routes > 0) ctx.refuse('poolInUse', { pool: pool.name, ...content })
  await ctx.write.remove('pool', row)
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id: pool.id, moved, left }, say, ...(to ? { told: 'emptied' } : {}) }
})
