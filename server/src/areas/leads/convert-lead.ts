import { leadConvert } from '@gonghai/shared/actions/lead'
import type { Value } from '@gonghai/shared/client/api'
import { can } from '../../access/context'
import { neverClear } from '../../access/masks'
import { type Ctx, handle } from '../../kernel/context'
import { identifier, type Row, selectList, tableOf } from '../../records/columns'
import { catalogueOf } from '../../records/custom/catalogue'
import { bringAlong } from './bring-along'
import { demandUnconverted } from './close-lead'
import { targetsOf } from './read-lead'
import { lockName, sameCustomers } from './same-customer'

type Made = 'customer' | 'contact'
type Values = Record<string, Value>

/** A record as it is now, locked. */
async function load(ctx: Ctx, name: Made | 'task', id: string): Promise<Row> {
  const object = (await catalogueOf(ctx.tx, ctx.actor)).find(name)!
  const [row] = await ctx.tx.query<Row>(
    `select ${selectList(object, 't')} from ${identifier(tableOf(object).name)} t
     where t.id = $1::uuid for no key update of t`,
    [id],
  )
  return row!
}

/** The customer that the lead joins, by choice or because it is called the same; undefined: a new one. @throws Refusal sameCustomer */
async function standing(
  ctx: Ctx,
  name: string,
  input: { customer?: string; sameName?: 'ask' | 'join' | 'create' },
): Promise<string | undefined> {
  const chosen = ctx.refs.find('customer')
  if (chosen) return chosen.id
  await lockName(ctx.tx, name)
  if (input.sameName === 'create') return undefined
  const [first, ...more] = await sameCustomers(ctx.tx, ctx.actor, name)
  if (!first || input.sameName === 'join') return first?.id
  return ctx.refuse('sameCustomer', { name: first.name, number: first.number, count: more.length + 1 })
}

/** A record of these values; what its maker's roles hide there comes along all the same, since it is the mapping that fills it in. */
async function create(ctx: Ctx, name: Made | 'task', values: Values): Promise<string> {
  const masks = ctx.actor.kind === 'employee' ? neverClear(ctx.actor.access, name) : {}
  const entries = Object.entries(values)
  const open = entries.filter(([field]) => masks[field] !== 'hidden')
  const { result } = await ctx.call(`${name}.create`, Object.fromEntries(open))
  const id = String(result?.id)
  const hidden = entries.filter(([field]) => masks[field] === 'hidden')
  if (hidden.length > 0) await ctx.write.update(name, await load(ctx, name, id), Object.fromEntries(hidden))
  return id
}

/** The lead's person among the customer's contacts: a standing one of that name, else a new one. */
async function contactFor(
  ctx: Ctx,
  customer: string,
  values: Values,
): Promise<{ id: string; fresh: boolean }> {
  const [known] = await ctx.tx.query<{ id: string }>(
    `select id from contact where customer_id = $1::uuid and name = $2 and deleted_at is null
     order by created_at, id limit 1`,
    [customer, values.name],
  )
  if (known) return { id: known.id, fresh: false }
  const { tags: _tags, ...rest } = values
  return { id: await create(ctx, 'contact', { ...rest, customer }), fresh: true }
}

/** What was made belongs to whoever has the lead; without an owner it goes where such records wait. */
async function settleOwner(
  ctx: Ctx,
  lead: Row,
  made: { customer?: string; contact?: string },
): Promise<void> {
  const owner = (lead.owner_id as string | null) ?? null
  for (const name of ['customer', 'contact'] as const) {
    const id = made[name]
    if (!id || owner === null) continue
    const row = await load(ctx, name, id)
    if (row.owner_id !== owner)
      await ctx.write.update(name, row, {
        owner,
        ...(row.pooled_at ? { pooledAt: null, poolReason: null } : {}),
      })
  }
  if (owner !== null || !made.customer) return
  const row = await load(ctx, 'customer', made.customer)
  if (row.owner_id)
    await ctx.call('pool.release', { record: `customer:${made.customer}`, reason: String(lead.number) })
}

/**
 * A lead becomes a customer with a contact: one transaction, its row locked, so that two who press at once make one of it.
 * Follow-ups, files, tasks and the team go along (CUST-2).
 */
export const convertLead = handle(leadConvert, async (ctx, input) => {
  const { id, row } = ctx.refs.get('record')
  demandUnconverted(ctx, row)
  if (
    ctx.actor.kind === 'employee' &&
    input.makeTask &&
    !can(ctx.actor.access, { object: 'task', verb: 'create' })
  )
    ctx.refuse('notPermitted')
  const { customer: company, contact: person, task: work } = await targetsOf(ctx.tx, ctx.actor, row)
  const known = await standing(ctx, String(company.values.name), input)
  // From here on it is no rival of what it becomes: duplicates are looked for among living leads.
  await ctx.tx.query(`update lead set status = 'converted' where id = $1::uuid`, [id])
  const customer = known ?? (await create(ctx, 'customer', company.values))
  const contact = input.makeContact === false ? undefined : await contactFor(ctx, customer, person.values)
  const todo: Values = { ...work.values, record: `customer:${customer}`, dueAt: input.taskDue ?? null }
  const task = input.makeTask ? await create(ctx, 'task', todo) : undefined
  await settleOwner(ctx, row, {
    ...(known ? {} : { customer }),
    ...(contact?.fresh ? { contact: contact.id } : {}),
  })
  const target = await load(ctx, 'customer', customer)
  const moved = await bringAlong(ctx, row, target)
  await ctx.write.update('lead', row, {
    status: 'converted',
    customer,
    contact: contact?.id ?? null,
    convertedAt: ctx.now.toISOString(),
    nextContactAt: null,
  })
  const about = { object: 'lead', id }
  ctx.emit('lead.converted', { lead: id, customer, contact: contact?.id ?? null }, about)
  ctx.emit('reminder.set', { ...about, at: null }, about)
  if (!row.owner_id) ctx.emit('pool.left', about, about)
  ctx.emit(
    'reminder.set',
    { object: 'customer', id: customer, at: null },
    { object: 'customer', id: customer },
  )
  return {
    result: {
      record: `lead:${id}`,
      customer: `customer:${customer}`,
      contact: contact ? `contact:${contact.id}` : null,
      task: task ? `task:${task}` : null,
      joined: known !== undefined,
      ...moved,
    },
    say: { name: String(row.name), customer: String(target.name) },
  }
})
