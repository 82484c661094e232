import type {
  DirectoryAnswer,
  DirectoryItemView,
  DirectoryRunAnswer,
  DirectoryRunView,
} from '@gonghai/shared/client/organisation-api'
import { type Translate, translator } from '@gonghai/shared/i18n'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import type { DifferenceData } from './difference'
import { readRules } from './rules'
import type { Warning } from './warnings'

interface RunRow {
  id: string
  platform: 'wecom' | 'dingtalk'
  trigger: DirectoryRunView['trigger']
  state: DirectoryRunView['state']
  by: string | null
  created_at: Date
  read_at: Date | null
  ended_at: Date | null
  departments: number
  people: number
  counts: Record<string, number>
  warnings: Warning[]
  failure: string | null
  code: string | null
  leaves: number
  chosen: number
  operation_id: string | null
  operation_state: 'running' | 'done' | 'cancelled' | 'failed' | null
  total: number | null
  done: number | null
  failed: number | null
  finished_at: Date | null
}

const runStatement = `
  select r.*, e.name as by, o.state as operation_state, o.total, o.done, o.failed, o.finished_at,
    (select count(*) from directory_item i where i.run_id = r.id and i.kind = 'leave' and i.taken) as leaves,
    (select count(*) from directory_item i where i.run_id = r.id and i.taken and i.state = 'open') as chosen
  from directory_run r left join employee e on e.id = r.started_by left join operation o on o.id = r.operation_id`

function failureOf(t: Translate, row: RunRow): DirectoryRunView['failure'] {
  if (!row.failure) return null
  const base = `organisation.directory.failure.${row.failure}`
  return { title: t(`${base}.title`), steps: [t(`${base}.steps.${row.platform}`)], code: row.code ?? '' }
}

/** A run whose operation has ended has ended with it. */
function stateOf(row: RunRow): DirectoryRunView['state'] {
  const ended = row.state === 'applying' && row.operation_state !== 'running' ? row.operation_state : null
  return ended === 'failed' ? 'done' : (ended ?? row.state)
}

function showRun(t: Translate, row: RunRow): DirectoryRunView {
  const rest = row
  return {
    id: rest.id,
    platform: rest.platform,
    trigger: rest.trigger,
    state: stateOf(row),
    by: rest.by,
    createdAt: rest.created_at.toISOString(),
    readAt: rest.read_at?.toISOString() ?? null,
    endedAt: (rest.finished_at ?? rest.ended_at)?.toISOString() ?? null,
    departments: rest.departments,
    people: rest.people,
    counts: rest.counts,
    warnings: rest.warnings.map(({ key, ...params }) => t(`organisation.directory.warn.${key}`, params)),
    chosen: rest.chosen,
    confirm: rest.warnings.length > 0 && rest.leaves > 0 ? rest.leaves : null,
    failure: failureOf(t, row),
    operation: rest.operation_id
      ? { id: rest.operation_id, total: rest.total ?? 0, done: rest.done ?? 0, failed: rest.failed ?? 0 }
      : null,
  }
}

/** GET /api/organisation/directory : each platform with its last reading, the rules, the last twenty runs. */
export async function readDirectoryState(
  sql: Sql,
  actor: EmployeeActor,
  on: ReadonlySet<PlatformName>,
): Promise<DirectoryAnswer> {
  const t = translator(actor.locale)
  const rows = await sql.query<RunRow>(`${runStatement} order by r.created_at desc, r.id desc limit 20`)
  const runs = rows.map(row => showRun(t, row))
  const linked = await sql.query<{ platform: string; count: number }>(
    `select i.platform, count(*) as count from identity i join employee e on e.id = i.employee_id where e.active group by 1`,
  )
  return {
    platforms: (['wecom', 'dingtalk'] as const).map(platform => ({
      platform,
      on: on.has(platform),
      linked: linked.find(one => one.platform === platform)?.count ?? 0,
      last: runs.find(run => run.platform === platform) ?? null,
    })),
    rules: await readRules(sql),
    runs,
  }
}

