import type { Value } from '@gonghai/shared/client/api'
import type { Field, FieldKind, ObjectDeclaration } from '@gonghai/shared/objects'
import type { Access, FieldRule, Masking } from './context'
import { scopeCondition } from './scope'

type Bind = (value: unknown) => string

const none: readonly FieldRule[] = []

/** The fields of an object that the reader's roles mask, with where they don't. */
export const fieldRules = (access: Access, object: string): readonly FieldRule[] =>
  access.fieldRules[object] ?? none

/** The rule that masks a field, if one does. */
export function ruleOf(access: Access, object: string, field: string): FieldRule | undefined {
  return fieldRules(access, object).find(rule => rule.fields[field])
}

/** SQL boolean: does the reader see the rule's fields of this row whole? */
export function clearSql(rule: FieldRule, object: ObjectDeclaration, bind: Bind, alias: string): string {
  return rule.except ? scopeCondition(rule.except, object.name, 'view', bind, alias) : 'false'
}

/** Column aliases under which a SELECT answers `clearSql` of each rule: `clear_0`, `clear_1` … */
export const clearColumn = (index: number): string => `clear_${index}`

/** The masked fields of one row that was selected with its `clear_…` columns. */
export function maskedFields(
  access: Access,
  object: string,
  row: Record<string, unknown>,
): Record<string, Masking> {
  const rules = fieldRules(access, object).filter((_, index) => row[clearColumn(index)] !== true)
  return Object.assign({}, ...rules.map(rule => rule.fields))
}

/** Fields that the reader never sees whole; `clear` on some rows does not count. */
export function neverClear(access: Access, object: string): Record<string, Masking> {
  const rules = fieldRules(access, object).filter(({ except }) => except === null)
  return Object.assign({}, ...rules.map(rule => rule.fields))
}

function shortened(text: string): string {
  const [head, tail] = text.length >= 9 ? [3, 4] : [0, Math.min(2, text.length - 1)]
  return `${text.slice(0, head)}****${text.slice(text.length - tail)}`
}

/** m***@hengce.cn */
function email(text: string): string {
  const at = text.indexOf('@')
  return at > 0 ? `${text.slice(0, 1)}***${text.slice(at)}` : shortened(text)
}

const forms: Partial<Record<FieldKind, (text: string) => string>> = {
  text: shortened,
  longText: text => `${text.slice(0, 1)}***`,
  phone: shortened,
  email,
  url: text => `${text.slice(0, 1)}***`,
}

/** A value as it is shown masked: texts shortened, everything else not at all (null). 13800138046 → 138****8046. */
export function maskedValue(field: Pick<Field, 'kind'>, value: Value): Value {
  if (value === null || value === undefined) return null
  const form = forms[field.kind]
  return form && typeof value === 'string' && value !== '' ? form(value) : null
}
