import { workRefuse } from '@gonghai/shared/actions/service'
import { handle } from '../../kernel/context'
import { addStep } from './add-step'
import { lockRecord } from './lock-record'
import { orderFor } from './work-order'

/** The engineer cannot take it: the request is back at the desk, which is told why (SERV-3). */
export const refuseWork = handle(workRefuse, async (ctx, input) => {
  const order = orderFor(ctx, 'work.refuse')
  await ctx.write.update('workOrder', order.row, { state: 'refused', reason: input.reason })
  const request = await lockRecord(ctx.tx, 'serviceRequest', order.requestId)
  await ctx.write.update(
    'serviceRequest',
    request,
    { state: 'received', owner: null },
    { note: input.reason },
  )
  // The reason is the company's own; the customer sees that somebody else will come.
  await addStep(ctx, order.requestId, { kind: 'undone' })
  ctx.emit('work.refused', { request: order.requestId, order: order.id })
  ctx.emit('request.returned', { request: order.requestId })
  return { result: { order: order.id, request: order.requestId }, say: { number: order.number } }
})
