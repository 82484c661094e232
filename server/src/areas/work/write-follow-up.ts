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
      nextContactAt: (input.nextContactAt as string | undefined) ?? null,
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

/** Takes a follow-up back: the record's last and next contact are again those of the one before. */
export const removeFollowUp: Handler = {
  contract: findAction('followUp.remove')!,
  async run(ctx) {
    const { row } = ctx.refs.get('id')
    await ctx.write.remove('followUp', row)
    const [object, id] = [row.record_object as ObjectName, row.record_id as string]
    const [before] = await ctx.tx.query<{ created_at: Date; next_contact_at: Date | null }>(
      `select created_at, next_contact_at from follow_up
       where record_object = $1 and record_id = $2::uuid and deleted_at is null order by created_at desc, id desc limit 1`,
      [object, id],
    )
    const target = objects[object]
    const [record] = await ctx.tx.query<Row>(
      `select ${selectList(target, 't')} from ${identifier(tableOf(target).name)} t where t.id = $1::uuid for no key update of t`,
      [id],
    )
    if (record) {
      await ctx.write.update(object, record, {
        lastFollowAt: before?.created_at.toISOString() ?? null,
        nextContactAt: before?.next_contact_at?.toISOString() ?? null,
      })
    }
    ctx.emit('followUp.written', { object, id }, { object, id })
    return { result: { id: row.id as string } }
  },
}
