import type { Value } from '@gonghai/shared/client/api'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import {
  type Checked,
  checkFormula,
  type ValueType,
  type Vocabulary,
} from '@gonghai/shared/rules/formula/check'
import { type Node, parseFormula } from '@gonghai/shared/rules/formula/parse'
import { Decimal } from 'decimal.js'
import { commonFields, scaleOf } from '../columns'
import { Exact, evaluate, type Worth } from './evaluate'

/** A formula that is ready to be worked out. */
interface Compiled {
  field: string
  declaration: Field
  node: Node
  checked: Checked
}

const places = /^-?\d{1,16}(\.|$)/

/** Fields that formulas may name: the declared ones, the company's own, and when the record was made. */
export function formulaFields(object: ObjectDeclaration): Record<string, Field> {
  const { createdAt } = commonFields(object)
  return { ...object.fields, createdAt: { ...createdAt!, write: 'create' } }
}

/** Stored formulas name fields and options by their keys. */
export function keyedVocabulary(object: ObjectDeclaration): Vocabulary {
  const fields = formulaFields(object)
  return {
    find: name => (Object.hasOwn(fields, name) ? { name, field: fields[name]! } : undefined),
    option: (field, _name, words) =>
      [...(field.options ?? []), ...(field.retired ?? [])].find(option => option === words),
  }
}

/** Formulas in an order in which each comes after those that it reads. */
function inOrder(all: readonly Compiled[]): Compiled[] {
  const done: Compiled[] = []
  const waiting = [...all]
  while (waiting.length > 0) {
    const formulas = new Set(waiting.map(one => one.field))
    const next = waiting.findIndex(one => !one.checked.fields.some(name => formulas.has(name)))
    // A circle can't be saved; should there be one all the same, nobody's record hangs on it.
    if (next < 0) return done
    done.push(...waiting.splice(next, 1))
  }
  return done
}

const compiled = new WeakMap<ObjectDeclaration, Compiled[]>()

function formulasOf(object: ObjectDeclaration): Compiled[] {
  const known = compiled.get(object)
  if (known) return known
  const words = keyedVocabulary(object)
  const all = Object.entries<Field>(object.fields).flatMap(([field, declaration]) => {
    if (!declaration.formula) return []
    try {
      const node = parseFormula(declaration.formula)
      return [{ field, declaration, node, checked: checkFormula(node, words) }]
    } catch {
      // A field that it read has been retired since: the formula gives nothing until somebody mends it.
      return []
    }
  })
  const ordered = inOrder(all)
  compiled.set(object, ordered)
  return ordered
}

/** Formulas with the fields that each reads, in an order in which each comes after those that it reads. */
export function formulaReads(object: ObjectDeclaration): [field: string, reads: readonly string[]][] {
  return formulasOf(object).map(({ field, checked }) => [field, checked.fields])
}

/** The company's day of a moment. */
function dayOf(moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(moment))
}

function worthOf(field: Field, value: Value | undefined, timeZone: string): Worth {
  if (value === null || value === undefined || value === '') return null
  if (['integer', 'decimal', 'money', 'percent'].includes(field.kind)) return new Exact(String(value))
  if (field.kind === 'dateTime') return dayOf(String(value), timeZone)
  return typeof value === 'boolean' ? value : String(value)
}

/** A formula's value in the form in which its kind of field is stored; what doesn't fit is no value. */
export function stored(declaration: Field, worth: Worth): Value {
  if (worth === null) return null
  if (worth instanceof Decimal) {
    if (declaration.kind === 'text') return worth.toFixed().slice(0, 200)
    const digits = declaration.kind === 'integer' ? 0 : scaleOf(declaration)
    const text = worth.toFixed(digits, Decimal.ROUND_HALF_UP)
    if (!worth.isFinite() || !places.test(text)) return null
    return declaration.kind === 'integer' ? integer(text) : text
  }
  if (typeof worth === 'boolean') return declaration.kind === 'boolean' ? worth : null
  return worth === '' ? null : worth.slice(0, 200)
}

const integer = (text: string) => (Math.abs(Number(text)) <= 2_147_483_647 ? Number(text) : null)

/** The value of one formula for a record. */
export function workOut(
  node: Node,
  checked: Pick<Checked, 'names' | 'options'>,
  {
    fields,
    values,
    timeZone,
  }: { fields: Record<string, Field>; values: Readonly<Record<string, Value | undefined>>; timeZone: string },
): Worth {
  return evaluate(node, {
    field: (name, at) => {
      const key = checked.names.get(at) ?? name
      return worthOf(fields[key]!, values[key], timeZone)
    },
    option: at => checked.options.get(at),
  })
}

/**
 * What the formulas of a record give for its values (CUST-15).
 * @param values by field, `createdAt` among them @param timeZone the company's
 */
export function formulaValues(
  object: ObjectDeclaration,
  values: Readonly<Record<string, Value | undefined>>,
  timeZone: string,
): Record<string, Value> {
  const found: Record<string, Value> = {}
  const fields = formulaFields(object)
  for (const { field, declaration, node, checked } of formulasOf(object)) {
    const worth = workOut(node, checked, { fields, values: { ...values, ...found }, timeZone })
    found[field] = stored(declaration, worth)
  }
  return found
}

/** Kinds of fields that a formula of a type can be stored in, the usual one first. */
export const resultsOf: Record<ValueType, readonly string[]> = {
  number: ['decimal', 'integer', 'money', 'percent', 'text'],
  text: ['text'],
  option: ['text'],
  date: ['date', 'text'],
  flag: ['boolean'],
}
