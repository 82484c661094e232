import type { RecordView, Value } from '@gonghai/shared/client/api'
import type { Countdown } from '@gonghai/shared/client/clock-api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Access } from '../access/context'
import { clearColumn, clearSql, fieldRules, maskedFields, maskedValue } from '../access/masks'
import { scopeCondition } from '../access/scope'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { availableActions } from './availability'
import { countdownFields, countdownOf, type PoolFigures, poolFigures } from './clocks/countdown'
import { watchedObjects } from './clocks/expressions'
import { decodeRow, type Row, selectList, tableOf } from './columns'
import { type Line, readLines } from './lines'
import { isReadable, mask, maskableFields, openPools } from './masking'
import { listedFields } from './readable'
import type { Bind, ReadServices } from './reader'
import { commonReferences, References } from './references'

/** A row with what the reader may do with it. */
export type ReadRow = Row & { can_view: boolean; can_edit: boolean }

/** Columns of a record and the reader's reach over it, for SELECT. */
export function readList(
  actor: EmployeeActor,
  object: ObjectDeclaration,
  bind: Bind,
  alias: string,
  parents?: readonly string[],
): string {
  const reach = (need: 'view' | 'edit') =>
    scopeCondition(actor.access, object.name, need, bind, alias, parents)
  const clear = fieldRules(actor.access, object.name).map(
    (rule, index) => `, (${clearSql(rule, object, bind, alias)}) as ${clearColumn(index)}`,
  )
  return `${selectList(object, alias)}, (${reach('view')}) as can_view, (${reach('edit')}) as can_edit${clear.join('')}`
}

/** Can this record have an approval under way at all? */
export function mayWait(object: ObjectDeclaration, row: Row): boolean {
  const state = object.can.approved?.while
  return state !== undefined && tableOf(object).byField.get(state.field)!.decode(row) === state.value
}

/** Records that wait in an approval, among those given. */
async function pendingOf(sql: Sql, object: ObjectDeclaration, all: readonly Row[]): Promise<Set<string>> {
  const ids = all.filter(row => mayWait(object, row)).map(row => row.id as string)
  if (ids.length === 0) return new Set()
  const rows = await sql.query<{ record_id: string }>(
    `select record_id from approval where object = $1::text and record_id = any($2::uuid[]) and state = 'pending'`,
    [object.name, ids],
  )
  return new Set(rows.map(row => row.record_id))
}

interface Material {
  figures: readonly PoolFigures[]
  pools: string[]
  lines: Map<string, Record<string, Line[]>>
  pending: Set<string>
}

function valuesOf(access: Access, object: ObjectDeclaration, row: ReadRow, { pools, lines }: Material) {
  const all = { ...decodeRow(object, row), ...lines.get(row.id as string) }
  const kept = listedFields(object)
  const values = row.can_view
    ? all
    : Object.fromEntries(Object.entries(all).filter(([name]) => kept.has(name)))
  const inPool = isReadable(object, pools, row) ? [] : maskableFields(object).filter(name => values[name])
  for (const name of inPool) values[name] = mask(values[name]!)
  const byRole = Object.entries(maskedFields(access, object.name, row)).filter(([name]) => name in values)
  for (const [name, masking] of byRole) {
    if (masking === 'hidden') delete values[name]
    else if (!inPool.includes(name)) values[name] = maskedValue(object.fields[name]!, values[name]!)
  }
  const shortened = byRole.filter(([, masking]) => masking === 'masked').map(([name]) => name)
  return { values, masked: [...new Set([...inPool.filter(name => name in values), ...shortened])] }
}

function viewOf(
  services: ReadServices,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  row: ReadRow,
  material: Material,
  references: References,
): RecordView {
  const { values, masked } = valuesOf(actor.access, object, row, material)
  const common = commonOf(object, row)
  const inApproval = material.pending.has(row.id as string)
  const reach = { view: row.can_view, edit: row.can_edit }
  const countdown = countdownIn(actor.access, object, row, material)
  return {
    id: row.id as string,
    object: object.name,
    ...(object.number ? { number: row.number as string } : {}),
    version: row.version as number,
    title: String(values[object.title] ?? ''),
    values,
    references: {
      ...references.of(object.fields, values),
      ...references.of(commonReferences(object), common),
    },
    createdAt: new Date(row.created_at as Date).toISOString(),
    createdBy: row.created_by ? references.get('employee', row.created_by as string) : null,
    updatedAt: new Date(row.updated_at as Date).toISOString(),
    masked,
    ...(row.can_view ? {} : { restricted: true as const }),
    ...(countdown ? { countdown } : {}),
    ...availableActions({ actor, object, row, inApproval }, reach, services.availability),
  }
}

/** When it falls back and why, for whoever may open it and sees the moments that it tells. */
function countdownIn(
  access: Access,
  object: ObjectDeclaration,
  row: ReadRow,
  { figures }: Material,
): Countdown | undefined {
  const watched = watchedObjects.find(name => name === object.name)
  if (!watched || !row.can_view) return undefined
  const masked = maskedFields(access, object.name, row)
  return countdownFields.some(name => masked[name]) ? undefined : countdownOf(watched, row, figures)
}

function commonOf(object: ObjectDeclaration, row: Row): Record<string, Value> {
  return Object.fromEntries(tableOf(object).common.map(column => [column.field, column.decode(row)]))
}

/** Rows as their reader may see them: masked, names resolved, with the actions that are possible. */
export async function viewRecords(
  sql: Sql,
  actor: EmployeeActor,
  services: ReadServices,
  object: ObjectDeclaration,
  rows: readonly ReadRow[],
  options: { lines?: boolean } = {},
): Promise<RecordView[]> {
  const ids = rows.map(row => row.id as string)
  const lying = maskableFields(object).length > 0 && rows.some(row => !row.owner_id)
  const watched = object.can.pooled === true && rows.some(row => row.owner_id)
  const [figures, pools, lines, pending] = await Promise.all([
    watched ? poolFigures(sql, actor.access.epoch) : [],
    lying && object.can.pooled ? openPools(sql) : [],
    options.lines ? readLines(sql, object, ids) : new Map<string, Record<string, Line[]>>(),
    pendingOf(sql, object, rows),
  ])
  const material: Material = { figures, pools, lines, pending }
  const references = new References()
  for (const row of rows) {
    references.want(object.fields, { ...decodeRow(object, row), ...material.lines.get(row.id as string) })
    references.want(commonReferences(object), commonOf(object, row))
    if (row.created_by) references.wantOne('employee', row.created_by as string)
  }
  await references.load(sql, actor.access)
  return rows.map(row => viewOf(services, actor, object, row, material, references))
}
