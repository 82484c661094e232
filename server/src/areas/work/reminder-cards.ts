import { askExtensionFields, daysAsked, snoozeChoice } from '@gonghai/shared/cards'
import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Card, CardFact } from '@gonghai/shared/ports/messages'
import { can, loadAccess } from '../../access/context'
import { maskedRow } from '../../access/masked-row'
import type { Sql } from '../../db/database'
import { clockWords } from '../../kernel/clock'
import type { CardRenderer, RenderRequest } from '../../messaging/render'
import { identifier, splitRecord } from '../../records/columns'

interface Row {
  name: string
  phone: string | null
  owner_id: string | null
  next_contact_at: Date | null
  last_follow_at: Date | null
  /** Which of its deadlines comes first, and when. */
  rule: 'follow' | 'sign'
  due: Date | null
  days: number | null
  locked_at: Date | null
  extension_asked_at: Date | null
  deleted_at: Date | null
  pool: string | null
  last_words: string | null
}

async function readRow(sql: Sql, matter: string, reader: string): Promise<Row | undefined> {
  const [object, id] = splitRecord(matter)
  const [row] = await sql.query<Row>(
    `select r.name, r.phone, r.owner_id, r.next_contact_at, r.last_follow_at, r.deleted_at,
       r.locked_at, r.extension_asked_at, p.name as pool, least(r.follow_due, r.sign_due) as due,
       case when r.sign_due is null or r.follow_due <= r.sign_due then 'follow' else 'sign' end as rule,
       case when r.sign_due is null or r.follow_due <= r.sign_due then p.recycle_days else p.deal_days end as days,
       (select f.content from follow_up f where f.record_object = $2 and f.record_id = r.id and f.deleted_at is null
        order by f.created_at desc, f.id desc limit 1) as last_words
     from ${identifier(object)} r left join pool p on p.id = coalesce(r.pool_id,
       (select d.id from pool d where d.is_default and d.kind = $2 and d.deleted_at is null order by d.id limit 1))
     where r.id = $1::uuid`,
    [id, object],
  )
  return row && maskedRow(sql, reader, { object, id }, row, { phone: 'phone' })
}

const addressOf = (request: RenderRequest) => {
  const [object, id] = splitRecord(request.matter)
  return `${request.baseUrl}/r/${object}/${id}`
}

function wordsFor(request: RenderRequest): (at: Date) => string {
  return at => clockWords(at, request.now, request.reader.timeZone)
}

function lastFacts(t: Translate, row: Row, when: (at: Date) => string): CardFact[] {
  const facts: (CardFact | null)[] = [
    row.phone ? { label: t('card.pool.phone'), value: row.phone } : null,
    row.last_follow_at ? { label: t('card.reminder.last'), value: when(row.last_follow_at) } : null,
    row.last_words ? { label: t('card.reminder.words'), value: row.last_words } : null,
  ]
  return facts.filter(fact => fact !== null)
}

function gone(t: Translate, request: RenderRequest) {
  const words = t('card.pool.gone')
  const card: Card = {
    source: '',
    title: words,
    facts: [],
    url: addressOf(request),
    buttons: [],
    outcome: words,
  }
  return { card, final: true }
}

/** "You agreed to contact them now": done, later, or write what happened (CHAT-5). */
export const followReminderRenderer: CardRenderer = {
  async render(sql, request) {
    const t = translator(request.reader.locale)
    const row = await readRow(sql, request.matter, request.reader.employeeId)
    if (!row || row.deleted_at) return gone(t, request)
    const when = wordsFor(request)
    const url = addressOf(request)
    const outcome = reminderOutcome(t, request, row, when)
    const agreed = row.next_contact_at
      ? [{ label: t('card.reminder.agreed'), value: when(row.next_contact_at) }]
      : []
    const card: Card = {
      source: t('card.reminder.source'),
      title: row.name,
      facts: [...agreed, ...lastFacts(t, row, when)],
      url,
      buttons: outcome
        ? []
        : [
            { key: 'reminder.done', text: t('card.reminder.done'), style: 'primary' },
            { key: 'reminder.snooze', text: t('card.reminder.snooze'), style: 'plain' },
            { key: 'open', text: t('card.reminder.write'), style: 'plain', url },
          ],
      ...(outcome ? { outcome } : snoozeChoice(t)),
    }
    return { card, final: outcome !== undefined }
  },
}

