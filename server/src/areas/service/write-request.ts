import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import type { Ctx, Handler } from '../../kernel/context'
import { holdCustomer } from '../../records/hold-customer'
import { receiveRequest } from './receive-request'
import { openRequest } from './service-request'
import { demandSameCustomer } from './write-asset'

/** The follower behind a contact, who may see the progress of what was filed by phone. */
async function followerOf(ctx: Ctx, contactId: string | null): Promise<string | null> {
  if (!contactId) return null
  const [row] = await ctx.tx.query<{ id: string }>(
    'select id from portal_user where contact_id = $1::uuid and followed order by seen_at desc, id limit 1',
    [contactId],
  )
  return row?.id ?? null
}

/** Staff take a request in for a customer who called (SERV-2). */
export const createRequest: Handler = {
  contract: findAction('serviceRequest.create')!,
  async run(ctx, input) {
    const customer = ctx.refs.get('customer').id
    demandSameCustomer(ctx, 'contact', customer)
    demandSameCustomer(ctx, 'asset', customer)
    const asset = ctx.refs.find('asset')
    const contact = (input.contact ?? asset?.row.contact_id ?? null) as string | null
    const made = await receiveRequest(ctx, {
      values: { ...(input as Record<string, Value>), customer, contact },
      follower: await followerOf(ctx, contact),
      step: { kind: 'received', words: (input.description ?? input.title) as string },
    })
    return { result: made, say: { name: String(input.title), number: made.number } }
  },
}

/** The desk corrects a request while it is open. */
export const updateRequest: Handler = {
  contract: findAction('serviceRequest.update')!,
  async run(ctx, input) {
    const { id: _id, version, ...values } = input as Record<string, Value>
    const request = openRequest(ctx, ctx.refs.get('id'))
    const customer = (values.customer ?? request.customerId) as string
    if (customer !== request.customerId) await holdCustomer(ctx, customer)
    demandSameCustomer(ctx, 'contact', customer)
    demandSameCustomer(ctx, 'asset', customer)
    // What belongs to the customer of before goes with it.
    const moved = customer === request.customerId ? {} : { contact: null, asset: null }
    const done = await ctx.write.update(
      'serviceRequest',
      request.row,
      { ...moved, ...values },
      { expect: version as number },
    )
    if (done.changed.length > 0) ctx.emit('request.corrected', { request: request.id })
    return { result: { id: request.id, version: done.version }, say: { name: request.title } }
  },
}
