import { positionChange, positionCreate, positionRemove } from '@gonghai/shared/actions/organisation'
import { v7 as uuid } from 'uuid'
import { bumpPermissionEpoch } from '../../access/context'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { changed, lockStructure, nameOf } from './structure'

interface PositionRow {
  name: string
  department_id: string
  reports_to_id: string | null
}

const row = 'select name, department_id, reports_to_id from position where id = $1::uuid'

async function refuseTwin(ctx: Ctx, department: string, name: string, but: string | null): Promise<void> {
  const rows = await ctx.tx.query(
    'select 1 from position where department_id = $1::uuid and name = $2 and id is distinct from $3::uuid',
    [department, name, but],
  )
  if (rows.length > 0) refuse('duplicateValue', {}, [{ path: 'name', rule: 'duplicate' }])
}

async function shown(ctx: Ctx, { name, department_id, reports_to_id }: PositionRow) {
  return {
    position: name,
    department: await nameOf(ctx, 'department', department_id),
    reportsTo: await nameOf(ctx, 'position', reports_to_id),
  }
}

/** Adds a position to a department. */
export const createPosition = handle(positionCreate, async (ctx, input) => {
  await lockStructure(ctx)
  await refuseTwin(ctx, input.department, input.name, null)
  const id = uuid()
  const made = { name: input.name, department_id: input.department, reports_to_id: input.reportsTo ?? null }
  await ctx.tx.query(
    `insert into position (id, department_id, name, reports_to_id, created_at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5::timestamptz)`,
    [id, made.department_id, made.name, made.reports_to_id, ctx.now],
  )
  ctx.trace('organisation', id, changed({}, await shown(ctx, made)))
  return { result: { id }, say: { name: input.name } }
})

/** Changes a position's name, department and superior; a reporting line never runs in a circle. */
export const changePosition = handle(positionChange, async (ctx, input) => {
  await lockStructure(ctx)
  const { id } = ctx.refs.get('position')
  const [before] = await ctx.tx.query<PositionRow>(row, [id])
  const after: PositionRow = {
    name: input.name || before!.name,
    department_id: input.department || before!.department_id,
    reports_to_id: input.reportsTo === undefined ? before!.reports_to_id : input.reportsTo,
  }
  await refuseTwin(ctx, after.department_id, after.name, id)
  const circle = await ctx.tx.query(
    `with recursive up(id, above) as (
       select id, reports_to_id from position where id = $1::uuid
       union select p.id, p.reports_to_id from position p join up on p.id = up.above)
     select 1 from up where id = $2::uuid`,
    [after.reports_to_id, id],
  )
  if (circle.length > 0) ctx.refuse('circle', { name: after.name })
  await ctx.tx.query(
    'update position set name = $2, department_id = $3::uuid, reports_to_id = $4::uuid where id = $1::uuid',
    [id, after.name, after.department_id, after.reports_to_id],
  )
  ctx.trace('organisation', id, changed(await shown(ctx, before!), await shown(ctx, after)))
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name: after.name } }
})

/** Removes a position that nobody fills; the reporting lines close over it. */
export const removePosition = handle(positionRemove, async ctx => {
  await lockStructure(ctx)
  const { id } = ctx.refs.get('position')
  const [before] = await ctx.tx.query<PositionRow>(row, [id])
  const [filled] = await ctx.tx.query<{ names: string | null; count: number }>(
    `select string_agg(name, '、' order by name) as names, count(*) as count from employee
     where position_id = $1::uuid and active`,
    [id],
  )
  if (filled!.count > 0) ctx.refuse('positionFilled', { name: before!.name, people: filled!.names ?? '' })
  await ctx.tx.query('update position set reports_to_id = $2::uuid where reports_to_id = $1::uuid', [
    id,
    before!.reports_to_id,
  ])
  await ctx.tx.query('update employee set position_id = null where position_id = $1::uuid', [id])
  await ctx.tx.query('delete from position_role where position_id = $1::uuid', [id])
  await ctx.tx.query('delete from position where id = $1::uuid', [id])
  ctx.trace('organisation', id, { position: [before!.name, null] })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name: before!.name } }
})
