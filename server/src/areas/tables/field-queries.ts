import { customObjects } from '@gonghai/shared/actions/tables'
import type { Value } from '@gonghai/shared/client/api'
import type { CustomFieldsAnswer, FormulaTrial } from '@gonghai/shared/client/tables-api'
import type { Field } from '@gonghai/shared/objects'
import { conversions, type ResultKind } from '@gonghai/shared/objects/custom'
import { typeOfField } from '@gonghai/shared/rules/formula/check'
import { FormulaError } from '@gonghai/shared/rules/formula/tokens'
import { can } from '../../access/context'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { formulaFields, stored, workOut } from '../../records/custom/formulas'
import { parseValue } from '../../records/input'
import { fieldsOf, withFields } from './fields-of'
import { fieldName, formulaReason, spoken, understand } from './formula-draft'

function demand(actor: EmployeeActor): void {
  if (!can(actor.access, { object: 'customField', verb: 'configure' })) refuse('notPermitted')
}

function objectOf(name: string): string {
  return customObjects.includes(name) ? name : refuse('notFound')
}

/** GET /api/settings/custom-fields/:object. @throws Refusal notPermitted | notFound */
export async function listCustomFields(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
): Promise<CustomFieldsAnswer> {
  demand(actor)
  const all = await fieldsOf(sql, objectOf(name))
  const object = withFields(name, all)
  return {
    fields: all.map(field => ({
      ...field,
      formulaText: field.formula === null ? null : spoken(object, field.formula, actor.locale),
      turnsInto: [...(conversions[field.kind] ?? [])],
    })),
    usable: Object.entries(formulaFields(object)).flatMap(([key, field]) => {
      const type = typeOfField(field)
      return type ? [{ key, label: fieldName(object, key, field, actor.locale), type }] : []
    }),
  }
}

const readable = (field: Field, raw: unknown): Value | undefined => {
  if (raw === undefined || raw === null || raw === '') return undefined
  const typed = field.kind === 'integer' && typeof raw === 'string' ? Number(raw) : raw
  const { required: _required, min: _min, max: _max, ...free } = field
  return parseValue(free, typed)
}

/**
 * POST /api/settings/custom-fields/:object/try: what a formula gives for test values; a formula that can't be is an answer too.
 * @throws Refusal notPermitted | notFound | invalidInput
 */
export async function tryFormula(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  body: unknown,
  timeZone: string,
): Promise<FormulaTrial> {
  demand(actor)
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const { formula, key = null, result = null, scale } = given
  if (typeof formula !== 'string') return refuse('invalidInput', {}, [{ path: 'formula', rule: 'type' }])
  const values = (typeof given.values === 'object' && given.values !== null ? given.values : {}) as Record<
    string,
    unknown
  >
  const object = withFields(objectOf(name), await fieldsOf(sql, name))
  const fields = formulaFields(object)
  try {
    const options = { locale: actor.locale, key: key as string | null, wanted: result as ResultKind | null }
    const found = understand(object, formula, options)
    const test = Object.fromEntries(
      found.checked.fields.map(field => [field, readable(fields[field]!, values[field])]),
    )
    const worth = workOut(found.node, found.checked, { fields, values: test, timeZone })
    const declaration: Field = { kind: found.result, scale: typeof scale === 'number' ? scale : 2 }
    return {
      ok: true,
      result: found.result,
      value: stored(declaration, worth),
      reads: found.checked.fields.map(field => ({
        key: field,
        label: fieldName(object, field, fields[field]!, actor.locale),
        field: fields[field]!,
      })),
    }
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    return { ok: false, at: error.at, message: formulaReason(error, actor.locale) }
  }
}
