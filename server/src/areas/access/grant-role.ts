import { positionSetRoles, roleGrant, roleRevoke } from '@gonghai/shared/actions/access'
import { v7 as uuid } from 'uuid'
import { settled } from '../../access/abroad'
import type { Grant } from '../../access/combine'
import { bumpPermissionEpoch } from '../../access/context'
import { refuseMore } from '../../access/excess-words'
import { demandNear } from '../../access/near'
import { demandSuperAdministrator, superAdministrator } from '../../access/super-administrator'
import { type Ctx, handle } from '../../kernel/context'
import type { Row } from '../../records/columns'
import type { Definition } from './definition'
import { demandCovered, lockRole, type RoleRow } from './write-role'

/** Only a super administrator appoints or dismisses one (SET-3). @throws Refusal moreThanOwn */
function demandRank(ctx: Ctx, role: RoleRow): void {
  if (ctx.actor.kind !== 'employee') return
  const isSuper = ctx.actor.access.roles.includes(superAdministrator)
  if (role.key === superAdministrator && !isSuper)
    refuseMore(ctx.actor, { object: 'role', kind: 'role', what: role.name })
}

/**
 * For another organisation than the person's own a role reaches that organisation: who gives it must see it whole.
 * @throws Refusal moreThanOwn, roleProtected
 */
async function demandAbroad(ctx: Ctx, role: RoleRow, person: Row, organisation: string): Promise<void> {
  // A super administrator of a part of the company is none: nobody may believe that there is one left.
  if (role.key === superAdministrator) ctx.refuse('roleProtected')
  const roots = await ctx.tx.query<{ id: string }>(
    'select id from department where organisation_id = $1::uuid and parent_id is null',
    [organisation],
  )
  const given = { ...role, organisation_id: organisation, roots: roots.map(({ id }) => id) }
  demandCovered(ctx, settled(person.organisation_id as string, given as Grant) as Definition)
}

const nameOf = (row: Row) => String(row.name)

/** Gives a role; given already, nothing changes. */
export const grantRole = handle(roleGrant, async (ctx, { employee, role: id, organisation }) => {
  const role = await lockRole(ctx, id, 'share')
  const person = ctx.refs.get('employee').row
  demandRank(ctx, role)
  demandCovered(ctx, role)
  if (organisation) await demandAbroad(ctx, role, person, organisation)
  await demandNear(ctx.tx, ctx.actor, role, person.department_id as string)
  await ctx.tx.query('select 1 from employee where id = $1::uuid for no key update', [employee])
  const given = await ctx.tx.query(
    `insert into role_grant (id, employee_id, role_id, organisation_id)
     select $1::uuid, $2::uuid, $3::uuid, $4::uuid where not exists (select 1 from role_grant g
       where g.employee_id = $2::uuid and g.role_id = $3::uuid and g.organisation_id is not distinct from $4::uuid)
     returning id`,
    [uuid(), employee, role.id, organisation ?? null],
  )
  const say = { name: nameOf(person), role: role.name }
  const undo = { employee, role: role.id, ...(organisation ? { organisation } : {}) }
  if (given.length === 0) return { result: { role: role.id }, say }
  ctx.trace('role', role.id, { holder: [null, nameOf(person)] })
  ctx.trace('access', employee, { role: [null, role.name] })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { role: role.id }, say, undo }
})

/** Takes a role from somebody, also from who has left. @throws Refusal lastAdministrator */
export const revokeRole = handle(roleRevoke, async (ctx, { employee, role: id, organisation }) => {
  const role = await lockRole(ctx, id)
  const person = ctx.refs.get('employee').row
  demandRank(ctx, role)
  demandCovered(ctx, role)
  const taken = await ctx.tx.query(
    `delete from role_grant where employee_id = $1::uuid and role_id = $2::uuid
       and organisation_id is not distinct from $3::uuid returning id`,
    [employee, role.id, organisation ?? null],
  )
  if (taken.length > 0) {
    if (role.key === superAdministrator) await demandSuperAdministrator(ctx.tx)
    ctx.trace('role', role.id, { holder: [nameOf(person), null] })
    ctx.trace('access', employee, { role: [role.name, null] })
    await bumpPermissionEpoch(ctx.tx, ctx.now)
  }
  return { result: { role: role.id }, say: { name: nameOf(person), role: role.name } }
})

/** The roles that come with a position; the super administrator's is given to persons only. */
export const setPositionRoles = handle(positionSetRoles, async (ctx, { position, roles = [] }) => {
  const place = ctx.refs.get('position').row
  await ctx.tx.query('select 1 from position where id = $1::uuid for update', [position])
  const before = await ctx.tx.query<{ id: string; name: string }>(
    `select r.id, r.name from position_role p join role r on r.id = p.role_id where p.position_id = $1::uuid
     order by r.name`,
    [position],
  )
  const wanted = [...new Set(roles.map(line => String(line.role)))].sort()
  const after: RoleRow[] = []
  for (const id of wanted) after.push(await lockRole(ctx, id, 'share'))
  const added = after.filter(role => !before.some(({ id }) => id === role.id))
  // Who may not give a role may not take it from its holders either.
  for (const { id } of before.filter(one => !wanted.includes(one.id)))
    demandCovered(ctx, await lockRole(ctx, id, 'share'))
  for (const role of added) {
    if (role.key === superAdministrator) ctx.refuse('roleProtected')
    demandCovered(ctx, role)
    await demandNear(ctx.tx, ctx.actor, role, place.department_id as string)
  }
  await ctx.tx.query('delete from position_role where position_id = $1::uuid', [position])
  await ctx.tx.query('insert into position_role (position_id, role_id) select $1::uuid, unnest($2::uuid[])', [
    position,
    wanted,
  ])
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).sort()
  ctx.trace('organisation', position, { roles: [names(before), names(after)] })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { position }, say: { name: nameOf(place) } }
})
