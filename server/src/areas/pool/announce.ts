import type { Reaction, ReactionCtx, TimerHandler } from '../../kernel/reactions'
import { identifier } from '../../records/columns'
import { freeSql } from '../../records/counted'
import { stayOf } from './pooled-record'

/** Records of one pool are gathered for a while, so that an import makes one digest and not a thousand cards (decision 19). */
export function announceReactions(gatherSeconds: number): { reactions: Reaction[]; timers: TimerHandler[] } {
  return {
    reactions: [
      {
        name: 'pool.gather',
        on: ['pool.entered'],
        run: (ctx, event) => gather(ctx, String(event.payload.pool), event.at.toISOString(), gatherSeconds),
      },
      { name: 'pool.showTaken', on: ['pool.claimed', 'pool.assigned', 'pool.left'], run: showTaken },
      { name: 'pool.tellAssigned', on: ['pool.assigned'], run: tellAssigned },
    ],
    timers: [
      { kind: 'poolGather', run: (ctx, timer) => announce(ctx, timer.ref, String(timer.payload.since)) },
    ],
  }
}

/** Sets the timer that announces; events come in any order, so it announces from the earliest on. */
async function gather(ctx: ReactionCtx, pool: string, since: string, seconds: number): Promise<void> {
  const dueAt = new Date(ctx.now.getTime() + seconds * 1000)
  await ctx.schedule({ kind: 'poolGather', ref: pool, dueAt, payload: { since } })
  await ctx.tx.query(
    `update timer set payload = jsonb_build_object('since', $2::text)
     where kind = 'poolGather' and ref = $1 and payload ->> 'since' > $2::text returning 1 as one`,
    [pool, since],
  )
}

/** Every open card of this record turns to "claimed by …", on both platforms. */
async function showTaken(ctx: ReactionCtx, { payload }: { payload: Record<string, unknown> }): Promise<void> {
  await ctx.messenger.touchCard(ctx.tx, { kind: 'poolClaim', matter: `${payload.object}:${payload.id}` })
}

async function tellAssigned(
  ctx: ReactionCtx,
  event: { id: string; payload: Record<string, unknown>; actorId: string | null },
): Promise<void> {
  const { object, id, to } = event.payload
  const [row] = await ctx.tx.query<{ name: string; by: string | null }>(
    `select r.name, e.name as by from ${identifier(String(object))} r left join employee e on e.id = $2::uuid
     where r.id = $1::uuid`,
    [id, event.actorId],
  )
  if (!row) return
  await ctx.messenger.sendNotice(ctx.tx, {
    employeeId: String(to),
    text: { key: 'card.assigned', params: { name: row.name, by: row.by ?? '' } },
    links: [{ text: row.name, record: `${object}:${id}` }],
    dedupeKey: `assigned:${event.id}`,
  })
}

interface PoolRow {
  id: string
  kind: string
  members: string[]
  administrators: string[]
}

/** Tells the members of a pool what came in: one record as a claim card, several as a digest. */
async function announce(ctx: ReactionCtx, poolId: string, since: string): Promise<void> {
  const [pool] = await ctx.tx.query<PoolRow>(
    'select id, kind, members, administrators from pool where id = $1::uuid and deleted_at is null',
    [poolId],
  )
  if (!pool) return
  const fresh = await ctx.tx.query<{ id: string; pooled_at: Date }>(
    `select id, pooled_at from ${identifier(pool.kind)} r
     where pool_id = $1::uuid and pooled_at >= $2::timestamptz and ${freeSql(pool.kind, 'r')}
     order by pooled_at desc, id desc limit 2`,
    [poolId, since],
  )
  const recipients = [...new Set([...pool.members, ...pool.administrators])]
  const [only] = fresh
  if (!only) return
  if (fresh.length === 1) {
    const params = { stay: stayOf({ pooledAt: only.pooled_at }) }
    await ctx.messenger.openCard(ctx.tx, {
      kind: 'poolClaim',
      matter: `${pool.kind}:${only.id}`,
      params,
      recipients,
    })
  } else {
    await ctx.messenger.openCard(ctx.tx, {
      kind: 'poolDigest',
      matter: `pool:${poolId}/${Date.parse(since)}`,
      params: { since },
      recipients,
    })
  }
}
