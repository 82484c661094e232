import type { StagesAnswer } from '@gonghai/shared/client/customer-api'
import { customerStages } from '@gonghai/shared/objects/customer'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { countQuery } from '../../records/list/count'

/**
 * POST /api/customers/stages: how many customers of a list stand in each stage (CUST-3); the same query as the list's, without its own
 * stage. @throws Refusal notPermitted | invalidInput (with paths)
 */
export async function stageCounts(
  sql: Sql,
  actor: EmployeeActor,
  raw: unknown,
  now: Date,
): Promise<StagesAnswer> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    refuse('invalidInput', {}, [{ path: '', rule: 'type' }])
  const { filter, ...rest } = raw as Record<string, unknown>
  const counts = await Promise.all(
    customerStages.map(stage => {
      const own = { field: 'stage', op: 'eq', value: stage }
      const query = { ...rest, filter: filter ? { and: [own, filter] } : own }
      return countQuery(sql, actor, 'customer', query, now)
    }),
  )
  return { stages: customerStages.map((stage, index) => ({ stage, count: counts[index]! })) }
}
