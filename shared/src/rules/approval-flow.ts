/** How an approval flow is written down: which matters it takes, and who decides in which order. Pure data. */

/** Finds approvers, seen from the applicant. */
export type ApproverRule =
  | { by: 'employee'; id: string }
  | { by: 'role'; key: string }
  /** The applicant's leader (1), the leader's leader (2) … */
  | { by: 'leader'; level: number }
  | { by: 'departmentHead' }

/** One step: any of its approvers, or all of them, must agree. */
export interface FlowStep {
  name: string
  mode: 'any' | 'all'
  approvers: ApproverRule[]
}

/** A comparison with a field of the record; numbers are compared as numbers. */
export interface FlowCondition {
  field: string
  op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in'
  value: string | number | (string | number)[]
}

function compare(left: unknown, right: string | number): number {
  const [a, b] = [Number(left), Number(right)]
  if (!Number.isNaN(a) && !Number.isNaN(b) && left !== null && left !== '') return Math.sign(a - b)
  return String(left ?? '').localeCompare(String(right))
}

const tests: Record<Exclude<FlowCondition['op'], 'in'>, (order: number) => boolean> = {
  eq: order => order === 0,
  ne: order => order !== 0,
  lt: order => order < 0,
  lte: order => order <= 0,
  gt: order => order > 0,
  gte: order => order >= 0,
}

/** Do all conditions hold for these values? A field without a value fulfils `ne` only. */
export function conditionsHold(
  conditions: readonly FlowCondition[],
  values: Record<string, unknown>,
): boolean {
  return conditions.every(({ field, op, value }) => {
    const actual = values[field]
    if (actual === null || actual === undefined) return op === 'ne'
    if (op === 'in') return Array.isArray(value) && value.some(one => compare(actual, one) === 0)
    return !Array.isArray(value) && tests[op](compare(actual, value))
  })
}
