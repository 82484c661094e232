import type { Value } from '@gonghai/shared/client/api'
import { type Locale, translator } from '@gonghai/shared/i18n'
import type { Field } from '@gonghai/shared/objects'
import { labelOf, optionLabelOf } from '@gonghai/shared/objects/labels'
import type { CardFact } from '@gonghai/shared/ports/messages'
import { maskedRow } from '../access/masked-row'
import type { Sql } from '../db/database'
import { tableOf } from './columns'
import { loadCatalogue } from './custom/catalogue'

type Words = (field: Field, value: Value, locale: Locale) => string

const option = (field: Field, value: unknown, locale: Locale) =>
  optionLabelOf(field, String(value), locale) ?? String(value)
const plain: Words = (_field, value) => String(value)

/** How a value is said on a card, by the kind of its field; kinds that are no words of their own have no line. */
const words: Partial<Record<Field['kind'], Words>> = {
  text: plain,
  longText: plain,
  phone: plain,
  email: plain,
  url: plain,
  integer: plain,
  decimal: plain,
  money: plain,
  percent: (_field, value) => `${value}%`,
  date: plain,
  boolean: (_field, value, locale) => translator(locale)(`option.boolean.${value}`),
  choice: option,
  choices: (field, value, locale) =>
    (value as string[]).map(one => option(field, one, locale)).join(translator(locale)('ui.listComma')),
}

/**
 * What a card tells of the company's own fields of a record, in their order but business characteristics first (CUST-3, CUST-15),
 * as its reader's roles show them.
 */
export async function ownFacts(
  sql: Sql,
  reader: { employeeId: string; locale: Locale },
  record: { object: string; id: string },
  custom: unknown,
  most: number,
): Promise<CardFact[]> {
  const object = (await loadCatalogue(sql)).find(record.object)
  const all = Object.entries(object?.fields ?? {}).filter(([, field]) => field.custom && words[field.kind])
  const own = [...all.filter(([, field]) => field.pooled), ...all.filter(([, field]) => !field.pooled)]
  if (!object || own.length === 0) return []
  const columns = tableOf(object).byField
  const row = Object.fromEntries(own.map(([name]) => [name, columns.get(name)!.decode({ custom })]))
  const named = Object.fromEntries(own.map(([name]) => [name, name]))
  const shown = await maskedRow(sql, reader.employeeId, record, row, named)
  const facts = own.flatMap(([name, field]) => {
    const value = shown[name]
    const isEmpty = value === null || value === undefined || value === '' || String(value) === ''
    if (isEmpty) return []
    // What a role masks is a text already, whatever its kind.
    const said = value === row[name] ? words[field.kind]!(field, value, reader.locale) : String(value)
    return [{ label: labelOf(field, reader.locale) ?? name, value: said }]
  })
  return facts.slice(0, most)
}
