import type { Value } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import { type Actor, callerId } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { encodeCustom, type Row, type SqlType } from '../columns'

type Values = Readonly<Record<string, Value | undefined>>

/**
 * The column `custom` as it is to be written, if these values change it. What lies there under retired fields stays.
 * @param row as loaded and locked, or nothing of a new record
 */
export function customColumn(
  object: ObjectDeclaration,
  row: Row,
  values: Values,
): { name: string; type: SqlType; value: unknown }[] {
  const { set, unset } = encodeCustom(object, values)
  if (Object.keys(set).length === 0 && unset.length === 0) return []
  const merged: Record<string, unknown> = { ...(row.custom as object | undefined), ...set }
  for (const key of unset) delete merged[key]
  return [{ name: 'custom', type: 'jsonb', value: JSON.stringify(merged) }]
}

/** Files that are put into a field must be the writer's own uploads; those that lie there already may stay. */
export async function demandOwnFiles(
  sql: Sql,
  actor: Actor,
  object: ObjectDeclaration,
  before: Values,
  wanted: Values,
): Promise<void> {
  if (actor.kind === 'system') return
  for (const [name, value] of Object.entries(wanted)) {
    const field = object.fields[name]
    if (field?.kind !== 'files' || !field.custom || !Array.isArray(value)) continue
    const known = (before[name] ?? []) as string[]
    const fresh = (value as string[]).filter(id => !known.includes(id))
    if (fresh.length === 0) continue
    const rows = await sql.query(
      'select id from stored_file where id = any($1::uuid[]) and uploader_id = $2::uuid and kept_until is null',
      [fresh, callerId(actor)],
    )
    if (rows.length < fresh.length) refuse('notFound', {}, [{ path: name, rule: 'missingRecord' }])
  }
}
