import { translator } from '@gonghai/shared/i18n'
import type { Card } from '@gonghai/shared/ports/messages'
import { maskedRow } from '../../access/masked-row'
import type { Sql } from '../../db/database'
import { clockWords } from '../../kernel/clock'
import type { CardRenderer } from '../../messaging/render'
import { splitRecord } from '../../records/columns'
import { factsOf, goneCard, requestFacts } from './card-facts'

/** The customer asks to hurry; each time is a card of its own, "serviceRequest:<id>/<times>" (PORTAL-3). */
export const urgedRenderer: CardRenderer = {
  async render(sql, request) {
    const [id = '', times = '1'] = splitRecord(request.matter)[1].split('/')
    const t = translator(request.reader.locale)
    const url = `${request.baseUrl}/r/serviceRequest/${id}`
    const row = await requestFacts(sql, id, request.reader.employeeId)
    if (!row) return { card: goneCard(t, url), final: true }
    const state = t(`option.serviceRequest.state.${row.state}`)
    const isClosed = row.state === 'done' || row.state === 'withdrawn'
    const card: Card = {
      source: t('card.service.hurry', { number: row.number }),
      flag: t('card.service.urged', { count: Number(times) }),
      title: row.title,
      facts: [{ label: t('card.service.progress'), value: state }, ...factsOf(t, request, row)].slice(0, 6),
      url,
      buttons: isClosed ? [] : [{ key: 'open', text: t('card.service.see'), style: 'primary', url }],
      ...(isClosed ? { outcome: state } : {}),
    }
    return { card, final: isClosed }
  },
}

interface MarkRow {
  title: string
  task_state: string
  done_at: Date | null
  stars: number | null
  tags: string[] | null
  words: string | null
  survey_id: string
  phone_object: 'customer' | 'contact'
  phone_id: string
  request_id: string
  number: string
  request: string
  customer: string
  phone: string | null
  engineer: string | null
}

const readMark = `
  select k.title, k.state as task_state, k.done_at, s.id as survey_id, s.stars, s.tags, s.words, r.id as request_id, r.number,
    r.title as request, c.name as customer, coalesce(p.phone, c.phone) as phone, e.name as engineer,
    case when p.phone is null then 'customer' else 'contact' end as phone_object,
    case when p.phone is null then c.id else p.id end as phone_id
  from task k join survey s on s.id = $2::uuid join service_request r on r.id = s.request_id
    join customer c on c.id = r.customer_id left join contact p on p.id = r.contact_id
    left join employee e on e.id = s.engineer_id
  where k.id = $1::uuid and k.deleted_at is null`

/** The task with the mark behind it, as its reader's roles show them. */
async function markFor(sql: Sql, task: string, survey: string, reader: string): Promise<MarkRow | undefined> {
  const [row] = await sql.query<MarkRow>(readMark, [task, survey])
  if (!row) return undefined
  const given = { stars: 'stars', tags: 'tags', words: 'words' }
  const shown = await maskedRow(sql, reader, { object: 'survey', id: row.survey_id }, row, given)
  return maskedRow(sql, reader, { object: row.phone_object, id: row.phone_id }, shown, { phone: 'phone' })
}

/** A customer is unhappy: whom to call, and why; matter = the task to call back (SERV-8). */
export const lowMarkRenderer: CardRenderer = {
  async render(sql, request) {
    const [, id] = splitRecord(request.matter)
    const t = translator(request.reader.locale)
    const row = await markFor(sql, id, String(request.params.survey), request.reader.employeeId)
    if (!row) return { card: goneCard(t, `${request.baseUrl}/r/task/${id}`), final: true }
    const url = `${request.baseUrl}/r/serviceRequest/${row.request_id}`
    const tags = (row.tags ?? []).map(tag => t(`option.survey.tags.${tag}`)).join('、')
    const facts: [string, string | null][] = [
      ['stars', row.stars === null ? null : '★'.repeat(row.stars) + '☆'.repeat(5 - row.stars)],
      ['words', row.words],
      ['tags', tags || null],
      ['engineer', row.engineer],
      ['customer', row.customer],
      ['contact', row.phone],
    ]
    const isDone = row.task_state === 'done'
    const time = clockWords(row.done_at ?? request.now, request.now, request.reader.timeZone)
    const card: Card = {
      source: t('card.service.lowMark', { number: row.number }),
      title: row.title,
      subtitle: row.request,
      facts: facts.flatMap(([key, value]) => (value ? [{ label: t(`card.service.${key}`), value }] : [])),
      url,
      buttons: isDone
        ? []
        : [
            { key: 'task.complete', text: t('card.service.calledBack'), style: 'primary' },
            { key: 'open', text: t('card.service.open'), style: 'plain', url },
          ],
      ...(isDone ? { outcome: t('card.service.calledBackAt', { time }) } : {}),
    }
    return { card, final: isDone }
  },
}
