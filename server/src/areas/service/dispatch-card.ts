import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Card, CardChoice } from '@gonghai/shared/ports/messages'
import type { Sql } from '../../db/database'
import { clockWords } from '../../kernel/clock'
import type { CardRenderer, RenderRequest } from '../../messaging/render'
import { splitRecord } from '../../records/columns'
import { factsOf, flagOf, goneCard, type RequestFacts, requestFacts, wordsOf } from './card-facts'
import { engineersByLoad } from './engineers'

const mostEngineers = 8

/** Engineers to choose from, whoever has least to do first. @param but who is not offered */
export async function engineerChoice(sql: Sql, t: Translate, but?: string): Promise<CardChoice | undefined> {
  const engineers = await engineersByLoad(sql, mostEngineers, but)
  if (engineers.length === 0) return undefined
  const options = engineers.map(({ id, name, open }) => ({
    id,
    text: t('card.service.engineerLoad', { name, count: open }),
  }))
  return { key: 'engineer', title: t('card.service.engineer'), options }
}

interface Order {
  state: string
  name: string
  dispatcher: string | null
  reason: string | null
  /** When it came to its present state. */
  at: Date
  mine: boolean
}

/** The latest order of a request, and whether the reader has given one out. */
async function latestOrder(sql: Sql, requestId: string, reader: string): Promise<Order | undefined> {
  const [order] = await sql.query<Order>(
    `select o.state, e.name, d.name as dispatcher, o.reason, o.updated_at as at,
       exists (select 1 from work_order g where g.request_id = o.request_id and g.created_by = $2::uuid) as mine
     from work_order o join employee e on e.id = o.owner_id left join employee d on d.id = o.created_by
     where o.request_id = $1::uuid order by o.created_at desc, o.id desc limit 1`,
    [requestId, reader],
  )
  return order
}

/** Nobody has it: choose an engineer, or settle it oneself. */
async function waitingCard(sql: Sql, t: Translate, row: RequestFacts, base: Card): Promise<Card> {
  const choice = await engineerChoice(sql, t)
  const open = { key: 'open', text: t('card.service.open'), style: 'plain' as const, url: base.url }
  const dispatch = { key: 'request.dispatch', text: t('card.service.dispatch'), style: 'primary' as const }
  const settle = { key: 'request.complete', text: t('card.service.settle'), style: 'plain' as const }
  const buttons = [...(choice ? [dispatch] : []), settle, open]
  return { ...base, ...flagOf(t, row), ...(choice ? { choice } : {}), buttons }
}

/** For who gave it out: how far it is, and the way back while nobody has begun. */
function followingCard(
  t: Translate,
  request: RenderRequest,
  row: RequestFacts,
  base: Card,
  order: Order,
): Card {
  const time = clockWords(order.at, request.now, request.reader.timeZone)
  const state = t(`option.workOrder.state.${order.state}`)
  const progress = { label: t('card.service.progress'), value: `${order.name} · ${state} · ${time}` }
  const undo = { key: 'request.undoDispatch', text: t('card.service.undo'), style: 'danger' as const }
  const open = { key: 'open', text: t('card.service.open'), style: 'plain' as const, url: base.url }
  return {
    ...base,
    ...flagOf(t, row),
    facts: [progress, ...base.facts].slice(0, 6),
    buttons: row.state === 'working' ? [open] : [undo, open],
  }
}

/** The words in place of the buttons, once the reader has no part left. */
function outcomeOf(t: Translate, request: RenderRequest, row: RequestFacts, order?: Order): string {
  const words = (at: Date | null) => clockWords(at ?? request.now, request.now, request.reader.timeZone)
  if (row.state === 'withdrawn') return t('card.service.withdrawn')
  if (row.state === 'done') {
    const name = row.engineer ?? t('card.service.desk')
    return t('card.service.doneBy', { name, time: words(row.done_at) })
  }
  const by = order?.dispatcher ?? ''
  return t('card.service.dispatchedBy', { by, name: order?.name ?? '', time: words(order?.at ?? null) })
}

/** Asks the service desk to give a request out; afterwards says who has it (CHAT-9). */
export const dispatchRenderer: CardRenderer = {
  async render(sql, request) {
    const [, id] = splitRecord(request.matter)
    const t = translator(request.reader.locale)
    const url = `${request.baseUrl}/r/serviceRequest/${id}`
    const row = await requestFacts(sql, id, request.reader.employeeId)
    if (!row) return { card: goneCard(t, url), final: true }
    const kind = row.kind ? t(`option.serviceRequest.kind.${row.kind}`) : ''
    const source = t('card.service.request', { kind, number: row.number }).trim()
    const base: Card = {
      source,
      title: row.title,
      ...wordsOf(row),
      facts: factsOf(t, request, row),
      url,
      buttons: [],
    }
    if (row.state === 'received') return { card: await waitingCard(sql, t, row, base), final: false }
    const order = await latestOrder(sql, id, request.reader.employeeId)
    const isOpen = row.state !== 'done' && row.state !== 'withdrawn'
    if (isOpen && order?.mine) return { card: followingCard(t, request, row, base, order), final: false }
    return { card: { ...base, outcome: outcomeOf(t, request, row, order) }, final: true }
  },
}
