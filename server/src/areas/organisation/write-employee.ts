import { employeeChange, employeeCreate, employeeMove } from '@gonghai/shared/actions/organisation'
import { v7 as uuid } from 'uuid'
import { bumpPermissionEpoch } from '../../access/context'
import { demandRecordsReached, keepingReach } from '../../access/own-reach'
import { demandPositionCovered } from '../../access/position-roles'
import { demandRankOver, demandStandIn } from '../../access/rank'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { mobileForms, normaliseMobile } from '../../records/normalise-name'
import { textKeys } from '../../records/search-keys'
import { restampSoon } from './restamp'
import { changed, lockStructure, nameOf } from './structure'

/** What can be changed of a person. */
interface PersonRow {
  name: string
  title: string | null
  mobile: string | null
  leader_id: string | null
  position_id: string | null
  department_id: string
  locale: string
}

async function shown(ctx: Ctx, person: PersonRow) {
  return {
    name: person.name,
    title: person.title,
    mobile: person.mobile,
    leader: await nameOf(ctx, 'employee', person.leader_id),
    position: await nameOf(ctx, 'position', person.position_id),
    department: await nameOf(ctx, 'department', person.department_id),
    locale: person.locale,
  }
}

/** A number as it is kept; one without a digit is none. */
const stored = (mobile: string | null | undefined) => (mobile ? normaliseMobile(mobile) || null : mobile)

/** A number belongs to one active person: it signs in (SET-8) and finds colleagues. @throws Refusal duplicateValue */
async function refuseTwin(ctx: Ctx, mobile: string | null, but: string | null): Promise<void> {
  if (!mobile) return
  const rows = await ctx.tx.query(
    'select 1 from employee where mobile = any($1::text[]) and active and id is distinct from $2::uuid',
    [mobileForms(mobile), but],
  )
  if (rows.length > 0) refuse('duplicateValue', {}, [{ path: 'mobile', rule: 'duplicate' }])
}

/** Adds a person; what they may do comes with roles or a position. */
export const createEmployee = handle(employeeCreate, async (ctx, input) => {
  await lockStructure(ctx)
  const mobile = stored(input.mobile) ?? null
  await refuseTwin(ctx, mobile, null)
  await demandPositionCovered(ctx.tx, ctx.actor, input.position, input.department)
  const id = uuid()
  const made: PersonRow = {
    name: input.name,
    title: input.title ?? null,
    mobile,
    leader_id: input.leader ?? null,
    position_id: input.position ?? null,
    department_id: input.department,
    locale: 'zh-CN',
  }
  await ctx.tx.query(
    `insert into employee (id, organisation_id, department_id, name, title, mobile, leader_id, position_id, time_zone,
       created_at, search_keys)
     select $1::uuid, d.organisation_id, d.id, $3, $4, $5, $6::uuid, $7::uuid, $8, $9::timestamptz, $10::text[]
     from department d where d.id = $2::uuid`,
    [
      id,
      made.department_id,
      made.name,
      made.title,
      made.mobile,
      made.leader_id,
      made.position_id,
      ctx.timeZone,
      ctx.now,
      textKeys([made.name]),
    ],
  )
  ctx.trace('organisation', id, changed({}, await shown(ctx, made)))
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name: input.name } }
})

/** Nobody is their own superior, not even by way of others. @throws Refusal circle */
async function refuseCircle(ctx: Ctx, id: string, leader: string | null, name: string): Promise<void> {
  const rows = await ctx.tx.query(
    `with recursive up(id, above) as (
       select id, leader_id from employee where id = $1::uuid
       union select e.id, e.leader_id from employee e join up on e.id = up.above)
     select 1 from up where id = $2::uuid`,
    [leader, id],
  )
  if (rows.length > 0) ctx.refuse('circle', { name })
}

const kept = <T>(value: T | undefined, before: T): T => (value === undefined ? before : value)

async function lockPerson(ctx: Ctx, id: string): Promise<PersonRow> {
  const [row] = await ctx.tx.query<PersonRow>(
    `select name, title, mobile, leader_id, position_id, department_id, locale from employee where id = $1::uuid for no key update`,
    [id],
  )
  return row!
}

/** Changes what is known of a person; superiors and positions hold from the next request. */
export const changeEmployee = handle(employeeChange, async (ctx, input) => {
  await lockStructure(ctx)
  const { id } = ctx.refs.get('employee')
  const before = await lockPerson(ctx, id)
  const after: PersonRow = {
    name: input.name || before.name,
    title: kept<string | null>(input.title, before.title),
    mobile: kept<string | null>(stored(input.mobile), before.mobile),
    leader_id: kept<string | null>(input.leader, before.leader_id),
    position_id: kept<string | null>(input.position, before.position_id),
    department_id: before.department_id,
    locale: input.locale || before.locale,
  }
  if (after.mobile !== before.mobile) {
    // The number signs in, and finds people in the platforms' directories.
    await demandStandIn(ctx.tx, ctx.actor, id)
    await refuseTwin(ctx, after.mobile, id)
  }
  if (after.position_id !== before.position_id) {
    await demandRankOver(ctx.tx, ctx.actor, id)
    await demandPositionCovered(ctx.tx, ctx.actor, after.position_id, before.department_id)
  }
  if (after.leader_id !== before.leader_id) await refuseCircle(ctx, id, after.leader_id, after.name)
  const write = () => writePerson(ctx, id, after)
  await (after.leader_id === before.leader_id ? write() : keepingReach(ctx.tx, ctx.actor, write))
  ctx.trace('organisation', id, changed(await shown(ctx, before), await shown(ctx, after)))
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name: after.name } }
})

async function writePerson(ctx: Ctx, id: string, after: PersonRow): Promise<void> {
  await ctx.tx.query(
    `update employee set name = $2, title = $3, mobile = $4, leader_id = $5::uuid, position_id = $6::uuid, locale = $7,
       search_keys = $8::text[] where id = $1::uuid`,
    [
      id,
      after.name,
      after.title,
      after.mobile,
      after.leader_id,
      after.position_id,
      after.locale,
      textKeys([after.name]),
    ],
  )
}

/**
 * Moves a person. Records carry their owner's department: with `bring` they follow, else they stay where they are seen now
 * and only what is written from here on lies in the new department.
 */
export const moveEmployee = handle(employeeMove, async (ctx, input) => {
  await lockStructure(ctx)
  const { id } = ctx.refs.get('employee')
  const before = await lockPerson(ctx, id)
  const { id: department, row } = ctx.refs.get('department')
  await keepingReach(ctx.tx, ctx.actor, () =>
    ctx.tx.query(
      'update employee set department_id = $2::uuid, organisation_id = $3::uuid where id = $1::uuid',
      [id, department, row.organisation_id],
    ),
  )
  if (input.bring) await demandRecordsReached(ctx.tx, ctx.actor, { id, name: before.name }, department)
  const records = input.bring ? await restampSoon(ctx.tx, { owner: id }) : 0
  const places = changed(await shown(ctx, before), await shown(ctx, { ...before, department_id: department }))
  ctx.trace('organisation', id, { ...places, ...(input.bring ? { recordsMoved: [null, records] } : {}) })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id, records }, say: { name: before.name, to: String(row.name), count: records } }
})
