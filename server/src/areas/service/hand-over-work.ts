import { workHandOver } from '@gonghai/shared/actions/service'
import { handle } from '../../kernel/context'
import { addStep } from './add-step'
import { demandEngineer } from './engineers'
import { lockRecord } from './lock-record'
import { openOrder } from './orders'
import { serviceRequestOf } from './service-request'
import { orderFor } from './work-order'

/** The engineer gives the work to a colleague, who gets an order of their own (SERV-3). */
export const handOverWork = handle(workHandOver, async (ctx, input) => {
  const order = orderFor(ctx, 'work.handOver')
  const to = ctx.refs.get('to')
  const name = String(to.row.name)
  if (to.id === order.engineerId) ctx.refuse('cannotOwn', { name })
  await demandEngineer(ctx, to)
  const reason = input.reason ? { reason: input.reason } : {}
  await ctx.write.update('workOrder', order.row, { state: 'handedOver', ...reason })
  const request = serviceRequestOf(await lockRecord(ctx.tx, 'serviceRequest', order.requestId))
  const next = await openOrder(ctx, request, to.id, order.row.note as string | null)
  const values = { state: 'dispatched', owner: to.id }
  await ctx.write.update('serviceRequest', request.row, values, input.reason ? { note: input.reason } : {})
  await addStep(ctx, request.id, { kind: 'dispatched', employee: to.id })
  ctx.emit('request.dispatched', { request: request.id, order: next.id, engineer: to.id })
  return {
    result: { order: next.id, request: request.id },
    say: { number: order.number, to: name },
  }
})
