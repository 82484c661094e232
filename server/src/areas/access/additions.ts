import { accessAdd, accessDrop } from '@gonghai/shared/actions/access'
import { objectList } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { bumpPermissionEpoch } from '../../access/context'
import { coversNamed } from '../../access/covers'
import { refuseMore } from '../../access/excess-words'
import { type Ctx, handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'

/** Who names people and departments must reach all of the object themselves. @throws Refusal moreThanOwn */
function demandReach(ctx: Ctx, object: string, need: 'query' | 'view' | 'edit'): void {
  if (ctx.actor.kind !== 'employee') return
  const { access } = ctx.actor
  const objects =
    object === '*' ? objectList.filter(({ can }) => can.owned).map(({ name }) => name) : [object]
  const beyond = objects.find(name => !coversNamed(access, name, need))
  if (beyond) refuseMore(ctx.actor, { object: beyond, kind: 'need', what: need })
}

/** Lets one employee see more than the roles do; the same target again only changes how much. */
export const addAccess = handle(accessAdd, async (ctx, input) => {
  const { employee, object, colleague, department, need } = input
  if (!colleague === !department) refuse('invalidInput', {}, [{ path: 'colleague', rule: 'required' }])
  const isOwned = objectList.some(one => one.name === object && one.can.owned)
  if (object !== '*' && !isOwned) refuse('invalidInput', {}, [{ path: 'object', rule: 'option' }])
  if (colleague === employee) refuse('invalidInput', {}, [{ path: 'colleague', rule: 'option' }])
  demandReach(ctx, object, need)
  const kind = colleague ? 'employee' : 'department'
  const target = ctx.refs.get(colleague ? 'colleague' : 'department')
  const who = ctx.actor.kind === 'employee' ? ctx.actor.employeeId : null
  const [row] = await ctx.tx.query<{ id: string }>(
    `insert into access_addition (id, employee_id, object, kind, target_id, need, created_by, created_at)
     values ($1::uuid, $2::uuid, $3, $4, $5::uuid, $6, $7::uuid, $8::timestamptz)
     on conflict (employee_id, object, kind, target_id) do update set need = excluded.need returning id`,
    [uuid(), employee, object, kind, target.id, need, who, ctx.now],
  )
  const name = String(target.row.name)
  ctx.trace('access', employee, { [`named.${object}.${need}`]: [null, name] })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id: row!.id }, say: { name: String(ctx.refs.get('employee').row.name), target: name } }
})

/** Ends it. */
export const dropAccess = handle(accessDrop, async (ctx, { addition }) => {
  const { row } = ctx.refs.get('addition')
  await ctx.tx.query('delete from access_addition where id = $1::uuid', [addition])
  const [target] = await ctx.tx.query<{ name: string }>(
    `select name from ${row.kind === 'employee' ? 'employee' : 'department'} where id = $1::uuid`,
    [row.target_id],
  )
  const name = target?.name ?? ''
  ctx.trace('access', String(row.employee_id), { [`named.${row.object}.${row.need}`]: [name, null] })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id: addition }, say: { target: name } }
})
