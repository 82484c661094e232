import { poolPassOnReviews } from '@gonghai/shared/actions/pool-review'
import { type Ctx, handle } from '../../kernel/context'
import { demandLeft } from '../../kernel/demand-left'
import { identifier } from '../../records/columns'
import { closeExtension, extensionApprovers } from './extension-request'
import { closeReview, type ReviewRow } from './open-review'
import type { PooledObject } from './pooled-record'

/** Claims and new customers; who asked in the first place is no judge of it, so such a question goes to the pool's administrators. */
async function passReviews(ctx: Ctx, from: string, to: string): Promise<number> {
  const passed = await ctx.tx.query<Pick<ReviewRow, 'id' | 'object' | 'record_id' | 'reviewers'>>(
    `update pool_review v set reminded_at = null, raised_at = $3::timestamptz, reviewers = case
       when $2::uuid in (v.asker_id, v.claimant_id) then p.administrators
       else array(select distinct one from unnest(array_replace(v.reviewers, $1::uuid, $2::uuid)) one) end
     from pool p where p.id = v.pool_id and v.state = 'waiting' and v.reviewers @> array[$1::uuid]
     returning v.id, v.object, v.record_id, v.reviewers`,
    [from, to, ctx.now],
  )
  for (const { id, object, record_id: recordId, reviewers } of passed) {
    await ctx.tx.query(`update ${identifier(object)} set reviewers = $2::uuid[] where id = $1::uuid`, [
      recordId,
      reviewers,
    ])
    const about = { object, id: recordId }
    ctx.emit('pool.reviewAsked', { review: id, reviewers, ...about }, about)
  }
  return passed.length
}

/** Nobody gets what somebody who left had asked for, or was to be given: it is free for others again. */
async function freeClaims(ctx: Ctx, employee: string): Promise<void> {
  const claims = await ctx.tx.query<Pick<ReviewRow, 'id' | 'object' | 'record_id'>>(
    `select id, object, record_id from pool_review where state = 'waiting' and claimant_id = $1::uuid
     order by id for no key update`,
    [employee],
  )
  for (const review of claims) {
    await ctx.tx.query(
      `update ${identifier(review.object)} set claimant_id = null, reviewers = '{}' where id = $1::uuid`,
      [review.record_id],
    )
    await closeReview(ctx, review, 'withdrawn')
  }
}

interface Asked {
  id: string
  object: PooledObject
  record_id: string
  asker_id: string
  pool_id: string | null
  approvers: string[]
}

/** Whoever is asked only now has at least so many days for an answer. */
const leastDays = 3

/** Days that were asked for: the asker's leader as of now decides; where nobody is above the asker, the ask lapses. */
async function passExtensions(ctx: Ctx, from: string, to: string): Promise<number> {
  const asked = await ctx.tx.query<Asked>(
    `select q.id, q.object, q.record_id, q.asker_id, q.approvers, coalesce(c.pool_id, l.pool_id) as pool_id
     from extension_request q left join customer c on q.object = 'customer' and c.id = q.record_id
     left join lead l on q.object = 'lead' and l.id = q.record_id
     where q.state = 'pending' and q.approvers @> array[$1::uuid] order by q.id for no key update of q`,
    [from],
  )
  for (const one of asked) {
    const others = one.approvers.filter(id => id !== from && id !== to)
    const heirs = to === one.asker_id ? await extensionApprovers(ctx.tx, one.asker_id, one.pool_id) : [to]
    const approvers = [...new Set([...others, ...heirs])]
    if (approvers.length === 0) {
      await closeExtension(ctx, one, 'lapsed')
      continue
    }
    await ctx.tx.query(
      `update extension_request set approvers = $2::uuid[], lapses_at = greatest(lapses_at, $3::timestamptz)
       where id = $1::uuid`,
      [one.id, approvers, new Date(ctx.now.getTime() + leastDays * 86_400_000)],
    )
    ctx.emit('extension.asked', { request: one.id, approvers }, { object: one.object, id: one.record_id })
  }
  return asked.length
}

/** What waits in pools for the word of somebody who left waits for somebody who is there from now on. */
export const passOnReviews = handle(poolPassOnReviews, async (ctx, input) => {
  demandLeft(ctx)
  await freeClaims(ctx, input.employee)
  const reviews = await passReviews(ctx, input.employee, input.to)
  const extensions = await passExtensions(ctx, input.employee, input.to)
  const to = String(ctx.refs.get('to').row.name)
  const count = reviews + extensions
  if (count > 0) ctx.trace('organisation', input.employee, { reviewsTo: [null, to] })
  return { result: { count, reviews, extensions }, say: { count, to } }
})
