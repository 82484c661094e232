import type { TodayAnswer } from '@gonghai/shared/client/api'
import { translator } from '@gonghai/shared/i18n'
import { maskedRow } from '../../access/masked-row'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { clockWords, dayIn } from '../../kernel/clock'
import { freeSql } from '../../records/counted'
import type { TodayReader as Reader, TodaySource, Waiting } from '../../records/today-source'
import { contactDue, type DueContact } from './contact-due'
import { ownContacts } from './own-contacts'

async function approvals({ sql, actor, t, now, limit }: Reader): Promise<Waiting> {
  const rows = await sql.query<{
    id: string
    title: string
    number: string
    applicant: string
    created_at: Date
    total: number
  }>(
    `select a.id, a.summary ->> 'title' as title, a.summary ->> 'number' as number, e.name as applicant, k.created_at,
       count(*) over ()::int as total
     from approval_task k join approval a on a.id = k.approval_id and a.step = k.step and a.state = 'pending'
     join employee e on e.id = a.applicant_id
     where k.approver_id = $1::uuid and k.state = 'waiting' order by k.created_at limit $2::int`,
    [actor.employeeId, limit],
  )
  const items = rows.map(row => ({
    kind: 'approval' as const,
    record: `approval:${row.id}`,
    title: row.title,
    line: `${row.number} · ${row.applicant}`,
    due: { text: clockWords(row.created_at, now, actor.timeZone), tone: 'plain' as const },
    buttons: [
      { text: t('card.approval.detail'), style: 'plain' as const, open: `approval:${row.id}` },
      {
        text: t('card.approval.agree'),
        style: 'primary' as const,
        action: 'approval.agree',
        input: { approval: row.id },
      },
    ],
  }))
  return { items, total: rows[0]?.total ?? 0 }
}

/** Records of the reader whose agreed next contact is due by the end of the reader's day. */
async function followUps(reader: Reader): Promise<Waiting> {
  const { sql, actor, now, limit } = reader
  const rows = await sql.query<DueContact & { phone: string | null; total: number }>(
    `select r.*, count(*) over ()::int as total from (
       select 'customer' as object, id, name, phone, next_contact_at as at from customer
       where owner_id = $1::uuid and deleted_at is null and next_contact_at < $2::timestamptz
       union all
       select 'lead', id, name, phone, next_contact_at from lead
       where owner_id = $1::uuid and deleted_at is null and next_contact_at < $2::timestamptz
     ) r order by r.at limit $3::int`,
    [actor.employeeId, endOfDay(now, actor.timeZone), limit],
  )
  const shown = await Promise.all(rows.map(row => maskedRow(sql, actor.access, row, row, { phone: 'phone' })))
  const items = shown.map(row => contactDue(reader, row, row.phone ?? ''))
  return { items, total: rows[0]?.total ?? 0 }
}

async function tasks({ sql, actor, t, now, limit }: Reader): Promise<Waiting> {
  const rows = await sql.query<{ id: string; title: string; due_at: Date | null; total: number }>(
    `select id, title, due_at, count(*) over ()::int as total from task
     where owner_id = $1::uuid and state = 'open' and deleted_at is null and due_at < $2::timestamptz
     order by due_at limit $3::int`,
    [actor.employeeId, endOfDay(now, actor.timeZone), limit],
  )
  const items = rows.map(row => ({
    kind: 'task' as const,
    record: `task:${row.id}`,
    title: row.title,
    line: t('object.task.label'),
    due: {
      text: t('today.dueAt', { time: clockWords(row.due_at!, now, actor.timeZone) }),
      tone: row.due_at! < now ? ('danger' as const) : ('warning' as const),
    },
    buttons: [
      {
        text: t('action.task.complete.label'),
        style: 'primary' as const,
        action: 'task.complete',
        input: { task: row.id },
      },
    ],
  }))
  return { items, total: rows[0]?.total ?? 0 }
}