interface ItemRow {
  seq: number
  kind: string
  data: DifferenceData & { decided?: boolean }
  taken: boolean
  state: 'open' | 'done'
  message: string | null
  item_state: string | null
  item_message: string | null
  colleague: string | null
}

const line = (t: Translate, key: string, params: Record<string, string | number>) =>
  t(`organisation.directory.line.${key}`, params)

/** What a leaver holds, in words. */
function holdsLine(t: Translate, holds: Record<string, number>): string {
  const parts = Object.entries(holds).map(([object, count]) =>
    t('organisation.handover.share', { object: t(`object.${object}.label`), count }),
  )
  if (parts.length === 0) return line(t, 'holdsNothing', {})
  return line(t, 'holds', { what: parts.join(t('organisation.handover.comma')) })
}

function linesOf(t: Translate, { kind, data }: ItemRow): string[] {
  const changes = (data.changes ?? []).map(({ label, from, to }) =>
    line(t, 'from', { label: t(`organisation.directory.label.${label}`), from: from || '—', to }),
  )
  if (kind === 'departmentLink') return [line(t, 'existing', { name: data.departmentName ?? '' })]
  if (kind === 'departmentGone') return [line(t, 'goneHint', {})]
  if (kind === 'leave') return [holdsLine(t, data.holds ?? {})]
  if (kind === 'join' || kind === 'back') {
    const places = data.departmentName ? [line(t, 'in', { name: data.departmentName })] : []
    const titles = data.title ? [line(t, 'title', { name: data.title })] : []
    const numbers = data.mobile ? [line(t, 'mobile', { number: data.mobile })] : []
    const byHand = data.byHand ? [line(t, 'byHand', {})] : []
    return [...places, ...titles, ...numbers, ...byHand]
  }
  return changes
}

function showItem(t: Translate, row: ItemRow): DirectoryItemView {
  const { suggestion, employee, decided } = row.data
  const refused = row.state === 'open' && row.item_state === 'refused'
  return {
    seq: row.seq,
    kind: row.kind,
    title: row.data.name,
    lines: linesOf(t, row),
    taken: row.taken,
    state: refused ? 'failed' : row.item_state === 'skipped' ? 'skipped' : row.state,
    message: row.message ?? row.item_message,
    ...(suggestion
      ? {
          suggestion: {
            employeeId: suggestion.employee,
            name: suggestion.name,
            why: t(`organisation.directory.${suggestion.why}`),
          },
        }
      : {}),
    ...(decided
      ? { decided: { colleague: employee ? { id: employee, name: row.colleague ?? '' } : null } }
      : {}),
  }
}

const pageSize = 100

/** GET /api/organisation/directory/:run : its differences, a hundred at a time. @throws Refusal notFound */
export async function readRun(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
  page: { kind?: string; after?: number },
): Promise<DirectoryRunAnswer> {
  const t = translator(actor.locale)
  const [row] = await sql.query<RunRow>(`${runStatement} where r.id = $1::uuid`, [id])
  if (!row) return refuse('notFound')
  const items = await sql.query<ItemRow>(
    `select i.seq, i.kind, i.data, i.taken, i.state, i.message, o.state as item_state, o.message as item_message,
       (select e.name from employee e where e.id = (i.data ->> 'employee')::uuid) as colleague
     from directory_item i left join operation_item o on o.operation_id = $4::uuid and (o.input ->> 'item')::int = i.seq
     where i.run_id = $1::uuid and i.seq > $2::int and ($3::text is null or i.kind = $3)
     order by i.seq limit ${pageSize + 1}`,
    [id, page.after ?? -1, page.kind ?? null, row.operation_id],
  )
  const shown = items.slice(0, pageSize)
  return {
    run: showRun(t, row),
    items: shown.map(item => showItem(t, item)),
    next: items.length > pageSize ? shown.at(-1)!.seq : null,
  }
}
