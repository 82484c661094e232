import type { Value } from '@gonghai/shared/client/api'
import { partSql } from '../columns'
import { comparison, type Leaf, type PlainOp } from './filter'

type Bind = (value: unknown) => string

/** What a row's `custom` contains: found by the GIN index over it. */
function contains(leaf: Leaf, alias: string, value: Value, bind: Bind): string {
  const isSet = leaf.column.parts[0]!.type.endsWith('[]')
  const wanted = { [leaf.column.field]: isSet ? [value] : value }
  return `${alias}.custom @> ${bind(JSON.stringify(wanted))}::jsonb`
}

type Form = (leaf: Leaf, alias: string, bind: Bind) => string

const any: Form = (leaf, alias, bind) =>
  leaf.values.length === 0
    ? 'false'
    : `(${leaf.values.map(value => contains(leaf, alias, value, bind)).join(' or ')})`

const range: Form = (leaf, alias, bind) => {
  const part = leaf.column.parts[0]!
  return `${partSql(part, alias)} ${comparison[leaf.op]} ${bind(leaf.values[0])}::${part.type}`
}

const forms: Record<PlainOp, Form> = {
  eq: any,
  in: any,
  ne: (leaf, alias, bind) => `not ${any(leaf, alias, bind)}`,
  lt: range,
  lte: range,
  gt: range,
  gte: range,
  contains: (leaf, alias, bind) => {
    const part = leaf.column.parts[0]!
    if (part.type.endsWith('[]')) return any(leaf, alias, bind)
    return `strpos(lower(${partSql(part, alias)}), lower(${bind(leaf.values[0])}::text)) > 0`
  },
  empty: (leaf, alias) => `${alias}.custom -> '${leaf.column.field}' is null`,
  notEmpty: (leaf, alias) => `${alias}.custom -> '${leaf.column.field}' is not null`,
}

/** A condition on a field that the company added, as one SQL boolean. */
export function customSql(leaf: Leaf, alias: string, bind: Bind): string {
  return forms[leaf.op](leaf, alias, bind)
}
