import { poolDiscard } from '@gonghai/shared/actions/customers'
import { assignReach } from '../../access/assign-reach'
import { clockWords } from '../../kernel/clock'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import type { Row } from '../../records/columns'
import { binCustomer } from './remove-customer'
import { binLead } from './remove-lead'

/** Whoever may give it away deletes what lies there; what has been claimed meanwhile is its owner's to delete. */
export const discardRecord = handle(poolDiscard, async ctx => {
  const { object, row } = ctx.refs.get('record')
  const { actor } = ctx
  if (row.owner_id) await sayClaimed(ctx, object, row)
  if (actor.kind === 'employee' && assignReach(actor.access, row.pool_id as string) === 'nobody')
    ctx.refuse('discardNotAllowed')
  return object === 'customer' ? binCustomer(ctx, row) : binLead(ctx, row)
})

/** @throws Refusal alreadyClaimed with who has it since when */
async function sayClaimed(ctx: Ctx, object: string, row: Row): Promise<never> {
  const [holder] = await ctx.tx.query<{ name: string; at: Date | null }>(
    `select e.name, (select max(h.at) from holding h where h.object = $1 and h.record_id = $2::uuid and h.ended_at is null) as at
     from employee e where e.id = $3::uuid`,
    [object, row.id, row.owner_id],
  )
  const time = clockWords(holder?.at ?? ctx.now, ctx.now, ctx.actor.timeZone)
  return ctx.refuse('alreadyClaimed', { record: String(row.name), name: holder?.name ?? '', time })
}
