import { requestComplete, workComplete } from '@gonghai/shared/actions/service'
import { handle } from '../../kernel/context'
import { finishRequest } from './finish-request'
import { linkFiles } from '../../records/link-files'
import { lockRecord } from './lock-record'
import { refuseDispatched } from './orders'
import { openRequest, serviceRequestOf } from './service-request'
import { orderFor } from './work-order'

/** The work is done: with words and pictures, which the customer sees too (SERV-3). */
export const completeWork = handle(workComplete, async (ctx, input) => {
  const order = orderFor(ctx, 'work.complete')
  const finishedAt = ctx.now.toISOString()
  await ctx.write.update('workOrder', order.row, { state: 'done', finishedAt, result: input.result })
  await linkFiles(ctx, `workOrder:${order.id}`, input.files)
  const request = serviceRequestOf(await lockRecord(ctx.tx, 'serviceRequest', order.requestId))
  const survey = await finishRequest(ctx, request, {
    result: input.result,
    engineer: order.engineerId,
    files: input.files,
  })
  return { result: { order: order.id, request: request.id, survey }, say: { number: order.number } }
})

/** The desk closes a request that needed no engineer (CHAT-9). */
export const completeRequest = handle(requestComplete, async (ctx, input) => {
  const request = openRequest(ctx)
  if (request.state !== 'received') await refuseDispatched(ctx, request)
  const survey = await finishRequest(ctx, request, { result: input.result, engineer: null })
  return { result: { request: request.id, survey }, say: { number: request.number } }
})
