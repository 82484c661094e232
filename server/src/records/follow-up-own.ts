import type { Value } from '@gonghai/shared/client/api'
import { type Field, type ObjectDeclaration, objects } from '@gonghai/shared/objects'
import type { Masking } from '../access/context'
import { fieldRules } from '../access/masks'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { type ChangeReader, describeChanges } from './changes'
import { tableOf } from './columns'

/** The company's own fields of follow-ups: their values by follow-up, and how these are declared. */
export interface OwnOfFollowUps {
  object: ObjectDeclaration
  values: ReadonlyMap<string, Record<string, Value>>
}

/** Reads them of one page; nothing is asked where the company has none (CUST-15). */
export async function ownOfFollowUps(
  sql: Sql,
  actor: EmployeeActor,
  ids: readonly string[],
): Promise<OwnOfFollowUps> {
  const object = actor.access.catalogue.of(objects.followUp)
  const names = Object.entries<Field>(object.fields).flatMap(([name, field]) => (field.custom ? [name] : []))
  if (names.length === 0 || ids.length === 0) return { object, values: new Map() }
  const rows = await sql.query<{ id: string; custom: unknown }>(
    `select id, custom from follow_up where id = any($1::uuid[]) and custom <> '{}'`,
    [ids],
  )
  const columns = tableOf(object).byField
  const valuesOf = (row: { custom: unknown }) =>
    Object.fromEntries(names.map(name => [name, columns.get(name)!.decode(row)]))
  return { object, values: new Map(rows.map(row => [row.id, valuesOf(row)])) }
}

/** What a follow-up tells by them, in the reader's words and as the reader's roles show it. */
export function ownWords(
  reader: Pick<ChangeReader, 'actor' | 'references'>,
  { object, values }: OwnOfFollowUps,
  id: string,
): { label: string; value: string }[] {
  const told = Object.entries(values.get(id) ?? {}).filter(([, value]) => value !== null && value !== '')
  // Follow-ups have no owner: what a role masks, it masks at every record.
  const masks = fieldRules(reader.actor.access, object.name).map(rule => rule.fields)
  const roleMasks: Record<string, Masking> = Object.assign({}, ...masks)
  const fresh = told.map(([name, value]): [string, [Value, Value]] => [name, [null, value]])
  const shown = describeChanges(
    { ...reader, object: withFormulasShown(object), masked: [], roleMasks },
    Object.fromEntries(fresh),
  )
  return shown.flatMap(({ label, to }) => (to ? [{ label, value: to }] : []))
}

/** History leaves out what the system works out; here a formula's value is what was wanted. */
function withFormulasShown(object: ObjectDeclaration): ObjectDeclaration {
  const shown = ([name, field]: [string, Field]): [string, Field] => {
    const { write: _write, ...rest } = field
    return [name, field.formula ? rest : field]
  }
  return { ...object, fields: Object.fromEntries(Object.entries<Field>(object.fields).map(shown)) }
}
