import { findAction } from '@gonghai/shared/actions'
import { translator } from '@gonghai/shared/i18n'
import { objects } from '@gonghai/shared/objects'
import type { Ctx, Handled, Handler } from '../../kernel/context'
import { type Row, selectList } from '../../records/columns'
import { assertNotFrozen } from '../../records/frozen'
import { usesInWords, usesOf } from './customer-uses'

/**
 * Puts a customer into the recycle bin (CUST-7). One that business is written for stays, and the answer names what; one that
 * cooperates is unlinked first, and a partner that no other customer has becomes invalid.
 * @param row loaded and locked @throws Refusal inUse | frozen
 */
export async function binCustomer(ctx: Ctx, row: Row): Promise<Handled> {
  const id = row.id as string
  await assertNotFrozen(ctx, objects.customer, id)
  const uses = await usesOf(ctx.tx, id)
  if (uses.length > 0) {
    const users = usesInWords(translator(ctx.actor.locale), uses)
    ctx.refuse('inUse', { record: String(row.name), users })
  }
  if (row.partner_id) await dropPartner(ctx, id, row.partner_id as string)
  await ctx.write.update('customer', row, { stage: 'potential', trading: false, partner: null })
  await ctx.write.remove('customer', row)
  ctx.emit('pool.left', { object: 'customer', id }, { object: 'customer', id })
  return { result: { id }, say: { name: String(row.name) } }
}

/** The owner or a superior deletes a customer. */
export const removeCustomer: Handler = {
  contract: findAction('customer.remove')!,
  run: ctx => binCustomer(ctx, ctx.refs.get('id').row),
}

/** The partner of a customer that goes is valid only while another customer has it. */
export async function dropPartner(ctx: Ctx, customerId: string, partnerId: string): Promise<void> {
  const [partner] = await ctx.tx.query<Row>(
    `select ${selectList(objects.partner, 't')} from partner t where t.id = $1::uuid for no key update of t`,
    [partnerId],
  )
  const [other] = await ctx.tx.query(
    `select 1 as one from customer where partner_id = $1::uuid and id <> $2::uuid and deleted_at is null limit 1`,
    [partnerId, customerId],
  )
  if (partner && !other) await ctx.write.update('partner', partner, { state: 'invalid' })
}
