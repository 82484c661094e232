import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Card, CardButton } from '@gonghai/shared/ports/messages'
import { maskedRow } from '../../access/masked-row'
import type { Sql } from '../../db/database'
import { clockWords } from '../../kernel/clock'
import type { CardRenderer, RenderRequest } from '../../messaging/render'
import { splitRecord } from '../../records/columns'
import { factsOf, flagOf, goneCard, requestFacts, wordsOf } from './card-facts'
import { engineerChoice } from './dispatch-card'
import { type OrderState, type WorkAction, workSteps } from './work-order'

interface OrderFacts {
  id: string
  number: string
  state: OrderState
  note: string | null
  request_id: string
  owner_id: string
  updated_at: Date
  /** Who has the request now. */
  holder: string | null
  request_state: string
}

async function readOrder(sql: Sql, id: string, reader: string): Promise<OrderFacts | undefined> {
  const [row] = await sql.query<OrderFacts>(
    `select o.id, o.number, o.state, o.note, o.request_id, o.owner_id, o.updated_at, h.name as holder,
       r.state as request_state
     from work_order o join service_request r on r.id = o.request_id left join employee h on h.id = r.owner_id
     where o.id = $1::uuid and o.deleted_at is null`,
    [id],
  )
  return row && maskedRow(sql, reader, { object: 'workOrder', id }, row, { note: 'note' })
}

const styles: Partial<Record<WorkAction, CardButton['style']>> = { 'work.refuse': 'danger' }

/** What can be done now, the next step first and in colour. */
function buttonsOf(t: Translate, actions: readonly WorkAction[], url: string): CardButton[] {
  const verbs = actions.map(
    (action, index): CardButton => ({
      key: action,
      text: t(`card.${action}`),
      style: styles[action] ?? (index === 0 ? 'primary' : 'plain'),
    }),
  )
  return [...verbs, { key: 'open', text: t('card.service.open'), style: 'plain', url }]
}

function outcomeOf(t: Translate, request: RenderRequest, order: OrderFacts): string {
  const time = clockWords(order.updated_at, request.now, request.reader.timeZone)
  const state = order.request_state === 'withdrawn' && order.state === 'cancelled' ? 'withdrawn' : order.state
  return t(`card.workEnd.${state}`, { time, name: order.holder ?? '' })
}

/** The engineer's work order: its buttons are the steps that are possible now (CHAT-9). */
export const workOrderRenderer: CardRenderer = {
  async render(sql, request) {
    const [, id] = splitRecord(request.matter)
    const t = translator(request.reader.locale)
    const url = `${request.baseUrl}/r/workOrder/${id}`
    const order = await readOrder(sql, id, request.reader.employeeId)
    const row = order && (await requestFacts(sql, order.request_id, request.reader.employeeId))
    if (!order || !row) return { card: goneCard(t, url), final: true }
    const state = t(`option.workOrder.state.${order.state}`)
    const note = order.note ? [{ label: t('card.service.note'), value: order.note }] : []
    const base: Card = {
      source: t('card.service.order', { number: order.number, state }),
      title: row.title,
      ...wordsOf(row),
      facts: [...note, ...factsOf(t, request, row)].slice(0, 6),
      url,
      buttons: [],
    }
    const possible = workSteps[order.state]
    if (!possible) return { card: { ...base, outcome: outcomeOf(t, request, order) }, final: true }
    const choice = possible.includes('work.handOver')
      ? await engineerChoice(sql, t, order.owner_id)
      : undefined
    const offered = possible.filter(action => action !== 'work.handOver' || choice)
    const card: Card = {
      ...base,
      ...flagOf(t, row),
      buttons: buttonsOf(t, offered, url),
      ...(choice ? { choice: { ...choice, title: t('card.service.handOverTo') } } : {}),
    }
    return { card, final: false }
  },
}
