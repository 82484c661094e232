import { findAction } from '@gonghai/shared/actions'
import type { Verb } from '@gonghai/shared/actions/declare'
import { handoverPass } from '@gonghai/shared/actions/organisation'
import { translator } from '@gonghai/shared/i18n'
import { type ObjectName, objects } from '@gonghai/shared/objects'
import { can, loadAccess } from '../../access/context'
import type { Ctx, Handled, Handler } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { type Row, selectList } from '../../records/columns'

/** A record on its way from one owner to the next. */
interface Passing {
  name: ObjectName
  id: string
  row: Row
}

/** What a pool has to say when a record that came from it changes hands: its limits hold, its books follow. */
export type MoveHolding = (
  ctx: Ctx,
  record: { name: ObjectName; id: string },
  to: { id: string; name: string },
) => Promise<void>

/** What a receiver must be allowed to do with what they get; where nothing is said, to change it, as with a transfer. */
const worksWith: Partial<Record<ObjectName, Verb>> = { workOrder: 'handle', serviceRequest: 'view' }

/** A customer's contacts that the old owner keeps go along; those of colleagues stay with them. */
async function takeContacts(ctx: Ctx, customer: string, from: string, to: string): Promise<void> {
  const contacts = await ctx.tx.query<Row>(
    `select ${selectList(objects.contact, 't')} from contact t
     where t.customer_id = $1::uuid and t.owner_id = $2::uuid and t.deleted_at is null order by t.id for no key update of t`,
    [customer, from],
  )
  for (const contact of contacts) await ctx.write.update('contact', contact, { owner: to })
}

async function give(ctx: Ctx, record: Passing, from: string, moveHolding: MoveHolding): Promise<Handled> {
  const to = ctx.refs.get('to')
  const name = String(to.row.name)
  const access = await loadAccess(ctx.tx, to.id)
  const verb = worksWith[record.name] ?? 'update'
  if (!can(access, { object: record.name, verb })) ctx.refuse('cannotOwn', { name })
  await moveHolding(ctx, record, { id: to.id, name })
  await ctx.write.update(record.name, record.row, { owner: to.id })
  if (record.row.next_contact_at) {
    const about = { object: record.name, id: record.id }
    ctx.emit('reminder.set', { ...about, at: null }, about)
  }
  if (record.name === 'customer') await takeContacts(ctx, record.id, from, to.id)
  await ctx.tx.query(
    'delete from team_member where object = $1 and record_id = $2::uuid and employee_id = $3::uuid',
    [record.name, record.id, to.id],
  )
  return {
    result: { record: `${record.name}:${record.id}`, to: to.id },
    say: { name: String(record.row[objects[record.name].title]), to: name },
  }
}

/** Back into its pool by the pool's own verb, whose rules and history hold here too. */
async function intoPool(ctx: Ctx, record: Passing): Promise<Handled> {
  const reason = translator('zh-CN')('organisation.handover.reason')
  const knowsLocks = findAction('pool.release')?.input.evenIfLocked
  const done = await ctx.call('pool.release', {
    record: `${record.name}:${record.id}`,
    reason,
    ...(knowsLocks ? { evenIfLocked: true } : {}),
  })
  const pool = String(done.say?.pool ?? '')
  return {
    result: { record: `${record.name}:${record.id}` },
    say: { name: String(record.row[objects[record.name].title]), to: pool },
  }
}

/** One record of a handover. Whose it is not any more when its turn comes is left alone. */
export function passRecord(moveHolding: MoveHolding): Handler {
  return handle(handoverPass, async (ctx, input) => {
    const { object, id, row } = ctx.refs.get('record')
    const record: Passing = { name: object as ObjectName, id, row }
    if (row.owner_id !== input.from)
      ctx.refuse('notTheirs', { record: String(row[objects[record.name].title]) })
    return input.to ? give(ctx, record, input.from, moveHolding) : intoPool(ctx, record)
  })
}
