import { findAction } from '@gonghai/shared/actions'
import type { Handler } from '../../kernel/context'

/** Puts a lead into the recycle bin; where it lay in a pool, its claim cards close. */
export const removeLead: Handler = {
  contract: findAction('lead.remove')!,
  async run(ctx) {
    const { id, row } = ctx.refs.get('id')
    await ctx.write.remove('lead', row)
    ctx.emit('pool.left', { object: 'lead', id }, { object: 'lead', id })
    return { result: { id }, say: { name: String(row.name) } }
  },
}
