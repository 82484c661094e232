import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import { bumpPermissionEpoch } from '../../access/context'
import type { Ctx, Handler } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import type { WatchedObject } from '../../records/clocks/expressions'
import { type Row, selectList } from '../../records/columns'
import { demandOrder, ruleFields, setDeadlines } from './rule-change'

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

/** Leads have no review. @throws Refusal invalidInput */
function demandReviewable(kind: string, type: unknown): void {
  if (kind === 'lead' && type !== undefined && type !== 'none') {
    refuse('invalidInput', {}, [{ path: 'reviewType', rule: 'option' }])
  }
}

/** New customers that wait for a word wait for that of the pool's administrators as they are now. */
async function passReviewsOn(ctx: Ctx, pool: string): Promise<void> {
  const passed = await ctx.tx.query<{ id: string; record_id: string; reviewers: string[] }>(
    `update pool_review v set reviewers = p.administrators from pool p
     where p.id = $1::uuid and v.pool_id = p.id and v.kind = 'newCustomer' and v.state = 'waiting'
     returning v.id, v.record_id, v.reviewers`,
    [pool],
  )
  if (passed.length === 0) return
  await ctx.tx.query(
    `update customer c set reviewers = p.administrators from pool p where p.id = $1::uuid and c.id = any($2::uuid[])`,
    [pool, passed.map(review => review.record_id)],
  )
  for (const { id, record_id: recordId, reviewers } of passed) {
    ctx.emit(
      'pool.reviewAsked',
      { review: id, reviewers, object: 'customer', id: recordId },
      { object: 'customer', id: recordId },
    )
  }
}

/** Makes a pool; its members may see its records from the next request on. */
export const createPool: Handler = {
  contract: findAction('pool.create')!,
  async run(ctx, input) {
    demandOrder(input as Record<string, Value>)
    demandReviewable(String(input.kind), input.reviewType)
    if (input.isDefault) await keepOneDefault(ctx, String(input.kind), null)
    const made = await ctx.write.insert('pool', input as Record<string, Value>)
    if (input.isDefault) {
      await setDeadlines(ctx, { id: made.id, kind: input.kind as WatchedObject, isDefault: true })
    }
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
    if (values.isDefault === false && row.is_default)
      ctx.refuse('lastDefaultPool', { pool: String(row.name) })
    if (values.isDefault && !row.is_default) await keepOneDefault(ctx, String(row.kind), row.id as string)
    const done = await ctx.write.update('pool', row, values, { expect: version as number })
    demandOrder(done.values)
    demandReviewable(String(row.kind), done.values.reviewType)
    if (done.changed.includes('administrators')) await passReviewsOn(ctx, row.id as string)
    if (ruleFields.some(field => done.changed.includes(field))) {
      const kind = row.kind as WatchedObject
      await setDeadlines(ctx, { id: row.id as string, kind, isDefault: done.values.isDefault === true })
    }
    await bumpPermissionEpoch(ctx.tx, ctx.now)
    return { result: { id: row.id as string, version: done.version }, say: { name: String(row.name) } }
  },
}
