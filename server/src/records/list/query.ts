import type { ListQuery } from '@gonghai/shared/client/api'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { refuse } from '../../kernel/errors'
import { parseValue } from '../input'
import { type AskedTree, type Leaf, parseFilter, type Tree } from './filter'
import { type Asker, resolved } from './relative'
import { parseSort, type Sort } from './sort'

/** Which records a list is about. */
export type Tab = 'mine' | 'group' | 'all' | { pool: string }

/** A list query that has been checked against the declaration. */
export interface AskedQuery {
  filter: AskedTree | null
  search: string | null
  sort: Sort
  cursor: string | null
  limit: number
  tab: Tab
}

const known = new Set<keyof ListQuery>(['filter', 'search', 'sort', 'cursor', 'limit', 'tab'])

/** Tabs that an object has: whose records they are is known by their owner, or, of attached ones, by who wrote them. */
const tabs: Record<string, (object: ObjectDeclaration) => unknown> = {
  all: () => true,
  mine: object => object.can.owned ?? object.parent,
  group: object => object.can.owned,
}

function parseTab(object: ObjectDeclaration, raw: unknown = 'all'): Tab | FieldIssue {
  if (typeof raw === 'string') {
    const known = Object.hasOwn(tabs, raw) && tabs[raw]?.(object)
    return known ? (raw as Tab) : { path: 'tab', rule: 'option' }
  }
  const isPool = typeof raw === 'object' && raw !== null && Object.keys(raw).join() === 'pool'
  if (!isPool || !object.can.pooled) return { path: 'tab', rule: 'option' }
  const pool = parseValue({ kind: 'reference' }, (raw as { pool: unknown }).pool)
  return typeof pool === 'string' ? { pool } : { path: 'tab.pool', rule: 'format' }
}

function parseText(path: string, raw: unknown, max: number): string | null | FieldIssue {
  if (raw === undefined || raw === null) return null
  if (typeof raw !== 'string') return { path, rule: 'type' }
  if (raw.length > max) return { path, rule: 'tooLong', params: { max } }
  const value = parseValue({ kind: 'text', max }, raw)
  return typeof value === 'string' ? value || null : { path, rule: 'format' }
}

function parseLimit(raw: unknown): number | FieldIssue {
  if (raw === undefined) return 20
  if (typeof raw !== 'number' || !Number.isInteger(raw)) return { path: 'limit', rule: 'type' }
  if (raw < 1) return { path: 'limit', rule: 'tooSmall', params: { min: 1 } }
  return raw > 100 ? { path: 'limit', rule: 'tooLarge', params: { max: 100 } } : raw
}

const isIssue = (value: unknown): value is FieldIssue =>
  typeof value === 'object' && value !== null && 'rule' in value

/** The conditions of a filter that hold for every row it finds: not below an `or`. */
export function certainLeaves(tree: Tree | null): Leaf[] {
  if (!tree) return []
  if ('and' in tree) return tree.and.flatMap(certainLeaves)
  return 'or' in tree ? [] : [tree]
}

/** Checks a list query as it came in. @throws Refusal invalidInput with every issue by path */
export function parseListQuery(object: ObjectDeclaration, raw: unknown): AskedQuery {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return refuse('invalidInput', {}, [{ path: '', rule: 'type' }])
  }
  const given = raw as Record<string, unknown>
  const issues: FieldIssue[] = Object.keys(given)
    .filter(name => !known.has(name as keyof ListQuery))
    .map(path => ({ path, rule: 'unknown' }))
  const keep = <T>(value: T | FieldIssue): T => {
    if (isIssue(value)) issues.push(value)
    return value as T
  }
  const parsed: AskedQuery = {
    filter: given.filter === undefined ? null : parseFilter(object, given.filter, issues),
    search: keep(parseText('search', given.search, 100)),
    sort: keep(parseSort(object, given.sort, given.tab)),
    cursor: keep(parseText('cursor', given.cursor, 2000)),
    limit: keep(parseLimit(given.limit)),
    tab: keep(parseTab(object, given.tab)),
  }
  return issues.length > 0 ? refuse('invalidInput', {}, issues) : parsed
}

/** The same as this reader means it now. */
export interface ParsedQuery extends AskedQuery {
  filter: Tree | null
}

/** What a query means for who asks it, at this moment. */
export function meant(query: AskedQuery, asker: Asker): ParsedQuery {
  return { ...query, filter: query.filter && resolved(query.filter, asker) }
}
