import type { Value } from '@gonghai/shared/client/api'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { Field, FieldKind, ObjectDeclaration } from '@gonghai/shared/objects'
import { type DayCount, dayCounts, mostDays, periods } from '@gonghai/shared/rules/relative-dates'
import { type Column, partSql, splitRecord, tableOf } from '../columns'
import { parseValue } from '../input'
import { customSql } from './custom-filter'

export type PlainOp = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'in' | 'empty' | 'notEmpty'

/** What means something else each day, or for each reader. */
export type RelativeOp = DayCount | 'period' | 'isMe' | 'isMyReport'
export type Op = PlainOp | RelativeOp

interface LeafOf<O extends Op> {
  column: Column
  op: O
  values: Value[]
}

/** One condition, checked: `values` are in the form in which they are stored. */
export type Leaf = LeafOf<PlainOp>
export type AskedLeaf = LeafOf<Op>

/** A filter, checked, with nothing relative in it. */
export type Tree = Leaf | { and: Tree[] } | { or: Tree[] }

/** A filter, checked, as it was asked. */
export type AskedTree = AskedLeaf | { and: AskedTree[] } | { or: AskedTree[] }

/** Every condition of a filter, however deep. */
export function leavesOf(tree: Tree): Leaf[] {
  return 'and' in tree ? tree.and.flatMap(leavesOf) : 'or' in tree ? tree.or.flatMap(leavesOf) : [tree]
}

const maxDepth = 5
const maxLeaves = 30
const maxChoices = 100

const presence = ['empty', 'notEmpty'] as const
const equality = ['eq', 'ne', 'in', ...presence] as const
const range = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', ...presence] as const
const words = ['eq', 'ne', 'contains', 'in', ...presence] as const
const sets = ['contains', 'in', ...presence] as const

/** What can be asked of a field, by its kind, whoever asks and whenever. */
export const operators: Record<FieldKind, readonly PlainOp[]> = {
  text: words,
  longText: ['contains', ...presence],
  phone: words,
  email: words,
  url: words,
  integer: range,
  decimal: range,
  money: range,
  percent: range,
  date: range,
  dateTime: range,
  boolean: ['eq', 'ne', ...presence],
  choice: equality,
  choices: sets,
  reference: equality,
  record: equality,
  people: sets,
  tags: sets,
  files: [],
  lines: [],
}

const moving: readonly RelativeOp[] = [...dayCounts, 'period']
const ordered: ReadonlySet<Op> = new Set(['lt', 'lte', 'gt', 'gte', ...moving])

/** What can be asked of a field beside: of days from today on, of people who the asker is. */
function relativeOps(field: Field): readonly RelativeOp[] {
  if (field.kind === 'date' || field.kind === 'dateTime') return moving
  const isPerson = field.kind === 'people' || (field.kind === 'reference' && field.target === 'employee')
  return isPerson ? ['isMe', 'isMyReport'] : []
}

/** The operators of one field: ranges of the company's own fields need the index of a sortable one (decision 10). */
export function operatorsOf(field: Field): readonly Op[] {
  const known: readonly Op[] = [...operators[field.kind], ...relativeOps(field)]
  return field.custom && !field.sortable ? known.filter(op => !ordered.has(op)) : known
}

const operand = new Set(['field', 'op', 'value'])
const none: ReadonlySet<Op> = new Set([...presence, 'isMe', 'isMyReport'])
const counts: ReadonlySet<Op> = new Set(dayCounts)

/** What a value of the filter is checked as: one of several, a part of a text. */
function valueField(field: Field, op: Op): Field {
  if (op === 'period') return { kind: 'choice', options: periods }
  if (counts.has(op)) return { kind: 'integer', min: 1, max: mostDays }
  if (field.kind === 'choices' || (field.kind === 'choice' && field.retired))
    return { ...field, kind: 'choice', options: [...(field.options ?? []), ...(field.retired ?? [])] }
  if (field.kind === 'people' || field.kind === 'tags') return { kind: 'reference' }
  if (op === 'contains') return { kind: 'text', max: 100 }
  const { min: _min, max: _max, ...unbounded } = field
  return field.kind === 'percent' ? field : { ...unbounded, ...(field.kind === 'text' ? { max: 200 } : {}) }
}

function isObject(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}

class FilterParser {
  #leaves = 0
  constructor(
    private readonly object: ObjectDeclaration,
    private readonly issues: FieldIssue[],
  ) {}

  tree(raw: unknown, path: string, depth: number): AskedTree | null {
    if (!isObject(raw)) return this.wrong(path, 'type')
    if (depth > maxDepth) return this.wrong(path, 'tooLarge', { max: maxDepth })
    const keys = Object.keys(raw)
    for (const join of ['and', 'or'] as const) {
      if (keys.length === 1 && keys[0] === join) return this.group(raw[join], join, `${path}.${join}`, depth)
    }
    return this.leaf(raw, path)
  }

