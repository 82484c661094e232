import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Card, CardFact } from '@gonghai/shared/ports/messages'
import { maskPhone } from '@gonghai/shared/rules/mask-phone'
import { maskedRow } from '../../access/masked-row'
import type { Sql } from '../../db/database'
import { clockWords, dayIn } from '../../kernel/clock'
import type { CardRenderer, RenderRequest } from '../../messaging/render'
import { identifier, splitRecord } from '../../records/columns'
import { freeSql, isOver } from '../../records/counted'
import { ownFacts } from '../../records/own-facts'
import { assignChoice } from './assign-choice'
import { standing } from './limits'
import { currentHolder, hindrance, type PooledObject } from './pooled-record'

interface CardRow {
  name: string
  owner_id: string | null
  phone: string | null
  industry?: string | null
  company?: string | null
  /** Of a lead. */
  status?: string
  source: string | null
  interest: string | null
  custom: unknown
  last_owner: string | null
  claimant: string | null
  deleted_at: Date | null
  pool_id: string | null
  pool: string
  claim_rule: string
  mask_phone: boolean
  members: string[]
  administrators: string[]
  hold_limit: number | null
  day_limit: number | null
}

/** So many of the company's own fields have a line on the card. */
const mostOwn = 2

/** What the card tells of a record, by the fields that hold it. */
const shownFields = {
  phone: 'phone',
  industry: 'industry',
  company: 'company',
  source: 'source',
  interest: 'interest',
}

async function readRecord(
  sql: Sql,
  object: PooledObject,
  id: string,
  reader: string,
): Promise<CardRow | undefined> {
  const extra = object === 'customer' ? 'r.industry' : 'r.company, r.status'
  const [row] = await sql.query<CardRow>(
    `select r.name, r.owner_id, r.phone, ${extra}, r.source, r.interest, r.custom, l.name as last_owner, c.name as claimant, r.deleted_at, r.pool_id,
       p.name as pool, p.claim_rule, p.mask_phone, p.members, p.administrators, p.hold_limit, p.day_limit
     from ${identifier(object)} r left join pool p on p.id = r.pool_id left join employee l on l.id = r.last_owner_id
     left join employee c on c.id = r.claimant_id
     where r.id = $1::uuid`,
    [id],
  )
  return row && maskedRow(sql, reader, { object, id }, row, shownFields)
}

/** "Today 1/2, held 14/30", or less where a rule is off. */
async function quotaFact(
  sql: Sql,
  t: Translate,
  request: RenderRequest,
  row: CardRow,
  kind: string,
): Promise<CardFact[]> {
  const { hold_limit: holdLimit, day_limit: dayLimit } = row
  if (holdLimit === null && dayLimit === null) return []
  const day = dayIn(request.companyZone, request.now)
  const { held, today, waiting } = await standing(
    sql,
    { id: row.pool_id!, kind },
    request.reader.employeeId,
    day,
  )
  const key = holdLimit === null ? 'quotaDay' : dayLimit === null ? 'quotaHold' : 'quotaBoth'
  const params = { held, today, holdLimit: holdLimit ?? 0, dayLimit: dayLimit ?? 0 }
  const also = waiting > 0 ? t('card.pool.quotaWaiting', { count: waiting }) : ''
  return [{ label: t('card.pool.quota'), value: `${t(`card.pool.${key}`, params)}${also}` }]
}

function plainFacts(
  t: Translate,
  object: PooledObject,
  row: CardRow,
  reader: string,
  own: readonly CardFact[],
): CardFact[] {
  const label = (field: string) => t(`object.${object}.field.${field}`)
  const option = (field: string, value: string) => t(`option.${object}.${field}.${value}`)
  const facts: (CardFact | null)[] = [
    row.industry ? { label: label('industry'), value: option('industry', row.industry) } : null,
    row.company ? { label: label('company'), value: row.company } : null,
    row.interest ? { label: label('interest'), value: row.interest } : null,
    ...own,
    row.source ? { label: label('source'), value: option('source', row.source) } : null,
    row.last_owner ? { label: t('card.pool.lastOwner'), value: row.last_owner } : null,
    row.phone ? { label: t('card.pool.phone'), value: phoneWords(t, row, reader) } : null,
  ]
  return facts.filter(fact => fact !== null)
}

/** Hidden until it is claimed; then only its owner sees all of it here, whatever others may see by their scope. */
function phoneWords(t: Translate, row: CardRow, reader: string): string {
  const phone = row.phone!
  if (!row.mask_phone || row.owner_id === reader) return phone
  return row.owner_id ? maskPhone(phone) : t('card.pool.phoneMasked', { phone: maskPhone(phone) })
}

async function outcomeOf(
  sql: Sql,
  t: Translate,
  request: RenderRequest,
  row: CardRow,
  matter: [string, string],
) {
  if (!row.owner_id) {
    if (row.deleted_at) return t('card.pool.gone')
    if (isOver({ ...row })) return t(`error.${hindrance({ ...row })}`, { record: row.name })
    return row.claimant ? t('card.poolReview.waits', { name: row.claimant }) : undefined
  }
  const holder = await currentHolder(sql, ...matter)
  const time = clockWords(holder?.at ?? request.now, request.now, request.reader.timeZone)
  if (row.owner_id === request.reader.employeeId) return t('card.pool.claimedByYou', { time })
  return t('card.pool.claimedBy', { name: holder?.name ?? '', time })
}

