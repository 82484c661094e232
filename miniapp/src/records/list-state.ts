import type { Filter, ListQuery, Reference, Value } from '@gonghai/shared/client/api'
import type { Field } from '@gonghai/shared/objects/declare'
import { type Cell, cell } from '../lib/cell'
import type { ObjectMeta } from '../lib/meta'
import { fromField } from '../lib/time'
import { filterOf, type Group, noRules } from './rules/rules'

/** What a person set on one field: options, yes/no, one reference, tags, or a range of days. */
export type Choice =
  | { kind: 'options'; options: string[] }
  | { kind: 'flag'; on: boolean }
  | { kind: 'reference'; id: string; name: string }
  | { kind: 'tags'; tags: Reference[] }
  | { kind: 'days'; from: string; to: string }

export interface ListState {
  words: string
  tab: 'mine' | 'group' | 'all'
  choices: Record<string, Choice>
  /** Conditions of the advanced filter. */
  rules: Group
  sort: string
  /** The saved view that the list shows. */
  view?: string
  /** Columns chosen while a view with its own is shown. */
  columns?: string[]
  /** Nobody has touched it: the reader's first view may still come. */
  fresh?: boolean
}

const kept = new Map<string, Cell<ListState>>()

/** The state of one list; it stays while one looks at a record and comes back. */
export function listState(key: string, meta: ObjectMeta): Cell<ListState> {
  const found = kept.get(key)
  if (found) return found
  const fresh = cell<ListState>({
    words: '',
    tab: meta.can.owned ? 'mine' : 'all',
    choices: {},
    rules: noRules,
    sort: meta.order,
    fresh: true,
  })
  kept.set(key, fresh)
  return fresh
}

/** Can a list be filtered by this field, and how? */
export function filterKind(field: Field): Choice['kind'] | undefined {
  if (field.read === 'maskedInPool') return undefined
  const isTime = field.kind === 'date' || field.kind === 'dateTime'
  // A range of the company's own field takes an index.
  if (isTime && field.custom && !field.sortable) return undefined
  const kinds: Partial<Record<Field['kind'], Choice['kind']>> = {
    choice: 'options',
    choices: 'options',
    boolean: 'flag',
    date: 'days',
    dateTime: 'days',
    reference: 'reference',
    tags: 'tags',
  }
  return kinds[field.kind]
}

function dayCondition(field: Field, name: string, { from, to }: { from: string; to: string }): Filter[] {
  const start = (day: string) => (field.kind === 'date' ? day : (fromField(`${day}T00:00`) ?? day))
  const end = (day: string) => (field.kind === 'date' ? day : (fromField(`${day}T23:59`) ?? day))
  return [
    ...(from ? [{ field: name, op: 'gte' as const, value: start(from) }] : []),
    ...(to ? [{ field: name, op: 'lte' as const, value: end(to) }] : []),
  ]
}

/** Any of several options; of a field that has several itself, any that contains one. */
function optionCondition(field: Field, name: string, options: string[]): Filter[] {
  if (options.length === 0) return []
  if (field.kind === 'choice') return [{ field: name, op: 'in', value: options }]
  return [{ or: options.map(value => ({ field: name, op: 'contains' as const, value })) }]
}

function conditionsOf(field: Field, name: string, choice: Choice): Filter[] {
  switch (choice.kind) {
    case 'options':
      return optionCondition(field, name, choice.options)
    case 'flag':
      return [{ field: name, op: 'eq', value: choice.on }]
    case 'reference':
      return [{ field: name, op: 'eq', value: choice.id }]
    case 'tags':
      return [{ field: name, op: 'in', value: choice.tags.map(tag => tag.id) }]
    case 'days':
      return dayCondition(field, name, choice)
  }
}

/** The state as the server's query; `fixed` narrows related lists ("contacts of this customer"). */
export function queryOf(
  meta: ObjectMeta,
  state: ListState,
  fixed?: { field: string; value: Value },
): ListQuery {
  const leaves: Filter[] = fixed ? [{ field: fixed.field, op: 'eq', value: fixed.value }] : []
  for (const [name, choice] of Object.entries(state.choices)) {
    const field = meta.fields[name]
    if (field) leaves.push(...conditionsOf(field, name, choice))
  }
  const asked = filterOf(meta, state.rules)
  if (asked) leaves.push(asked)
  return {
    limit: 20,
    ...(leaves.length && { filter: leaves.length === 1 ? leaves[0] : { and: leaves } }),
    ...(state.words.trim() && { search: state.words.trim() }),
    ...(state.sort !== meta.order && { sort: state.sort }),
    ...(meta.can.owned && !fixed ? { tab: state.tab } : {}),
  }
}
