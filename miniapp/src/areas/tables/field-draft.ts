import type { Value } from '@gonghai/shared/client/api'
import type { CustomFieldsAnswer } from '@gonghai/shared/client/tables-api'
import {
  type CustomField,
  type CustomKind,
  type CustomOption,
  fieldOf,
  type ResultKind,
} from '@gonghai/shared/objects/custom'
import type { Field } from '@gonghai/shared/objects/declare'

export type Known = CustomFieldsAnswer['fields'][number]

/** An option while it is written; without a key it is new. */
export interface OptionDraft {
  key?: string
  label: string
  active: boolean
}

/** A field while it is put together; numbers as they are typed. */
export interface FieldDraft {
  kind: CustomKind
  label: string
  labelTw: string
  labelEn: string
  hint: string
  required: boolean
  options: OptionDraft[]
  min: string
  max: string
  length: string
  scale: string
  initial: string
  section: string
  pooled: boolean
  sortable: boolean
  formula: string
  result: ResultKind | ''
}

/** A new field of a kind. */
export const freshDraft = (kind: CustomKind): FieldDraft => ({
  kind,
  label: '',
  labelTw: '',
  labelEn: '',
  hint: '',
  required: false,
  options: kind === 'choice' || kind === 'choices' ? [{ label: '', active: true }] : [],
  min: '',
  max: '',
  length: '',
  scale: kind === 'decimal' || kind === 'formula' ? '2' : '',
  initial: '',
  section: '',
  pooled: false,
  sortable: false,
  formula: '',
  result: '',
})

const text = (value: unknown) => (value === null || value === undefined ? '' : String(value))

/** A field that is there, as its form shows it. */
export function draftOf(field: Known): FieldDraft {
  return {
    kind: field.kind,
    label: text(field.labels['zh-CN']),
    labelTw: text(field.labels['zh-TW']),
    labelEn: text(field.labels.en),
    hint: text(field.hint),
    required: field.required,
    options: field.options.map(({ key, labels, active }) => ({ key, label: text(labels['zh-CN']), active })),
    min: text(field.min),
    max: text(field.max),
    length: text(field.length),
    scale: text(field.scale),
    initial: text(field.initial),
    section: text(field.section),
    pooled: field.pooled,
    sortable: field.sortable,
    formula: text(field.formulaText),
    result: field.result ?? '',
  }
}

const whole = (typed: string): Value => (typed.trim() === '' ? null : Number(typed))

/** What is sent; empty texts empty what was there. */
export function inputOf(draft: FieldDraft): Record<string, Value> {
  const { kind, label, options, length, scale, result, required, sortable, pooled, ...texts } = draft
  const isFormula = kind === 'formula'
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value.trim() || null])),
    kind,
    label: label.trim(),
    required,
    sortable,
    pooled,
    length: whole(length),
    scale: whole(scale),
    ...(options.length ? { options: options.filter(one => one.label.trim()).map(line) } : {}),
    ...(isFormula && result ? { result } : {}),
  }
}

const line = ({ key, label, active }: OptionDraft): Record<string, Value> => ({
  ...(key ? { key } : {}),
  label: label.trim(),
  active,
})

/** The declaration that the draft would have, for a look at its form. */
export function previewOf(draft: FieldDraft): Field {
  const number = (typed: string) =>
    typed.trim() === '' || Number.isNaN(Number(typed)) ? null : Number(typed)
  const options: CustomOption[] = draft.options
    .filter(one => one.label.trim())
    .map((one, at) => ({ key: one.key ?? `o${at}`, labels: { 'zh-CN': one.label }, active: one.active }))
  const custom = {
    ...draft,
    labels: { 'zh-CN': draft.label, ...(draft.labelEn ? { en: draft.labelEn } : {}) },
    hint: draft.hint || null,
    section: null,
    options,
    min: number(draft.min),
    max: number(draft.max),
    length: number(draft.length),
    scale: number(draft.scale),
    initial: null,
    formula: draft.formula || null,
    result: draft.result || null,
    indexed: false,
  }
  return fieldOf(custom as unknown as CustomField)
}
