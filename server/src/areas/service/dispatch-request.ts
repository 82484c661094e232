import { requestDispatch, requestUndoDispatch } from '@gonghai/shared/actions/service'
import { handle } from '../../kernel/context'
import { addStep } from './add-step'
import { demandEngineer } from './engineers'
import { closePresentOrder, openOrder, refuseDispatched } from './orders'
import { openRequest } from './service-request'

/** The desk gives a request to an engineer; of two who do so at once, one does and the other hears who (SERV-2). */
export const dispatchRequest = handle(requestDispatch, async (ctx, input) => {
  const request = openRequest(ctx)
  if (request.state !== 'received') await refuseDispatched(ctx, request)
  const engineer = ctx.refs.get('engineer')
  await demandEngineer(ctx, engineer)
  const order = await openOrder(ctx, request, engineer.id, input.note)
  const note = input.note ? { note: input.note } : {}
  await ctx.write.update('serviceRequest', request.row, { state: 'dispatched', owner: engineer.id }, note)
  await addStep(ctx, request.id, { kind: 'dispatched', employee: engineer.id })
  ctx.emit('request.dispatched', { request: request.id, order: order.id, engineer: engineer.id })
  return {
    result: { request: request.id, order: order.id },
    say: { number: request.number, to: String(engineer.row.name) },
    undo: { request: request.id },
  }
})

/** Takes the work back from an engineer who has not begun; the request waits for another. */
export const undoDispatch = handle(requestUndoDispatch, async ctx => {
  const request = openRequest(ctx)
  if (request.state === 'received') ctx.refuse('notDispatched', { number: request.number })
  if (request.state === 'working') ctx.refuse('workBegun', { number: request.number })
  const order = await closePresentOrder(ctx, request.id, 'cancelled')
  await ctx.write.update('serviceRequest', request.row, { state: 'received', owner: null })
  await addStep(ctx, request.id, { kind: 'undone' })
  if (order) ctx.emit('work.calledOff', { request: request.id, order: order.id })
  ctx.emit('request.returned', { request: request.id })
  return { result: { request: request.id }, say: { number: request.number } }
})
