import type { Condition, Filter, Reference, Value } from '@gonghai/shared/client/api'
import type { Field, FieldKind } from '@gonghai/shared/objects/declare'
import { type DayCount, dayCounts, mostDays, periods } from '@gonghai/shared/rules/relative-dates'
import { t } from '../../lib/i18n'
import type { ObjectMeta } from '../../lib/meta'
import { textOf } from '../value-text'
import { fieldLabel } from '../words'

export type Op = Condition['op']

/** One condition as it is put together; without a value it asks nothing yet. */
export interface Rule {
  field: string
  op: Op
  value?: Value
  /** Names of what the value points to. */
  names?: Reference[]
}

/** Conditions of which all, or any, must hold. */
export interface Group {
  join: 'and' | 'or'
  parts: (Rule | Group)[]
}

export const isGroup = (part: Rule | Group): part is Group => 'join' in part

/** No conditions. */
export const noRules: Group = { join: 'and', parts: [] }

/** How deep groups stand in groups on the screen; the server takes five. */
export const deepest = 3

const presence: readonly Op[] = ['empty', 'notEmpty']
/** What is meant anew on each day, and for each reader. */
const moving: readonly Op[] = ['period', ...dayCounts]
const persons: readonly Op[] = ['isMe', 'isMyReport']
const equality: readonly Op[] = ['eq', 'ne', 'in', ...presence]
const range: readonly Op[] = ['eq', 'gte', 'lte', 'gt', 'lt', 'ne', ...presence]
const words: readonly Op[] = ['contains', 'eq', 'ne', ...presence]
const sets: readonly Op[] = ['contains', ...presence]

const operators: Partial<Record<FieldKind, readonly Op[]>> = {
  text: words,
  longText: sets,
  phone: words,
  email: words,
  url: words,
  integer: range,
  decimal: range,
  money: range,
  percent: range,
  date: [...moving, ...range],
  dateTime: [...moving, 'gte', 'lte', ...presence],
  boolean: ['eq', ...presence],
  choice: ['in', 'ne', ...presence],
  choices: sets,
  reference: equality.filter(op => op !== 'in'),
  people: [...persons, ...sets],
  tags: ['in', ...presence],
}

const ordered = new Set<Op>(['lt', 'lte', 'gt', 'gte'])
const valueless = new Set<Op>([...presence, ...persons])
const ranging = new Set<Op>([...ordered, ...moving])

/** What can be asked of a field; ranges of the company's own fields only where an index serves them. */
export function operatorsOf(field: Field): readonly Op[] {
  const own = operators[field.kind] ?? []
  const isPerson = field.kind === 'reference' && field.target === 'employee'
  const known = isPerson ? [...persons, ...own] : own
  return field.custom && !field.sortable ? known.filter(op => !ranging.has(op)) : known
}

/** The fields that a list can be narrowed by, in the order of the declaration. */
export const askable = (meta: ObjectMeta): [string, Field][] =>
  Object.entries(meta.fields).filter(([, field]) => operatorsOf(field).length > 0)

/** Is the operator one that counts days? */
export const countsDays = (op: Op): op is DayCount => dayCounts.some(one => one === op)

/** The field as which a rule's value is typed or chosen. */
export function valueField(field: Field, op: Op): Field | undefined {
  if (valueless.has(op)) return undefined
  if (countsDays(op)) return { kind: 'integer', min: 1, max: mostDays }
  if (op === 'period') return { kind: 'choice', options: periods }
  const { required: _required, min: _min, max: _max, hint: _hint, ...free } = field
  const options = [...(field.options ?? []), ...(field.retired ?? [])]
  if (field.kind === 'choice' && op === 'in') return { ...free, kind: 'choices', options }
  if (field.kind === 'choices' || field.kind === 'choice') return { ...free, kind: 'choice', options }
  if (field.kind === 'people') return { kind: 'reference', target: 'employee' }
  if (field.kind === 'tags') return { kind: 'tags' }
  if (op === 'contains') return { kind: 'text', max: 100 }
  return field.kind === 'percent' ? { ...free, min: 0, max: 100 } : free
}

