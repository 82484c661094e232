import type { LeadTarget } from '@gonghai/shared/actions/lead'
import { leadTargets } from '@gonghai/shared/actions/lead'
import type { Value } from '@gonghai/shared/client/api'
import { type Locale, translator } from '@gonghai/shared/i18n'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import { decodeRow, type Row } from '../../records/columns'
import type { Catalogue } from '../../records/custom/catalogue'
import { type Mapping, mapLead, readMapping } from './mapping'

/** A lead's field in words: choices by their option, everything else as it is. */
export function reader(lead: ObjectDeclaration, values: Readonly<Record<string, Value>>, locale: Locale) {
  const t = translator(locale)
  return (name: string): string => {
    const value = values[name]
    if (value === null || value === undefined) return ''
    const { kind, custom } = lead.fields[name] ?? {}
    return kind === 'choice' && !custom ? t(`option.lead.${name}.${value}`) : String(value)
  }
}

/** What a lead would fill in each target. A customer without a company's name is called like the person. */
export async function targetsOf(
  sql: Sql,
  catalogue: Catalogue,
  row: Row,
  locale: Locale,
  mapping?: Mapping,
): Promise<Record<LeadTarget, Record<string, Value>>> {
  const lead = catalogue.find('lead')!
  const values = decodeRow(lead, row)
  const read = reader(lead, values, locale)
  const lines = mapping ?? (await readMapping(sql))
  const mapped = Object.fromEntries(
    leadTargets.map(target => [target, mapLead(catalogue.find(target)!, lines[target], values, read)]),
  ) as Record<LeadTarget, Record<string, Value>>
  mapped.customer.name ??= String(values.name)
  mapped.contact.name ??= String(values.name)
  mapped.task.title ??= String(values.name)
  return mapped
}
