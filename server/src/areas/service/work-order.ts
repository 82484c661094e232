import { translator } from '@gonghai/shared/i18n'
import type { workOrderStates } from '@gonghai/shared/objects/work-order'
import type { Ctx } from '../../kernel/context'
import type { Row } from '../../records/columns'

export type OrderState = (typeof workOrderStates)[number]

/** What an engineer does with a work order. */
export type WorkAction =
  | 'work.accept'
  | 'work.refuse'
  | 'work.handOver'
  | 'work.setOut'
  | 'work.begin'
  | 'work.complete'

/** What is possible in which state, the next step first; what is not named here is closed. */
export const workSteps: Partial<Record<OrderState, readonly WorkAction[]>> = {
  assigned: ['work.accept', 'work.refuse', 'work.handOver'],
  accepted: ['work.setOut', 'work.begin', 'work.refuse', 'work.handOver'],
  onTheWay: ['work.begin', 'work.handOver'],
  working: ['work.complete'],
}

/** A work order that was loaded and locked. */
export interface WorkOrder {
  id: string
  number: string
  state: OrderState
  requestId: string
  engineerId: string
  row: Row
}

/** The order that the input names, while this can be done with it. @throws Refusal orderClosed | wrongStep */
export function orderFor(ctx: Ctx, action: WorkAction): WorkOrder {
  const { id, row } = ctx.refs.get('order')
  const state = row.state as OrderState
  const possible = workSteps[state]
  if (!possible?.includes(action)) {
    const t = translator(ctx.actor.locale)
    const params = { number: String(row.number), state: t(`option.workOrder.state.${state}`) }
    ctx.refuse(possible ? 'wrongStep' : 'orderClosed', params)
  }
  return {
    id,
    number: row.number as string,
    state,
    requestId: row.request_id as string,
    engineerId: row.owner_id as string,
    row,
  }
}

/** The next step of an order that is under way. */
export function nextStep(state: OrderState): WorkAction {
  return workSteps[state]?.[0] ?? 'work.complete'
}
