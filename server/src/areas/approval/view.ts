import type { ApprovalListAnswer, ApprovalView, Reference } from '@gonghai/shared/client/api'
import { translator } from '@gonghai/shared/i18n'
import type { ObjectName } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import type { PlannedStep } from './approvers'
import { summaryFacts } from './facts'
import { maskedSummary } from './masked-summary'

interface ApprovalRow {
  id: string
  flow_name: string
  object: ObjectName
  record_id: string
  applicant_id: string
  applicant: string
  department: string
  state: ApprovalView['state']
  step: number
  steps: PlannedStep[]
  summary: Record<string, string | boolean | null>
  created_at: Date
}

interface TaskRow {
  approval_id: string
  step: number
  approver_id: string
  name: string
  state: ApprovalView['steps'][number]['approvers'][number]['state']
  comment: string | null
  decided_at: Date | null
}

const columns = `a.id, a.flow_name, a.object, a.record_id, a.applicant_id, e.name as applicant, d.name as department,
  a.state, a.step, a.steps, a.summary, a.created_at`
const joins =
  'approval a join employee e on e.id = a.applicant_id join department d on d.id = e.department_id'

/** Who may see an approval: its applicant and everybody who was asked. */
const mine = `(a.applicant_id = $1::uuid
  or exists (select 1 from approval_task k where k.approval_id = a.id and k.approver_id = $1::uuid))`

async function tasksOf(sql: Sql, ids: string[]): Promise<TaskRow[]> {
  return sql.query<TaskRow>(
    `select t.approval_id, t.step, t.approver_id, e.name, t.state, t.comment, t.decided_at
     from approval_task t join employee e on e.id = t.approver_id where t.approval_id = any($1::uuid[])
     order by t.step, t.decided_at nulls last, t.id`,
    [ids],
  )
}

/** Approvers of steps that were not opened yet, by name. */
async function namesOf(sql: Sql, rows: ApprovalRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(row => row.steps.flatMap(step => step.approvers)))]
  const people = await sql.query<{ id: string; name: string }>(
    'select id, name from employee where id = any($1::uuid[])',
    [ids],
  )
  return new Map(people.map(person => [person.id, person.name]))
}

function stepState(row: ApprovalRow, index: number): ApprovalView['steps'][number]['state'] {
  if (index < row.step || (index === row.step && row.state === 'agreed')) return 'done'
  if (row.state !== 'pending') return index === row.step ? 'done' : 'skipped'
  return index === row.step ? 'current' : 'waiting'
}

function viewOf(
  actor: EmployeeActor,
  row: ApprovalRow,
  tasks: TaskRow[],
  names: Map<string, string>,
): ApprovalView {
  const steps = row.steps.map((step, index) => {
    const opened = tasks.filter(task => task.step === index)
    const waiting = step.approvers.map(id => ({
      person: { id, name: names.get(id) ?? '' } satisfies Reference,
      state: 'waiting' as const,
      at: null,
      comment: null,
    }))
    const decided = opened.map(task => ({
      person: { id: task.approver_id, name: task.name } satisfies Reference,
      state: task.state,
      at: task.decided_at?.toISOString() ?? null,
      comment: task.comment,
    }))
    return {
      name: step.name,
      mode: step.mode,
      state: stepState(row, index),
      approvers: opened.length > 0 ? decided : waiting,
    }
  })
  return {
    id: row.id,
    flow: row.flow_name,
    object: row.object,
    recordId: row.record_id,
    title: String(row.summary.title ?? ''),
    ...(row.summary.number ? { number: String(row.summary.number) } : {}),
    facts: summaryFacts(translator(actor.locale), row),
    applicant: { id: row.applicant_id, name: row.applicant },
    state: row.state,
    createdAt: row.created_at.toISOString(),
    steps,
    allowed: allowedFor(actor, row, tasks),
  }
}

function allowedFor(actor: EmployeeActor, row: ApprovalRow, tasks: TaskRow[]): string[] {
  if (row.state !== 'pending') return []
  const asked = tasks.some(
    task => task.step === row.step && task.state === 'waiting' && task.approver_id === actor.employeeId,
  )
  return [
    ...(asked ? ['approval.agree', 'approval.reject'] : []),
    ...(row.applicant_id === actor.employeeId ? ['approval.withdraw'] : []),
  ]
}

async function viewAll(sql: Sql, actor: EmployeeActor, rows: ApprovalRow[]): Promise<ApprovalView[]> {
  const tasks = await tasksOf(
    sql,
    rows.map(row => row.id),
  )
  const names = await namesOf(sql, rows)
  const summaries = await Promise.all(
    rows.map(row => maskedSummary(sql, actor.access, { object: row.object, id: row.record_id }, row.summary)),
  )
  return rows.map((row, at) =>
    viewOf(
      actor,
      { ...row, summary: summaries[at]! },
      tasks.filter(task => task.approval_id === row.id),
      names,
    ),
  )
}

/** One approval as its applicant or one of its approvers sees it. @throws Refusal notFound */
export async function readApproval(sql: Sql, actor: EmployeeActor, id: string): Promise<ApprovalView> {
  const rows = await sql.query<ApprovalRow>(
    `select ${columns} from ${joins} where a.id = $2::uuid and ${mine}`,
    [actor.employeeId, id],
  )
  const [view] = await viewAll(sql, actor, rows)
  return view ?? refuse('notFound')
}

/** The pending approval of a record, for the record's detail; the record itself has been authorised. */
export async function pendingApproval(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectName,
  recordId: string,
): Promise<ApprovalView | undefined> {
  const rows = await sql.query<ApprovalRow>(
    `select ${columns} from ${joins} where a.object = $1 and a.record_id = $2::uuid and a.state = 'pending'`,
    [object, recordId],
  )
  const [view] = await viewAll(sql, actor, rows)
  return view
}

const tabs = {
  waiting: `a.state = 'pending' and exists (select 1 from approval_task k where k.approval_id = a.id
    and k.approver_id = $1::uuid and k.step = a.step and k.state = 'waiting')`,
  mine: 'a.applicant_id = $1::uuid',
  decided: `exists (select 1 from approval_task k where k.approval_id = a.id and k.approver_id = $1::uuid
    and k.decided_at is not null)`,
} as const

export type ApprovalTab = keyof typeof tabs

/** Is this word one of the tabs of the approval list? */
export function isApprovalTab(word: unknown): word is ApprovalTab {
  return typeof word === 'string' && Object.hasOwn(tabs, word)
}

const pageSize = 20

/** Approvals of a tab, newest first; `cursor` is the id of the last one seen (ids rise with time). */
export async function listApprovals(
  sql: Sql,
  actor: EmployeeActor,
  query: { tab: ApprovalTab; cursor?: string; words?: string; limit?: number },
): Promise<ApprovalListAnswer> {
  const limit = query.limit ?? pageSize
  const rows = await sql.query<ApprovalRow>(
    `select ${columns} from ${joins} where ${tabs[query.tab]} and ($2::uuid is null or a.id < $2::uuid)
     and ($3::text is null or strpos(lower(a.summary ->> 'title'), lower($3::text)) > 0
       or strpos(lower(a.summary ->> 'number'), lower($3::text)) > 0)
     order by a.id desc limit $4::int`,
    [actor.employeeId, query.cursor ?? null, query.words || null, limit + 1],
  )
  const page = rows.slice(0, limit)
  return { rows: await viewAll(sql, actor, page), next: rows.length > limit ? page.at(-1)!.id : null }
}
