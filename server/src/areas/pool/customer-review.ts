import {
  customerRejectReview,
  customerReview,
  customerSubmitReview,
} from '@gonghai/shared/actions/pool-review'
import { maskPhone } from '@gonghai/shared/rules/mask-phone'
import type { Tx } from '../../db/database'
import type { Ctx, Handled, Handler, JsonObject } from '../../kernel/context'
import { handle } from '../../kernel/context'
import type { Row } from '../../records/columns'
import type { FindGate } from './customer-gate'
import { graceAfterReview } from './deadlines'
import { closeReview, lockReviewed, openReview } from './open-review'
import { pooledRecord } from './pooled-record'
import { type RoutedPool, routePool } from './route-pool'

/** A customer counts from now on; one that lies in a pool enters it only now, for its members. */
async function letIn(ctx: Ctx, row: Row): Promise<void> {
  const id = row.id as string
  const pooled = row.owner_id === null
  await ctx.write.update('customer', row, {
    reviewState: 'approved',
    reviewers: [],
    ...(pooled ? { pooledAt: ctx.now.toISOString() } : {}),
  })
  await graceAfterReview(ctx, 'customer', id)
  const pool = row.pool_id as string
  if (pooled) ctx.emit('pool.entered', { object: 'customer', id, pool }, { object: 'customer', id })
}

/** Not let in: its owner puts it right and asks again; of one in a pool the administrators may still think otherwise. */
async function keepOut(ctx: Ctx, row: Row, note?: string): Promise<void> {
  const values = { reviewState: 'rejected', reviewers: [] }
  await ctx.write.update('customer', row, values, note ? { note } : {})
  await graceAfterReview(ctx, 'customer', row.id as string)
}

/** Administrators let a new customer in, also one that they had kept out. */
export const reviewCustomer = handle(customerReview, async (ctx): Promise<Handled> => {
  const named = ctx.refs.find('record')
  if (named?.row.review_state === 'rejected') {
    await letIn(ctx, named.row)
    return { result: { record: `customer:${named.id}` }, say: { name: String(named.row.name) } }
  }
  const review = await openReview(ctx, ['newCustomer'], 'reviewer')
  const record = await lockReviewed(ctx, review)
  await letIn(ctx, record.row)
  await closeReview(ctx, review, 'agreed')
  return { result: { record: `customer:${record.id}`, review: review.id }, say: { name: record.title } }
})

/** Administrators keep a new customer out, and say why. */
export const rejectCustomer = handle(customerRejectReview, async (ctx, { reason }) => {
  if (reason.trim() === '') ctx.refuse('reasonNeeded')
  const review = await openReview(ctx, ['newCustomer'], 'reviewer')
  const record = await lockReviewed(ctx, review)
  await keepOut(ctx, record.row, reason)
  await closeReview(ctx, review, 'rejected', reason)
  return { result: { record: `customer:${record.id}`, review: review.id }, say: { name: record.title } }
})

/** The pool that decides about a customer: its own, else the one that asked before, else the one for such customers. */
async function deciding(tx: Tx, row: Row): Promise<RoutedPool | undefined> {
  const [pool] = await tx.query<RoutedPool>(
    `select p.id, p.name, p.review_type, p.administrators from pool p where p.deleted_at is null
     and p.id = coalesce($2::uuid, (select v.pool_id from pool_review v where v.object = 'customer'
       and v.record_id = $1::uuid and v.kind = 'newCustomer' order by v.created_at desc limit 1))`,
    [row.id, row.pool_id],
  )
  return pool ?? routePool(tx, 'customer', row)
}

/** Asks again for a customer that was not let in. */
export function submitCustomer(gateOf: FindGate): Handler {
  return handle(customerSubmitReview, async (ctx): Promise<Handled> => {
    const { id, row, title } = pooledRecord(ctx)
    if (row.review_state !== 'rejected') ctx.refuse('nothingToReview', { record: title })
    const result = { record: `customer:${id}` }
    const gate = await gateOf(ctx, await deciding(ctx.tx, row))
    if (gate.open) {
      await letIn(ctx, row)
      return { result, say: { name: title }, told: 'counted' }
    }
    const reviewers = await gate.ask(ctx, { id, title })
    return { result, say: { name: title, reviewers } }
  })
}

/** What approvers see of a new customer, and what the flow's conditions look at. */
async function summary(tx: Tx, row: Row): Promise<JsonObject> {
  const [pool] = await tx.query<{ name: string; mask_phone: boolean }>(
    'select name, mask_phone from pool where id = $1::uuid',
    [row.pool_id],
  )
  const phone = row.phone === null ? null : String(row.phone)
  const hidden = phone !== null && row.owner_id === null && pool?.mask_phone !== false
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  return {
    matter: 'customer',
    title: String(row.name),
    number: String(row.number),
    industry: text(row.industry),
    region: text(row.region),
    source: text(row.source),
    level: text(row.level),
    interest: text(row.interest),
    phone: hidden ? maskPhone(phone) : phone,
    pool: pool?.name ?? null,
  }
}

/** New customers as a subject of approvals. */
export const customerApproval = {
  summary,
  async settle(
    ctx: Ctx,
    row: Row,
    outcome: 'submitted' | 'agreed' | 'rejected' | 'withdrawn',
  ): Promise<void> {
    if (outcome === 'agreed') await letIn(ctx, row)
    else if (outcome === 'submitted') await ctx.write.update('customer', row, { reviewState: 'pending' })
    else await keepOut(ctx, row)
  },
}
