import { requestComplete, workComplete } from '@gonghai/shared/actions/service'
import type { Value } from '@gonghai/shared/client/api'
import { handle } from '../../kernel/context'
import { linkFiles } from '../../records/link-files'
import { finishRequest } from './finish-request'
import { lockRecord } from './lock-record'
import { refuseDispatched } from './orders'
import { openRequest, serviceRequestOf } from './service-request'
import { orderFor } from './work-order'

/** The work is done: with words and pictures, which the customer sees too (SERV-3), and with the company's own fields (CUST-15). */
export const completeWork = handle(workComplete, async (ctx, input) => {
  const order = orderFor(ctx, 'work.complete')
  const finishedAt = ctx.now.toISOString()
  const { order: _order, files: _files, ...told } = input as Record<string, Value>
  await ctx.write.update('workOrder', order.row, { ...told, state: 'done', finishedAt })
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
