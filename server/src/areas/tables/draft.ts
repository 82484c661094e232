import type { Value } from '@gonghai/shared/client/api'
import type { FieldIssue } from '@gonghai/shared/errors'
import { translator } from '@gonghai/shared/i18n'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import {
  type CustomField,
  type CustomKind,
  type CustomOption,
  fieldOf,
  type ResultKind,
  sortableKinds,
} from '@gonghai/shared/objects/custom'
import type { Labels } from '@gonghai/shared/objects/declare'
import { parseValue } from '../../records/input'
import { slug } from './slug'

/** What people say about a field. */
export type Draft = Pick<
  CustomField,
  | 'kind'
  | 'labels'
  | 'hint'
  | 'required'
  | 'options'
  | 'min'
  | 'max'
  | 'length'
  | 'scale'
  | 'initial'
  | 'section'
  | 'pooled'
  | 'sortable'
  | 'formula'
  | 'result'
>

export type DraftInput = Record<string, Value | undefined>

const blank: Draft = {
  kind: 'text',
  labels: {},
  hint: null,
  required: false,
  options: [],
  min: null,
  max: null,
  length: null,
  scale: null,
  initial: null,
  section: null,
  pooled: false,
  sortable: false,
  formula: null,
  result: null,
}

function labelsOf(before: Labels, given: DraftInput): Labels {
  const places = { label: 'zh-CN', labelTw: 'zh-TW', labelEn: 'en' } as const
  const labels: Record<string, string> = { ...before }
  for (const [name, locale] of Object.entries(places)) {
    if (given[name] === undefined) continue
    if (given[name]) labels[locale] = String(given[name])
    else delete labels[locale]
  }
  return labels
}

/** Options as given, each with the key that it has or gets. */
function optionsOf(before: readonly CustomOption[], given: Value | undefined): CustomOption[] {
  if (given === undefined) return [...before]
  const keys = new Set(before.map(option => option.key))
  return ((given ?? []) as DraftInput[]).map(line => {
    const known = before.find(option => option.key === line.key)
    const key = known?.key ?? slug(String(line.label), keys)
    keys.add(key)
    return { key, labels: labelsOf(known?.labels ?? {}, line), active: line.active !== false }
  })
}

const number = (value: Value | undefined) => (value === null || value === undefined ? null : Number(value))

/** The first value as its kind stores it; undefined where it can't be one. */
function initialOf(draft: Draft, typed: string): Value | undefined {
  const { required: _required, ...field } = fieldOf({ ...draft, sortable: false } as CustomField)
  if (field.kind === 'integer')
    return /^-?\d{1,10}$/.test(typed) ? parseValue(field, Number(typed)) : undefined
  if (field.kind === 'boolean') return typed === 'true' ? true : typed === 'false' ? false : undefined
  return parseValue(field, typed)
}

/** What an input makes of a field that was, or of a new one; what it doesn't mention stays. */
export function draftOf(before: Draft | undefined, given: DraftInput): Draft {
  const base = before ?? blank
  const kept = <T>(name: string, value: T, convert: (raw: Value) => T): T =>
    given[name] === undefined ? value : convert(given[name])
  const text = (raw: Value) => (raw as string | null) || null
  return {
    kind: kept('kind', base.kind, raw => raw as CustomKind),
    labels: labelsOf(base.labels, given),
    hint: kept('hint', base.hint, text),
    required: kept('required', base.required, raw => raw === true),
    options: optionsOf(base.options, given.options),
    min: kept('min', base.min, number),
    max: kept('max', base.max, number),
    length: kept('length', base.length, number),
    scale: kept('scale', base.scale, number),
    initial: kept('initial', base.initial, raw => raw as Draft['initial']),
    section: kept('section', base.section, text),
    pooled: kept('pooled', base.pooled, raw => raw === true),
    sortable: kept('sortable', base.sortable, raw => raw === true),
    formula: kept('formula', base.formula, text),
    result: kept('result', base.result, raw => raw as ResultKind | null),
  }
}

