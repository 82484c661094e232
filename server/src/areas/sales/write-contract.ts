import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import { Decimal } from 'decimal.js'
import { actorId } from '../../kernel/actor'
import type { Ctx, Handler } from '../../kernel/context'
import { assertNotFrozen } from '../../records/frozen'

type Line = Record<string, string>

/** The amount of a contract is the sum of its lines, where it has lines; the discount is seen against list prices. */
function totals(
  lines: Line[],
  listPrices: Map<string, Decimal>,
): { amount: string; discount: string | null } {
  let amount = new Decimal(0)
  let list = new Decimal(0)
  for (const line of lines) {
    const quantity = new Decimal(line.quantity!)
    const line_ = quantity
      .mul(line.price!)
      .mul(line.discount ?? 100)
      .div(100)
    amount = amount.plus(line_.toDecimalPlaces(2))
    list = list.plus(quantity.mul(listPrices.get(line.product!) ?? line.price!))
  }
  return { amount: amount.toFixed(2), discount: list.gt(0) ? amount.div(list).mul(100).toFixed(2) : null }
}

/** Only listed products can be put on a contract (SALES-7). @throws Refusal productUnlisted */
async function derived(
  ctx: Ctx,
  values: Record<string, Value | undefined>,
): Promise<Record<string, Value | undefined>> {
  const lines = values.lines as Line[] | undefined
  if (!lines || lines.length === 0) return values
  const products = await ctx.tx.prisma.product.findMany({
    where: { id: { in: lines.map(line => line.product!) } },
  })
  const unlisted = products.find(product => product.listing !== 'listed')
  if (unlisted) ctx.refuse('productUnlisted', { product: unlisted.name })
  return {
    ...values,
    ...totals(lines, new Map(products.map(one => [one.id, new Decimal(one.price.toString())]))),
  }
}

/** Makes a contract; where it has lines, its amount is theirs. */
export const createContract: Handler = {
  contract: findAction('contract.create')!,
  async run(ctx, input) {
    const values = await derived(ctx, input as Record<string, Value>)
    const made = await ctx.write.insert('contract', { ...values, owner: actorId(ctx.actor) })
    return { result: { id: made.id, number: made.number }, say: { name: String(input.title) } }
  },
}

/** Changes a contract that is not in approval; an effective one is changed no more. */
export const updateContract: Handler = {
  contract: findAction('contract.update')!,
  async run(ctx, input) {
    const { id: _id, version, ...given } = input as Record<string, Value>
    const { row } = ctx.refs.get('id')
    const free: readonly string[] = objects.contract.can.approved.freeFields
    await assertNotFrozen(ctx, objects.contract, row.id as string, Object.keys(given))
    if (row.state === 'effective' && !Object.keys(given).every(field => free.includes(field)))
      ctx.refuse('frozen')
    const done = await ctx.write.update('contract', row, await derived(ctx, given), {
      expect: version as number,
    })
    return { result: { id: row.id as string, version: done.version }, say: { name: String(row.title) } }
  },
}
