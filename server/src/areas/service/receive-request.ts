import { can } from '../../access/context'
import type { Actor } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import type { Values } from '../../kernel/writer'
import { holdCustomer } from '../../records/hold-customer'
import { addStep, type Step } from './add-step'
import { accountManagerOf, shareWithTeam } from './share-with-team'

/** A request that comes in, by whatever way. */
export interface Incoming {
  values: Values & { customer: string }
  /** The follower who sees its progress, where there is one. */
  follower: string | null
  step: Step
}

/** The desk reads every request; a colleague who took one in would not see it again. */
function taker(actor: Actor): string | null {
  if (actor.kind !== 'employee') return null
  return can(actor.access, { object: 'serviceRequest', verb: 'dispatch' }) ? null : actor.employeeId
}

/** Takes a request in: its number, its first step, and who may read it besides the desk. */
export async function receiveRequest(ctx: Ctx, incoming: Incoming): Promise<{ id: string; number: string }> {
  const { values, follower, step } = incoming
  await holdCustomer(ctx, values.customer)
  const { id, number } = await ctx.write.insert('serviceRequest', values)
  await ctx.tx.query('update service_request set portal_user_id = $2::uuid where id = $1::uuid', [
    id,
    follower,
  ])
  const readers = [await accountManagerOf(ctx, values.customer), taker(ctx.actor)]
  await shareWithTeam(ctx, { object: 'serviceRequest', id }, readers)
  await addStep(ctx, id, step)
  ctx.emit('request.filed', { request: id }, { object: 'serviceRequest', id })
  return { id, number: number! }
}