  private group(raw: unknown, join: 'and' | 'or', path: string, depth: number): AskedTree | null {
    if (!Array.isArray(raw)) return this.wrong(path, 'type')
    if (raw.length > maxLeaves) return this.wrong(path, 'tooLarge', { max: maxLeaves })
    const parts = raw.map((part, index) => this.tree(part, `${path}.${index}`, depth + 1))
    const found = parts.filter(part => part !== null)
    return join === 'and' ? { and: found } : { or: found }
  }

  private leaf(raw: Record<string, unknown>, path: string): AskedTree | null {
    this.#leaves += 1
    if (this.#leaves > maxLeaves) return this.wrong(path, 'tooLarge', { max: maxLeaves })
    const unknown = Object.keys(raw).find(key => !operand.has(key))
    if (unknown) return this.wrong(`${path}.${unknown}`, 'unknown')
    const column = typeof raw.field === 'string' ? tableOf(this.object).byField.get(raw.field) : undefined
    if (!column) return this.wrong(`${path}.field`, 'unknown')
    const op = operatorsOf(column.declaration).find(one => one === raw.op)
    if (!op) return this.wrong(`${path}.op`, 'option')
    if (none.has(op)) {
      return raw.value === undefined ? { column, op, values: [] } : this.wrong(`${path}.value`, 'unknown')
    }
    const values = this.values(column.declaration, op, raw.value, `${path}.value`)
    return values && { column, op, values }
  }

  private values(field: Field, op: Op, raw: unknown, path: string): Value[] | null {
    const list = op === 'in' ? raw : [raw]
    if (!Array.isArray(list)) return this.wrong(path, 'type')
    if (list.length > maxChoices) return this.wrong(path, 'tooLong', { max: maxChoices })
    const as = valueField(field, op)
    const parsed = list.map(value => parseValue(as, value))
    const bad = parsed.findIndex(value => value === undefined || value === '')
    if (bad >= 0) return this.wrong(op === 'in' ? `${path}.${bad}` : path, 'format')
    return parsed as Value[]
  }

  private wrong(path: string, rule: FieldIssue['rule'], params?: FieldIssue['params']): null {
    this.issues.push(params ? { path, rule, params } : { path, rule })
    return null
  }
}

/** Checks a filter tree (at most 5 deep, 30 conditions); what is wrong is added to `issues`. */
export function parseFilter(object: ObjectDeclaration, raw: unknown, issues: FieldIssue[]): AskedTree | null {
  return new FilterParser(object, issues).tree(raw, 'filter', 1)
}

/** Where a filter is compiled to; `readable` limits fields that are masked on some rows to those where they are not. */
export interface FilterTarget {
  alias: string
  bind(value: unknown): string
  readable(field: string): string
}

/** How a comparison is written. */
export const comparison: Partial<Record<PlainOp, string>> = {
  eq: '=',
  ne: 'is distinct from',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}

function recordSql(leaf: Leaf, [object, id]: readonly string[], bind: FilterTarget['bind']): string {
  const equal = leaf.values.map(value => {
    const [name, key] = splitRecord(value as string)
    return `(${object} = ${bind(name)}::text and ${id} = ${bind(key)}::uuid)`
  })
  if (equal.length === 0) return 'false'
  return leaf.op === 'ne' ? `(${equal[0]}) is not true` : `(${equal.join(' or ')})`
}

function leafSql(leaf: Leaf, { alias, bind }: FilterTarget): string {
  if (leaf.column.declaration.custom) return customSql(leaf, alias, bind)
  const columns = leaf.column.parts.map(part => partSql(part, alias))
  const [column, type] = [columns.at(-1)!, leaf.column.parts.at(-1)!.type]
  const isArray = type.endsWith('[]')
  if (leaf.op === 'empty') return isArray ? `cardinality(${column}) = 0` : `${column} is null`
  if (leaf.op === 'notEmpty') return isArray ? `cardinality(${column}) > 0` : `${column} is not null`
  if (columns.length === 2) return recordSql(leaf, columns, bind)
  if (leaf.op === 'in' && isArray) return `${column} && ${bind(leaf.values)}::${type}`
  if (leaf.op === 'in') return `${column} = any(${bind(leaf.values)}::${type}[])`
  const value = leaf.values[0]
  if (leaf.op === 'contains') {
    return isArray
      ? `${column} @> ${bind([value])}::${type}`
      : `strpos(lower(${column}), lower(${bind(value)}::text)) > 0`
  }
  return `${column} ${comparison[leaf.op]} ${bind(value)}::${type}`
}

/** A checked filter as one SQL boolean. Every value is a parameter; names come from the declaration. */
export function filterSql(tree: Tree, target: FilterTarget): string {
  if ('and' in tree) return tree.and.length === 0 ? 'true' : joined(tree.and, ' and ', target)
  if ('or' in tree) return tree.or.length === 0 ? 'false' : joined(tree.or, ' or ', target)
  const sql = leafSql(tree, target)
  const readable = target.readable(tree.column.field)
  return readable === 'true' ? sql : `(${readable} and ${sql})`
}

function joined(parts: readonly Tree[], by: string, target: FilterTarget): string {
  return `(${parts.map(part => filterSql(part, target)).join(by)})`
}
