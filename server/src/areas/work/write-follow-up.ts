import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { type ObjectName, objects } from '@gonghai/shared/objects'
import { actorId } from '../../kernel/actor'
import type { Ctx, Handler } from '../../kernel/context'
import { identifier, type Row, selectList, tableOf } from '../../records/columns'

/** The first follow-up moves a record on (POOL-11). */
const firstMoves: Partial<Record<ObjectName, { field: string; from: string; to: string }>> = {
  customer: { field: 'stage', from: 'potential', to: 'following' },
  lead: { field: 'status', from: 'open', to: 'following' },
}

/** A dormant customer cooperates again when its owner is in touch with it (POOL-11). */
function wakes(ctx: Ctx, object: ObjectName, row: Row): boolean {
  return object === 'customer' && row.stage === 'dormant' && row.owner_id === actorId(ctx.actor)
}

/** Is what the writer agrees on the record's own next contact? A colleague's is a reminder of the colleague's own. */
const isOwners = (ctx: Ctx, row: Row) =>
  !row.owner_id || ctx.actor.kind !== 'employee' || row.owner_id === actorId(ctx.actor)

/** Writes what happened, and keeps the last and the next contact on the record (CUST-17). */
export const createFollowUp: Handler = {
  contract: findAction('followUp.create')!,
  async run(ctx, input) {
    const target = ctx.refs.get('record')
    const object = target.object as ObjectName
    const made = await ctx.write.insert('followUp', input as Record<string, Value>)
    const move = firstMoves[object]
    await ctx.write.update(object, target.row, {
      lastFollowAt: ctx.now.toISOString(),
      ...(isOwners(ctx, target.row)
        ? { nextContactAt: (input.nextContactAt as string | undefined) ?? null }
        : {}),
      ...(move && target.row[move.field] === move.from ? { [move.field]: move.to } : {}),
      ...(wakes(ctx, object, target.row) ? { stage: 'cooperating' } : {}),
    })
    const about = { object, id: target.id }
    ctx.emit('followUp.written', { followUp: made.id, object, id: target.id }, about)
    return {
      result: { id: made.id },
      say: { name: String(target.row.name ?? target.row.title) },
      undo: { id: made.id },
    }
  },
}

/** The last contact, and what the owner agreed before; what a colleague agreed was never the record's. */
async function standingBefore(ctx: Ctx, record: Row, removed: Row): Promise<Record<string, Value>> {
  const owner = (record.owner_id as string | null) ?? null
  const [before] = await ctx.tx.query<{ last: Date | null; next: Date | null }>(
    `select max(created_at) as last,
       (array_agg(next_contact_at order by created_at desc, id desc)
         filter (where $3::uuid is null or created_by = $3::uuid))[1] as next
     from follow_up where record_object = $1 and record_id = $2::uuid and deleted_at is null`,
    [removed.record_object, removed.record_id, owner],
  )
  const wasOwners = owner === null || removed.created_by === owner
  return {
    lastFollowAt: before?.last?.toISOString() ?? null,
    ...(wasOwners ? { nextContactAt: before?.next?.toISOString() ?? null } : {}),
  }
}

/** Takes a follow-up back: the record's last and next contact are again those of the one before. */
export const removeFollowUp: Handler = {
  contract: findAction('followUp.remove')!,
  async run(ctx) {
    const { row } = ctx.refs.get('id')
    await ctx.write.remove('followUp', row)
    const [object, id] = [row.record_object as ObjectName, row.record_id as string]
    const target = objects[object]
    const [record] = await ctx.tx.query<Row>(
      `select ${selectList(target, 't')} from ${identifier(tableOf(target).name)} t where t.id = $1::uuid for no key update of t`,
      [id],
    )
    if (record) await ctx.write.update(object, record, await standingBefore(ctx, record, row))
    ctx.emit('followUp.written', { object, id }, { object, id })
    return { result: { id: row.id as string } }
  },
}
