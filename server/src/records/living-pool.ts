import type { Ctx } from '../kernel/context'

/**
 * A pool into which a record is about to go is there, and stays until the transaction ends: whoever retires it waits, and
 * finds the record. @throws Refusal noPool
 */
export async function demandPool(ctx: Ctx, poolId: string): Promise<void> {
  const [pool] = await ctx.tx.query(
    'select id from pool where id = $1::uuid and deleted_at is null for key share',
    [poolId],
  )
  if (!pool) ctx.refuse('noPool')
}
