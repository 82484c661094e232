import { randomBytes } from 'node:crypto'
import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import { actorId } from '../../kernel/actor'
import type { Ctx, Handler } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { nextInSeries } from '../../kernel/numbers'
import { holdCustomer } from '../../records/hold-customer'

/** RFC 4648: letters and digits that nobody confuses when they read a sticker aloud. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 16 characters of 5 random bits each. */
function newCode(): string {
  return [...randomBytes(16)].map(byte => alphabet[byte & 31]).join('')
}

/** A contact or asset beside a customer must be that customer's. @throws Refusal invalidInput */
export function demandSameCustomer(ctx: Ctx, field: 'contact' | 'asset', customerId: string): void {
  const row = ctx.refs.find(field)?.row
  if (row && row.customer_id !== customerId) {
    refuse('invalidInput', {}, [{ path: field, rule: 'missingRecord' }])
  }
}

/** Makes an asset with the code of its QR sticker, and a serial number where it has none of its own; whoever looks after the customer looks after it. */
export const createAsset: Handler = {
  contract: findAction('asset.create')!,
  async run(ctx, input) {
    const customer = ctx.refs.get('customer')
    await holdCustomer(ctx, customer.id)
    demandSameCustomer(ctx, 'contact', customer.id)
    const typed = input.serialNumber as string | null | undefined
    const serialNumber = await nextInSeries(ctx.tx, objects.asset, 'serialNumber', typed, ctx)
    const made = await ctx.write.insert('asset', {
      ...(input as Record<string, Value>),
      serialNumber,
      owner: (customer.row.owner_id as string | null) ?? actorId(ctx.actor),
      code: newCode(),
    })
    return { result: { id: made.id, number: made.number }, say: { name: String(input.name) } }
  },
}

/** Changes an asset; when it moves to another customer, its contact must be one of theirs. */
export const updateAsset: Handler = {
  contract: findAction('asset.update')!,
  async run(ctx, input) {
    const { id: _id, version, ...values } = input as Record<string, Value>
    const { row } = ctx.refs.get('id')
    const customerId = (values.customer ?? row.customer_id) as string
    if (customerId !== row.customer_id) await holdCustomer(ctx, customerId)
    demandSameCustomer(ctx, 'contact', customerId)
    // Whoever it was that one could call there does not come along.
    const moved = customerId !== row.customer_id && values.contact === undefined ? { contact: null } : {}
    const done = await ctx.write.update('asset', row, { ...values, ...moved }, { expect: version as number })
    return { result: { id: row.id as string, version: done.version }, say: { name: String(row.name) } }
  },
}
