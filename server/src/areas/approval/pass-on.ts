import { approvalPassOn } from '@gonghai/shared/actions/organisation'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { demandLeft } from '../../kernel/demand-left'
import type { PlannedStep } from './approvers'

interface Matter {
  id: string
  step: number
  steps: PlannedStep[]
  applicant_id: string
}

interface Task {
  id: string
  approver_id: string
  step: number
  state: string
}

/** The successor, then whoever stands above, then those who may do everything. */
async function candidates(ctx: Ctx, successor: string): Promise<string[]> {
  const rows = await ctx.tx.query<{ id: string }>(
    `with recursive up(id, above, active, level, seen) as (
       select e.id, e.leader_id, e.active, 0, array[e.id] from employee e where e.id = $1::uuid
       union all
       select e.id, e.leader_id, e.active, up.level + 1, up.seen || e.id
       from employee e join up on e.id = up.above where not e.id = any(up.seen))
     select id, level from up where active
     union
     select e.id, 1000 from role r join role_grant g on g.role_id = r.id join employee e on e.id = g.employee_id
       where r.key = 'superAdministrator' and e.active
     order by level, id`,
    [successor],
  )
  return [...new Set(rows.map(row => row.id))]
}

/** Steps to come name people too: the leaver's place is taken by the first who is neither applicant nor asked there anyway. */
function replaced(steps: readonly PlannedStep[], from: string, to: string | undefined): PlannedStep[] {
  return steps.map(step => {
    if (!step.approvers.includes(from) || !to) return step
    const others = step.approvers.filter(one => one !== from && one !== to)
    return { ...step, approvers: [...others, to] }
  })
}

async function passOne(ctx: Ctx, matter: Matter, from: string, heirs: readonly string[]): Promise<boolean> {
  const able = heirs.filter(one => one !== matter.applicant_id)
  const tasks = await ctx.tx.query<Task>(
    'select id, approver_id, step, state from approval_task where approval_id = $1::uuid for no key update',
    [matter.id],
  )
  await ctx.tx.query('update approval set steps = $2::jsonb where id = $1::uuid', [
    matter.id,
    JSON.stringify(replaced(matter.steps, from, able[0])),
  ])
  const mine = tasks.find(task => task.approver_id === from && task.state === 'waiting')
  if (!mine) return false
  const asked = tasks.filter(task => task.step === mine.step && task !== mine)
  // The leader is asked in this step already, and has not decided yet: once is enough.
  const waits = asked.some(task => task.approver_id === able[0] && task.state === 'waiting')
  const heir = able.find(one => !asked.some(task => task.approver_id === one))
  if (waits || !heir) {
    await ctx.tx.query(`update approval_task set state = 'skipped' where id = $1::uuid`, [mine.id])
  } else {
    await ctx.tx.query('update approval_task set approver_id = $2::uuid where id = $1::uuid', [mine.id, heir])
    ctx.emit('approval.stepOpened', { approval: matter.id, step: mine.step, approvers: [heir] })
  }
  ctx.emit('approval.changed', { approval: matter.id })
  return true
}

/** What waits, or will wait, for somebody who left waits for their leader from now on, who gets a card at once. */
export const passOnApprovals = handle(approvalPassOn, async (ctx, input) => {
  demandLeft(ctx)
  const matters = await ctx.tx.query<Matter>(
    `select a.id, a.step, a.steps, a.applicant_id from approval a
     where a.state = 'pending' and (a.steps::text like '%' || $1::text || '%'
       or exists (select 1 from approval_task k where k.approval_id = a.id and k.approver_id = $1::uuid and k.state = 'waiting'))
     order by a.id for no key update of a`,
    [input.employee],
  )
  const heirs = await candidates(ctx, input.to)
  let count = 0
  for (const matter of matters) if (await passOne(ctx, matter, input.employee, heirs)) count++
  const to = String(ctx.refs.get('to').row.name)
  if (count > 0) ctx.trace('organisation', input.employee, { approvalsTo: [null, to] })
  return { result: { count }, say: { count, to } }
})
