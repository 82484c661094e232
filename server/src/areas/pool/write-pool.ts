import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { bumpPermissionEpoch } from '../../access/context'
import type { Ctx, Handler } from '../../kernel/context'

/** One pool of each kind is the default: choosing another takes it from the one that was. */
async function keepOneDefault(ctx: Ctx, kind: string): Promise<void> {
  await ctx.tx.query('update pool set is_default = false where kind = $1 and is_default', [kind])
}

/** Makes a pool; its members may see its records from the next request on. */
export const createPool: Handler = {
  contract: findAction('pool.create')!,
  async run(ctx, input) {
    if (input.isDefault) await keepOneDefault(ctx, String(input.kind ?? 'customer'))
    const made = await ctx.write.insert('pool', input as Record<string, Value>)
    await bumpPermissionEpoch(ctx.tx, ctx.now)
    return { result: { id: made.id, number: made.number }, say: { name: String(input.name) } }
  },
}

/** Changes a pool's rule or people; holds from the next request in every process (decision 13). */
export const updatePool: Handler = {
  contract: findAction('pool.update')!,
  async run(ctx, input) {
    const { id: _id, version, ...values } = input as Record<string, Value>
    const { row } = ctx.refs.get('id')
    if (values.isDefault && !row.is_default) await keepOneDefault(ctx, String(row.kind))
    const done = await ctx.write.update('pool', row, values, { expect: version as number })
    await bumpPermissionEpoch(ctx.tx, ctx.now)
    return { result: { id: row.id as string, version: done.version }, say: { name: String(row.name) } }
  },
}
