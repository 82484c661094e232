import type { FunctionName, Node, Operator } from '@gonghai/shared/rules/formula/parse'
import { Decimal } from 'decimal.js'

/** A value inside a formula; dates as YYYY-MM-DD, nothing = null. */
export type Worth = Decimal | string | boolean | null

/** Where the values of fields come from, and what a text means that names an option. */
export interface Given {
  field(name: string, at: number): Worth
  option(at: number): string | undefined
}

const Exact = Decimal.clone({ precision: 40 })
const dayMs = 86_400_000

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs
const dayText = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10)

/** A value in words: numbers without the zeros that the columns keep. */
function words(value: Worth): string {
  if (value === null) return ''
  return value instanceof Decimal ? value.toFixed() : String(value)
}

function order(left: Worth, right: Worth): number | null {
  if (left === null || right === null) return null
  if (left instanceof Decimal && right instanceof Decimal) return left.comparedTo(right)
  return left === right ? 0 : left < right ? -1 : 1
}

const comparisons: Partial<Record<Operator, (order: number) => boolean>> = {
  '<': found => found < 0,
  '<=': found => found <= 0,
  '>': found => found > 0,
  '>=': found => found >= 0,
}

/** Arithmetic on two numbers; what is not a number (a division by nothing) is no value. */
const arithmetic: Partial<Record<Operator, (left: Decimal, right: Decimal) => Decimal | null>> = {
  '+': (left, right) => left.plus(right),
  '-': (left, right) => left.minus(right),
  '*': (left, right) => left.times(right),
  '/': (left, right) => (right.isZero() ? null : left.div(right)),
}

function operate(sign: Operator, left: Worth, right: Worth): Worth {
  if (sign === '&') return words(left) + words(right)
  if (sign === '=' || sign === '<>') {
    const same = left === null || right === null ? left === right : order(left, right) === 0
    return same === (sign === '=')
  }
  const compare = comparisons[sign]
  if (compare) {
    const found = order(left, right)
    return found !== null && compare(found)
  }
  const work = arithmetic[sign]!
  return left instanceof Decimal && right instanceof Decimal ? work(left, right) : null
}

const known = (values: Worth[]) => values.filter((value): value is Decimal => value instanceof Decimal)

const calls: Record<Exclude<FunctionName, 'if'>, (values: Worth[]) => Worth> = {
  and: values => values.every(value => value === true),
  or: values => values.some(value => value === true),
  not: ([value]) => value !== true,
  min: values => (known(values).length > 0 ? Exact.min(...known(values)) : null),
  max: values => (known(values).length > 0 ? Exact.max(...known(values)) : null),
  round: ([value, digits]) => {
    if (!(value instanceof Decimal)) return null
    const places = digits instanceof Decimal ? Math.min(10, Math.max(0, digits.toNumber() || 0)) : 0
    return value.toDecimalPlaces(Math.trunc(places), Decimal.ROUND_HALF_UP)
  },
  abs: ([value]) => (value instanceof Decimal ? value.abs() : null),
  days: ([later, earlier]) =>
    typeof later === 'string' && typeof earlier === 'string'
      ? new Exact(dayNumber(later) - dayNumber(earlier))
      : null,
  addDays: ([day, count]) => {
    if (typeof day !== 'string' || !(count instanceof Decimal) || count.abs().gt(100_000)) return null
    return dayText(dayNumber(day) + Math.trunc(count.toNumber()))
  },
  year: ([day]) => (typeof day === 'string' ? new Exact(day.slice(0, 4)) : null),
  month: ([day]) => (typeof day === 'string' ? new Exact(day.slice(5, 7)) : null),
  concat: values => values.map(words).join(''),
  coalesce: ([first, second]) => (first === null || first === '' ? (second ?? null) : (first ?? null)),
  empty: ([value]) => value === null || value === '',
}

/** Works a checked formula out; never throws on values, whatever they are. */
export function evaluate(node: Node, given: Given): Worth {
  switch (node.kind) {
    case 'number':
      return new Exact(node.value)
    case 'text':
      return given.option(node.at) ?? node.value
    case 'flag':
      return node.value
    case 'field':
      return given.field(node.name, node.at)
    case 'negative': {
      const value = evaluate(node.of, given)
      return value instanceof Decimal ? value.neg() : null
    }
    case 'operation':
      return operate(node.sign, evaluate(node.left, given), evaluate(node.right, given))
    case 'call': {
      if (node.name !== 'if') return calls[node.name](node.given.map(one => evaluate(one, given)))
      const [condition, yes, no] = node.given
      return evaluate(evaluate(condition!, given) === true ? yes! : no!, given)
    }
  }
}

export { Exact }
