import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import { actorId } from '../../kernel/actor'
import type { Ctx, Handler } from '../../kernel/context'
import { demandCounted } from '../../records/counted'
import { assertNotFrozen } from '../../records/frozen'
import { holdCustomer } from '../../records/hold-customer'
import { withTotals } from './contract-lines'

/** The customer must count by the time that a contract is written for it (CUST-6). @throws Refusal notFound | customerUnreviewed */
async function holdCounted(ctx: Ctx, customer: Value | undefined): Promise<void> {
  if (customer) demandCounted(await holdCustomer(ctx, customer as string))
}

/** Makes a contract; where it has lines, its amount is theirs. */
export const createContract: Handler = {
  contract: findAction('contract.create')!,
  async run(ctx, input) {
    await holdCounted(ctx, input.customer as Value)
    const values = await withTotals(ctx, input as Record<string, Value>)
    const made = await ctx.write.insert('contract', { ...values, owner: actorId(ctx.actor) })
    return { result: { id: made.id, number: made.number }, say: { name: String(input.title) } }
  },
}

/** Changes a contract that is not in approval; an effective one is changed no more. */
export const updateContract: Handler = {
  contract: findAction('contract.update')!,
  async run(ctx, input) {
    const { id: _id, version, ...given } = input as Record<string, Value>
    const { id, row } = ctx.refs.get('id')
    const free: readonly string[] = objects.contract.can.approved.freeFields
    await assertNotFrozen(ctx, objects.contract, id, Object.keys(given))
    if (row.state === 'effective' && !Object.keys(given).every(field => free.includes(field)))
      ctx.refuse('frozen')
    if (given.customer !== row.customer_id) await holdCounted(ctx, given.customer)
    const done = await ctx.write.update('contract', row, await withTotals(ctx, given, id), {
      expect: version as number,
    })
    return { result: { id, version: done.version }, say: { name: String(row.title) } }
  },
}

/** Puts a contract into the recycle bin; neither one in approval nor an effective one goes there. */
export const removeContract: Handler = {
  contract: findAction('contract.remove')!,
  async run(ctx) {
    const { id, row } = ctx.refs.get('id')
    await assertNotFrozen(ctx, objects.contract, id)
    if (row.state === 'effective') ctx.refuse('frozen')
    await ctx.write.remove('contract', row)
    return { result: { id }, say: { name: String(row.title) } }
  },
}
