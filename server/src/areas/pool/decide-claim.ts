import { poolAgreeClaim, poolRejectClaim, poolWithdrawClaim } from '@gonghai/shared/actions/pool-review'
import { translator } from '@gonghai/shared/i18n'
import { can, loadAccess } from '../../access/context'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { giveRecord } from './give-record'
import { brokenLimit, takeQuota } from './limits'
import { closeReview, lockReviewed, openReview, type ReviewRow } from './open-review'
import { demandFree, type PooledRecord } from './pooled-record'

const claims = ['claim', 'assign'] as const

/** The claimer as of now: still there, still allowed to have it. @throws Refusal cannotOwn */
async function claimerOf(ctx: Ctx, review: ReviewRow): Promise<{ id: string; name: string }> {
  const [person] = await ctx.tx.query<{ id: string; name: string; active: boolean }>(
    'select id, name, active from employee where id = $1::uuid',
    [review.claimant_id],
  )
  const name = person?.name ?? ''
  if (!person?.active) return ctx.refuse('cannotOwn', { name })
  const access = await loadAccess(ctx.tx, person.id)
  const belongs = [...access.memberPools, ...access.adminPools].includes(review.pool_id)
  if (!can(access, { object: review.object, verb: 'update' }) || (review.kind === 'claim' && !belongs)) {
    ctx.refuse('cannotOwn', { name })
  }
  return person
}

/** The limits are counted anew: what the claimer took meanwhile counts. @throws Refusal claimantLimited */
async function demandRoom(
  ctx: Ctx,
  record: PooledRecord,
  review: ReviewRow,
  to: { id: string; name: string },
): Promise<void> {
  const quota = await takeQuota(ctx, record, to.id)
  const broken = brokenLimit(ctx, quota, record, review.kind === 'claim' ? 'claim' : 'assign')
  if (!broken) return
  const reason = translator(ctx.actor.locale)(`error.claimant.${broken.code}`, broken.params)
  ctx.refuse('claimantLimited', { name: to.name, reason })
}

/** The last leader agrees: the claimer gets the record in this transaction, or the refusal says which limit stands in the way. */
export const agreeClaim = handle(poolAgreeClaim, async ctx => {
  const review = await openReview(ctx, claims, 'reviewer')
  const record = await lockReviewed(ctx, review)
  if (record.owner || record.poolId !== review.pool_id) ctx.refuse('notInPool', { record: record.title })
  // It may be over since, though somebody waits for it.
  demandFree({ ...record, row: { ...record.row, claimant_id: null } })
  const to = await claimerOf(ctx, review)
  await demandRoom(ctx, record, review, to)
  await giveRecord(ctx, record, { to: to.id, kind: review.kind === 'claim' ? 'claim' : 'assign' })
  await closeReview(ctx, review, 'agreed')
  const result = { record: `${record.object}:${record.id}`, review: review.id, to: to.id }
  return { result, say: { name: record.title, to: to.name } }
})

/** Frees the record for others. */
async function free(ctx: Ctx, review: ReviewRow, note?: string): Promise<PooledRecord> {
  const record = await lockReviewed(ctx, review)
  await ctx.write.update(record.object, record.row, { claimant: null, reviewers: [] }, note ? { note } : {})
  return record
}

/** The last leader keeps it in the pool, and says why. */
export const rejectClaim = handle(poolRejectClaim, async (ctx, { reason }) => {
  if (reason.trim() === '') ctx.refuse('reasonNeeded')
  const review = await openReview(ctx, claims, 'reviewer')
  const record = await free(ctx, review, reason)
  await closeReview(ctx, review, 'rejected', reason)
  return {
    result: { record: `${record.object}:${record.id}`, review: review.id },
    say: { name: record.title },
  }
})

/** Whoever asked takes the question back. */
export const withdrawClaim = handle(poolWithdrawClaim, async ctx => {
  const review = await openReview(ctx, claims, 'asker')
  const record = await free(ctx, review)
  await closeReview(ctx, review, 'withdrawn')
  return {
    result: { record: `${record.object}:${record.id}`, review: review.id },
    say: { name: record.title },
  }
})
