import { approvalAgree, approvalReject, approvalWithdraw } from '@gonghai/shared/actions/approval'
import { translator } from '@gonghai/shared/i18n'
import type { ObjectName } from '@gonghai/shared/objects'
import { actorId } from '../../kernel/actor'
import { clockWords } from '../../kernel/clock'
import type { Ctx, Handled, Handler } from '../../kernel/context'
import { handle } from '../../kernel/context'
import type { Row } from '../../records/columns'
import type { PlannedStep } from './approvers'
import { openStep } from './start-approval'
import { type ApprovalSubject, type ApprovalSubjects, contentHash, lockSubject } from './subject'

/** An approval under decision: its row is locked, so decisions come one after another. */
interface Matter {
  id: string
  object: ObjectName
  step: number
  steps: PlannedStep[]
  subject: ApprovalSubject
  row: Row
  title: string
  applicantId: string
}

/** Who decides in two steps running would decide the second by pressing the button on the first one's card twice. */
const doublePressMs = 5000

type Outcome = 'agreed' | 'rejected' | 'withdrawn'

/** Handlers of agree, reject and withdraw. A late or double press changes nothing and says who decided what, when. */
export function decisionHandlers(subjects: ApprovalSubjects): Handler[] {
  return [
    handle(approvalAgree, async (ctx, input) => {
      const matter = await openMatter(ctx, subjects)
      await takePart(ctx, matter, 'agreed', input.comment)
      await finishStep(ctx, matter)
      return answer(matter)
    }),
    handle(approvalReject, async (ctx, input) => {
      if (input.reason.trim() === '') ctx.refuse('reasonNeeded')
      const matter = await openMatter(ctx, subjects)
      await takePart(ctx, matter, 'rejected', input.reason)
      await closeTasks(ctx, matter.id, 'cancelled')
      await finish(ctx, matter, 'rejected')
      return answer(matter)
    }),
    handle(approvalWithdraw, async ctx => {
      const matter = await openMatter(ctx, subjects)
      if (ctx.actor.kind === 'employee' && ctx.actor.employeeId !== matter.applicantId)
        ctx.refuse('notYourTurn')
      await closeTasks(ctx, matter.id, 'cancelled')
      await finish(ctx, matter, 'withdrawn')
      return answer(matter)
    }),
  ]
}

function answer(matter: Matter): Handled {
  return { result: { approval: matter.id }, say: { name: matter.title } }
}

async function openMatter(ctx: Ctx, subjects: ApprovalSubjects): Promise<Matter> {
  const { id, row: approval } = ctx.refs.get('approval')
  if (approval.state !== 'pending') await refuseDecided(ctx, id, approval)
  const object = approval.object as ObjectName
  return {
    id,
    object,
    step: approval.step as number,
    steps: approval.steps as PlannedStep[],
    subject: subjects[object]!,
    row: await lockSubject(ctx.tx, object, approval.record_id as string),
    title: String((approval.summary as { title?: string }).title ?? ''),
    applicantId: approval.applicant_id as string,
  }
}

/** Names the last decision. @throws Refusal alreadyDecided */
async function refuseDecided(ctx: Ctx, id: string, approval: Row): Promise<never> {
  const last = await ctx.tx.prisma.approvalTask.findFirst({
    where: { approvalId: id, state: approval.state === 'rejected' ? 'rejected' : 'agreed' },
    orderBy: [{ decidedAt: 'desc' }, { step: 'desc' }],
  })
  const byApplicant = approval.state === 'withdrawn' || !last
  const who = byApplicant ? (approval.applicant_id as string) : last.approverId
  const at = byApplicant ? (approval.decided_at as Date | null) : last.decidedAt
  return sayDecided(ctx, who, at ?? ctx.now, byApplicant ? 'withdrawn' : last.state)
}

async function sayDecided(ctx: Ctx, who: string, at: Date, decision: string): Promise<never> {
  const person = await ctx.tx.prisma.employee.findFirst({ where: { id: who }, select: { name: true } })
  const t = translator(ctx.actor.locale)
  return ctx.refuse('alreadyDecided', {
    name: person?.name ?? '',
    time: clockWords(at, ctx.now, ctx.actor.timeZone),
    decision: t(`error.decision.${decision}`),
  })
}

