import { requestWithdraw } from '@gonghai/shared/actions/service'
import { handle } from '../../kernel/context'
import { addStep } from './add-step'
import { closePresentOrder } from './orders'
import { openRequest } from './service-request'

/** The customer takes a request back, until the engineer has begun (PORTAL-3). */
export const withdrawRequest = handle(requestWithdraw, async (ctx, input) => {
  const request = openRequest(ctx)
  if (request.state === 'working') ctx.refuse('workBegun', { number: request.number })
  const order = await closePresentOrder(ctx, request.id, 'cancelled', input.reason)
  const note = input.reason ? { note: input.reason } : {}
  await ctx.write.update('serviceRequest', request.row, { state: 'withdrawn' }, note)
  const step = await addStep(ctx, request.id, { kind: 'withdrawn', byCustomer: true, words: input.reason })
  if (order) ctx.emit('work.calledOff', { request: request.id, order: order.id })
  return { result: { request: request.id, step }, say: { number: request.number } }
})
