import { translator } from '@gonghai/shared/i18n'
import type { requestStates } from '@gonghai/shared/objects/service-request'
import type { Ctx } from '../../kernel/context'
import type { Loaded } from '../../kernel/references'
import type { Row } from '../../records/columns'

export type RequestState = (typeof requestStates)[number]

/** A service request that was loaded and locked. */
export interface ServiceRequest {
  id: string
  number: string
  title: string
  state: RequestState
  customerId: string
  contactId: string | null
  assetId: string | null
  /** The engineer who has it. */
  engineerId: string | null
  urges: number
  row: Row
}

const closed: ReadonlySet<RequestState> = new Set(['done', 'withdrawn'])

/** A request's row in the words of this area. */
export function serviceRequestOf(row: Row): ServiceRequest {
  return {
    id: row.id as string,
    number: row.number as string,
    title: row.title as string,
    state: row.state as RequestState,
    customerId: row.customer_id as string,
    contactId: row.contact_id as string | null,
    assetId: row.asset_id as string | null,
    engineerId: row.owner_id as string | null,
    urges: row.urges as number,
    row,
  }
}

/** The request that the input names, while something can still be done about it. @throws Refusal requestClosed */
export function openRequest(ctx: Ctx, { row }: Loaded = ctx.refs.get('request')): ServiceRequest {
  const request = serviceRequestOf(row)
  if (closed.has(request.state)) {
    const t = translator(ctx.actor.locale)
    const state = t(`option.serviceRequest.state.${request.state}`)
    ctx.refuse('requestClosed', { number: request.number, state })
  }
  return request
}
