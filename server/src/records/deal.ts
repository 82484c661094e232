import type { Ctx } from '../kernel/context'
import type { Updated, Values } from '../kernel/writer'
import type { Row } from './columns'

/** What counts as a deal with a customer: the one definition for every rule and figure (POOL-4, POOL-5). */
export type DealKind = 'signed' | 'contract' | 'opportunity'

/**
 * A deal with a customer: it cooperates from now on, its days to sign are over and those until it sleeps begin anew
 * (POOL-11). @param row the customer, loaded and locked @param values what the deal changes besides
 */
export async function closeDeal(ctx: Ctx, row: Row, kind: DealKind, values: Values = {}): Promise<Updated> {
  const done = await ctx.write.update('customer', row, {
    ...values,
    stage: 'cooperating',
    dealAt: ctx.now.toISOString(),
  })
  const id = row.id as string
  ctx.emit('customer.dealt', { id, kind }, { object: 'customer', id })
  return done
}
