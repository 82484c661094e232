import { requestAdd } from '@gonghai/shared/actions/service'
import { handle } from '../../kernel/context'
import { linkFiles } from '../../records/link-files'
import { addStep } from './add-step'
import { openRequest } from './service-request'

/** The customer adds words or pictures; whoever has the request hears it (PORTAL-3). */
export const addToRequest = handle(requestAdd, async (ctx, input) => {
  const request = openRequest(ctx)
  const files = input.files ?? []
  if (!input.words && files.length === 0) ctx.refuse('nothingToAdd')
  await linkFiles(ctx, `serviceRequest:${request.id}`, files)
  const step = await addStep(ctx, request.id, { kind: 'added', byCustomer: true, words: input.words, files })
  ctx.write.note('serviceRequest', request.id, input.words ?? '')
  ctx.emit('request.added', { request: request.id, step })
  return { result: { request: request.id, step }, say: { number: request.number } }
})
