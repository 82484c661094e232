import type { Value } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Tx } from '../db/database'
import { keepPlan } from '../db/kept-plans'
import { askedAboutSql } from '../records/asked-about'
import { clockTypes, type WatchedObject, type Wound, wind } from '../records/clocks/wind'
import { identifier, type LineTable, type SqlType, tableOf } from '../records/columns'
import { insertLines, type Line } from '../records/lines'
import type { Values } from './differences'

/** A column that a statement writes. */
export interface Assignment {
  name: string
  type: SqlType
  value: unknown
}

/** Where rows are written, and the moment that it counts as. */
interface RowDeps {
  tx: Tx
  now: Date
}

/** Inserts a row, with the deadlines that its pool's rule sets (POOL-11). */
export async function insertRow(
  { tx, now }: RowDeps,
  object: ObjectDeclaration,
  parts: Assignment[],
): Promise<void> {
  const params: unknown[] = parts.map(part => part.value)
  const columns = parts.map(part => identifier(part.name))
  const values = parts.map((part, index) => `$${index + 1}::${part.type}`)
  const into = `insert into ${identifier(tableOf(object).name)}`
  const wound = object.can.pooled && windNew(object, parts, params, now)
  if (!wound) {
    await tx.query(`${into} (${columns.join(', ')}) values (${values.join(', ')})`, params)
    return
  }
  const causes = wound.causes.map(([name]) => identifier(name))
  const names = [...columns, ...causes, ...wound.names.map(identifier)]
  const given = [...values, ...wound.causes.map(([, sql]) => sql)]
  const clocks = wound.names.map((_, index) => `w.c${index}`)
  const alias = wound.names.map((_, index) => `c${index}`).join(', ')
  await tx.query(
    `${into} (${names.join(', ')}) select ${[...given, ...clocks].join(', ')}
     from (values (1)) one(n) left join lateral (${wound.select}) w(${alias}) on true`,
    params,
  )
}

function windNew(
  object: ObjectDeclaration,
  parts: Assignment[],
  params: unknown[],
  at: Date,
): Wound | undefined {
  const written = new Map(parts.map((part, index) => [part.name, `$${index + 1}::${part.type}`]))
  const now = `$${params.length + 1}::timestamptz`
  const wound = wind(object.name as WatchedObject, written, column => `null::${clockTypes(column)}`, now)
  // A parameter that the statement does not mention would have no type.
  if (wound && JSON.stringify(wound).includes(now)) params.push(at)
  return wound
}

/** SET clauses of the deadlines that an update moves. */
function windExisting(
  object: ObjectDeclaration,
  parts: Assignment[],
  params: unknown[],
  at: Date,
  restored = false,
): string[] {
  if (!object.can.pooled) return []
  const written = new Map(parts.map((part, index) => [part.name, `$${index + 2}::${part.type}`]))
  const table = identifier(tableOf(object).name)
  const now = `$${params.length + 1}::timestamptz`
  const wound = wind(object.name as WatchedObject, written, column => `${table}.${column}`, now, restored)
  if (!wound) return []
  const sets = wound.causes.map(([name, sql]) => `${identifier(name)} = ${sql}`)
  sets.push(`(${wound.names.map(identifier).join(', ')}) = (${wound.select})`)
  if (sets.some(set => set.includes(now))) params.push(at)
  return sets
}

/**
 * Changes a row, with the deadlines that this moves (POOL-11). @param owner the new one, whose department and all departments above it
 * the record carries from now on (decision 9) @returns its version, and whether somebody waits for the word of its owner
 */
export async function updateRow(
  { tx, now }: RowDeps,
  object: ObjectDeclaration,
  id: string,
  parts: Assignment[],
  { bump, owner, restored }: { bump: boolean; owner?: { id: Value } | undefined; restored?: boolean },
): Promise<{ version: number; asked?: boolean }> {
  const params: unknown[] = [id, ...parts.map(part => part.value)]
  const sets = parts.map((part, index) => `${identifier(part.name)} = $${index + 2}::${part.type}`)
  if (owner) sets.push(departmentsFrom(`$${params.push(owner.id)}::uuid`))
  sets.push(...windExisting(object, parts, params, now, restored))
  if (bump || sets.length === 0) sets.push('version = version + 1')
  const asked = owner ? `, ${askedAboutSql(object.name, '$1::uuid')} as asked` : ''
  const text = `update ${identifier(tableOf(object).name)} set ${sets.join(', ')} where id = $1::uuid returning version${asked}`
  // Records change hands in few ways, and often; forms may change any fields.
  const [row] = await tx.query<{ version: number; asked?: boolean }>(owner ? keepPlan(text) : text, params)
  return row!
}

/** Lines belong to their record: they are replaced as a whole. */
export async function writeLines(
  tx: Tx,
  id: string,
  tables: readonly LineTable[],
  values: Values,
  replace: boolean,
): Promise<void> {
  for (const table of tables) {
    const clear = `delete from ${identifier(table.name)} where ${identifier(table.key)} = $1::uuid`
    if (replace) await tx.query(clear, [id])
    const rows = values[table.field] as Line[]
    if (rows.length > 0) await tx.query(...insertLines(table, id, rows))
  }
}

/** The record carries its owner's department and all departments above it (decision 9). */
export async function departmentOf(
  tx: Tx,
  object: ObjectDeclaration,
  owner: Value | undefined,
): Promise<Assignment[]> {
  if (!object.can.owned || owner === undefined) return []
  const [row] = owner
    ? await tx.query<{ department_id: string; path: string[] }>(
        `select e.department_id, d.path from employee e join department d on d.id = e.department_id
         where e.id = $1::uuid`,
        [owner],
      )
    : []
  const path = row?.path ?? []
  return [
    { name: 'department_id', type: 'uuid', value: row?.department_id ?? null },
    ...[1, 2, 3, 4, 5, 6].map(level => ({
      name: `dept${level}`,
      type: 'uuid' as const,
      value: path[level - 1] ?? null,
    })),
  ]
}

/** Assigns the department columns from an employee's place; all are empty without an employee. */
function departmentsFrom(employee: string): string {
  return `(department_id, dept1, dept2, dept3, dept4, dept5, dept6) = (
    select e.department_id, d.path[1], d.path[2], d.path[3], d.path[4], d.path[5], d.path[6]
    from employee e join department d on d.id = e.department_id where e.id = ${employee})`
}
