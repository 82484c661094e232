import { translator } from '@gonghai/shared/i18n'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { actorId } from '../../kernel/actor'
import { clockWords } from '../../kernel/clock'
import type { Ctx } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { identifier, selectList } from '../../records/columns'
import type { ReviewKind } from './ask-review'
import { type PooledObject, type PooledRecord, recordFrom } from './pooled-record'

/** How a question ended. */
export type ReviewOutcome = 'agreed' | 'rejected' | 'withdrawn' | 'overruled'

/** A question, as stored. */
export interface ReviewRow {
  id: string
  kind: ReviewKind
  object: PooledObject
  record_id: string
  pool_id: string
  title: string
  asker_id: string | null
  claimant_id: string | null
  leader_id: string | null
  reviewers: string[]
  state: 'waiting' | ReviewOutcome
  reason: string | null
  decided_by: string | null
  decided_at: Date | null
  created_at: Date
}

/** The latest question about a record, locked; one that waits comes first. */
async function latestOf(ctx: Ctx, object: string, id: string): Promise<ReviewRow | undefined> {
  const [row] = await ctx.tx.query<ReviewRow>(
    `select * from pool_review where object = $1 and record_id = $2::uuid
     order by (state = 'waiting') desc, created_at desc, id desc limit 1 for no key update`,
    [object, id],
  )
  return row
}

/** Says who decided what and when, however late or often one presses. @throws Refusal alreadyDecided */
async function sayDecided(ctx: Ctx, review: ReviewRow): Promise<never> {
  const [person] = await ctx.tx.query<{ name: string }>('select name from employee where id = $1::uuid', [
    review.decided_by,
  ])
  return ctx.refuse('alreadyDecided', {
    name: person?.name ?? '',
    time: clockWords(review.decided_at ?? ctx.now, ctx.now, ctx.actor.timeZone),
    decision: translator(ctx.actor.locale)(`error.decision.${review.state}`),
  })
}

/**
 * The question that an input names, by itself or by its record, while it waits; locked.
 * @param who whose word is meant: those who were asked, or whoever asked
 * @throws Refusal alreadyDecided | notYourTurn | invalidInput
 */
export async function openReview(
  ctx: Ctx,
  kinds: readonly ReviewKind[],
  who: 'reviewer' | 'asker',
): Promise<ReviewRow> {
  const named = ctx.refs.find('review')?.row as unknown as ReviewRow | undefined
  const record = ctx.refs.find('record')
  if (!named && !record) refuse('invalidInput', {}, [{ path: 'record', rule: 'required' }])
  const review = named ?? (await latestOf(ctx, record!.object, record!.id))
  if (!review || !kinds.includes(review.kind)) return ctx.refuse('notYourTurn')
  if (review.state !== 'waiting') return sayDecided(ctx, review)
  const me = actorId(ctx.actor)
  const meant = who === 'reviewer' ? review.reviewers : [review.asker_id, review.claimant_id]
  if (me !== null && !meant.includes(me)) ctx.refuse('notYourTurn')
  return review
}

/** The record of a question, locked; it may lie outside the reviewer's own scope. @throws Refusal notInPool when it is gone */
export async function lockReviewed(ctx: Ctx, review: ReviewRow): Promise<PooledRecord> {
  const declaration: ObjectDeclaration = objects[review.object]
  const [row] = await ctx.tx.query<Record<string, unknown>>(
    `select ${selectList(declaration, 't')} from ${identifier(review.object)} t
     where t.id = $1::uuid and t.deleted_at is null for no key update of t`,
    [review.record_id],
  )
  return row ? recordFrom(review.object, row) : ctx.refuse('notInPool', { record: review.title })
}

/** Ends a question and announces how. */
export async function closeReview(
  ctx: Ctx,
  review: Pick<ReviewRow, 'id' | 'object' | 'record_id'>,
  outcome: ReviewOutcome,
  reason?: string,
): Promise<void> {
  await ctx.tx.query(
    `update pool_review set state = $2, reason = $3, decided_by = $4::uuid, decided_at = $5::timestamptz where id = $1::uuid`,
    [review.id, outcome, reason ?? null, actorId(ctx.actor), ctx.now],
  )
  const about = { object: review.object, id: review.record_id }
  ctx.emit('pool.reviewDecided', { review: review.id, outcome, ...about }, about)
}

/** Ends whatever waits at a record, as somebody settled it otherwise. */
export async function overrule(ctx: Ctx, record: PooledRecord): Promise<void> {
  if (!record.row.claimant_id) return
  const review = await latestOf(ctx, record.object, record.id)
  if (review?.state === 'waiting') await closeReview(ctx, review, 'overruled')
}
