import type { ObjectName } from '@gonghai/shared/objects'
import { conditionsHold, type FlowCondition, type FlowStep } from '@gonghai/shared/rules/approval-flow'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../../db/database'
import type { Ctx } from '../../kernel/context'
import { listedFor } from '../../kernel/words'
import type { Row } from '../../records/columns'
import { type PlannedStep, planSteps } from './approvers'
import { type ApprovalSubject, contentHash } from './subject'

/** Starts the approval of a locked record: chooses the flow, finds the approvers, opens the first step. @returns its id, and who is asked first */
export async function startApproval(
  ctx: Ctx,
  subject: ApprovalSubject,
  object: ObjectName,
  row: Row,
): Promise<{ id: string; approvers: string }> {
  const applicant = ctx.actor.kind === 'employee' ? ctx.actor.employeeId : (row.owner_id as string)
  const summary = await subject.summary(ctx.tx, row)
  const flow = await chooseFlow(ctx, object, summary)
  const steps = await planSteps(ctx.tx, flow.steps as unknown as FlowStep[], applicant)
  const id = uuid()
  await subject.settle(ctx, row, 'submitted')
  await ctx.tx.query(
    `insert into approval (id, flow_id, flow_version, flow_name, object, record_id, applicant_id, state, step, steps,
       content_hash, summary, created_at)
     values ($1::uuid, $2::uuid, $3::int, $4, $5, $6::uuid, $7::uuid, 'pending', 0, $8::jsonb, $9, $10::jsonb, $11::timestamptz)`,
    [
      id,
      flow.id,
      flow.version,
      flow.name,
      object,
      row.id,
      applicant,
      JSON.stringify(steps),
      await contentHash(ctx.tx, object, row),
      JSON.stringify(summary),
      ctx.now,
    ],
  )
  await openStep(ctx, id, 0, steps[0]!)
  return { id, approvers: await namesOf(ctx, steps[0]!.approvers) }
}

async function namesOf(ctx: Ctx, ids: string[]): Promise<string> {
  const people = await ctx.tx.prisma.employee.findMany({
    where: { id: { in: ids } },
    select: { name: true },
    orderBy: { id: 'asc' },
  })
  return listedFor(
    ctx.actor.locale,
    people.map(person => person.name),
  )
}

async function chooseFlow(ctx: Ctx, object: ObjectName, summary: Record<string, unknown>) {
  const flows = await ctx.tx.prisma.approvalFlow.findMany({
    where: { object, active: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const flow = flows.find(one => conditionsHold(one.conditions as unknown as FlowCondition[], summary))
  return flow ?? ctx.refuse('noApprovers')
}

/** Gives every approver of a step a task, and announces it. */
export async function openStep(
  ctx: Ctx,
  approvalId: string,
  index: number,
  step: PlannedStep,
): Promise<void> {
  await createTasks(ctx.tx, approvalId, index, step.approvers, ctx.now)
  ctx.emit('approval.stepOpened', { approval: approvalId, step: index, approvers: step.approvers })
}

async function createTasks(
  tx: Tx,
  approvalId: string,
  step: number,
  approvers: string[],
  now: Date,
): Promise<void> {
  const rows = approvers.map(approver => ({ id: uuid(), approver }))
  await tx.query(
    `insert into approval_task (id, approval_id, step, approver_id, state, created_at)
     select t.id, $2::uuid, $3::int, t.approver, 'waiting', $4::timestamptz
     from jsonb_to_recordset($1::jsonb) as t(id uuid, approver uuid)`,
    [JSON.stringify(rows), approvalId, step, now],
  )
}
