import type { ApproverRule, FlowStep } from '@gonghai/shared/rules/approval-flow'
import type { Tx } from '../../db/database'
import { refuse } from '../../kernel/errors'

/** A step with its approvers found; this is what an approval keeps, however the flow changes later. */
export interface PlannedStep {
  name: string
  mode: 'any' | 'all'
  approvers: string[]
}

type Find = (tx: Tx, rule: never, applicant: string) => Promise<string[]>

async function byEmployee(tx: Tx, rule: { id: string }): Promise<string[]> {
  const found = await tx.prisma.employee.findMany({
    where: { id: rule.id, active: true },
    select: { id: true },
  })
  return found.map(employee => employee.id)
}

async function byRole(tx: Tx, rule: { key: string }): Promise<string[]> {
  const grants = await tx.prisma.roleGrant.findMany({
    where: { role: { key: rule.key }, employee: { active: true } },
    select: { employeeId: true },
    orderBy: { employeeId: 'asc' },
  })
  return [...new Set(grants.map(grant => grant.employeeId))]
}

/** The leader at a level; where somebody in between has left, the chain goes on above. */
async function byLeader(tx: Tx, rule: { level: number }, applicant: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `with recursive chain(id, leader_id, active, level, seen) as (
       select id, leader_id, active, 0, array[id] from employee where id = $1::uuid
       union all
       select e.id, e.leader_id, e.active, c.level + e.active::int, c.seen || e.id
       from employee e join chain c on e.id = c.leader_id where not e.id = any(c.seen)
     )
     select id from chain where active and level >= $2::int and id <> $1::uuid order by level limit 1`,
    [applicant, rule.level],
  )
  return rows.map(row => row.id)
}

async function byDepartmentHead(tx: Tx, _rule: object, applicant: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select m.id from employee e join department d on d.id = e.department_id join employee m on m.id = d.manager_id
     where e.id = $1::uuid and m.active`,
    [applicant],
  )
  return rows.map(row => row.id)
}

const finders: Record<ApproverRule['by'], Find> = {
  employee: byEmployee as Find,
  role: byRole as Find,
  leader: byLeader as Find,
  departmentHead: byDepartmentHead as Find,
}

/**
 * Finds who decides in each step. Nobody approves their own matter: the applicant is left out, and where that leaves
 * a step empty, the applicant's leader steps in. @throws Refusal noApprovers
 */
export async function planSteps(tx: Tx, steps: FlowStep[], applicant: string): Promise<PlannedStep[]> {
  const planned: PlannedStep[] = []
  for (const step of steps) {
    const found: string[] = []
    for (const rule of step.approvers) found.push(...(await finders[rule.by](tx, rule as never, applicant)))
    let approvers = [...new Set(found)].filter(id => id !== applicant)
    if (approvers.length === 0) approvers = await byLeader(tx, { level: 1 }, applicant)
    if (approvers.length === 0) refuse('noApprovers')
    planned.push({ name: step.name, mode: step.mode, approvers })
  }
  return planned
}
