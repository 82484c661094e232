import type { Value } from '@gonghai/shared/client/api'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { Decimal } from 'decimal.js'
import type { Json } from './context'

/** Values of a record by field; undefined = not given. */
export type Values = Record<string, Value | undefined>

const exact = new Set<Field['kind']>(['money', 'decimal', 'percent'])

/** Is this the same value? Numbers that travel as strings are compared as numbers. */
export function same(field: Field | undefined, before: Value, after: Value): boolean {
  if (before !== null && after !== null && field && exact.has(field.kind)) {
    return new Decimal(before as string).eq(after as string)
  }
  return JSON.stringify(before) === JSON.stringify(after)
}

/** Old and new value of each field that people set; what the kernel keeps up by itself is left out. */
export function changesOf(
  object: ObjectDeclaration,
  before: Values,
  after: Values,
): Record<string, [Json, Json]> {
  const shown = Object.keys(after).filter(
    name => object.fields[name] && object.fields[name].write !== 'system',
  )
  const pairs = shown.map((name): [string, [Json, Json]] => [
    name,
    [(before[name] ?? null) as Json, (after[name] ?? null) as Json],
  ])
  return Object.fromEntries(pairs.filter(([, [from, to]]) => from !== null || to !== null))
}
