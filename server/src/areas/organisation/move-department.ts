import { departmentMove, departmentRemove } from '@gonghai/shared/actions/organisation'
import { bumpPermissionEpoch } from '../../access/context'
import { keepingReach } from '../../access/own-reach'
import type { Ctx, Handled } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { restampSoon } from './restamp'
import { lockStructure, nameOf } from './structure'
import { maxLevels, refuseTwin } from './write-department'

interface Place {
  name: string
  parent_id: string | null
  organisation_id: string
  path: string[]
}

const place = 'select name, parent_id, organisation_id, path from department where id = $1::uuid'

/**
 * Hangs a department under another one: paths of everything below it, the organisation of its people, and the department
 * columns of the records change with it.
 */
export const moveDepartment = handle(departmentMove, ctx => keepingReach(ctx.tx, ctx.actor, () => hang(ctx)))

async function hang(ctx: Ctx): Promise<Handled> {
  await lockStructure(ctx)
  const { id } = ctx.refs.get('department')
  const { id: parent } = ctx.refs.get('parent')
  const [own] = await ctx.tx.query<Place>(place, [id])
  const [above] = await ctx.tx.query<Place>(place, [parent])
  if (above!.path.includes(id)) ctx.refuse('circle', { name: own!.name })
  const below = await ctx.tx.query<{ id: string; levels: number }>(
    'select id, cardinality(path) as levels from department where path @> array[$1::uuid]',
    [id],
  )
  const deepest = Math.max(...below.map(one => one.levels)) - own!.path.length + 1
  if (above!.path.length + deepest > maxLevels) ctx.refuse('tooDeep', { levels: maxLevels })
  await refuseTwin(ctx, { parent, name: own!.name, but: id })
  await ctx.tx.query('update department set parent_id = $2::uuid where id = $1::uuid', [id, parent])
  await ctx.tx.query(
    `update department set path = $2::uuid[] || path[$3::int:], organisation_id = $4::uuid where path @> array[$1::uuid]`,
    [id, above!.path, own!.path.length, above!.organisation_id],
  )
  const subtree = below.map(one => one.id)
  if (above!.organisation_id !== own!.organisation_id) {
    await ctx.tx.query(
      'update employee set organisation_id = $2::uuid where department_id = any($1::uuid[])',
      [subtree, above!.organisation_id],
    )
  }
  await restampSoon(ctx.tx, { departments: subtree })
  ctx.trace('organisation', id, {
    parent: [await nameOf(ctx, 'department', own!.parent_id), above!.name],
  })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name: own!.name, to: above!.name } }
}

/** Removes an empty department: what people who left, and records, still point to goes to the one above. */
export const removeDepartment = handle(departmentRemove, async ctx => {
  await lockStructure(ctx)
  const { id } = ctx.refs.get('department')
  const [own] = await ctx.tx.query<Place>(place, [id])
  const [used] = await ctx.tx.query<{ people: number; departments: number; positions: number }>(
    `select (select count(*) from employee where department_id = $1::uuid and active) as people,
       (select count(*) from department where parent_id = $1::uuid) as departments,
       (select count(*) from position where department_id = $1::uuid) as positions`,
    [id],
  )
  const { people, departments, positions } = used!
  if (!own!.parent_id || people + departments + positions > 0) {
    ctx.refuse('departmentNotEmpty', { name: own!.name, people, departments, positions })
  }
  await ctx.tx.query('update employee set department_id = $2::uuid where department_id = $1::uuid', [
    id,
    own!.parent_id,
  ])
  await restampSoon(ctx.tx, { departments: [id], into: own!.parent_id! })
  await ctx.tx.query('delete from remote_department where department_id = $1::uuid', [id])
  await ctx.tx.query('delete from department where id = $1::uuid', [id])
  ctx.trace('organisation', id, { name: [own!.name, null] })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name: own!.name } }
})
