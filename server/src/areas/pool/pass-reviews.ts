import { poolPassOnReviews } from '@gonghai/shared/actions/pool-review'
import { handle } from '../../kernel/context'
import { identifier } from '../../records/columns'
import type { ReviewRow } from './open-review'

/**
 * What waits for the word of somebody who left waits for their successor from now on; who asked for it in the first place is
 * no judge of it, so such a question goes to the pool's administrators.
 */
export const passOnReviews = handle(poolPassOnReviews, async (ctx, input) => {
  const passed = await ctx.tx.query<Pick<ReviewRow, 'id' | 'object' | 'record_id' | 'reviewers'>>(
    `update pool_review v set reviewers = case
       when $2::uuid in (v.asker_id, v.claimant_id) then p.administrators
       else array(select distinct one from unnest(array_replace(v.reviewers, $1::uuid, $2::uuid)) one) end
     from pool p where p.id = v.pool_id and v.state = 'waiting' and v.reviewers @> array[$1::uuid]
     returning v.id, v.object, v.record_id, v.reviewers`,
    [input.employee, input.to],
  )
  for (const { id, object, record_id: recordId, reviewers } of passed) {
    await ctx.tx.query(`update ${identifier(object)} set reviewers = $2::uuid[] where id = $1::uuid`, [
      recordId,
      reviewers,
    ])
    const about = { object, id: recordId }
    ctx.emit('pool.reviewAsked', { review: id, reviewers, ...about }, about)
  }
  const count = passed.length
  return { result: { count }, say: { count, to: String(ctx.refs.get('to').row.name) } }
})
