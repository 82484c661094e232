import type { Field } from '@gonghai/shared/objects'
import { findObject } from '@gonghai/shared/objects'
import { scopeCondition } from '../access/scope'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { identifier, tableOf } from '../records/columns'
import { Params } from '../records/reader'

/** What is not a declared object: where its name stands, and who may be meant. */
const plain: Record<string, { table: string; keys: readonly string[]; living: string }> = {
  employee: { table: 'employee', keys: ['name', 'mobile'], living: 't.active' },
  department: { table: 'department', keys: ['name'], living: 'true' },
  tag: { table: 'tag', keys: ['name'], living: 'true' },
}

/** Ids by what people write for a record: its title or its number; several where that is not clear. */
export type Named = ReadonlyMap<string, readonly string[]>

const key = (text: string) => text.normalize('NFKC').trim().toLowerCase()

/** Looks names up among what the actor may see. @param target the kind of record that is meant */
export async function findNames(
  sql: Sql,
  actor: EmployeeActor,
  target: NonNullable<Field['target']>,
  names: readonly string[],
): Promise<Named> {
  const wanted = [...new Set(names.map(key))].filter(Boolean)
  const found = new Map<string, string[]>()
  if (wanted.length === 0) return found
  const { values, bind } = new Params()
  const given = `${bind(wanted)}::text[]`
  const other = plain[target]
  const object = findObject(target)
  if (!other && !object) return found
  const table = other?.table ?? tableOf(object!).name
  const keys = other?.keys ?? [
    tableOf(object!).byField.get(object!.title)!.parts[0]!.name,
    ...(object!.number ? ['number'] : []),
  ]
  const scope = other ? other.living : scopeCondition(actor.access, object!.name, 'query', bind, 't')
  const pooled = object?.name === 'pool' || other ? '' : ' and t.deleted_at is null'
  for (const column of keys) {
    const rows = await sql.query<{ id: string; name: string }>(
      `select t.id, t.${identifier(column)} as name from ${identifier(table)} t
       where lower(t.${identifier(column)}) = any(${given})${pooled} and (${scope})`,
      values,
    )
    for (const row of rows) {
      const ids = found.get(key(row.name)) ?? []
      if (!ids.includes(row.id)) found.set(key(row.name), [...ids, row.id])
    }
  }
  return found
}

/** The one record of this name. @returns 'none' or 'several' where it isn't clear */
export function oneNamed(named: Named, name: string): { id: string } | 'none' | 'several' {
  const ids = named.get(key(name)) ?? []
  if (ids.length === 1) return { id: ids[0]! }
  return ids.length === 0 ? 'none' : 'several'
}
