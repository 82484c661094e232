import type { Ctx } from '../kernel/context'
import type { Row } from './columns'

/**
 * A customer for which something is being written: it lives, and can neither be deleted nor merged away until this call ends
 * (CUST-7). @returns its name and review state @throws Refusal notFound
 */
export async function holdCustomer(ctx: Ctx, id: string): Promise<Row> {
  const [held] = await ctx.tx.query<Row>(
    'select name, review_state from customer where id = $1::uuid and deleted_at is null for share',
    [id],
  )
  return held ?? ctx.refuse('notFound')
}
