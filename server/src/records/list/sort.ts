import type { FieldIssue } from '@gonghai/shared/errors'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { type Column, partSql, tableOf } from '../columns'

/** One field and then the id, both in one direction; records without a value come last either way. */
export interface Sort {
  column: Column
  descending: boolean
  /** Can the value be absent? Then the list is read in two phases: with a value, and without. */
  nullable: boolean
}

/** Where a page ended: the value (null in the second phase) and the id of its last row. */
export interface Position {
  value: string | number | boolean | null
  id: string
}

const always = new Set(['createdAt', 'updatedAt', 'number'])

function defaultOrder(object: ObjectDeclaration, tab: unknown): string {
  return object.can.pooled && typeof tab === 'object' ? '-pooledAt' : object.order
}

/** Sorting is by fields that an index serves, and by the object's own order. */
export function parseSort(object: ObjectDeclaration, raw: unknown, tab?: unknown): Sort | FieldIssue {
  const wanted = raw ?? defaultOrder(object, tab)
  if (typeof wanted !== 'string') return { path: 'sort', rule: 'type' }
  const name = wanted.replace(/^-/, '')
  const column = tableOf(object).byField.get(name)
  const isOrder = object.order.replace(/^-/, '') === name
  if (!column || !(column.declaration.sortable || isOrder)) return { path: 'sort', rule: 'option' }
  // A custom field is required of new records only.
  const nullable = !always.has(name) && (!column.declaration.required || column.declaration.custom === true)
  return { column, descending: wanted.startsWith('-'), nullable }
}

/** What rows are ordered by, before their ids. */
export const columnSql = (sort: Sort, alias: string) => partSql(sort.column.parts[0]!, alias)

export const directionOf = ({ descending }: Sort) => (descending ? 'desc' : 'asc')

/** ORDER BY of one phase. */
export function orderSql(sort: Sort, alias: string, phase: 'valued' | 'empty'): string {
  const direction = directionOf(sort)
  const id = `${alias}.id ${direction}`
  return phase === 'valued' ? `${columnSql(sort, alias)} ${direction}, ${id}` : id
}

/** The rows of one phase that come after a position. */
export function phaseSql(
  sort: Sort,
  alias: string,
  phase: 'valued' | 'empty',
  after: Position | null,
  bind: (value: unknown) => string,
): string {
  const column = columnSql(sort, alias)
  const beyond = sort.descending ? '<' : '>'
  const type = sort.column.parts[0]!.type
  if (phase === 'empty') {
    const later = after && after.value === null ? ` and ${alias}.id ${beyond} ${bind(after.id)}::uuid` : ''
    return `${column} is null${later}`
  }
  const valued = sort.nullable ? `${column} is not null` : 'true'
  if (!after) return valued
  const row = `(${bind(after.value)}::${type}, ${bind(after.id)}::uuid)`
  return `${valued} and (${column}, ${alias}.id) ${beyond} ${row}`
}
