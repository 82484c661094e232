import { objects } from '@gonghai/shared/objects'
import type { Tx } from '../../db/database'
import type { Ctx, JsonObject } from '../../kernel/context'
import { graceWhenOverdue } from '../../records/clocks/grace'
import { type Row, selectList } from '../../records/columns'
import { closeDeal } from '../../records/deal'

type Outcome = 'submitted' | 'agreed' | 'rejected' | 'withdrawn'

const states: Record<Outcome, string> = {
  submitted: 'submitted',
  agreed: 'effective',
  rejected: 'rejected',
  withdrawn: 'draft',
}

/** What approvers see of a contract, and what the flow's conditions look at. Money as strings with two digits. */
async function summary(tx: Tx, row: Row): Promise<JsonObject> {
  const [facts] = await tx.query<{ customer: string; below_floor: boolean }>(
    `select c.name as customer,
       exists (select 1 from contract_line l join product p on p.id = l.product_id
               where l.contract_id = $1::uuid and p.floor_price is not null
                 and l.price * l.discount / 100 < p.floor_price) as below_floor
     from customer c where c.id = $2::uuid`,
    [row.id, row.customer_id],
  )
  return {
    title: String(row.title),
    number: String(row.number),
    amount: String(row.amount),
    currency: String(row.currency),
    discount: row.discount === null ? null : String(row.discount),
    customer: facts?.customer ?? '',
    belowFloor: facts?.below_floor ?? false,
  }
}

/**
 * An agreed contract is effective, and its customer a trading one that cooperates (SALES-10). However it ends: while it was in
 * approval the customer could not fall back, so it does not do so at once (POOL-5).
 */
async function settle(ctx: Ctx, row: Row, outcome: Outcome): Promise<void> {
  await ctx.write.update('contract', row, { state: states[outcome] })
  if (outcome === 'submitted') return
  if (outcome === 'agreed') await close(ctx, row)
  const id = row.customer_id as string
  const moved = await graceWhenOverdue(ctx.tx, 'customer', id, ctx.now)
  if (moved) ctx.emit('pool.deadlineMoved', { object: 'customer', ids: [id] }, { object: 'customer', id })
}

async function close(ctx: Ctx, row: Row): Promise<void> {
  const [customer] = await ctx.tx.query<Row>(
    `select ${selectList(objects.customer, 't')} from customer t where t.id = $1::uuid for no key update of t`,
    [row.customer_id],
  )
  if (customer) await closeDeal(ctx, customer, 'contract', { trading: true })
}

/** Contracts as a subject of approvals. */
export const contractApproval = { summary, settle }
