import { roleCreate, roleRemove, roleUpdate } from '@gonghai/shared/actions/access'
import { v7 as uuid } from 'uuid'
import { permissionSubjects } from '../../access/combine'
import { bumpPermissionEpoch } from '../../access/context'
import { excessOf } from '../../access/covers'
import { refuseMore } from '../../access/excess-words'
import { superAdministrator } from '../../access/super-administrator'
import { type Ctx, handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { catalogueOf } from '../../records/custom/catalogue'
import { changedDefinition, type Definition, definitionIssues } from './definition'
import { namesOf } from './named'
import { roleChanges } from './role-history'

/** A role as it is stored. */
export interface RoleRow extends Definition {
  id: string
  key: string
  name: string
  built_in: boolean
  version: number
}

const nothing: Definition = { permissions: {}, scopes: {}, masks: {} }

/** The role, locked: against being granted while it goes, and against two changes at once. */
export async function lockRole(ctx: Ctx, id: string, mode: 'update' | 'share' = 'update'): Promise<RoleRow> {
  const [row] = await ctx.tx.query<RoleRow>(
    `select id, key, name, permissions, scopes, masks, built_in, version from role where id = $1::uuid for ${mode}`,
    [id],
  )
  return row ?? ctx.refuse('notFound')
}

/** Nobody gives more than they have, neither in a role's text nor by granting it. @throws Refusal moreThanOwn */
export function demandCovered(ctx: Ctx, role: Definition): void {
  if (ctx.actor.kind !== 'employee') return
  const excess = excessOf(ctx.actor.access, role, permissionSubjects)
  if (excess) refuseMore(ctx.actor, excess)
}

/** Two roles of one name could not be told apart. @throws Refusal duplicateValue */
async function demandFreeName(ctx: Ctx, name: string, except: string): Promise<void> {
  await ctx.tx.query(`select 1 as locked from (select pg_advisory_xact_lock(hashtext('role.name'))) l`)
  const same = await ctx.tx.query('select 1 from role where lower(name) = lower($1) and id <> $2::uuid', [
    name,
    except,
  ])
  if (same.length > 0) refuse('duplicateValue', {}, [{ path: 'name', rule: 'duplicate' }])
}

/** Makes a role; a copy has the original's permissions, scopes and masks. */
export const createRole = handle(roleCreate, async (ctx, { name, copyOf }) => {
  const original = copyOf ? await lockRole(ctx, copyOf, 'share') : undefined
  const definition = original ?? nothing
  demandCovered(ctx, definition)
  const id = uuid()
  await demandFreeName(ctx, name, id)
  await ctx.tx.query(
    `insert into role (id, key, name, permissions, scopes, masks, built_in)
     values ($1::uuid, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb, false)`,
    [
      id,
      `role-${id}`,
      name,
      JSON.stringify(definition.permissions),
      JSON.stringify(definition.scopes),
      JSON.stringify(definition.masks),
    ],
  )
  ctx.trace('role', id, { name: [null, name], ...(original ? { copyOf: [null, original.name] } : {}) })
  return { result: { id }, say: { name } }
})

/** Changes a role; what its holders may do changes with their next request (SET-2). */
export const updateRole = handle(roleUpdate, async (ctx, input) => {
  const role = await lockRole(ctx, input.role)
  if (role.built_in || role.key === superAdministrator) ctx.refuse('roleProtected')
  if (role.version !== input.version) ctx.refuse('staleVersion', { version: role.version })
  const issues = definitionIssues(await catalogueOf(ctx.tx, ctx.actor), input)
  if (issues.length > 0) refuse('invalidInput', {}, issues)
  const before = { permissions: role.permissions, scopes: role.scopes, masks: role.masks }
  const after = changedDefinition(before, input)
  // Also of what was there before: who may not give it may not shape it.
  demandCovered(ctx, before)
  demandCovered(ctx, after)
  const name = input.name ?? role.name
  if (name !== role.name) await demandFreeName(ctx, name, role.id)
  const rules = [...Object.values(before.scopes), ...Object.values(after.scopes)]
  const names = await namesOf(
    ctx.tx,
    rules.flatMap(rule => rule.named ?? []),
  )
  const changes = roleChanges(before, after, target => names.get(target) ?? target)
  if (name !== role.name) changes.name = [role.name, name]
  if (Object.keys(changes).length === 0)
    return { result: { id: role.id, version: role.version }, say: { name } }
  await ctx.tx.query(
    `update role set name = $2, permissions = $3::jsonb, scopes = $4::jsonb, masks = $5::jsonb, version = version + 1
     where id = $1::uuid`,
    [
      role.id,
      name,
      JSON.stringify(after.permissions),
      JSON.stringify(after.scopes),
      JSON.stringify(after.masks),
    ],
  )
  ctx.trace('role', role.id, changes)
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id: role.id, version: role.version + 1 }, say: { name } }
})

/** Holders, positions and approval flows that a role is still needed by. */
const usesStatement = `
  select (select count(*)::int from role_grant where role_id = $1::uuid) as people,
    (select count(*)::int from position_role where role_id = $1::uuid) as positions,
    (select count(*)::int from approval_flow where active
      and steps @> jsonb_build_array(jsonb_build_object('approvers',
        jsonb_build_array(jsonb_build_object('by', 'role', 'key', $2::text))))) as flows`

/** Takes a role away. @throws Refusal roleProtected | roleInUse, with who and what still has it */
export const removeRole = handle(roleRemove, async (ctx, input) => {
  const role = await lockRole(ctx, input.role)
  if (role.built_in || role.key === superAdministrator) ctx.refuse('roleProtected')
  const [uses] = await ctx.tx.query<{ people: number; positions: number; flows: number }>(usesStatement, [
    role.id,
    role.key,
  ])
  if (uses!.people + uses!.positions + uses!.flows > 0) ctx.refuse('roleInUse', { ...uses! })
  demandCovered(ctx, role)
  await ctx.tx.query('delete from role where id = $1::uuid', [role.id])
  ctx.trace('role', role.id, { name: [role.name, null] })
  return { result: { id: role.id }, say: { name: role.name } }
})
