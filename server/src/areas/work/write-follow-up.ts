import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { type ObjectName, objects } from '@gonghai/shared/objects'
import { actorId } from '../../kernel/actor'
import type { Ctx, Handler } from '../../kernel/context'
import { identifier, type Row, selectList, tableOf } from '../../records/columns'
import { customerOf, followUpsOf } from '../../records/followed'
import { linkFiles } from '../../records/link-files'
import { stageAfter, stageWithout } from './stage-moves'

/** Is what the writer agrees on the record's own next contact? A colleague's is a reminder of the colleague's own. */
const isOwners = (ctx: Ctx, row: Row) =>
  !row.owner_id || ctx.actor.kind !== 'employee' || row.owner_id === actorId(ctx.actor)

async function lockRecord(ctx: Ctx, object: ObjectName, id: string): Promise<Row | undefined> {
  const target = objects[object]
  const [row] = await ctx.tx.query<Row>(
    `select ${selectList(target, 't')} from ${identifier(tableOf(target).name)} t
     where t.id = $1::uuid and t.deleted_at is null for no key update of t`,
    [id],
  )
  return row
}

/** The customer for whose sake the record is followed up, locked: its clocks count from this, too. */
async function lockCustomer(ctx: Ctx, object: string, row: Row): Promise<Row | undefined> {
  const id = customerOf(object, row)
  return id ? lockRecord(ctx, 'customer', id) : undefined
}

/** Its clock runs anew, and warnings that it would be taken back say so. */
function tellOfCustomer(ctx: Ctx, customer: Row): void {
  const about = { object: 'customer', id: customer.id as string }
  ctx.emit('reminder.set', { ...about, at: null }, about)
}

/** Writes what happened, and keeps the last and the next contact on the record; a customer's contacts and contracts count for it (CUST-17). */
export const createFollowUp: Handler = {
  contract: findAction('followUp.create')!,
  async run(ctx, input) {
    const target = ctx.refs.get('record')
    const object = target.object as ObjectName
    const { files, ...values } = input as Record<string, Value>
    const made = await ctx.write.insert('followUp', values)
    await linkFiles(ctx, `followUp:${made.id}`, files as string[] | null)
    await ctx.write.update(object, target.row, {
      lastFollowAt: ctx.now.toISOString(),
      ...(isOwners(ctx, target.row) ? { nextContactAt: values.nextContactAt ?? null } : {}),
      ...stageAfter(ctx, object, target.row),
    })
    const customer = await lockCustomer(ctx, object, target.row)
    if (customer) {
      const moved = stageAfter(ctx, 'customer', customer)
      await ctx.write.update('customer', customer, { lastFollowAt: ctx.now.toISOString(), ...moved })
      tellOfCustomer(ctx, customer)
    }
    const about = { object, id: target.id }
    ctx.emit('followUp.written', { followUp: made.id, object, id: target.id }, about)
    return {
      result: { id: made.id },
      say: { name: String(target.row.name ?? target.row.title) },
      undo: { id: made.id },
    }
  },
}

/** When a record was followed up last, as far as that stands; a customer also by its contacts and contracts. */
async function lastFollowAt(ctx: Ctx, object: ObjectName, id: string): Promise<string | null> {
  const [row] = await ctx.tx.query<{ last: Date | null }>(
    `select max(f.created_at) as last from ${followUpsOf(object, '$1::uuid')} f`,
    [id],
  )
  return row?.last?.toISOString() ?? null
}

/** What the owner agreed before; what a colleague agreed was never the record's. */
async function nextContactBefore(ctx: Ctx, record: Row, removed: Row): Promise<Record<string, Value>> {
  const owner = (record.owner_id as string | null) ?? null
  if (owner !== null && removed.created_by !== owner) return {}
  const [before] = await ctx.tx.query<{ next: Date | null }>(
    `select next_contact_at as next from follow_up
     where record_object = $1 and record_id = $2::uuid and deleted_at is null
       and ($3::uuid is null or created_by = $3::uuid) order by created_at desc, id desc limit 1`,
    [removed.record_object, removed.record_id, owner],
  )
  return { nextContactAt: before?.next?.toISOString() ?? null }
}

/** Takes a follow-up back: last and next contact, and the stage, are again what they were without it. */
export const removeFollowUp: Handler = {
  contract: findAction('followUp.remove')!,
  async run(ctx) {
    const { row } = ctx.refs.get('id')
    await ctx.write.remove('followUp', row)
    const [object, id] = [row.record_object as ObjectName, row.record_id as string]
    const record = await lockRecord(ctx, object, id)
    if (record) {
      await ctx.write.update(object, record, {
        lastFollowAt: await lastFollowAt(ctx, object, id),
        ...(await nextContactBefore(ctx, record, row)),
        ...(await stageWithout(ctx, object, record)),
      })
      const customer = await lockCustomer(ctx, object, record)
      if (customer) {
        await ctx.write.update('customer', customer, {
          lastFollowAt: await lastFollowAt(ctx, 'customer', customer.id as string),
          ...(await stageWithout(ctx, 'customer', customer)),
        })
        tellOfCustomer(ctx, customer)
      }
    }
    ctx.emit('followUp.written', { object, id }, { object, id })
    return { result: { id: row.id as string } }
  },
}