/** What came into the reader's claimable pools since yesterday. */
async function poolNews({ sql, actor, t, now, limit }: Reader): Promise<Waiting> {
  const since = new Date(now.getTime() - 24 * 3_600_000)
  const pools = [...new Set([...actor.access.memberPools, ...actor.access.adminPools])]
  if (pools.length === 0) return { items: [], total: 0 }
  const rows = await sql.query<{
    object: string
    id: string
    name: string
    pool: string
    at: Date
    total: number
  }>(
    `select r.*, p.name as pool, count(*) over ()::int as total from (
       select 'customer' as object, id, name, pool_id, pooled_at as at from customer c
       where pool_id = any($1::uuid[]) and pooled_at > $2::timestamptz and ${freeSql('customer', 'c')}
       union all
       select 'lead', id, name, pool_id, pooled_at from lead l
       where pool_id = any($1::uuid[]) and pooled_at > $2::timestamptz and ${freeSql('lead', 'l')}
     ) r join pool p on p.id = r.pool_id and p.claim_rule = 'claim' order by r.at desc limit $3::int`,
    [pools, since, limit],
  )
  const items = rows.map(row => ({
    kind: 'poolNews' as const,
    record: `${row.object}:${row.id}`,
    title: row.name,
    line: row.pool,
    due: {
      text: t('today.pooledAt', { time: clockWords(row.at, now, actor.timeZone) }),
      tone: 'plain' as const,
    },
    buttons: [
      {
        text: t('action.pool.claim.label'),
        style: 'primary' as const,
        action: 'pool.claim',
        input: { record: `${row.object}:${row.id}` },
      },
    ],
  }))
  return { items, total: rows[0]?.total ?? 0 }
}

/** The first moment of the reader's next day, in UTC. */
function endOfDay(now: Date, timeZone: string): Date {
  const tomorrow = new Date(now.getTime() + 24 * 3_600_000)
  const midnight = new Date(`${dayIn(timeZone, tomorrow)}T00:00:00Z`)
  return new Date(midnight.getTime() - zoneOffset(midnight, timeZone))
}

/** How far a time zone is ahead of UTC at a moment, in milliseconds. */
function zoneOffset(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(
    parts.find(p => p.type === 'timeZoneName')!.value,
  )!
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0
}

/** What other areas put into the reader's day. */
async function readSources(reader: Reader, sources: readonly TodaySource[]) {
  const read = sources.map(async source => ({ source, waiting: await source.read(reader) }))
  return (await Promise.all(read)).flatMap(({ source, waiting }) => (waiting ? [{ source, waiting }] : []))
}

/**
 * Everything that waits for the reader, most urgent first: decisions of others depend on approvals, customers wait for
 * service, then what is late.
 */
export async function readToday(
  sql: Sql,
  actor: EmployeeActor,
  now: Date,
  limit: number,
  sources: readonly TodaySource[],
): Promise<TodayAnswer> {
  const reader: Reader = { sql, actor, t: translator(actor.locale), now, limit }
  const [asked, due, agreed, open, news, further] = await Promise.all([
    approvals(reader),
    followUps(reader),
    ownContacts(reader, endOfDay(now, actor.timeZone)),
    tasks(reader),
    poolNews({ ...reader, limit: 5 }),
    readSources(reader, sources),
  ])
  const others = further.map(one => one.waiting)
  const all = [asked, ...others, due, agreed, open, news]
  const items = all.flatMap(waiting => waiting.items)
  const total = all.reduce((sum, waiting) => sum + waiting.total, 0)
  return {
    figures: [
      { key: 'followDue', value: due.total + agreed.total, open: '/pages/home/index?tab=customers' },
      { key: 'approvals', value: asked.total, open: '/pages/approvals/index?tab=waiting' },
      { key: 'newInPools', value: news.total, open: '/pages/home/index?tab=pools' },
      { key: 'tasks', value: open.total, open: '/pages/list/index?object=task' },
      ...further.map(({ source, waiting }) => ({
        key: source.figure,
        value: waiting.total,
        open: source.open,
      })),
    ],
    items: items.slice(0, limit),
    more: Math.max(0, total - Math.min(items.length, limit)),
  }
}
