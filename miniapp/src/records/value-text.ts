import type { FoundThrough, RecordView, Reference, Value } from '@gonghai/shared/client/api'
import type { Field, FieldKind } from '@gonghai/shared/objects/declare'
import { t } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { grouped, moneyText, trimmed } from '../lib/number'
import { dateText, momentText } from '../lib/time'
import { objectLabel, optionLabel } from './words'

interface Place {
  object: string
  field: string
  record: Pick<RecordView, 'values' | 'references'>
}

type Show = (value: NonNullable<Value>, place: Place) => string

const plain: Show = value => String(value)

const referenceText = (found: Reference | Reference[] | undefined): string => {
  const names = (Array.isArray(found) ? found : found ? [found] : []).map(one =>
    one.hidden ? t('ui.hidden') : one.name,
  )
  return names.join(t('ui.listComma'))
}

const byReference: Show = (_value, { field, record }) => referenceText(record.references[field])

const shows: Record<FieldKind, Show> = {
  text: plain,
  longText: plain,
  phone: plain,
  email: plain,
  url: plain,
  integer: value => grouped(String(value)),
  decimal: value => grouped(trimmed(String(value))),
  money: (value, { record }) => moneyText(String(value), String(record.values.currency ?? 'CNY')),
  percent: value => `${trimmed(String(value))}%`,
  date: value => dateText(String(value)),
  dateTime: value => momentText(String(value)),
  boolean: value => t(`option.boolean.${String(value)}`),
  choice: (value, { object, field }) => optionLabel(object, field, String(value)),
  choices: (value, { object, field }) =>
    (value as string[]).map(option => optionLabel(object, field, option)).join(t('ui.listComma')),
  reference: byReference,
  record: byReference,
  people: byReference,
  tags: byReference,
  files: (value, { field, record }) =>
    record.references[field]
      ? referenceText(record.references[field])
      : t('ui.files.count', { count: (value as unknown[]).length }),
  lines: value => t('ui.lines.count', { count: (value as unknown[]).length }),
}

/** Fields that every record has beside the declared ones. */
const common: Record<string, (record: RecordView) => string> = {
  number: record => record.number ?? '',
  createdAt: record => momentText(record.createdAt),
  createdBy: record => record.createdBy?.name ?? '',
  updatedAt: record => momentText(record.updatedAt),
  department: record => referenceText(record.references.department),
}

/** A value of a field in words, without a record; `references` names what it points to. */
export function textOf(
  { kind }: Field,
  object: string,
  field: string,
  value: NonNullable<Value>,
  references: Reference[] = [],
): string {
  return shows[kind](value, { object, field, record: { values: {}, references: { [field]: references } } })
}

/** Why a search found it though its own words don't say so: "联系人 王工". */
export const hitText = ({ object, name }: FoundThrough): string =>
  [objectLabel(object), name].filter(Boolean).join(' ')

/** A field of a record in words; '' where it is empty. */
export function valueText(meta: ObjectMeta, name: string, record: RecordView): string {
  const field: Field | undefined = meta.fields[name]
  const own = common[name]
  if (own && record.values[name] === undefined) return own(record)
  if (!field) return ''
  const value = record.values[name]
  if (value === null && record.masked.includes(name)) return '***'
  if (value === null || value === undefined || value === '') return ''
  return shows[field.kind](value, { object: meta.name, field: name, record })
}
