import type { TodayItem } from '@gonghai/shared/client/api'
import { can } from '../../access/context'
import { scopeCondition } from '../../access/scope'
import { clockWords } from '../../kernel/clock'
import { Params } from '../../records/reader'
import type { TodayReader, TodaySource, Waiting } from '../../records/today-source'
import { nextStep, type OrderState } from './work-order'

interface OrderRow {
  id: string
  number: string
  title: string
  state: OrderState
  customer: string
  wanted_at: Date | null
  created_at: Date
  total: number
}

/** Steps that need no words are done from the list itself; the last one asks for them. */
function buttonsOf({ t }: TodayReader, row: OrderRow): TodayItem['buttons'] {
  const action = nextStep(row.state)
  const text = t(`action.${action}.label`)
  if (action === 'work.complete') return [{ text, style: 'primary', open: `workOrder:${row.id}` }]
  return [{ text, style: 'primary', action, input: { order: row.id } }]
}

function dueOf(
  { t, now, actor }: TodayReader,
  row: { wanted_at: Date | null; created_at: Date },
): TodayItem['due'] {
  const { wanted_at: wanted } = row
  if (!wanted) {
    return {
      text: t('today.filedAt', { time: clockWords(row.created_at, now, actor.timeZone) }),
      tone: 'plain',
    }
  }
  const text = t('today.wantedAt', { time: clockWords(wanted, now, actor.timeZone) })
  return { text, tone: wanted < now ? 'danger' : 'warning' }
}

/** The reader's own work orders that are under way. */
async function myOrders(reader: TodayReader): Promise<Waiting | null> {
  const { sql, actor, limit } = reader
  if (!can(actor.access, { object: 'workOrder', verb: 'handle' })) return null
  const rows = await sql.query<OrderRow>(
    `select o.id, o.number, o.title, o.state, c.name as customer, r.wanted_at, o.created_at, count(*) over ()::int as total
     from work_order o join service_request r on r.id = o.request_id join customer c on c.id = o.customer_id
     where o.owner_id = $1::uuid and o.state in ('assigned', 'accepted', 'onTheWay', 'working') and o.deleted_at is null
     order by r.priority = 'urgent' desc, r.wanted_at nulls last, o.created_at limit $2::int`,
    [actor.employeeId, limit],
  )
  const items = rows.map(
    (row): TodayItem => ({
      kind: 'workOrder',
      record: `workOrder:${row.id}`,
      title: row.title,
      line: `${row.number} · ${row.customer}`,
      due: dueOf(reader, row),
      buttons: buttonsOf(reader, row),
    }),
  )
  return { items, total: rows[0]?.total ?? 0 }
}

interface RequestRow {
  id: string
  number: string
  title: string
  customer: string
  wanted_at: Date | null
  created_at: Date
  total: number
}

/** Requests that wait for an engineer, for whoever gives them out. */
async function waitingRequests(reader: TodayReader): Promise<Waiting | null> {
  const { sql, actor, t, limit } = reader
  if (!can(actor.access, { object: 'serviceRequest', verb: 'dispatch' })) return null
  const { values, bind } = new Params()
  const scope = scopeCondition(actor.access, 'serviceRequest', 'edit', bind, 'r')
  const rows = await sql.query<RequestRow>(
    `select r.id, r.number, r.title, c.name as customer, r.wanted_at, r.created_at, count(*) over ()::int as total
     from service_request r join customer c on c.id = r.customer_id
     where r.state = 'received' and r.deleted_at is null and (${scope})
     order by r.urges desc, r.priority = 'urgent' desc, r.created_at limit ${bind(limit)}::int`,
    values,
  )
  const items = rows.map(
    (row): TodayItem => ({
      kind: 'serviceRequest',
      record: `serviceRequest:${row.id}`,
      title: row.title,
      line: `${row.number} · ${row.customer}`,
      due: dueOf(reader, row),
      buttons: [
        { text: t('action.request.dispatch.label'), style: 'primary', open: `serviceRequest:${row.id}` },
      ],
    }),
  )
  return { items, total: rows[0]?.total ?? 0 }
}

/** What service staff find in their day. */
export const serviceToday: readonly TodaySource[] = [
  { figure: 'orders', open: '/pages/home/index?tab=service', read: myOrders },
  { figure: 'requests', open: '/pages/home/index?tab=service', read: waitingRequests },
]
