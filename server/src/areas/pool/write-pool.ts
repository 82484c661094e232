import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import { bumpPermissionEpoch } from '../../access/context'
import type { Ctx, Handler } from '../../kernel/context'
import { type Row, selectList } from '../../records/columns'
import { resetCountdowns, type WatchedObject } from '../../records/follow-due'

/** One pool of each kind is the default: choosing another takes it from the one that was. */
async function keepOneDefault(ctx: Ctx, kind: string, but: string | null): Promise<void> {
  // Two pools made the default at once would not see each other.
  await ctx.tx.query('select pg_advisory_xact_lock(hashtext($1))::text as locked', [`defaultPool:${kind}`])
  const rows = await ctx.tx.query<Row>(
    `select ${selectList(objects.pool, 't')} from pool t where t.kind = $1 and t.is_default and t.id is distinct from $2::uuid
     order by t.id for no key update of t`,
    [kind, but],
  )
  for (const row of rows) await ctx.write.update('pool', row, { isDefault: false })
}

/** Makes a pool; its members may see its records from the next request on. */
export const createPool: Handler = {
  contract: findAction('pool.create')!,
  async run(ctx, input) {
    if (input.isDefault) await keepOneDefault(ctx, String(input.kind), null)
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
    if (values.isDefault && !row.is_default) await keepOneDefault(ctx, String(row.kind), row.id as string)
    const done = await ctx.write.update('pool', row, values, { expect: version as number })
    const rule = ['recycleDays', 'isDefault'].some(field => done.changed.includes(field))
    if (rule) {
      await resetCountdowns(ctx.tx, {
        id: row.id as string,
        kind: row.kind as WatchedObject,
        isDefault: done.values.isDefault === true,
        recycleDays: done.values.recycleDays as number | null,
      })
    }
    await bumpPermissionEpoch(ctx.tx, ctx.now)
    return { result: { id: row.id as string, version: done.version }, say: { name: String(row.name) } }
  },
}
