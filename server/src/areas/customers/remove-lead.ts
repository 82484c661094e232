import { findAction } from '@gonghai/shared/actions'
import type { Ctx, Handled, Handler } from '../../kernel/context'
import type { Row } from '../../records/columns'

/** Puts a lead into the recycle bin; where it lay in a pool, its claim cards close. @param row loaded and locked */
export async function binLead(ctx: Ctx, row: Row): Promise<Handled> {
  const id = row.id as string
  await ctx.write.remove('lead', row)
  ctx.emit('pool.left', { object: 'lead', id }, { object: 'lead', id })
  return { result: { id }, say: { name: String(row.name) } }
}

/** The owner or a superior deletes a lead. */
export const removeLead: Handler = {
  contract: findAction('lead.remove')!,
  run: ctx => binLead(ctx, ctx.refs.get('id').row),
}
