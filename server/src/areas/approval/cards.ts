import { reasonFields } from '@gonghai/shared/cards'
import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Card, CardFact } from '@gonghai/shared/ports/messages'
import type { Sql } from '../../db/database'
import { clockWords } from '../../kernel/clock'
import type { CardRenderer, RenderRequest } from '../../messaging/render'
import { splitRecord } from '../../records/columns'
import type { PlannedStep } from './approvers'
import { type Summary, summaryFacts } from './facts'
import { maskedSummary } from './masked-summary'

interface ApprovalRow {
  id: string
  object: string
  record_id: string
  flow_name: string
  state: 'pending' | 'agreed' | 'rejected' | 'withdrawn'
  step: number
  steps: PlannedStep[]
  summary: Summary
  decided_at: Date | null
  applicant: string
  department: string
}

interface TaskRow {
  step: number
  approver_id: string
  name: string
  state: string
  comment: string | null
  decided_at: Date | null
}

async function readApproval(
  sql: Sql,
  id: string,
): Promise<{ row: ApprovalRow; tasks: TaskRow[] } | undefined> {
  const [row] = await sql.query<ApprovalRow>(
    `select a.id, a.object, a.record_id, a.flow_name, a.state, a.step, a.steps, a.summary, a.decided_at, e.name as applicant, d.name as department
     from approval a join employee e on e.id = a.applicant_id join department d on d.id = e.department_id
     where a.id = $1::uuid`,
    [id],
  )
  if (!row) return undefined
  const tasks = await sql.query<TaskRow>(
    `select t.step, t.approver_id, e.name, t.state, t.comment, t.decided_at
     from approval_task t join employee e on e.id = t.approver_id where t.approval_id = $1::uuid
     order by t.step, t.decided_at nulls last, t.id`,
    [id],
  )
  return { row, tasks }
}

/** The last thing that was decided: by whom, what, when, why. */
function lastDecision(tasks: TaskRow[]): TaskRow | undefined {
  const decided = tasks.filter(task => task.decided_at)
  return decided.sort((a, b) => b.decided_at!.getTime() - a.decided_at!.getTime() || b.step - a.step)[0]
}

/** What the reader's copy says once the reader has nothing left to decide. */
function outcomeOf(
  t: Translate,
  request: RenderRequest,
  row: ApprovalRow,
  tasks: TaskRow[],
): string | undefined {
  const words = (at: Date | null) => clockWords(at ?? request.now, request.now, request.reader.timeZone)
  const last = lastDecision(tasks)
  if (row.state === 'withdrawn') return t('card.approval.withdrawn', { time: words(row.decided_at) })
  if (row.state === 'agreed') return t('card.approval.approved', { time: words(row.decided_at) })
  if (row.state === 'rejected') {
    return t('card.approval.rejectedBy', {
      name: last?.name ?? '',
      time: words(row.decided_at),
      reason: last?.comment ?? '',
    })
  }
  const mine = tasks.filter(task => task.approver_id === request.reader.employeeId).at(-1)
  if (!mine || mine.state === 'waiting') return undefined
  if (mine.state === 'agreed') {
    const current = row.steps[row.step]
    const next = mine.step === row.step ? t('card.approval.othersLeft') : (current?.name ?? '')
    return t('card.approval.youAgreed', { time: words(mine.decided_at), next })
  }
  const by = tasks.filter(task => task.step === mine.step && task.state === 'agreed').at(-1)
  return t('card.approval.agreedBy', { name: by?.name ?? '', time: words(by?.decided_at ?? null) })
}

/** The last decision before the present step, as one more fact. */
function previousFact(t: Translate, row: ApprovalRow, tasks: TaskRow[]): CardFact[] {
  const previous = lastDecision(tasks.filter(task => task.step < row.step))
  return previous ? [{ label: t('card.approval.previous'), value: previousWords(t, previous) }] : []
}

function previousWords(t: Translate, task: TaskRow): string {
  const key = task.comment ? 'previousAgreedWith' : 'previousAgreed'
  return t(`card.approval.${key}`, { name: task.name, comment: task.comment ?? '' })
}

/** Asks an approver to decide; afterwards says who decided what and when (CHAT-4). */
export const approvalRenderer: CardRenderer = {
  async render(sql, request) {
    const [, id] = splitRecord(request.matter)
    const t = translator(request.reader.locale)
    const url = `${request.baseUrl}/r/approval/${id}`
    const found = await readApproval(sql, id)
    if (!found)
      return { card: { source: '', title: '', facts: [], url, buttons: [], outcome: '—' }, final: true }
    const { row, tasks } = found
    const outcome = outcomeOf(t, request, row, tasks)
    const mine = tasks.filter(task => task.approver_id === request.reader.employeeId).at(-1)
    const step = Math.min(row.step, row.steps.length - 1) + 1
    const record = { object: row.object, id: row.record_id }
    const summary = await maskedSummary(sql, request.reader.employeeId, record, row.summary)
    const card: Card = {
      source: t('card.approval.source', { flow: row.flow_name, step, steps: row.steps.length }),
      ...(row.summary.belowFloor ? { flag: t('card.approval.belowFloor') } : {}),
      title: String(row.summary.title),
      facts: summaryFacts(t, { ...row, summary }, previousFact(t, row, tasks)),
      url,
      buttons: outcome ? [] : decideButtons(t, url),
      ...(outcome ? { outcome } : reasonFields(t)),
    }
    // Whoever was excused by a colleague has no part left; whoever agreed still wants to see how it ends.
    return { card, final: row.state !== 'pending' || mine?.state === 'skipped' }
  },
}

function decideButtons(t: Translate, url: string): Card['buttons'] {
  return [
    { key: 'approval.agree', text: t('card.approval.agree'), style: 'primary' },
    { key: 'approval.reject', text: t('card.approval.reject'), style: 'danger' },
    { key: 'open', text: t('card.approval.detail'), style: 'plain', url },
  ]
}
