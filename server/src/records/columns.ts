import type { Value } from '@gonghai/shared/client/api'
import type { Field, FieldKind, Fields, ObjectDeclaration } from '@gonghai/shared/objects/declare'
import { Decimal } from 'decimal.js'

/** PostgreSQL types that record columns have; a parameter is cast to its column's type. */
export type SqlType =
  | 'uuid'
  | 'uuid[]'
  | 'text'
  | 'text[]'
  | 'integer'
  | 'numeric'
  | 'date'
  | 'timestamptz'
  | 'boolean'
  | 'jsonb'

/** A row as the database answers it: snake_case columns. */
export type Row = Record<string, unknown>

/** One column, or, with `key`, one value inside the column `custom`. */
export interface Part {
  name: string
  type: SqlType
  key?: string
}

/** Where one field is stored: its columns (two for kind `record`, none for `lines`), and the way in and out. */
export interface Column {
  field: string
  declaration: Field
  parts: readonly Part[]
  /** Parameters for `parts`, in their order; `null` and `undefined` become NULL. */
  encode(value: Value | undefined): unknown[]
  /** The field's value in a row, as it travels. */
  decode(row: Row): Value
}

/** The child table of a `lines` field: keyed (`key`, position), position from 0. */
export interface LineTable {
  field: string
  name: string
  key: string
  columns: readonly Column[]
}

/** The table of an object. `columns` are the declared fields, `common` those that every such record has. */
export interface Table {
  object: ObjectDeclaration
  name: string
  columns: readonly Column[]
  common: readonly Column[]
  lines: readonly LineTable[]
  /** Every column by field name, declared or common. */
  byField: ReadonlyMap<string, Column>
}

const types: Record<Exclude<FieldKind, 'record' | 'lines'>, SqlType> = {
  text: 'text',
  longText: 'text',
  phone: 'text',
  email: 'text',
  url: 'text',
  integer: 'integer',
  decimal: 'numeric',
  money: 'numeric',
  percent: 'numeric',
  date: 'date',
  dateTime: 'timestamptz',
  boolean: 'boolean',
  choice: 'text',
  choices: 'text[]',
  reference: 'uuid',
  people: 'uuid[]',
  tags: 'uuid[]',
  files: 'uuid[]',
}

/** `nextContactAt` → `next_contact_at`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

/** A name from a declaration as an SQL identifier; anything but a plain word is a mistake in the declaration. */
export function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`Not a plain SQL name: ${name}`)
  return `"${name}"`
}

/** A part as an SQL expression under `alias`; values of `custom` are compared as what they are. */
export function partSql({ name, type, key }: Part, alias: string): string {
  const column = `${alias}.${identifier(name)}`
  if (key === undefined) return column
  const value = `(${column} ->> '${key}')`
  if (!/^c_[a-z0-9_]+$/.test(key)) throw new Error(`Not a key of a custom field: ${key}`)
  if (type === 'text') return `(${value} collate "C")`
  return type === 'text[]' || type === 'uuid[]' ? `(${column} -> '${key}')` : `(${value}::${type})`
}

