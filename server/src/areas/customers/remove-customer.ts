import { findAction } from '@gonghai/shared/actions'
import type { Handler } from '../../kernel/context'

/** A customer with living contracts can't be deleted; the answer names them. */
export const removeCustomer: Handler = {
  contract: findAction('customer.remove')!,
  async run(ctx) {
    const { row } = ctx.refs.get('id')
    const contracts = await ctx.tx.prisma.contract.findMany({
      where: { customerId: row.id as string, deletedAt: null },
      select: { number: true },
      orderBy: { number: 'asc' },
      take: 3,
    })
    if (contracts.length > 0) {
      ctx.refuse('inUse', { record: String(row.name), users: contracts.map(one => one.number).join(', ') })
    }
    await ctx.write.remove('customer', row)
    return { result: { id: row.id as string }, say: { name: String(row.name) } }
  },
}