function reminderOutcome(
  t: Translate,
  request: RenderRequest,
  row: Row,
  when: (at: Date) => string,
): string | undefined {
  if (row.owner_id !== request.reader.employeeId) return t('card.pool.gone')
  if (!row.next_contact_at) return t('card.reminder.finished')
  return row.next_contact_at > request.now
    ? t('card.reminder.moved', { time: when(row.next_contact_at) })
    : undefined
}

/** Whoever may give days does not have to ask for them. */
async function mayAsk(sql: Sql, reader: string): Promise<boolean> {
  const access = await loadAccess(sql, reader)
  return can(access, { object: 'pool', verb: 'claim' }) && !can(access, { object: 'pool', verb: 'extend' })
}

/** "It falls back soon": when, why, and what saves it (POOL-4). */
export const recycleWarningRenderer: CardRenderer = {
  async render(sql, request) {
    const t = translator(request.reader.locale)
    const row = await readRow(sql, request.matter, request.reader.employeeId)
    if (!row || row.deleted_at) return gone(t, request)
    const when = wordsFor(request)
    const url = addressOf(request)
    const outcome = warningOutcome(t, request, row, when)
    const mine = row.owner_id === request.reader.employeeId
    const asks = !outcome && !row.extension_asked_at && (await mayAsk(sql, request.reader.employeeId))
    const facts: CardFact[] = [
      ...(row.extension_asked_at && !outcome
        ? [{ label: t('action.pool.askExtension.label'), value: t('recycle.asked') }]
        : []),
      ...(row.due && mine ? [{ label: t('card.recycle.due'), value: when(row.due) }] : []),
      ...(row.days
        ? [{ label: t('card.recycle.rule'), value: t(`recycle.rule.${row.rule}`, { count: row.days }) }]
        : []),
      ...lastFacts(t, row, when),
    ]
    const card: Card = {
      source: t('card.recycle.source', { pool: row.pool ?? '' }),
      title: row.name,
      facts,
      url,
      buttons: outcome
        ? []
        : [
            { key: 'open', text: t('card.reminder.write'), style: 'primary', url },
            ...(row.extension_asked_at
              ? [
                  {
                    key: 'pool.withdrawExtension',
                    text: t('action.pool.withdrawExtension.label'),
                    style: 'plain' as const,
                  },
                ]
              : []),
            ...(asks
              ? [
                  {
                    key: 'pool.askExtension',
                    text: t('card.recycle.ask', { days: daysAsked }),
                    style: 'plain' as const,
                  },
                ]
              : []),
          ],
      ...(outcome ? { outcome } : asks ? askExtensionFields(t) : {}),
    }
    return { card, final: outcome !== undefined }
  },
}

/** What has become of a warning: gone, locked, or saved for now. */
function warningOutcome(
  t: Translate,
  request: RenderRequest,
  row: Row,
  when: (at: Date) => string,
): string | undefined {
  if (row.owner_id !== request.reader.employeeId) return t('card.recycle.gone')
  if (row.locked_at) return t('recycle.locked')
  // It waits for the leader: until then the ask can be withdrawn.
  if (row.extension_asked_at) return undefined
  const warned = String(request.params.due ?? '')
  if (!row.due) return t('card.recycle.saved')
  if (warned === '' || row.due.toISOString() === warned) return undefined
  return row.rule === 'follow' && row.last_follow_at && row.due > new Date(warned)
    ? t('card.recycle.saved')
    : t('card.recycle.moved', { time: when(row.due) })
}
