import { type LeadTarget, leadTargets } from '@gonghai/shared/actions/lead'
import type { Value } from '@gonghai/shared/client/api'
import type { Sql } from '../../db/database'
import type { Actor } from '../../kernel/actor'
import { valueWords } from '../../records/changes'
import { decodeRow, type Row } from '../../records/columns'
import { catalogueOf } from '../../records/custom/catalogue'
import { References } from '../../records/references'
import { shadesOf } from './carried'
import { type Mapped, type Mapping, mapLead, readMapping } from './mapping'

/** What a lead would fill in each target, as its converter may carry it. A customer without a company's name is called like the person. */
export async function targetsOf(
  sql: Sql,
  actor: Actor,
  row: Row,
  mapping?: Mapping,
): Promise<Record<LeadTarget, Mapped>> {
  const catalogue = await catalogueOf(sql, actor)
  const lead = catalogue.find('lead')!
  const values = decodeRow(lead, row)
  const references = new References()
  references.want(lead.fields, values)
  if (actor.kind === 'employee') await references.load(sql, actor.access)
  const source = {
    object: lead,
    values,
    shades: await shadesOf(sql, actor, lead, row),
    read: (name: string) => {
      const field = lead.fields[name]
      return field ? valueWords({ actor, object: lead, references }, name, field, values[name] ?? null) : ''
    },
  }
  const lines = mapping ?? (await readMapping(sql))
  const mapped = Object.fromEntries(
    leadTargets.map(target => [target, mapLead(catalogue.find(target)!, lines[target], source)]),
  ) as Record<LeadTarget, Mapped>
  const name: Value = String(values.name)
  mapped.customer.values.name ??= name
  mapped.contact.values.name ??= name
  mapped.task.values.title ??= name
  return mapped
}
