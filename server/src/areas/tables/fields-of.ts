import { type ObjectDeclaration, objects } from '@gonghai/shared/objects'
import { type CustomField, fieldOf } from '@gonghai/shared/objects/custom'
import { v7 as uuid } from 'uuid'
import { bumpPermissionEpoch } from '../../access/context'
import type { Sql } from '../../db/database'
import type { Ctx } from '../../kernel/context'
import { renewCatalogue } from '../../records/custom/catalogue'
import { type CustomFieldRow, customFieldColumns, fromRow } from '../../records/custom/row'

/** All fields that the company ever added to an object, retired ones too, in their order. */
export async function fieldsOf(sql: Sql, object: string): Promise<CustomField[]> {
  const rows = await sql.query<CustomFieldRow>(
    `select ${customFieldColumns} from custom_field where object = $1 order by position, key`,
    [object],
  )
  return rows.map(fromRow)
}

/** The same for whoever is about to change them: one at a time per object, so that limits and orders hold. */
export async function lockFields(ctx: Ctx, object: string): Promise<CustomField[]> {
  await ctx.tx.query('select pg_advisory_xact_lock(hashtext($1))::text as locked', [`customField:${object}`])
  return fieldsOf(ctx.tx, object)
}

/** An object with these fields of its own. */
export function withFields(name: string, fields: readonly CustomField[]): ObjectDeclaration {
  const object: ObjectDeclaration = objects[name as keyof typeof objects]
  const own = fields.filter(field => field.active).map(field => [field.key, fieldOf(field)])
  return { ...object, fields: { ...object.fields, ...Object.fromEntries(own) } }
}

/** Every process works with the changed fields from its next request on. */
export async function announceFields(ctx: Ctx): Promise<void> {
  await renewCatalogue(ctx.tx, uuid(), ctx.now)
  await bumpPermissionEpoch(ctx.tx, ctx.now)
}
