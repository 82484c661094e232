import { rejectField } from '@gonghai/shared/cards/pool-review'
import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Card, CardFact } from '@gonghai/shared/ports/messages'
import { maskPhone } from '@gonghai/shared/rules/mask-phone'
import { maskedRow } from '../../access/masked-row'
import type { Sql } from '../../db/database'
import { clockWords } from '../../kernel/clock'
import type { CardRenderer, RenderRequest } from '../../messaging/render'
import { identifier, splitRecord } from '../../records/columns'
import type { ReviewRow } from './open-review'

interface CardRow extends ReviewRow {
  pool: string
  mask_phone: boolean
  asker: string | null
  claimant: string | null
  claimant_department: string | null
  leader: string | null
  decider: string | null
}

interface Subject {
  number: string
  phone: string | null
  owner_id: string | null
  last_owner: string | null
  industry: string | null
  interest: string | null
}

async function read(
  sql: Sql,
  id: string,
  reader: string,
): Promise<{ row: CardRow; subject: Subject | undefined } | undefined> {
  const [row] = await sql.query<CardRow>(
    `select v.*, p.name as pool, p.mask_phone, a.name as asker, c.name as claimant, d.name as claimant_department,
       l.name as leader, b.name as decider
     from pool_review v join pool p on p.id = v.pool_id left join employee a on a.id = v.asker_id
     left join employee c on c.id = v.claimant_id left join department d on d.id = c.department_id
     left join employee l on l.id = v.leader_id left join employee b on b.id = v.decided_by where v.id = $1::uuid`,
    [id],
  )
  if (!row) return undefined
  const industry = row.object === 'customer' ? 'r.industry' : 'null::text'
  const [subject] = await sql.query<Subject>(
    `select r.number, r.phone, r.owner_id, o.name as last_owner, ${industry} as industry, r.interest
     from ${identifier(row.object)} r left join employee o on o.id = r.last_owner_id
     where r.id = $1::uuid and r.deleted_at is null`,
    [row.record_id],
  )
  const about = { object: row.object, id: row.record_id }
  const fields = { phone: 'phone', industry: 'industry', interest: 'interest' }
  return { row, subject: subject && (await maskedRow(sql, reader, about, subject, fields)) }
}

function phoneFact(t: Translate, row: CardRow, subject: Subject): CardFact | null {
  if (!subject.phone) return null
  const hidden = subject.owner_id === null && row.mask_phone
  return { label: t('card.pool.phone'), value: hidden ? maskPhone(subject.phone) : subject.phone }
}

function factsOf(t: Translate, row: CardRow, subject: Subject): CardFact[] {
  const words = (key: string) => t(`card.poolReview.${key}`)
  const by = [row.claimant, row.claimant_department].filter(Boolean).join(' · ')
  const field = (name: string) => t(`object.${row.object}.field.${name}`)
  const facts: (CardFact | null)[] = [
    row.claimant ? { label: words('claimant'), value: by } : null,
    row.asker && row.asker !== row.claimant ? { label: words('asker'), value: row.asker } : null,
    row.leader ? { label: words('group'), value: t('card.poolReview.groupOf', { name: row.leader }) } : null,
    subject.last_owner ? { label: words('lastOwner'), value: subject.last_owner } : null,
    subject.industry
      ? { label: field('industry'), value: t(`option.customer.industry.${subject.industry}`) }
      : null,
    subject.interest ? { label: field('interest'), value: subject.interest } : null,
    phoneFact(t, row, subject),
  ]
  return facts.filter(fact => fact !== null).slice(0, 6)
}

function outcomeOf(
  t: Translate,
  { reader, now }: RenderRequest,
  row: CardRow,
  subject: Subject | undefined,
): string | undefined {
  const time = clockWords(row.decided_at ?? now, now, reader.timeZone)
  const params = { name: row.decider ?? '', time, reason: row.reason ?? '' }
  if (row.state === 'waiting') return subject ? undefined : t('card.poolReview.gone')
  if (row.kind !== 'newCustomer') return t(`card.poolReview.${row.state}`, params)
  return t(`card.poolReview.${row.state === 'agreed' ? 'passed' : 'failed'}`, params)
}

function buttonsOf(t: Translate, row: CardRow, url: string): Card['buttons'] {
  const isNew = row.kind === 'newCustomer'
  return [
    {
      key: isNew ? 'customer.review' : 'pool.agreeClaim',
      text: t(`card.poolReview.${isNew ? 'pass' : 'agree'}`),
      style: 'primary',
    },
    {
      key: isNew ? 'customer.rejectReview' : 'pool.rejectClaim',
      text: t(`card.poolReview.${isNew ? 'fail' : 'reject'}`),
      style: 'danger',
    },
    { key: 'open', text: t('card.poolReview.open'), style: 'plain', url },
  ]
}

const sources = { claim: 'claimSource', assign: 'assignSource', newCustomer: 'newSource' } as const

/** Asks the last leader, or the pool's administrators; afterwards says who decided what and when (POOL-7, CUST-6). */
export const poolReviewRenderer: CardRenderer = {
  async render(sql, request) {
    const t = translator(request.reader.locale)
    const found = await read(sql, splitRecord(request.matter)[1], request.reader.employeeId)
    if (!found) {
      const gone = t('card.poolReview.gone')
      const url = `${request.baseUrl}/`
      return { card: { source: '', title: gone, facts: [], url, buttons: [], outcome: gone }, final: true }
    }
    const { row, subject } = found
    const url = `${request.baseUrl}/r/${row.object}/${row.record_id}`
    const outcome = outcomeOf(t, request, row, subject)
    const card: Card = {
      source: t(`card.poolReview.${sources[row.kind]}`, { pool: row.pool }),
      title: row.title,
      ...(subject ? { subtitle: subject.number } : {}),
      facts: subject ? factsOf(t, row, subject) : [],
      url,
      buttons: outcome ? [] : buttonsOf(t, row, url),
      ...(outcome ? { outcome } : rejectField(t)),
    }
    // What lies in the bin may come back: only a decision is the end.
    return { card, final: row.state !== 'waiting' }
  },
}
