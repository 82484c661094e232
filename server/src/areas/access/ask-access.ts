import { accessGrant, accessRefuse, accessRequest, accessWithdraw } from '@gonghai/shared/actions/access'
import { translator } from '@gonghai/shared/i18n'
import { findObject, type ObjectDeclaration, type ObjectName } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { type Access, can, loadAccess } from '../../access/context'
import { scopeCondition } from '../../access/scope'
import { dayIn, nextDay } from '../../kernel/clock'
import { type Ctx, handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { identifier, type Row, splitRecord, tableOf } from '../../records/columns'
import { parseValue } from '../../records/input'
import { decidersOf } from './deciders'

/** Questions that one person may ask per day: nobody probes the company with them. */
const perDay = 30
const day = 86_400_000
/** An opening ends by itself after at most a year. */
const longest = 366

/** "customer:<id>". @throws Refusal invalidInput: the form only, never whether it is there */
function pointer(text: string): [object: ObjectDeclaration, id: string] {
  const [name, rest] = splitRecord(text)
  const object = findObject(name)
  const id = parseValue({ kind: 'reference' }, rest)
  if (!object || typeof id !== 'string')
    return refuse('invalidInput', {}, [{ path: 'record', rule: 'format' }])
  return [object, id]
}

/** What can be opened to one person has a team; whoever may not use such records at all could not open it then either. @throws Refusal */
function demandOpenable(ctx: Ctx, object: ObjectDeclaration, asker: Access, name: string): void {
  const words = { object: translator(ctx.actor.locale)(`object.${object.name}.label`), name }
  if (!object.can.team) ctx.refuse('notOpenable', words)
  if (!can(asker, { object: object.name, verb: 'view' })) ctx.refuse('kindNotAllowed', words)
}

/**
 * Asks to see a record. The answer, and what is written, are the same whether there is such a record or not; only whoever may
 * grant it hears of it.
 */
export const requestAccess = handle(accessRequest, async (ctx, { record, reason }) => {
  if (ctx.actor.kind !== 'employee') return ctx.refuse('notPermitted')
  const me = ctx.actor.employeeId
  const [object, recordId] = pointer(record)
  demandOpenable(ctx, object, ctx.actor.access, ctx.actor.name)
  await ctx.tx.query(
    `select 1 as locked from (select pg_advisory_xact_lock(hashtext('access.request ' || $1))) l`,
    [me],
  )
  const [today] = await ctx.tx.query<{ count: number }>(
    `select count(*)::int as count from access_request where requester_id = $1::uuid and created_at > $2::timestamptz`,
    [me, new Date(ctx.now.getTime() - day)],
  )
  if (today!.count >= perDay) ctx.refuse('tooManyRequests')
  const deciders = await decidersOf(ctx.tx, object, recordId, me)
  const [open] = await ctx.tx.query<{ id: string }>(
    `update access_request set reason = $4, deciders = $5::uuid[] where requester_id = $1::uuid and object = $2
       and record_id = $3::uuid and state = 'waiting' returning id`,
    [me, object.name, recordId, reason, deciders],
  )
  const id = open?.id ?? uuid()
  if (!open) {
    await ctx.tx.query(
      `insert into access_request (id, requester_id, object, record_id, reason, deciders, state, created_at)
       values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6::uuid[], 'waiting', $7::timestamptz)`,
      [id, me, object.name, recordId, reason, deciders, ctx.now],
    )
  }
  if (deciders.length > 0) ctx.emit('access.requested', { request: id, deciders })
  return { result: { request: id } }
})

/** The request, which waits for this decider. @throws Refusal notPermitted | alreadyAnswered */
function waiting(ctx: Ctx): Row {
  const { row } = ctx.refs.get('request')
  const me = ctx.actor.kind === 'employee' ? ctx.actor.employeeId : ''
  if (!(row.deciders as string[]).includes(me)) ctx.refuse('notPermitted')
  if (row.state !== 'waiting') ctx.refuse('alreadyAnswered')
  return row
}

/** The end of the last day in the company's zone. @throws Refusal pastTime | invalidInput */
function endOf(ctx: Ctx, lastDay: string | undefined): Date {
  const last = lastDay ?? dayIn(ctx.timeZone, new Date(ctx.now.getTime() + 30 * day))
  const moments = ['12', '00', '23'].map(hour => new Date(`${last}T${hour}:00:00Z`))
  const at = moments.find(moment => dayIn(ctx.timeZone, moment) === last) ?? moments[0]!
  const end = nextDay(ctx.timeZone, at)
  if (end <= ctx.now) ctx.refuse('pastTime')
  if (end.getTime() - ctx.now.getTime() > longest * day)
    refuse('invalidInput', {}, [{ path: 'lastDay', rule: 'tooLarge', params: { max: longest } }])
  return end
}

/**
 * The record, if the decider may open it to others: whoever may change it otherwise than as one of its team, the administrators
 * of the pool in which it lies, and whoever has the permission to grant access. @throws Refusal notFound | notPermitted
 */
async function openable(ctx: Ctx, object: ObjectDeclaration, id: string, access: string): Promise<Row> {
  if (ctx.actor.kind !== 'employee') return ctx.refuse('notPermitted')
  const reader = ctx.actor.access
  const params: unknown[] = [id]
  const bind = (value: unknown) => `$${params.push(value)}`
  const reach = (need: 'view' | 'beyondTeam' | 'pooledAdmin') =>
    `(${scopeCondition(reader, object.name, need, bind, 't')})`
  const mayEdit = reach('beyondTeam')
  const [row] = await ctx.tx.query<Row & { may_edit: boolean; may_open: boolean; in_pool: boolean }>(
    `select t.*, ${mayEdit} as may_edit, ${reach('view')} as may_open, ${reach('pooledAdmin')} as in_pool
     from ${identifier(tableOf(object).name)} t where t.id = $1::uuid and t.deleted_at is null for no key update of t`,
    params,
  )
  if (!row) return ctx.refuse('notFound')
  const grants = row.may_open && can(reader, { object: 'access', verb: 'grant' })
  const allowed = access === 'edit' ? row.may_edit || grants : row.may_edit || row.in_pool || grants
  return allowed ? row : ctx.refuse('notPermitted')
}

/** Opens the record to the asker until a day. Whoever is in its team for good already keeps that. */
export const grantAccess = handle(accessGrant, async (ctx, { access = 'read', lastDay }) => {
  const request = waiting(ctx)
  const object = findObject(String(request.object)) ?? ctx.refuse('notFound')
  const recordId = String(request.record_id)
  const asker = String(request.requester_id)
  const end = endOf(ctx, lastDay)
  const row = await openable(ctx, object, recordId, access)
  const [person] = await ctx.tx.query<{ name: string; active: boolean }>(
    'select name, active from employee where id = $1::uuid',
    [asker],
  )
  if (!person?.active) return ctx.refuse('notFound')
  demandOpenable(ctx, object, await loadAccess(ctx.tx, asker), person.name)
  const [before] = await ctx.tx.query<{ access: string; expires_at: Date | null }>(
    `select access, expires_at from team_member where object = $1 and record_id = $2::uuid and employee_id = $3::uuid
     for update`,
    [object.name, recordId, asker],
  )
  const permanent = before && !before.expires_at ? before.access : undefined
  if (!(permanent === 'edit' || permanent === access)) {
    await ctx.tx.query(
      `insert into team_member (object, record_id, employee_id, access, created_at, expires_at)
       values ($1, $2::uuid, $3::uuid, $4, $5::timestamptz, $6::timestamptz)
       on conflict (object, record_id, employee_id) do update set access = excluded.access, expires_at = excluded.expires_at`,
      [object.name, recordId, asker, access, ctx.now, end],
    )
  }
  await ctx.tx.query(
    `update access_request set state = 'granted', access = $2, until = $3::timestamptz, decided_by = $4::uuid,
       decided_at = $5::timestamptz where id = $1::uuid`,
    [request.id, access, end, (ctx.actor as { employeeId: string }).employeeId, ctx.now],
  )
  const last = dayIn(ctx.timeZone, new Date(end.getTime() - 1))
  ctx.write.note(object.name as ObjectName, recordId, `${person.name} · ${last}`)
  ctx.emit('access.decided', { request: request.id as string, back: permanent ?? null })
  const title = String(tableOf(object).byField.get(object.title)!.decode(row) ?? '')
  return {
    result: { request: request.id as string, until: last },
    say: { name: person.name, title, until: last },
  }
})

/** Says no, with the reason. */
export const refuseAccess = handle(accessRefuse, async (ctx, { reason }) => {
  const request = waiting(ctx)
  await ctx.tx.query(
    `update access_request set state = 'refused', answer = $2, decided_by = $3::uuid, decided_at = $4::timestamptz
     where id = $1::uuid`,
    [request.id, reason, (ctx.actor as { employeeId: string }).employeeId, ctx.now],
  )
  ctx.emit('access.decided', { request: request.id as string, back: null })
  return { result: { request: request.id as string } }
})

/** The asker takes it back; the deciders' cards say so. */
export const withdrawAccess = handle(accessWithdraw, async ctx => {
  const { row } = ctx.refs.get('request')
  if (ctx.actor.kind !== 'employee' || row.requester_id !== ctx.actor.employeeId) ctx.refuse('notPermitted')
  if (row.state !== 'waiting') ctx.refuse('alreadyAnswered')
  await ctx.tx.query(
    `update access_request set state = 'withdrawn', decided_at = $2::timestamptz where id = $1::uuid`,
    [row.id, ctx.now],
  )
  if ((row.deciders as string[]).length > 0)
    ctx.emit('access.decided', { request: row.id as string, back: null })
  return { result: { request: row.id as string } }
})
