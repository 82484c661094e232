import type { RecordView, Value } from '@gonghai/shared/client/api'
import type { RuleDraft } from '@gonghai/shared/client/clock-api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { toInput } from '../../records/fields/to-input'

/** The figures of a pool's rule, in the groups in which they are set. */
export const ruleGroups = [
  { key: 'follow', fields: ['recycleDays', 'recycleCooperating', 'remindFollowDays'] },
  { key: 'sign', fields: ['dealDays', 'remindDealDays'] },
  { key: 'dormant', fields: ['dormantDays'] },
  { key: 'warn', fields: ['warnDays', 'lockLimit'] },
  { key: 'claim', fields: ['holdLimit', 'dayLimit', 'recordLimit', 'recordLimitDays'] },
] as const

export type RuleGroup = (typeof ruleGroups)[number]

/** Figures that mean nothing for leads: they neither cooperate nor sleep. */
const ofCustomers = new Set(['recycleCooperating', 'dormantDays'])

/** The fields of a group that a pool of this kind has. */
export const fieldsOf = (group: RuleGroup, kind: Value): string[] =>
  group.fields.filter(name => kind === 'customer' || !ofCustomers.has(name))

const simulated = ['recycleDays', 'recycleCooperating', 'dealDays', 'dormantDays', 'warnDays'] as const

/** The declared fields that this page sets for a pool. */
export function ruleFieldsOf(fields: Fields, pool: RecordView): Fields {
  const names = ruleGroups.flatMap(group => fieldsOf(group, pool.values.kind ?? null))
  return Object.fromEntries(names.flatMap(name => (fields[name] ? [[name, fields[name]]] : [])))
}

/** What was changed, as the action's input; emptied figures are null. */
export function changedInput(
  fields: Fields,
  pool: RecordView,
  values: Record<string, Value>,
): Record<string, Value> {
  const input = toInput(ruleFieldsOf(fields, pool), values, true)
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => (value ?? null) !== (pool.values[name] ?? null)),
  )
}

/** The part of what was changed that a simulation tries. */
export function draftOf(changed: Record<string, Value>): RuleDraft {
  return Object.fromEntries(Object.entries(changed).filter(([name]) => simulated.some(one => one === name)))
}