/** Midnight in this process's zone is how the driver hands out a date without one. */
function dateText(raw: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${String(raw.getFullYear()).padStart(4, '0')}-${two(raw.getMonth() + 1)}-${two(raw.getDate())}`
}

/** Digits after the point of a number that travels as a string. */
export function scaleOf(field: Field): number {
  return field.kind === 'decimal' ? (field.scale ?? 4) : 2
}

function decodeScalar(type: SqlType, raw: unknown, field: Field): Value {
  if (raw === null || raw === undefined) return null
  if (raw instanceof Date) return type === 'date' ? dateText(raw) : raw.toISOString()
  if (type === 'timestamptz') return new Date(String(raw)).toISOString()
  if (type === 'numeric') return new Decimal(String(raw)).toFixed(scaleOf(field))
  if (type === 'integer') return Number(raw)
  return raw as Value
}

function recordColumn(field: string, declaration: Field): Column {
  const [object, id] = [`${snake(field)}_object`, `${snake(field)}_id`]
  return {
    field,
    declaration,
    parts: [
      { name: object, type: 'text' },
      { name: id, type: 'uuid' },
    ],
    encode: value => (typeof value === 'string' ? splitRecord(value) : [null, null]),
    decode: row => (row[id] ? `${row[object]}:${row[id]}` : null),
  }
}

/** "customer:0192…" → ["customer", "0192…"]. */
export function splitRecord(value: string): [object: string, id: string] {
  const at = value.indexOf(':')
  return [value.slice(0, at), value.slice(at + 1)]
}

/** Dates and times are ISO texts in JSON, whose order is theirs; references are texts there too. */
function customType(declaration: Field): SqlType {
  const type = types[declaration.kind as keyof typeof types]
  return type === 'date' || type === 'timestamptz' || type === 'uuid' ? 'text' : type
}

/** A value of `custom` as it travels, whatever older kind of its field wrote it. */
function decodeCustom(declaration: Field, raw: unknown): Value {
  const type = types[declaration.kind as keyof typeof types]
  if (raw === null || raw === undefined) return type.endsWith('[]') ? [] : null
  if (type.endsWith('[]')) return (Array.isArray(raw) ? raw : [raw]) as Value
  if (type === 'numeric') return new Decimal(String(raw)).toFixed(scaleOf(declaration))
  return raw as Value
}

function customColumn(field: string, declaration: Field): Column {
  return {
    field,
    declaration,
    parts: [{ name: 'custom', type: customType(declaration), key: field }],
    encode: value => [value ?? null],
    decode: row => decodeCustom(declaration, (row.custom as Record<string, unknown> | null)?.[field]),
  }
}

function columnOf(field: string, declaration: Field): Column {
  if (declaration.custom) return customColumn(field, declaration)
  if (declaration.kind === 'record') return recordColumn(field, declaration)
  if (declaration.kind === 'lines') throw new Error(`${field}: lines have a table, not a column`)
  const name = declaration.kind === 'reference' ? `${snake(field)}_id` : snake(field)
  const type = types[declaration.kind]
  return {
    field,
    declaration,
    parts: [{ name, type }],
    encode: value => [value ?? (type.endsWith('[]') ? [] : null)],
    decode: row => decodeScalar(type, row[name], declaration),
  }
}

/** Fields of every record besides the declared ones: who made and changed it when, its number, its owner's department. */
export function commonFields(object: ObjectDeclaration): Fields {
  const fields: Record<string, Field> = {
    createdAt: { kind: 'dateTime', write: 'system', sortable: true },
    createdBy: { kind: 'reference', target: 'employee', write: 'system' },
    updatedAt: { kind: 'dateTime', write: 'system', sortable: true },
    updatedBy: { kind: 'reference', target: 'employee', write: 'system' },
  }
  if (object.number) fields.number = { kind: 'text', write: 'system' }
  if (object.can.owned) fields.department = { kind: 'reference', target: 'department', write: 'system' }
  return fields
}

/** `created_by` has no `_id` behind it, unlike declared references. */
function commonColumn(field: string, declaration: Field): Column {
  const column = columnOf(field, declaration)
  if (field !== 'createdBy' && field !== 'updatedBy') return column
  const name = snake(field)
  return {
    ...column,
    parts: [{ name, type: 'uuid' }],
    decode: row => decodeScalar('uuid', row[name], declaration),
  }
}

function buildTable(object: ObjectDeclaration): Table {
  const name = snake(object.name)
  const declared = Object.entries(object.fields)
  const columns = declared.filter(([, field]) => field.kind !== 'lines').map(([key, f]) => columnOf(key, f))
  const common = Object.entries(commonFields(object)).map(([key, field]) => commonColumn(key, field))
  const lines = declared
    .filter(([, field]) => field.kind === 'lines')
    .map(([key, field]) => ({
      field: key,
      name: `${name}_line`,
      key: `${name}_id`,
      columns: Object.entries(field.fields ?? {}).map(([line, lineField]) => columnOf(line, lineField)),
    }))
  const byField = new Map([...columns, ...common].map(column => [column.field, column]))
  return { object, name, columns, common, lines, byField }
}

const tables = new WeakMap<ObjectDeclaration, Table>()

/** The table of an object, derived once from its declaration. */
export function tableOf(object: ObjectDeclaration): Table {
  const known = tables.get(object)
  if (known) return known
  const table = buildTable(object)
  tables.set(object, table)
  return table
}

/** Column, parameter and cast of each given field, for INSERT and UPDATE; those without a column of their own are left out. */
export function encodeValues(
  object: ObjectDeclaration,
  values: Readonly<Record<string, Value | undefined>>,
): { name: string; type: SqlType; value: unknown }[] {
  const table = tableOf(object)
  return Object.keys(values).flatMap(field => {
    const column = table.byField.get(field)
    if (!column) return []
    if (column.declaration.custom) return []
    const encoded = column.encode(values[field])
    return column.parts.map((part, index) => ({ ...part, value: encoded[index] }))
  })
}

/** What the given fields put into the column `custom`: values by key, and keys that are emptied. */
export function encodeCustom(
  object: ObjectDeclaration,
  values: Readonly<Record<string, Value | undefined>>,
): { set: Record<string, Value>; unset: string[] } {
  const set: Record<string, Value> = {}
  const unset: string[] = []
  for (const [field, value] of Object.entries(values)) {
    if (!object.fields[field]?.custom || value === undefined) continue
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0)
    if (isEmpty) unset.push(field)
    else set[field] = value
  }
  return { set, unset }
}

/** The declared values of a row (lines not included), as they travel. */
export function decodeRow(object: ObjectDeclaration, row: Row): Record<string, Value> {
  return Object.fromEntries(tableOf(object).columns.map(column => [column.field, column.decode(row)]))
}

/** Dates are read as text, so that no process's time zone can move them. */
function selectPart(part: { name: string; type: SqlType }, alias: string): string {
  const column = `${alias}.${identifier(part.name)}`
  return part.type === 'date' ? `${column}::text AS ${identifier(part.name)}` : column
}

const own = (part: Part) => part.key === undefined

const system = ['id', 'version', 'deleted_at', 'deleted_by']
const departments = ['dept1', 'dept2', 'dept3', 'dept4', 'dept5', 'dept6']

/** Every column of a record but its search keys, for SELECT, under `alias`. */
export function selectList(object: ObjectDeclaration, alias: string): string {
  const table = tableOf(object)
  const parts = [...table.columns, ...table.common].flatMap(column => column.parts).filter(own)
  const custom = object.can.custom ? ['custom'] : []
  const plain = [...system, ...custom, ...(object.can.owned ? departments : [])]
  const listed = [
    ...plain.map(name => `${alias}.${identifier(name)}`),
    ...parts.map(p => selectPart(p, alias)),
  ]
  return listed.join(', ')
}
