import type { Value } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Sql } from '../db/database'
import { identifier, type LineTable, type Row, tableOf } from './columns'

/** One row of a `lines` field, by field name. */
export type Line = Record<string, Value>

/** The lines of records, by record id and `lines` field, in their order. */
export async function readLines(
  sql: Sql,
  object: ObjectDeclaration,
  ids: readonly string[],
): Promise<Map<string, Record<string, Line[]>>> {
  const found = new Map<string, Record<string, Line[]>>(ids.map(id => [id, {}]))
  for (const lines of tableOf(object).lines) {
    const rows = await sql.query<Row>(
      `select * from ${identifier(lines.name)} where ${identifier(lines.key)} = any($1::uuid[]) order by position`,
      [ids],
    )
    for (const id of ids) {
      const own = rows.filter(row => row[lines.key] === id)
      const decoded = own.map(row =>
        Object.fromEntries(lines.columns.map(column => [column.field, column.decode(row)])),
      )
      found.set(id, { ...found.get(id), [lines.field]: decoded })
    }
  }
  return found
}

/** Lines as they are stored: every column, missing ones with their initial value, in the order of the table. */
export function fullLines(lines: LineTable, given: Value | undefined): Line[] {
  return ((given ?? []) as Line[]).map(line =>
    Object.fromEntries(
      lines.columns.map(({ field, declaration }) => [field, line[field] ?? declaration.initial ?? null]),
    ),
  )
}

/** One statement, with its parameters, that stores all lines of a record. */
export function insertLines(lines: LineTable, recordId: string, rows: readonly Line[]): [string, unknown[]] {
  const stored = rows.map((line, position) => {
    const parts = lines.columns.flatMap(column => {
      const encoded = column.encode(line[column.field])
      return column.parts.map((part, index) => [part.name, encoded[index]])
    })
    return { position, ...Object.fromEntries(parts) }
  })
  const parts = lines.columns.flatMap(column => column.parts)
  const names = parts.map(part => identifier(part.name))
  const typed = parts.map(part => `${identifier(part.name)} ${part.type}`)
  return [
    `insert into ${identifier(lines.name)} (${[identifier(lines.key), 'position', ...names].join(', ')})
     select $1::uuid, l.position, ${names.map(name => `l.${name}`).join(', ')}
     from jsonb_to_recordset($2::jsonb) as l(position int, ${typed.join(', ')})`,
    [recordId, JSON.stringify(stored)],
  ]
}
