import { leadClose, leadReopen } from '@gonghai/shared/actions/lead'
import { type Ctx, type Handler, handle } from '../../kernel/context'
import type { Row } from '../../records/columns'

/** A converted lead has become something else, and stays that. @throws Refusal leadConverted */
export function demandUnconverted(ctx: Ctx, row: Row): void {
  if (row.status === 'converted') ctx.refuse('leadConverted', { record: String(row.name) })
}

const about = (id: string) => ({ object: 'lead', id })

/** Closes a lead: nothing is due any more, and "other" needs words. */
export const closeLead = handle(leadClose, async (ctx, input) => {
  const { id, row } = ctx.refs.get('record')
  demandUnconverted(ctx, row)
  if (row.status === 'closed') ctx.refuse('leadClosed', { record: String(row.name) })
  if (input.reason === 'other' && !input.note) ctx.refuse('reasonNeeded')
  await ctx.write.update('lead', row, {
    status: 'closed',
    closeReason: input.reason,
    closeNote: input.note ?? null,
    closedAt: ctx.now.toISOString(),
    nextContactAt: null,
  })
  ctx.emit('reminder.set', { ...about(id), at: null }, about(id))
  // Nobody can claim it any more: open cards say so.
  if (!row.owner_id) ctx.emit('pool.left', about(id), about(id))
  const record = `lead:${id}`
  return { result: { record }, say: { name: String(row.name) }, undo: { record } }
})

/** Lets the pool that it came from say whether its owner has room for it again; given by the pools' area. */
export type DemandHolding = (ctx: Ctx) => Promise<void>

/** Opens a closed lead again, where it stood: it counts as held again, or lies in its pool for its members. */
export const reopenLead = (demandHolding: DemandHolding): Handler =>
  handle(leadReopen, async ctx => {
    const { id, row } = ctx.refs.get('record')
    demandUnconverted(ctx, row)
    if (row.status !== 'closed') ctx.refuse('leadOpen', { record: String(row.name) })
    await demandHolding(ctx)
    const back = row.owner_id ? {} : { pooledAt: ctx.now.toISOString() }
    await ctx.write.update('lead', row, {
      status: row.last_follow_at ? 'following' : 'open',
      closeReason: null,
      closeNote: null,
      closedAt: null,
      ...back,
    })
    if (!row.owner_id) ctx.emit('pool.entered', { ...about(id), pool: row.pool_id as string }, about(id))
    return { result: { record: `lead:${id}` }, say: { name: String(row.name) } }
  })
