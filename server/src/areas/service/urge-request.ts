import { requestUrge } from '@gonghai/shared/actions/service'
import { clockWords } from '../../kernel/clock'
import { handle } from '../../kernel/context'
import { addStep } from './add-step'
import { openRequest } from './service-request'

/** How long a customer waits before asking to hurry once more. */
export const urgeEveryMs = 2 * 3_600_000

/** The customer asks to hurry; whoever has the request gets an urgent card (PORTAL-3). */
export const urgeRequest = handle(requestUrge, async ctx => {
  const request = openRequest(ctx)
  const [last] = await ctx.tx.query<{ urged_at: Date | null }>(
    'select urged_at from service_request where id = $1::uuid',
    [request.id],
  )
  const again = last?.urged_at ? new Date(last.urged_at.getTime() + urgeEveryMs) : null
  if (again && again > ctx.now) {
    const time = clockWords(again, ctx.now, ctx.actor.timeZone)
    ctx.refuse('urgedAlready', { number: request.number, time })
  }
  const urges = request.urges + 1
  await ctx.write.update('serviceRequest', request.row, { urges })
  await ctx.tx.query('update service_request set urged_at = $2::timestamptz where id = $1::uuid', [
    request.id,
    ctx.now,
  ])
  const step = await addStep(ctx, request.id, { kind: 'urged', byCustomer: true })
  ctx.emit('request.urged', { request: request.id, times: urges })
  return { result: { request: request.id, step, urges }, say: { number: request.number } }
})
