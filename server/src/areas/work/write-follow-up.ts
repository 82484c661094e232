import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import type { ObjectName } from '@gonghai/shared/objects'
import type { Handler } from '../../kernel/context'

/** The first follow-up moves a record on (POOL-11). */
const firstMoves: Partial<Record<ObjectName, { field: string; from: string; to: string }>> = {
  customer: { field: 'stage', from: 'potential', to: 'following' },
  lead: { field: 'status', from: 'open', to: 'following' },
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
    })
    const about = { object, id: target.id }
    ctx.emit('followUp.written', { followUp: made.id, object, id: target.id }, about)
    return { result: { id: made.id }, say: { name: String(target.row.name ?? target.row.title) } }
  },
}
