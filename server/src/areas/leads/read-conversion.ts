import { type LeadTarget, leadTargets } from '@gonghai/shared/actions/lead'
import type {
  ConversionFact,
  ConversionPreview,
  LeadMappingAnswer,
  LeadMappingPreview,
} from '@gonghai/shared/client/relation-api'
import { translator } from '@gonghai/shared/i18n'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { labelOf } from '@gonghai/shared/objects/labels'
import { can } from '../../access/context'
import { maskedNames } from '../../access/masked-row'
import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { valueWords } from '../../records/changes'
import { type Row, selectList } from '../../records/columns'
import { openRow } from '../../records/detail'
import { Params } from '../../records/reader'
import { References } from '../../records/references'
import { fits, type Mapped, type Mapping, type MappingLine, readMapping } from './mapping'
import { targetsOf } from './read-lead'
import { sameCustomers } from './same-customer'

function labelFor(actor: EmployeeActor, object: ObjectDeclaration, name: string): string {
  const field: Field | undefined = object.fields[name]
  return (
    (field && labelOf(field, actor.locale)) ?? translator(actor.locale)(`object.${object.name}.field.${name}`)
  )
}

/** Values of a target in words, in the order of its declaration; what the reader sees masked on the lead is masked here, too. */
async function factsOf(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  { values, shaded }: Mapped,
): Promise<ConversionFact[]> {
  const references = new References()
  references.want(object.fields, values)
  await references.load(sql, actor.access)
  return Object.entries(object.fields).flatMap(([name, field]) => {
    const value = values[name]
    if (value === undefined || value === null) return []
    const text = shaded[name] ?? valueWords({ actor, object, references }, name, field, value)
    return [{ field: name, label: labelFor(actor, object, name), text }]
  })
}

/** The lead's fields that stay behind, by name. */
function keptOf(actor: EmployeeActor, targets: readonly Mapped[]): string[] {
  const lead = actor.access.catalogue.find('lead')!
  return [...new Set(targets.flatMap(({ kept }) => kept))].map(name => labelFor(actor, lead, name))
}

/** GET /api/leads/:id/conversion. @throws Refusal notFound | notPermitted */
export async function previewConversion(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
): Promise<ConversionPreview> {
  if (!can(actor.access, { object: 'lead', verb: 'convert' })) refuse('notPermitted')
  const { catalogue } = actor.access
  const row = await openRow(sql, actor, catalogue.find('lead')!, id)
  if (!row.can_edit) refuse('notPermitted')
  const mapped = await targetsOf(sql, actor, row)
  const facts = async (target: LeadTarget) => factsOf(sql, actor, catalogue.find(target)!, mapped[target])
  return {
    customer: await facts('customer'),
    contact: await facts('contact'),
    task: await facts('task'),
    kept: keptOf(actor, [mapped.customer, mapped.contact]),
    same: await sameCustomers(sql, actor, String(mapped.customer.values.name)),
  }
}

const settable = ({ write }: Field) => write === undefined || write === 'user' || write === 'create'
const isText = ({ kind }: Field) => kind === 'text' || kind === 'longText'
/** What is chosen when the lead is converted, not mapped. */
const apart = new Set(['pool', 'customer', 'record'])

/** GET /api/lead-mapping: which fields of a lead can fill which fields of its targets, and which do. */
export async function readLeadMapping(sql: Sql, actor: EmployeeActor): Promise<LeadMappingAnswer> {
  demandConfigure(actor)
  const { catalogue } = actor.access
  const lead = catalogue.find('lead')!
  const mapping = await readMapping(sql)
  const sources = Object.entries(lead.fields).filter(([, field]) => settable(field) && field.kind !== 'lines')
  return {
    sources: sources.map(([field, { kind }]) => ({ field, label: labelFor(actor, lead, field), kind })),
    targets: leadTargets.map(target => {
      const object = catalogue.find(target)!
      const fields = Object.entries(object.fields).filter(
        ([name, field]) => settable(field) && !apart.has(name),
      )
      return {
        target,
        lines: [...mapping[target]],
        fields: fields.flatMap(([name, field]) => {
          const fitting = sources.filter(([, source]) => fits(source, field)).map(([source]) => source)
          if (fitting.length === 0 && !isText(field)) return []
          return [
            {
              field: name,
              label: labelFor(actor, object, name),
              required: field.required === true && field.initial === undefined,
              words: isText(field),
              sources: fitting,
            },
          ]
        }),
      }
    }),
  }
}

function demandConfigure(actor: EmployeeActor): void {
  if (!can(actor.access, { object: 'lead', verb: 'configure' })) refuse('notPermitted')
}

/** What lines that are not saved yet would make of the reader's newest lead. */
export async function previewMapping(
  sql: Sql,
  actor: EmployeeActor,
  target: LeadTarget,
  lines: readonly MappingLine[],
): Promise<LeadMappingPreview> {
  demandConfigure(actor)
  const { catalogue } = actor.access
  const { values, bind } = new Params()
  const scope = scopeCondition(actor.access, 'lead', 'view', bind, 't')
  const lead = catalogue.find('lead')!
  const [row] = await sql.query<Row>(
    `select ${selectList(lead, 't')} from lead t where t.deleted_at is null and t.company is not null and (${scope})
     order by t.updated_at desc, t.id desc limit 1`,
    values,
  )
  if (!row) return { lead: null, facts: [] }
  const mapping: Mapping = { ...(await readMapping(sql)), [target]: lines }
  const mapped = await targetsOf(sql, actor, row, mapping)
  const { company } = await maskedNames(sql, actor.access, { object: 'lead', id: row.id as string })
  return {
    lead: [row.name, company ? null : row.company].filter(Boolean).join(' · '),
    facts: await factsOf(sql, actor, catalogue.find(target)!, mapped[target]),
  }
}
