import { organisationChange, organisationCreate } from '@gonghai/shared/actions/organisation'
import { translator } from '@gonghai/shared/i18n'
import { organisationFunctions } from '@gonghai/shared/rules/organisation'
import { v7 as uuid } from 'uuid'
import { bumpPermissionEpoch } from '../../access/context'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { changed, lockStructure } from './structure'

async function refuseTwin(ctx: Ctx, name: string, but: string | null): Promise<void> {
  const rows = await ctx.tx.query(
    'select 1 from organisation where name = $1 and id is distinct from $2::uuid',
    [name, but],
  )
  if (rows.length > 0) refuse('duplicateValue', {}, [{ path: 'name', rule: 'duplicate' }])
}

/** Makes a business unit with its top department 办公室 (SET-1). */
export const createOrganisation = handle(organisationCreate, async (ctx, input) => {
  await lockStructure(ctx)
  await refuseTwin(ctx, input.name, null)
  const [id, top] = [uuid(), uuid()]
  const functions = input.functions ?? [...organisationFunctions]
  await ctx.tx.query('insert into organisation (id, name, functions) values ($1::uuid, $2, $3::text[])', [
    id,
    input.name,
    functions,
  ])
  const office = translator('zh-CN')('organisation.office')
  await ctx.tx.query(
    `insert into department (id, organisation_id, name, path) values ($1::uuid, $2::uuid, $3, array[$1::uuid])`,
    [top, id, office],
  )
  ctx.trace('organisation', id, { name: [null, input.name], functions: [null, functions] })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id, department: top }, say: { name: input.name } }
})

/** Renames a business unit or switches its functions; holds from the next request of each of its people. */
export const changeOrganisation = handle(organisationChange, async (ctx, input) => {
  await lockStructure(ctx)
  const { id } = ctx.refs.get('organisation')
  const [before] = await ctx.tx.query<{ name: string; functions: string[] }>(
    'select name, functions from organisation where id = $1::uuid for update',
    [id],
  )
  const after = {
    name: input.name ?? before!.name,
    functions: organisationFunctions.filter(one => (input.functions ?? before!.functions).includes(one)),
  }
  if (after.name !== before!.name) await refuseTwin(ctx, after.name, id)
  await ctx.tx.query('update organisation set name = $2, functions = $3::text[] where id = $1::uuid', [
    id,
    after.name,
    after.functions,
  ])
  ctx.trace('organisation', id, changed(before!, after))
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name: after.name } }
})