const isBlank = (value: Value | undefined) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

function conditionOf(meta: ObjectMeta, { field, op, value }: Rule): Filter | undefined {
  const declared = meta.fields[field]
  if (!declared) return undefined
  const as = valueField(declared, op)
  if (!as) return { field, op } as Condition
  if (isBlank(value)) return undefined
  return { field, op, value: as.kind === 'integer' ? Number(value) : value } as Condition
}

/** The rules as a list query's filter; what isn't finished asks nothing. */
export function filterOf(meta: ObjectMeta, group: Group): Filter | undefined {
  const parts = group.parts.flatMap(part =>
    isGroup(part) ? (filterOf(meta, part) ?? []) : (conditionOf(meta, part) ?? []),
  )
  if (parts.length <= 1) return parts[0]
  return group.join === 'and' ? { and: parts } : { or: parts }
}

function ruleOf(
  condition: Condition,
  names: Readonly<Record<string, string>>,
  meta: ObjectMeta | undefined,
): Rule {
  if (!('value' in condition)) return { field: condition.field, op: condition.op }
  // One option is asked for as several are: the screen knows one way.
  if (condition.op === 'eq' && meta?.fields[condition.field]?.kind === 'choice')
    return { field: condition.field, op: 'in', value: [String(condition.value)] }
  const ids = [condition.value].flat().filter(one => typeof one === 'string')
  const known = ids.flatMap((id): Reference[] => {
    const name = names[id]
    if (name === undefined) return []
    return [name ? { id, name } : { id, name: t('ui.hidden'), hidden: true }]
  })
  return { ...condition, value: condition.value as Value, ...(known.length ? { names: known } : {}) }
}

/** A stored filter as rules again. @param names of what it points to, by id @param meta to show options in one way */
export function groupOf(
  filter: Filter | null,
  names: Readonly<Record<string, string>>,
  meta?: ObjectMeta,
): Group {
  if (!filter) return noRules
  if (!('and' in filter) && !('or' in filter)) return { join: 'and', parts: [ruleOf(filter, names, meta)] }
  const [join, parts] = 'and' in filter ? (['and', filter.and] as const) : (['or', filter.or] as const)
  const inner = parts.map(part =>
    'and' in part || 'or' in part ? groupOf(part, names, meta) : ruleOf(part, names, meta),
  )
  return { join, parts: inner }
}

/** How many conditions a group asks for, its groups' included. */
export const countRules = (group: Group): number =>
  group.parts.reduce((sum, part) => sum + (isGroup(part) ? countRules(part) : 1), 0)

/** The word for an operator: times are before and after. */
export function opLabel(field: Field | undefined, op: Op): string {
  const timed = field?.kind === 'date' || field?.kind === 'dateTime'
  return t(timed && ordered.has(op) ? `lists.op.time.${op}` : `lists.op.${op}`)
}

/** "近 7 天", "本月". */
function movingText({ op, value }: Rule): string | undefined {
  if (isBlank(value)) return undefined
  if (op === 'period') return t(`lists.period.${String(value)}`)
  return countsDays(op) ? t(`lists.days.${op}`, { count: Number(value) }) : undefined
}

/** One condition in words: "行业 是 机械". */
export function ruleText(meta: ObjectMeta, rule: Rule): string {
  const field = meta.fields[rule.field]
  const moved = movingText(rule)
  if (moved) return [fieldLabel(meta.name, rule.field), moved].join(' ')
  const as = field && valueField(field, rule.op)
  const value = as && !isBlank(rule.value) ? textOf(as, meta.name, rule.field, rule.value!, rule.names) : ''
  return [fieldLabel(meta.name, rule.field), opLabel(field, rule.op), value].filter(Boolean).join(' ')
}

/** A whole group in words. */
export function groupText(meta: ObjectMeta, group: Group): string {
  const parts = group.parts.map(part => (isGroup(part) ? `(${groupText(meta, part)})` : ruleText(meta, part)))
  return parts.join(t(group.join === 'and' ? 'lists.joinAnd' : 'lists.joinOr'))
}