/** One record of a pool: claim it, or see who was faster (POOL-8, POOL-10). */
export const poolClaimRenderer: CardRenderer = {
  async render(sql, request) {
    const [object, id] = splitRecord(request.matter) as [PooledObject, string]
    const t = translator(request.reader.locale)
    const row = await readRecord(sql, object, id, request.reader.employeeId)
    const url = `${request.baseUrl}/r/${object}/${id}`
    if (!row) return { card: goneCard(t, url), final: true }
    const outcome = await outcomeOf(sql, t, request, row, [object, id])
    const kind = object === 'customer' ? 'newCustomer' : 'newLead'
    const mayClaim = row.claim_rule === 'claim' || row.administrators?.includes(request.reader.employeeId)
    const quota = outcome ? [] : await quotaFact(sql, t, request, row, object)
    const choice = outcome ? undefined : await choiceOf(sql, t, request, row, object)
    const own = await ownFacts(sql, request.reader, { object, id }, row.custom, mostOwn)
    const card: Card = {
      source: t(`card.pool.${kind}`, { pool: row.pool ?? '' }),
      title: row.name,
      ...(mayClaim || outcome ? {} : { subtitle: t('card.pool.assignOnly') }),
      facts: [
        ...plainFacts(t, object, row, request.reader.employeeId, own).slice(0, 6 - quota.length),
        ...quota,
      ],
      ...(choice ? { choice } : {}),
      url,
      buttons: outcome ? [] : buttonsOf(t, url, mayClaim, choice !== undefined),
      ...(outcome ? { outcome } : {}),
    }
    // A claim that waits for a word may come to nothing: then the card offers the record again.
    const waits = row.owner_id === null && row.deleted_at === null
    return { card, final: outcome !== undefined && !waits }
  },
}

/** To whom the reader may give it. */
function choiceOf(sql: Sql, t: Translate, { reader }: RenderRequest, row: CardRow, kind: PooledObject) {
  const { pool_id: id, members, administrators, hold_limit: holdLimit } = row
  return id
    ? assignChoice(sql, t, reader.employeeId, { id, kind, members, administrators, holdLimit })
    : undefined
}

function buttonsOf(t: Translate, url: string, mayClaim: boolean, mayAssign: boolean): Card['buttons'] {
  const claim = { key: 'pool.claim', text: t('card.pool.claim'), style: 'primary' as const }
  const style = mayClaim ? ('plain' as const) : ('primary' as const)
  const assign = { key: 'pool.assign', text: t('action.pool.assign.label'), style }
  const open = { key: 'open', text: t('card.pool.open'), style: 'plain' as const, url }
  return [...(mayClaim ? [claim] : []), ...(mayAssign ? [assign] : []), open]
}

function goneCard(t: Translate, url: string): Card {
  return { source: '', title: t('card.pool.gone'), facts: [], url, buttons: [], outcome: t('card.pool.gone') }
}

/** Several records at once: the newest names, and the way into the pool. */
export const poolDigestRenderer: CardRenderer = {
  async render(sql, request) {
    // Each batch has a digest of its own: "pool:<id>/<since>".
    const poolId = splitRecord(request.matter)[1].split('/')[0]!
    const t = translator(request.reader.locale)
    const [pool] = await sql.query<{ name: string; kind: PooledObject }>(
      'select name, kind from pool where id = $1::uuid',
      [poolId],
    )
    const url = `${request.baseUrl}/r/pool/${poolId}`
    if (!pool) return { card: goneCard(t, url), final: true }
    const fresh = await sql.query<{ id: string; name: string; interest: string | null }>(
      `select id, name, interest from ${identifier(pool.kind)} r where pool_id = $1::uuid and pooled_at >= $2::timestamptz
       and ${freeSql(pool.kind, 'r')} order by pooled_at desc, id desc limit 100`,
      [poolId, String(request.params.since)],
    )
    const { employeeId } = request.reader
    const told = await Promise.all(
      fresh.slice(0, 5).map(row => {
        const record = { object: pool.kind, id: row.id }
        return maskedRow(sql, employeeId, record, row, { interest: 'interest' })
      }),
    )
    const title = pool.kind === 'customer' ? 'digestTitle' : 'digestLeads'
    const card: Card = {
      source: pool.name,
      title: t(`card.pool.${title}`, { count: fresh.length }),
      facts: told.map((row, index) => ({ label: `${index + 1}`, value: digestLine(row) })),
      url,
      buttons: [{ key: 'open', text: t('card.pool.digestOpen'), style: 'primary', url }],
    }
    return { card, final: false }
  },
}

function digestLine(row: { name: string; interest: string | null }): string {
  return row.interest ? `${row.name} · ${row.interest}` : row.name
}
