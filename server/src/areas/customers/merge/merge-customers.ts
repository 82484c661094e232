import type { InputOf } from '@gonghai/shared/actions'
import { customerMerge } from '@gonghai/shared/actions/customers'
import { objects } from '@gonghai/shared/objects'
import type { Ctx, Handler } from '../../../kernel/context'
import { handle } from '../../../kernel/context'
import type { Loaded } from '../../../kernel/references'
import type { Values } from '../../../kernel/writer'
import { decodeRow, type Row, selectList } from '../../../records/columns'
import { catalogueOf } from '../../../records/custom/catalogue'
import { dropPartner } from '../remove-customer'
import { mergedValues } from './merged-values'
import { type Moved, moveRows } from './move-rows'
import { mergeObstacle } from './obstacles'

/**
 * Keeps the open approvals of contracts alive while their customer changes: given by the area that owns approvals.
 * @returns what to call when the contracts have moved
 */
export type HoldApprovals = (ctx: Ctx, contracts: readonly string[]) => Promise<() => Promise<void>>

/** Makes one customer of two (CUST-12). There is no way back, so both sides must be as they were when it was decided. */
export function mergeCustomers(holdApprovals: HoldApprovals): Handler {
  return handle(customerMerge, async (ctx, input) => {
    const [winner, loser] = [ctx.refs.get('winner'), ctx.refs.get('loser')]
    await demandMergeable(ctx, input, winner, loser)
    const contracts = await ctx.tx.query<{ id: string }>(
      'select id from contract where customer_id = $1::uuid order by id for no key update',
      [loser.id],
    )
    const letGo = await holdApprovals(
      ctx,
      contracts.map(row => row.id),
    )
    const object = (await catalogueOf(ctx.tx, ctx.actor)).of(objects.customer)
    const values = {
      ...mergedValues(object, winner.row, loser.row, input.take ?? []),
      ...inherited(winner, loser),
    }
    await retire(ctx, loser, winner)
    await moveContacts(ctx, loser, winner)
    const moved = await moveRows(ctx.tx, { winner: winner.id, loser: loser.id })
    await letGo()
    traceMoves(ctx, moved, loser, winner)
    if (inherits(winner, loser)) await leaveTeam(ctx, winner.id, loser.row.owner_id as string)
    await keepFormerOwner(ctx, loser, winner, input.keepOwner ?? 'read')
    const note = `${loser.row.number} ${loser.row.name}`
    await ctx.write.update('customer', winner.row, values, { note })
    for (const partner of [winner.row.partner_id, loser.row.partner_id])
      if (partner && partner !== values.partner) await dropPartner(ctx, winner.id, partner as string)
    announce(ctx, winner, loser)
    return {
      result: { id: winner.id, moved: moved.length },
      say: { name: String(values.name ?? winner.row.name), loser: String(loser.row.name) },
    }
  })
}

/** Nobody has the winner, but somebody works on the loser: that one goes on. */
const inherits = (winner: Loaded, loser: Loaded) =>
  winner.row.owner_id === null && loser.row.owner_id !== null

/** Owner, pool and since when come from the loser, whose holding goes on at the winner. */
function inherited(winner: Loaded, loser: Loaded): Values {
  if (!inherits(winner, loser)) return {}
  const { owner, pool, heldSince, nextContactAt } = decodeRow(objects.customer, loser.row)
  return {
    owner: owner ?? null,
    pool: pool ?? null,
    heldSince: heldSince ?? null,
    nextContactAt: nextContactAt ?? null,
    pooledAt: null,
    poolReason: null,
  }
}

/** @throws Refusal mergeSelf | staleVersion | mergeInApproval | differentPartners */
async function demandMergeable(
  ctx: Ctx,
  input: InputOf<typeof customerMerge>,
  winner: Loaded,
  loser: Loaded,
): Promise<void> {
  if (winner.id === loser.id) ctx.refuse('mergeSelf')
  for (const [row, version] of [
    [winner.row, input.winnerVersion],
    [loser.row, input.loserVersion],
  ] as const)
    if (row.version !== version) ctx.refuse('staleVersion', { version: row.version as number })
  // Nothing new may be written for the loser from here on: references wait for this lock.
  await ctx.tx.query('select 1 as one from customer where id = $1::uuid for update', [loser.id])
  const obstacle = await mergeObstacle(ctx.tx, winner.row, loser.row)
  if (obstacle) ctx.refuse(obstacle.code, obstacle.params)
}

