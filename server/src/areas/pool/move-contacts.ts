import { objects } from '@gonghai/shared/objects'
import { keepPlan } from '../../db/kept-plans'
import type { Ctx } from '../../kernel/context'
import { type Row, selectList } from '../../records/columns'
import type { PooledRecord } from './pooled-record'

const contactsStatement = () =>
  keepPlan(`
    select ${selectList(objects.contact, 't')} from contact t
    where t.customer_id = $1::uuid and t.owner_id is not distinct from $2::uuid and t.deleted_at is null
    order by t.id for no key update of t`)

/** The contacts of a customer go where the customer goes; those that a colleague keeps stay with that colleague. */
export async function moveContacts(ctx: Ctx, record: PooledRecord, to: string | null): Promise<void> {
  if (record.object !== 'customer') return
  const contacts = await ctx.tx.query<Row>(contactsStatement(), [record.id, record.owner])
  for (const contact of contacts) await ctx.write.update('contact', contact, { owner: to })
}
