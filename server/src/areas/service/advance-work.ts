import { workAccept, workBegin, workSetOut } from '@gonghai/shared/actions/service'
import type { Ctx, Handled } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { addStep } from './add-step'
import { lockRecord } from './lock-record'
import { orderFor, type WorkAction } from './work-order'

/** Steps that only lead on: the state of order and request alike, and where the moment is kept. */
const steps = {
  'work.accept': { state: 'accepted', stamp: 'acceptedAt' },
  'work.setOut': { state: 'onTheWay', stamp: 'setOutAt' },
  'work.begin': { state: 'working', stamp: 'startedAt' },
} as const satisfies Partial<Record<WorkAction, { state: string; stamp: string }>>

async function advance(ctx: Ctx, action: keyof typeof steps, expectedAt?: string | null): Promise<Handled> {
  const order = orderFor(ctx, action)
  const { state, stamp } = steps[action]
  await ctx.write.update('workOrder', order.row, { state, [stamp]: ctx.now.toISOString() })
  const request = await lockRecord(ctx.tx, 'serviceRequest', order.requestId)
  await ctx.write.update('serviceRequest', request, { state })
  await addStep(ctx, order.requestId, { kind: state, employee: order.engineerId, expectedAt })
  return { result: { order: order.id, request: order.requestId, state }, say: { number: order.number } }
}

/** The engineer takes the work. */
export const acceptWork = handle(workAccept, ctx => advance(ctx, 'work.accept'))

/** The engineer is on the way, and may say when to arrive. */
export const setOutToWork = handle(workSetOut, async (ctx, input) => {
  if (input.arrivesAt && new Date(input.arrivesAt) <= ctx.now) ctx.refuse('pastTime')
  return advance(ctx, 'work.setOut', input.arrivesAt)
})

/** The engineer has arrived and begins. */
export const beginWork = handle(workBegin, ctx => advance(ctx, 'work.begin'))
