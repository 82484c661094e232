import type { Value } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import { Decimal } from 'decimal.js'
import type { Ctx } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { type Line, readLines } from '../../records/lines'

/** What the column of an amount holds: numeric(16, 2). */
const largestAmount = new Decimal('99999999999999.99')
/** Beyond this a discount says nothing any more: numeric(7, 2). */
const largestDiscount = new Decimal('99999.99')

/** The amount of a contract is the sum of its lines; the discount is seen against list prices. Percent with two digits. */
function totals(
  lines: Line[],
  listPrices: Map<string, Decimal>,
): { amount: Decimal; discount: Decimal | null } {
  let amount = new Decimal(0)
  let list = new Decimal(0)
  for (const line of lines) {
    const { quantity, price, discount, product } = line as Record<string, string>
    const full = new Decimal(quantity!).mul(price!)
    amount = amount.plus(
      full
        .mul(discount ?? 100)
        .div(100)
        .toDecimalPlaces(2),
    )
    list = list.plus(new Decimal(quantity!).mul(listPrices.get(product!) ?? price!))
  }
  const share = list.gt(0) ? Decimal.min(amount.div(list).mul(100), largestDiscount) : null
  return { amount, discount: share }
}

/** Only listed products can be added (SALES-7); one that is there already may stay. @throws Refusal productUnlisted */
async function pricesOf(ctx: Ctx, lines: Line[], before: Line[]): Promise<Map<string, Decimal>> {
  const there = new Set(before.map(line => line.product))
  const products = await ctx.tx.prisma.product.findMany({
    where: { id: { in: lines.map(line => line.product as string) } },
  })
  const unlisted = products.find(product => product.listing !== 'listed' && !there.has(product.id))
  if (unlisted) ctx.refuse('productUnlisted', { product: unlisted.name })
  return new Map(products.map(one => [one.id, new Decimal(one.price.toString())]))
}

/**
 * The values of a contract with what follows from its lines: where it has lines, the amount is theirs.
 * @param id the contract that is changed; absent for a new one
 * @throws Refusal productUnlisted | invalidInput where the sum is larger than an amount can be
 */
export async function withTotals(
  ctx: Ctx,
  values: Record<string, Value | undefined>,
  id?: string,
): Promise<Record<string, Value | undefined>> {
  const concerned = 'lines' in values || 'amount' in values
  if (!concerned) return values
  const before = id ? ((await readLines(ctx.tx, objects.contract, [id])).get(id)?.lines ?? []) : []
  const lines = 'lines' in values ? ((values.lines ?? []) as Line[]) : before
  if (lines.length === 0) return 'lines' in values ? { ...values, discount: null } : values
  const { amount, discount } = totals(lines, await pricesOf(ctx, lines, before))
  if (amount.gt(largestAmount)) {
    const params = { max: largestAmount.toFixed(2) }
    refuse('invalidInput', {}, [{ path: 'amount', rule: 'tooLarge', params }])
  }
  return { ...values, amount: amount.toFixed(2), discount: discount?.toFixed(2) ?? null }
}
