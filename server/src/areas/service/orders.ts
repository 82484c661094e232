import { clockWords } from '../../kernel/clock'
import type { Ctx } from '../../kernel/context'
import type { Row } from '../../records/columns'
import { lockRecord } from './lock-record'
import type { ServiceRequest } from './service-request'
import { accountManagerOf, shareWithTeam } from './share-with-team'

/** States in which an engineer has the work; a request has at most one such order (an index holds it). */
export const openOrderStates = ['assigned', 'accepted', 'onTheWay', 'working'] as const

/** Gives a request to an engineer: a work order of its own for each who gets it. @returns its id and number */
export async function openOrder(
  ctx: Ctx,
  request: ServiceRequest,
  engineer: string,
  note: string | null | undefined,
): Promise<{ id: string; number: string }> {
  const { id, number } = await ctx.write.insert('workOrder', {
    title: request.title,
    request: request.id,
    customer: request.customerId,
    asset: request.assetId,
    note: note ?? null,
    owner: engineer,
  })
  const manager = await accountManagerOf(ctx, request.customerId)
  await shareWithTeam(ctx, { object: 'workOrder', id }, [manager])
  return { id, number: number! }
}

/** The order that is under way for a request, locked. */
async function presentOrder(ctx: Ctx, requestId: string): Promise<Row | undefined> {
  const [found] = await ctx.tx.query<{ id: string }>(
    'select id from work_order where request_id = $1::uuid and state = any($2::text[]) and deleted_at is null',
    [requestId, openOrderStates],
  )
  return found && lockRecord(ctx.tx, 'workOrder', found.id)
}

/** Takes the order that is under way from its engineer. @returns its id and who had it; undefined when there was none */
export async function closePresentOrder(
  ctx: Ctx,
  requestId: string,
  state: 'cancelled',
  reason?: string | null,
): Promise<{ id: string; engineer: string } | undefined> {
  const row = await presentOrder(ctx, requestId)
  if (!row) return undefined
  await ctx.write.update('workOrder', row, { state, ...(reason ? { reason } : {}) })
  return { id: row.id as string, engineer: row.owner_id as string }
}

/** Says who has it since when. @throws Refusal alreadyDispatched */
export async function refuseDispatched(ctx: Ctx, request: ServiceRequest): Promise<never> {
  const [holder] = await ctx.tx.query<{ name: string; at: Date }>(
    `select e.name, o.created_at as at from work_order o join employee e on e.id = o.owner_id
     where o.request_id = $1::uuid and o.state = any($2::text[]) order by o.created_at desc limit 1`,
    [request.id, openOrderStates],
  )
  return ctx.refuse('alreadyDispatched', {
    number: request.number,
    name: holder?.name ?? '',
    time: clockWords(holder?.at ?? ctx.now, ctx.now, ctx.actor.timeZone),
  })
}
