import type { Sql } from '../db/database'
import { Refusal } from '../kernel/errors'
import { identifier, tableOf } from '../records/columns'
import { type Access, loadAccess, type Masking } from './context'
import { clearColumn, clearSql, fieldRules, maskedFields, maskedValue } from './masks'

async function readerOf(sql: Sql, reader: Access | string): Promise<Access | undefined> {
  if (typeof reader !== 'string') return reader
  try {
    return await loadAccess(sql, reader)
  } catch (error) {
    // Who has left is shown nothing that a role could mask.
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** The fields of one record that the reader's roles mask. */
export async function maskedNames(
  sql: Sql,
  access: Access,
  record: { object: string; id: string },
): Promise<Record<string, Masking>> {
  const object = access.catalogue.find(record.object)
  const rules = fieldRules(access, record.object)
  if (!object || rules.length === 0) return {}
  const params: unknown[] = [record.id]
  const clear = rules.map(
    (rule, index) =>
      `(${clearSql(rule, object, value => `$${params.push(value)}`, 't')}) as ${clearColumn(index)}`,
  )
  const [found] = await sql.query<Record<string, unknown>>(
    `select ${clear.join(', ')} from ${identifier(tableOf(object).name)} t where t.id = $1::uuid`,
    params,
  )
  return maskedFields(access, object.name, found ?? {})
}

/**
 * A plain row as its reader's roles show it, for what does not go through the records' own reading: cards, days, short lines.
 * @param columns the row's properties that hold fields of the record @returns a copy; hidden values are null
 */
export async function maskedRow<R extends object>(
  sql: Sql,
  reader: Access | string,
  record: { object: string; id: string },
  row: R,
  columns: Partial<Record<keyof R & string, string>>,
): Promise<R> {
  const access = await readerOf(sql, reader)
  const named = Object.entries(columns) as [keyof R & string, string][]
  if (!access) return { ...row, ...Object.fromEntries(named.map(([column]) => [column, null])) }
  const object = access.catalogue.find(record.object)
  if (!object) return row
  const rules = fieldRules(access, object.name)
  if (!rules.some(rule => named.some(([, field]) => rule.fields[field]))) return row
  const masks = await maskedNames(sql, access, record)
  const shown = named.flatMap(([column, field]) => {
    const masking = masks[field]
    if (!masking) return []
    const value = row[column]
    const declared = object.fields[field]
    const kept = declared && masking === 'masked' && typeof value === 'string'
    return [[column, kept ? maskedValue(declared, value) : null]]
  })
  return { ...row, ...Object.fromEntries(shown) }
}
