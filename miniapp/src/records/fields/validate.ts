import type { ErrorBody, Value } from '@gonghai/shared/client/api'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { Field, FieldKind, Fields } from '@gonghai/shared/objects/declare'
import { t } from '../../lib/i18n'

/** What is wrong, by field path (`name`, `lines.0.quantity`), in words. */
export type Issues = Record<string, string>

type Rule = FieldIssue['rule']

const isBlank = (value: Value | undefined) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const textLimits: Partial<Record<FieldKind, number>> = { text: 100, longText: 2000 }

const forms: Partial<Record<FieldKind, RegExp>> = {
  phone: /^\+?[\d\s()-]{5,24}$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  url: /^(https?:\/\/)?[^\s/.]+\.[^\s]+$/,
  integer: /^-?\d+$/,
  decimal: /^-?\d+(\.\d+)?$/,
  money: /^-?\d+(\.\d{1,2})?$/,
  percent: /^\d+(\.\d{1,2})?$/,
}

const numeric = new Set<FieldKind>(['integer', 'decimal', 'money', 'percent'])

const message = (rule: Rule, params: Record<string, string | number> = {}) => t(`error.field.${rule}`, params)

/** What is wrong with one value, or undefined. */
export function checkField(field: Field, value: Value | undefined): string | undefined {
  if (isBlank(value)) return field.required ? message('required') : undefined
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const words = String(value).trim()
  const form = forms[field.kind]
  if (form && !form.test(words)) return message('format')
  const max = field.kind === 'percent' ? 100 : field.max
  if (numeric.has(field.kind)) {
    if (field.min !== undefined && Number(words) < field.min) return message('tooSmall', { min: field.min })
    if (max !== undefined && Number(words) > max) return message('tooLarge', { max })
    return undefined
  }
  const limit = field.max ?? textLimits[field.kind]
  return limit !== undefined && words.length > limit ? message('tooLong', { max: limit }) : undefined
}

/** Everything that is wrong, lines included; the server has the last word. */
export function validate(fields: Fields, values: Record<string, Value>): Issues {
  const issues: Issues = {}
  for (const [name, field] of Object.entries(fields)) {
    const issue = checkField(field, values[name])
    if (issue) issues[name] = issue
    if (field.kind !== 'lines') continue
    for (const [index, line] of ((values[name] as Record<string, Value>[] | null) ?? []).entries()) {
      const inner = validate(field.fields ?? {}, line)
      for (const [column, words] of Object.entries(inner)) issues[`${name}.${index}.${column}`] = words
    }
  }
  return issues
}

/** The server's issues by path. */
export function issuesOf(body: ErrorBody): Issues {
  return Object.fromEntries((body.fields ?? []).map(issue => [issue.path, issue.message]))
}
