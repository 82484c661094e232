import type { Value } from '@gonghai/shared/client/api'
import type { ObjectName } from '@gonghai/shared/objects'
import { actorId } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import type { Change } from '../../records/changes'
import type { Row } from '../../records/columns'
import { followUpsOf } from '../../records/followed'

/** The first follow-up moves a record on (POOL-11). */
const firstMoves: Partial<Record<ObjectName, { field: string; from: string; to: string }>> = {
  customer: { field: 'stage', from: 'potential', to: 'following' },
  lead: { field: 'status', from: 'open', to: 'following' },
}

/** What a follow-up by this actor makes of a record's stage: the first one moves it on, its owner's wakes it (POOL-11). */
export function stageAfter(ctx: Ctx, object: ObjectName, row: Row): Record<string, Value> {
  const first = firstMoves[object]
  if (first && row[first.field] === first.from) return { [first.field]: first.to }
  const wakes = object === 'customer' && row.stage === 'dormant' && row.owner_id === actorId(ctx.actor)
  return wakes ? { stage: 'cooperating' } : {}
}

/** The last time that a field changed, by the record's history. */
async function lastMove(ctx: Ctx, object: string, id: string, field: string) {
  const [found] = await ctx.tx.query<{ action: string; at: Date; by: string | null; change: Change }>(
    `select action, at, actor_id as by, changes -> $3 as change from history
     where object = $1 and record_id = $2::uuid and changes ? $3 order by at desc, id desc limit 1`,
    [object, id, field],
  )
  return found
}

/** Is there still a follow-up that would have made the same move? The first one is any; awake keeps whoever woke it. */
async function stillHolds(ctx: Ctx, object: ObjectName, id: string, since?: { at: Date; by: string | null }) {
  const [row] = await ctx.tx.query<{ holds: boolean }>(
    `select exists (select 1 from ${followUpsOf(object, '$1::uuid')} f where $2::timestamptz is null
       or (f.created_at >= $2::timestamptz and f.created_by is not distinct from $3::uuid)) as holds`,
    [id, since?.at ?? null, since?.by ?? null],
  )
  return row!.holds
}

/** Since when a customer slept before it was woken: that moment counts again. */
async function sleptSince(ctx: Ctx, id: string): Promise<Record<string, Value>> {
  const [row] = await ctx.tx.query<{ at: Date }>(
    `select at from history where object = 'customer' and record_id = $1::uuid and changes -> 'stage' ->> 1 = 'dormant'
     order by at desc, id desc limit 1`,
    [id],
  )
  return row ? { dormantSince: row.at.toISOString() } : {}
}

/**
 * What becomes of a record's stage when a follow-up has been taken back: what it was before, where the last move was that of a
 * follow-up, nothing has moved it since, and no other follow-up bears it (POOL-11).
 */
export async function stageWithout(ctx: Ctx, object: ObjectName, row: Row): Promise<Record<string, Value>> {
  const first = firstMoves[object]
  if (!first) return {}
  const { field } = first
  const id = row.id as string
  const move = await lastMove(ctx, object, id, field)
  if (move?.action !== 'followUp.create' || move.change[1] !== row[field]) return {}
  const woken = move.change[0] === 'dormant'
  if (await stillHolds(ctx, object, id, woken ? move : undefined)) return {}
  return { [field]: move.change[0], ...(woken ? await sleptSince(ctx, id) : {}) }
}
