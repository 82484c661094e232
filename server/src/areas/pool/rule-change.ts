import type { Value } from '@gonghai/shared/client/api'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { Ctx } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import type { Reaction, ReactionCtx, TimerHandler } from '../../kernel/reactions'
import { type ChangedPool, rewindPool } from '../../records/clocks/rewind'

/** Fields of a pool whose change moves the deadlines of what is held under it. */
export const ruleFields: readonly string[] = [
  'recycleDays',
  'recycleCooperating',
  'dealDays',
  'dormantDays',
  'remindFollowDays',
  'remindDealDays',
  'isDefault',
]

/** A reminder that comes with the recycling, or after it, reminds of nothing. */
const before: readonly [reminder: string, deadline: string][] = [
  ['remindFollowDays', 'recycleDays'],
  ['remindDealDays', 'dealDays'],
]

/** @throws Refusal invalidInput with the fields whose figures contradict each other */
export function demandOrder(values: Readonly<Record<string, Value | undefined>>): void {
  const issues = before.flatMap(([reminder, deadline]): FieldIssue[] => {
    const [early, late] = [values[reminder], values[deadline]]
    if (typeof early !== 'number' || typeof late !== 'number' || early < late) return []
    return [{ path: reminder, rule: 'tooLarge', params: { max: late - 1 } }]
  })
  if (issues.length > 0) refuse('invalidInput', {}, issues)
}

/** So many records get their deadlines in one go; the others follow at once, so many at a time. */
const roundSize = 2000

/**
 * A changed rule holds at once: deadlines are set in the same transaction; where there are very many, the rest is set by a
 * timer, and nothing of this pool is taken back before that is done.
 */
export async function setDeadlines(ctx: Ctx, pool: ChangedPool): Promise<void> {
  const last = await rewindPool(ctx.tx, pool, { now: ctx.now, after: null, limit: roundSize })
  await ctx.tx.query('update pool set rewinding = $2::boolean where id = $1::uuid', [pool.id, last !== null])
  if (last) ctx.emit('pool.ruleChanged', { pool: pool.id, after: last })
}

async function lockPool(ctx: ReactionCtx, id: string): Promise<ChangedPool | undefined> {
  const [pool] = await ctx.tx.query<{ id: string; kind: ChangedPool['kind']; is_default: boolean }>(
    'select id, kind, is_default from pool where id = $1::uuid for no key update',
    [id],
  )
  return pool && { id: pool.id, kind: pool.kind, isDefault: pool.is_default }
}

/** One round; the next one follows until all deadlines stand. */
async function goOn(ctx: ReactionCtx, { ref, payload }: { ref: string; payload: Record<string, unknown> }) {
  const pool = await lockPool(ctx, ref)
  if (!pool) return
  const last = await rewindPool(ctx.tx, pool, {
    now: ctx.now,
    after: String(payload.after),
    limit: roundSize,
  })
  if (last) {
    await ctx.schedule({ kind: 'poolRewind', ref, dueAt: ctx.now, payload: { after: last } })
    return
  }
  await ctx.tx.query('update pool set rewinding = false where id = $1::uuid', [ref])
}

/** What follows from a changed rule that concerns very many records. */
export const ruleReactions: readonly Reaction[] = [
  {
    name: 'pool.rewind',
    on: ['pool.ruleChanged'],
    // The pool is locked first: a round that is under way ends before its timer is replaced.
    run: async (ctx, { payload }) => {
      const ref = String(payload.pool)
      if (!(await lockPool(ctx, ref))) return
      const after = String(payload.after)
      await ctx.reschedule({ kind: 'poolRewind', ref, dueAt: ctx.now, payload: { after } })
    },
  },
]

/** The rounds that set the deadlines of very many records. */
export const ruleTimers: readonly TimerHandler[] = [{ kind: 'poolRewind', run: goOn }]