/** Records the actor's own decision in the present step. */
async function takePart(
  ctx: Ctx,
  matter: Matter,
  state: 'agreed' | 'rejected',
  comment?: string,
): Promise<void> {
  const me = ctx.actor.kind === 'employee' ? ctx.actor.employeeId : ctx.refuse('notYourTurn')
  const mine = await ctx.tx.prisma.approvalTask.findMany({
    where: { approvalId: matter.id, approverId: me, step: { lte: matter.step } },
    orderBy: { step: 'desc' },
  })
  const task = mine.find(one => one.step === matter.step && one.state === 'waiting')
  const pressedTwice =
    ctx.actor.door === 'card' &&
    mine.some(one => one.decidedAt && ctx.now.getTime() - one.decidedAt.getTime() < doublePressMs)
  if (!task || pressedTwice) return refuseLate(ctx, matter, mine)
  const [submitted] = await ctx.tx.query<{ content_hash: string }>(
    'select content_hash from approval where id = $1::uuid',
    [matter.id],
  )
  if (submitted!.content_hash !== (await contentHash(ctx.tx, matter.object, matter.row)))
    ctx.refuse('contentChanged')
  await ctx.tx.query(
    `update approval_task set state = $2, comment = $3, door = $4, decided_at = $5::timestamptz where id = $1::uuid`,
    [task.id, state, comment ?? null, ctx.actor.door, ctx.now],
  )
}

/**
 * Says what was decided in the latest step that asked the actor and has an end: by the actor, or by the colleague who was
 * faster. @param mine the actor's parts so far, the latest step first
 */
async function refuseLate(ctx: Ctx, matter: Matter, mine: { step: number; state: string }[]): Promise<never> {
  const latest = mine.find(one => one.state !== 'waiting')
  if (!latest) return ctx.refuse('notYourTurn')
  const decisions = await ctx.tx.prisma.approvalTask.findMany({
    where: { approvalId: matter.id, step: latest.step, decidedAt: { not: null } },
    orderBy: { decidedAt: 'desc' },
  })
  const me = actorId(ctx.actor)
  const told = decisions.find(one => one.approverId === me) ?? decisions[0]
  if (!told) return ctx.refuse('notYourTurn')
  return sayDecided(ctx, told.approverId, told.decidedAt!, told.state)
}

/** Any: one agreement ends the step and the others are excused. All: the last one ends it. */
async function finishStep(ctx: Ctx, matter: Matter): Promise<void> {
  const step = matter.steps[matter.step]!
  const waiting = await ctx.tx.prisma.approvalTask.count({
    where: { approvalId: matter.id, step: matter.step, state: 'waiting' },
  })
  if (step.mode === 'all' && waiting > 0) {
    ctx.write.note(matter.object, matter.row.id as string, step.name)
    ctx.emit('approval.changed', { approval: matter.id })
    return
  }
  await closeTasks(ctx, matter.id, 'skipped')
  const next = matter.steps[matter.step + 1]
  if (!next) return finish(ctx, matter, 'agreed')
  ctx.write.note(matter.object, matter.row.id as string, step.name)
  await ctx.tx.query('update approval set step = $2::int where id = $1::uuid', [matter.id, matter.step + 1])
  await openStep(ctx, matter.id, matter.step + 1, next)
}

async function closeTasks(ctx: Ctx, approvalId: string, state: 'skipped' | 'cancelled'): Promise<void> {
  await ctx.tx.query(
    `update approval_task set state = $2 where approval_id = $1::uuid and state = 'waiting'`,
    [approvalId, state],
  )
}

async function finish(ctx: Ctx, matter: Matter, outcome: Outcome): Promise<void> {
  await ctx.tx.query('update approval set state = $2, decided_at = $3::timestamptz where id = $1::uuid', [
    matter.id,
    outcome,
    ctx.now,
  ])
  await matter.subject.settle(ctx, matter.row, outcome)
  ctx.emit('approval.finished', { approval: matter.id, outcome })
}
