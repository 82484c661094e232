import type { Value } from '@gonghai/shared/client/api'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { Field, Fields, ObjectDeclaration } from '@gonghai/shared/objects/declare'
import { z } from 'zod'
import { refuse } from '../kernel/errors'
import { fieldKinds } from './field-kinds'

/** Rows that a `lines` field may have. */
const maxLines = 200

/** Blank fields of a form are no value at all. */
const isBlank = (raw: unknown) =>
  raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '')

/** Lines are written whole, so what a line leaves out gets its initial value here. */
function lineSchema(fields: Fields): z.ZodType {
  const initial = Object.entries(fields).filter(([, field]) => field.initial !== undefined)
  return fieldsSchema(fields).transform(raw => {
    const line = { ...(raw as Record<string, unknown>) }
    for (const [name, field] of initial) line[name] ??= field.initial
    return line
  })
}

function valueSchema(field: Field): z.ZodType {
  return field.kind === 'lines' ? z.array(lineSchema(field.fields ?? {})) : fieldKinds[field.kind](field)
}

function fieldSchema(field: Field): z.ZodType {
  const schema = valueSchema(field)
  // A required field that starts with a value has one even when nobody chooses: the writer fills it in.
  if (field.required && field.initial !== undefined)
    return z.preprocess(raw => (isBlank(raw) ? undefined : raw), schema.optional()).optional()
  if (field.required) return z.preprocess(raw => (isBlank(raw) ? undefined : raw), schema)
  return z.preprocess(raw => (isBlank(raw) ? null : raw), schema.nullable()).optional()
}

const schemas = new WeakMap<Fields, z.ZodType>()

/** The zod schema of declared fields: unknown keys refused, values normalised, absent keys left absent, blank = null. */
export function fieldsSchema(fields: Fields): z.ZodType {
  const known = schemas.get(fields)
  if (known) return known
  const shape = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]))
  const schema = z.strictObject(shape)
  schemas.set(fields, schema)
  return schema
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => {
    const isThere = typeof at === 'object' && at !== null && Object.hasOwn(at, key)
    return isThere ? (at as Record<PropertyKey, unknown>)[key] : undefined
  }, input)
}

/** The issues of zod in our words; one of zod's may name several unknown keys. */
function toIssues(found: z.core.$ZodIssue, input: unknown): FieldIssue[] {
  const path = found.path.map(String).join('.')
  if (found.code === 'unrecognized_keys') {
    return found.keys.map(key => ({ path: path ? `${path}.${key}` : key, rule: 'unknown' }))
  }
  if (found.code === 'custom' && found.params) {
    const { rule, params } = found.params as Omit<FieldIssue, 'path'>
    return [params ? { path, rule, params } : { path, rule }]
  }
  const missing = found.path.length > 0 && isBlank(valueAt(input, found.path))
  return [{ path, rule: missing ? 'required' : 'type' }]
}

function lineIssues(fields: Fields, input: unknown): FieldIssue[] {
  const lists = Object.entries(fields).filter(([, field]) => field.kind === 'lines')
  return lists.flatMap(([path]): FieldIssue[] => {
    const lines = valueAt(input, [path])
    const isLong = Array.isArray(lines) && lines.length > maxLines
    return isLong ? [{ path, rule: 'tooLong', params: { max: maxLines } }] : []
  })
}

/**
 * The input of an action, checked and normalised: texts trimmed, money with two digits, times in UTC, ids in lower case.
 * Refuses with every issue by field path: `unknownField` if that is all that is wrong, else `invalidInput`.
 */
export function parseInput(fields: Fields, input: unknown): Record<string, Value> {
  const tooLong = lineIssues(fields, input)
  if (tooLong.length > 0) refuse('invalidInput', {}, tooLong)
  const parsed = fieldsSchema(fields).safeParse(input)
  if (parsed.success) return parsed.data as Record<string, Value>
  const issues = parsed.error.issues.flatMap(found => toIssues(found, input))
  const onlyUnknown = issues.every(found => found.rule === 'unknown')
  return refuse(onlyUnknown ? 'unknownField' : 'invalidInput', {}, issues)
}

/** One value of a field, as in an input; undefined where it is wrong. */
export function parseValue(field: Field, raw: unknown): Value | undefined {
  const parsed = valueSchema(field).safeParse(raw)
  return parsed.success ? (parsed.data as Value) : undefined
}

/**
 * Fields that an update may not empty: required ones (update contracts carry no `required`, as absent means unchanged), and
 * those that have a value from the beginning.
 */
export function emptiedIssues(
  object: ObjectDeclaration,
  values: Readonly<Record<string, Value | undefined>>,
): FieldIssue[] {
  const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0)
  return Object.entries(object.fields)
    .filter(([, field]) => field.required || field.series || field.initial !== undefined)
    .filter(([name]) => Object.hasOwn(values, name) && isEmpty(values[name]))
    .map(([name]) => ({ path: name, rule: 'required' }))
}
