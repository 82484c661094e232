import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { scopeCondition } from '../access/scope'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { identifier, tableOf } from '../records/columns'
import { Params } from '../records/reader'
import type { CellValue } from './parse-cell'

/** The record that a row is about: by its number, which must stand; by its title where rows may change what stands. */
export type Standing = { id: string; version: number } | 'none' | 'several' | undefined

interface Row {
  id: string
  version: number
  key: string
}

async function rowsBy(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  column: string,
  keys: readonly string[],
): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>()
  const wanted = [...new Set(keys)]
  if (wanted.length === 0) return found
  const { values, bind } = new Params()
  const given = `${bind(wanted)}::text[]`
  const scope = scopeCondition(actor.access, object.name, 'edit', bind, 't')
  const rows = await sql.query<Row>(
    `select t.id, t.version, lower(t.${identifier(column)}) as key from ${identifier(tableOf(object).name)} t
     where lower(t.${identifier(column)}) = any(${given}) and t.deleted_at is null and (${scope})`,
    values,
  )
  for (const row of rows) found.set(row.key, [...(found.get(row.key) ?? []), row])
  return found
}

const keyOf = (value: CellValue | undefined) => (typeof value === 'string' ? value.toLowerCase() : '')

/** What stands already, row by row. @param byTitle rows without a number may change the record of the same title */
export async function findStanding(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  rows: readonly Record<string, CellValue>[],
  byTitle: boolean,
): Promise<Standing[]> {
  const numbers = object.number
    ? await rowsBy(sql, actor, object, 'number', rows.map(row => keyOf(row.number)).filter(Boolean))
    : new Map<string, Row[]>()
  const title = tableOf(object).byField.get(object.title)!.parts[0]!.name
  const titles = byTitle
    ? await rowsBy(sql, actor, object, title, rows.map(row => keyOf(row[object.title])).filter(Boolean))
    : new Map<string, Row[]>()
  const one = (found: Row[] | undefined): Standing => {
    if (!found) return undefined
    return found.length > 1 ? 'several' : { id: found[0]!.id, version: found[0]!.version }
  }
  return rows.map(row => {
    const number = keyOf(row.number)
    if (number && object.number) return one(numbers.get(number)) ?? 'none'
    return byTitle ? one(titles.get(keyOf(row[object.title]))) : undefined
  })
}
