import { departmentChange, departmentCreate } from '@gonghai/shared/actions/organisation'
import { v7 as uuid } from 'uuid'
import { bumpPermissionEpoch } from '../../access/context'
import type { Ctx, Json } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { changed, lockStructure, nameOf } from './structure'

/** Levels that scopes know: dept1 … dept6. */
export const maxLevels = 6

/** Two departments of one name under one parent could not be told apart. @throws Refusal duplicateValue */
export async function refuseTwin(
  ctx: Ctx,
  { parent, name, but }: { parent: unknown; name: string; but: string | null },
): Promise<void> {
  const rows = await ctx.tx.query(
    `select 1 from department where parent_id is not distinct from $1::uuid and name = $2 and id is distinct from $3::uuid
     and ($1::uuid is not null)`,
    [parent, name, but],
  )
  if (rows.length > 0) refuse('duplicateValue', {}, [{ path: 'name', rule: 'duplicate' }])
}

/** Adds a department below another; at most six levels deep. */
export const createDepartment = handle(departmentCreate, async (ctx, input) => {
  await lockStructure(ctx)
  const { id: parent } = ctx.refs.get('parent')
  const [above] = await ctx.tx.query<{ organisation_id: string; path: string[] }>(
    'select organisation_id, path from department where id = $1::uuid',
    [parent],
  )
  if (above!.path.length >= maxLevels) ctx.refuse('tooDeep', { levels: maxLevels })
  await refuseTwin(ctx, { parent, name: input.name, but: null })
  const id = uuid()
  await ctx.tx.query(
    `insert into department (id, organisation_id, parent_id, name, path, attribute, manager_id, position)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid[], $6, $7::uuid,
       (select coalesce(max(position), 0) + 1 from department where parent_id = $3::uuid))`,
    [
      id,
      above!.organisation_id,
      parent,
      input.name,
      [...above!.path, id],
      input.attribute ?? null,
      input.manager ?? null,
    ],
  )
  const made = {
    name: input.name,
    parent: await nameOf(ctx, 'department', parent),
    attribute: input.attribute ?? null,
    manager: await nameOf(ctx, 'employee', input.manager),
  }
  ctx.trace('organisation', id, changed({}, made))
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name: input.name } }
})

interface DepartmentRow {
  name: string
  parent_id: string | null
  attribute: string | null
  manager_id: string | null
  position: number
}

const given = <T>(value: T | undefined, otherwise: T): T => (value === undefined ? otherwise : value)

/** Changes a department's name, attribute, head and place among its neighbours. */
export const changeDepartment = handle(departmentChange, async (ctx, input) => {
  await lockStructure(ctx)
  const { id } = ctx.refs.get('department')
  const [before] = await ctx.tx.query<DepartmentRow>(
    'select name, parent_id, attribute, manager_id, position from department where id = $1::uuid for update',
    [id],
  )
  const name = input.name || before!.name
  if (name !== before!.name) await refuseTwin(ctx, { parent: before!.parent_id, name, but: id })
  const attribute = given<string | null>(input.attribute, before!.attribute)
  const manager = given<string | null>(input.manager, before!.manager_id)
  const order = input.order ?? before!.position
  await ctx.tx.query(
    `update department set name = $2, attribute = $3, manager_id = $4::uuid, position = $5::int where id = $1::uuid`,
    [id, name, attribute, manager, order],
  )
  const shown = async (row: { name: string; attribute: Json; manager: unknown; order: number }) => ({
    name: row.name,
    attribute: row.attribute,
    manager: await nameOf(ctx, 'employee', row.manager),
    order: row.order,
  })
  const old = {
    name: before!.name,
    attribute: before!.attribute,
    manager: before!.manager_id,
    order: before!.position,
  }
  ctx.trace('organisation', id, changed(await shown(old), await shown({ name, attribute, manager, order })))
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name } }
})
