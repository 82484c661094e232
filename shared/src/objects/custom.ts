import type { Field, FieldKind, Labels, ObjectName } from './declare'

/** Kinds of fields that a company can add. */
export const customKinds = [
  'text',
  'longText',
  'integer',
  'decimal',
  'money',
  'percent',
  'date',
  'dateTime',
  'boolean',
  'choice',
  'choices',
  'employee',
  'people',
  'department',
  'files',
  'phone',
  'email',
  'url',
  'formula',
] as const
export type CustomKind = (typeof customKinds)[number]

/** Kinds of a formula's value. */
export const resultKinds = ['decimal', 'integer', 'money', 'percent', 'text', 'date', 'boolean'] as const
export type ResultKind = (typeof resultKinds)[number]

/** One option of a choice; retired ones are kept by the records that have them. */
export interface CustomOption {
  key: string
  labels: Labels
  active: boolean
}

/** A field that the company added to an object (CUST-15). */
export interface CustomField {
  id: string
  version: number
  object: ObjectName
  /** `c_…`: the field's name in records, filters, formulas and files; never changed. */
  key: string
  kind: CustomKind
  labels: Labels
  hint: string | null
  required: boolean
  options: CustomOption[]
  min: number | null
  max: number | null
  /** Longest text in characters. */
  length: number | null
  /** Digits after the point. */
  scale: number | null
  initial: string | number | boolean | null
  section: string | null
  /** Also shown in the pool, before the record is claimed: a business characteristic (CUST-3). */
  pooled: boolean
  position: number
  sortable: boolean
  /** The index that sorting needs has been built. */
  indexed: boolean
  /** With keys of fields and options in it. */
  formula: string | null
  result: ResultKind | null
  active: boolean
}

/** Kinds that lists can be sorted by, and filtered by range, once they have an index. */
export const sortableKinds: ReadonlySet<CustomKind | ResultKind> = new Set([
  'text',
  'integer',
  'decimal',
  'money',
  'percent',
  'date',
  'dateTime',
  'formula',
])

/** How many fields of one object may be sortable. */
export const maxSortable = 5

/** Kinds into which a kind may be turned: those to which every value converts. */
export const conversions: Partial<Record<CustomKind, readonly CustomKind[]>> = {
  text: ['longText'],
  phone: ['text', 'longText'],
  email: ['text', 'longText'],
  url: ['text', 'longText'],
  integer: ['decimal', 'money'],
  choice: ['choices'],
  employee: ['people'],
}

const kinds: Partial<Record<CustomKind, FieldKind>> = { employee: 'reference', department: 'reference' }

function kindOf({ kind, result }: CustomField): FieldKind {
  if (kind === 'formula') return result ?? 'text'
  return kinds[kind] ?? (kind as FieldKind)
}

/** What a field of this kind needs besides what all have. */
function extrasOf(custom: CustomField): Partial<Field> {
  const { kind, options, min, max, length, scale } = custom
  if (kind === 'employee' || kind === 'department') return { target: kind }
  if (kind === 'choice' || kind === 'choices') {
    const keys = (active: boolean) => options.filter(one => one.active === active).map(one => one.key)
    const retired = keys(false)
    return {
      options: keys(true),
      ...(retired.length > 0 ? { retired } : {}),
      optionLabels: Object.fromEntries(options.map(one => [one.key, one.labels])),
    }
  }
  return {
    ...(min !== null ? { min } : {}),
    ...(kind === 'text' || kind === 'longText'
      ? length
        ? { max: length }
        : {}
      : max !== null
        ? { max }
        : {}),
    ...(kind === 'files' ? { max: length ?? 9 } : {}),
    ...(scale !== null ? { scale } : {}),
  }
}

/** The declaration of a custom field: from here on it is a field like any other. */
export function fieldOf(custom: CustomField): Field {
  const { kind, labels, hint, section, formula } = custom
  return {
    kind: kindOf(custom),
    custom: true,
    labels,
    ...extrasOf(custom),
    ...(kind === 'formula' ? { write: 'system' as const, formula: formula ?? '' } : {}),
    ...(custom.required && kind !== 'formula' ? { required: true as const } : {}),
    ...(custom.initial !== null ? { initial: custom.initial } : {}),
    ...(custom.sortable && custom.indexed ? { sortable: true as const } : {}),
    ...(hint ? { hint } : {}),
    ...(section ? { section } : {}),
    ...(custom.pooled ? { pooled: true as const } : {}),
  }
}