const bounded = new Set<CustomKind>(['integer', 'decimal', 'money', 'percent'])
const lasting = new Set<CustomKind>(['files', 'people', 'employee', 'department', 'choices', 'formula'])

type Check = (
  draft: Draft,
  where: { object: ObjectDeclaration; others: readonly CustomField[] },
) => FieldIssue | undefined

const checks: readonly Check[] = [
  ({ labels }) => (labels['zh-CN'] ? undefined : { path: 'label', rule: 'required' }),
  ({ labels }) => (/[{}｛｝]/.test(labels['zh-CN'] ?? '') ? { path: 'label', rule: 'format' } : undefined),
  ({ labels }, { object, others }) => {
    const t = translator('zh-CN')
    const taken = [
      ...Object.keys(object.fields).map(name => t(`object.${object.name}.field.${name}`)),
      ...others.map(other => other.labels['zh-CN']),
    ]
    return taken.includes(labels['zh-CN'] ?? '') ? { path: 'label', rule: 'duplicate' } : undefined
  },
  ({ kind, options }) => {
    if (kind !== 'choice' && kind !== 'choices') return undefined
    if (!options.some(option => option.active)) return { path: 'options', rule: 'required' }
    const words = options.map(option => option.labels['zh-CN'])
    const twice = words.findIndex((word, index) => words.indexOf(word) !== index)
    return twice >= 0 ? { path: `options.${twice}.label`, rule: 'duplicate' } : undefined
  },
  ({ kind, min, max }) =>
    bounded.has(kind) && min !== null && max !== null && min > max
      ? { path: 'max', rule: 'tooSmall', params: { min } }
      : undefined,
  ({ kind, length }) => {
    const limit = kind === 'text' ? 500 : kind === 'files' ? 20 : 5000
    return length !== null && length > limit
      ? { path: 'length', rule: 'tooLarge', params: { max: limit } }
      : undefined
  },
  ({ kind, result, sortable }) =>
    sortable && !sortableKinds.has(kind === 'formula' ? (result ?? 'decimal') : kind)
      ? { path: 'sortable', rule: 'option' }
      : undefined,
  ({ kind, formula }) => (kind === 'formula' && !formula ? { path: 'formula', rule: 'required' } : undefined),
]

/** Clears what a kind or an object has no use for, and puts the first value into its form. */
function fitting(draft: Draft, object: ObjectDeclaration): Draft {
  const { kind } = draft
  const isChoice = kind === 'choice' || kind === 'choices'
  const isFormula = kind === 'formula'
  return {
    ...draft,
    options: isChoice ? draft.options : [],
    min: bounded.has(kind) ? draft.min : null,
    max: bounded.has(kind) ? draft.max : null,
    length: ['text', 'longText', 'files'].includes(kind) ? draft.length : null,
    scale: kind === 'decimal' || (isFormula && draft.result === 'decimal') ? (draft.scale ?? 2) : null,
    required: draft.required && !isFormula,
    pooled: draft.pooled && object.can.pooled === true,
    formula: isFormula ? draft.formula : null,
    result: isFormula ? draft.result : null,
    initial: lasting.has(kind) ? null : draft.initial,
  }
}

/** A draft that can be, or everything that is wrong with it by path. Formulas are looked at apart. */
export function checkedDraft(
  draft: Draft,
  where: { object: ObjectDeclaration; others: readonly CustomField[] },
): { draft: Draft; issues: FieldIssue[] } {
  const fitted = fitting(draft, where.object)
  const issues = checks.flatMap(check => check(fitted, where) ?? [])
  if (typeof fitted.initial === 'string' && issues.length === 0) {
    const initial = initialOf(fitted, fitted.initial)
    if (initial === undefined) issues.push({ path: 'initial', rule: 'format' })
    else fitted.initial = initial as Draft['initial']
  }
  return { draft: fitted, issues }
}
