import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { listsBeyondView } from '../access/breadth'
import type { Access } from '../access/context'
import { clearSql, fieldRules, neverClear, ruleOf } from '../access/masks'
import { identifier, tableOf } from './columns'
import { readableSql } from './masking'
import type { Bind } from './reader'

/** Of a record that may be listed but not opened, only what names it (SET-2). */
export function listedFields(object: ObjectDeclaration): Set<string> {
  return new Set([object.title, ...object.facts, ...(object.state ? [object.state] : []), 'owner'])
}

/** Is the field shown of every record that may be listed? Those that every record has beside the declared ones are. */
const isListed = (object: ObjectDeclaration, name: string) =>
  !object.fields[name] || listedFields(object).has(name)

/** May a list be ordered by this field? An order tells the values of what isn't shown, too. */
export function ordersFor(access: Access, object: ObjectDeclaration, name: string): boolean {
  if (ruleOf(access, object.name, name)) return false
  return isListed(object, name) || !listsBeyondView(access, object)
}

const trimmed = new WeakMap<Access, Map<ObjectDeclaration, ObjectDeclaration>>()

/** An object without the fields that the reader never sees whole: what isn't there can't be filtered or sorted by. */
export function visibleDeclaration(access: Access, object: ObjectDeclaration): ObjectDeclaration {
  const masked = neverClear(access, object.name)
  if (Object.keys(masked).length === 0) return object
  const known = trimmed.get(access) ?? new Map<ObjectDeclaration, ObjectDeclaration>()
  trimmed.set(access, known)
  const found = known.get(object)
  if (found) return found
  const fields = Object.entries(object.fields).filter(([name]) => !masked[name])
  const visible = { ...object, fields: Object.fromEntries(fields) }
  known.set(object, visible)
  return visible
}

/** The object's declaration as forms and filters are offered it: hidden fields gone, masked ones only for new records. */
export function offeredFields(access: Access, object: ObjectDeclaration): Record<string, Field> {
  const offered = Object.entries(object.fields).flatMap(([name, field]): [string, Field][] => {
    const rule = ruleOf(access, object.name, name)
    const { sortable: _sortable, ...unsorted } = field
    if (!rule) return [[name, ordersFor(access, object, name) ? field : unsorted]]
    if (rule.except) return [[name, unsorted]]
    if (rule.fields[name] === 'hidden') return []
    const write = field.write ?? 'user'
    return [[name, write === 'user' ? { ...unsorted, write: 'create' } : unsorted]]
  })
  return Object.fromEntries(offered)
}

/** Which values of a statement's rows the reader sees whole. */
export interface ReadableTarget {
  access: Access
  object: ObjectDeclaration
  openPools: readonly string[]
  bind: Bind
  alias: string
  /** SQL boolean: may the reader open the row? Absent where every listed one may be opened. */
  opens?: (() => string) | undefined
}

/** SQL boolean: is this field of the row shown whole? `true` where it always is. */
export function readableField(field: Pick<Field, 'read'>, name: string, target: ReadableTarget): string {
  const { access, object, openPools, bind, alias, opens } = target
  const rule = ruleOf(access, object.name, name)
  const parts = [
    ...(opens && !isListed(object, name) ? [opens()] : []),
    ...(field.read === 'maskedInPool' ? [readableSql(object, openPools, bind, alias)] : []),
    ...(rule ? [`(${clearSql(rule, object, bind, alias)})`] : []),
  ]
  return parts.length > 0 ? `(${parts.join(' and ')})` : 'true'
}

const bare = (column: string) =>
  `coalesce(lower(regexp_replace(normalize(${column}, NFKC), '[^[:alnum:]]', '', 'g')), '')`

/** Which fields are hidden from some of the rows, and where they are not. */
function hidings({ access, object, bind, alias, opens }: ReadableTarget) {
  const rules = fieldRules(access, object.name).map(rule => ({
    names: Object.keys(rule.fields),
    clear: () => clearSql(rule, object, bind, alias),
  }))
  const unlisted = Object.keys(object.fields).filter(name => !isListed(object, name))
  return opens ? [...rules, { names: unlisted, clear: opens }] : rules
}

/** The text in which words are looked for, without the values that the reader sees masked, or not at all. */
export function searchedText(target: ReadableTarget): string {
  const { object, alias } = target
  let text = `${alias}.search_keys[1]`
  for (const { names, clear } of hidings(target)) {
    const texts = names.filter(name => {
      const field = object.fields[name]
      return field?.searchable && field.kind !== 'phone'
    })
    if (texts.length === 0) continue
    const columns = texts.map(name => tableOf(object).byField.get(name)!.parts[0]!.name)
    const without = columns.reduce(
      (left, column) => `replace(${left}, '|' || ${bare(`${alias}.${identifier(column)}`)} || '|', '|')`,
      text,
    )
    text = `(case when ${clear()} then ${text} else ${without} end)`
  }
  return text
}

/** Phones that are hidden altogether are not found by their last digits either; records are, by their number. */
export function openKeySql(key: string, target: ReadableTarget): string {
  const { access, object, bind, alias, opens } = target
  const found = `${alias}.search_keys @> ${bind([key])}::text[]`
  const rules = fieldRules(access, object.name).filter(rule =>
    Object.entries(rule.fields).some(
      ([name, masking]) => masking === 'hidden' && object.fields[name]?.kind === 'phone',
    ),
  )
  const unlisted = Object.keys(object.fields).some(
    name => object.fields[name]?.kind === 'phone' && !isListed(object, name),
  )
  const parts = [
    ...rules.map(rule => `(${clearSql(rule, object, bind, alias)})`),
    ...(opens && unlisted ? [`(${opens()})`] : []),
  ]
  if (parts.length === 0) return found
  const clear = parts.join(' and ')
  const number = object.number
    ? ` or strpos(${bare(`${alias}.number`)}, ${bind(key.replace(/^#/, ''))}::text) > 0`
    : ''
  return `(${found} and ((${clear})${number}))`
}