/** The loser is gone but for the way to the winner; it counts as held by nobody. */
async function retire(ctx: Ctx, loser: Loaded, winner: Loaded): Promise<void> {
  await ctx.tx.query(
    `update customer set deleted_at = $2::timestamptz, deleted_by = $3::uuid, merged_into_id = $4::uuid, partner_id = null,
       next_contact_at = null, version = version + 1 where id = $1::uuid`,
    [loser.id, ctx.now, ctx.actor.kind === 'employee' ? ctx.actor.employeeId : null, winner.id],
  )
  // The holding of whoever goes on moves along.
  if (inherits(winner, loser)) return
  await ctx.tx.query(
    `update holding set ended_at = $2::timestamptz, ended_by = 'merged'
     where object = 'customer' and record_id = $1::uuid and ended_at is null`,
    [loser.id, ctx.now],
  )
}

/**
 * Contacts that the one owner had, or nobody, go to the owner of what comes of it; those that a colleague keeps stay with that
 * colleague.
 */
async function moveContacts(ctx: Ctx, loser: Loaded, winner: Loaded): Promise<void> {
  if (loser.row.owner_id === winner.row.owner_id) return
  const [from, to] = inherits(winner, loser) ? [winner, loser] : [loser, winner]
  const contacts = await ctx.tx.query<Row>(
    `select ${selectList(objects.contact, 't')} from contact t
     where t.customer_id = $1::uuid and t.owner_id is not distinct from $2::uuid and t.deleted_at is null
     order by t.id for no key update of t`,
    [from.id, from.row.owner_id],
  )
  const owner = to.row.owner_id as string | null
  for (const contact of contacts) await ctx.write.update('contact', contact, { owner })
}

/** Each record that changed hands says so in its own history. */
function traceMoves(ctx: Ctx, moved: readonly Moved[], loser: Loaded, winner: Loaded): void {
  const note = `${loser.row.number} → ${winner.row.number}`
  for (const { object, id } of moved) ctx.write.note(object, id, note, { customer: [loser.id, winner.id] })
}

/** Whoever owns it needs no place in its team. */
async function leaveTeam(ctx: Ctx, winner: string, owner: string): Promise<void> {
  await ctx.tx.query(
    `delete from team_member where object = 'customer' and record_id = $1::uuid and employee_id = $2::uuid`,
    [winner, owner],
  )
}

/** Whoever owned the loser keeps looking at it, if so chosen. */
async function keepFormerOwner(
  ctx: Ctx,
  loser: Loaded,
  winner: Loaded,
  access: 'none' | 'read' | 'edit',
): Promise<void> {
  const owner = loser.row.owner_id
  if (!owner || owner === winner.row.owner_id || access === 'none' || inherits(winner, loser)) return
  await ctx.tx.query(
    `insert into team_member (object, record_id, employee_id, access, created_at)
     values ('customer', $1::uuid, $2::uuid, $3, $4::timestamptz)
     on conflict (object, record_id, employee_id) do update set expires_at = null,
       access = case when team_member.access = 'edit' then 'edit' else excluded.access end`,
    [winner.id, owner, access, ctx.now],
  )
}

/** Reminders follow the winner, open cards of the loser close, both owners are told. */
function announce(ctx: Ctx, winner: Loaded, loser: Loaded): void {
  for (const { id } of [winner, loser])
    ctx.emit('reminder.set', { object: 'customer', id, at: null }, { object: 'customer', id })
  for (const { id } of inherits(winner, loser) ? [winner, loser] : [loser])
    ctx.emit('pool.left', { object: 'customer', id }, { object: 'customer', id })
  const owners = [loser.row.owner_id, winner.row.owner_id] as (string | null)[]
  ctx.emit(
    'customer.merged',
    { winner: winner.id, loser: loser.id, name: String(loser.row.name), owners },
    { object: 'customer', id: winner.id },
  )
}
