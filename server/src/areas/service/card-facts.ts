import type { Translate } from '@gonghai/shared/i18n'
import type { Card, CardFact } from '@gonghai/shared/ports/messages'
import { maskedRow } from '../../access/masked-row'
import type { Sql } from '../../db/database'
import { clockWords, dayIn } from '../../kernel/clock'
import type { RenderRequest } from '../../messaging/render'
import type { RequestState } from './service-request'

/** A request with the names that cards show. */
export interface RequestFacts {
  id: string
  number: string
  title: string
  state: RequestState
  /** null where the reader's roles mask it. */
  kind: string | null
  priority: string
  source: string
  description: string | null
  result: string | null
  urges: number
  wanted_at: Date | null
  created_at: Date
  done_at: Date | null
  customer: string
  contact: string | null
  phone: string | null
  /** Whose phone it is. */
  phone_object: 'customer' | 'contact'
  phone_id: string
  asset: string | null
  serial_number: string | null
  warranty_ends_on: string | null
  place: string | null
  /** Whose place it is. */
  place_object: 'asset' | 'customer'
  customer_id: string
  asset_id: string | null
  engineer_id: string | null
  engineer: string | null
}

/** Reads what cards say about a request, as its reader's roles show it; undefined when it is gone. */
export async function requestFacts(sql: Sql, id: string, reader?: string): Promise<RequestFacts | undefined> {
  const [row] = await sql.query<RequestFacts>(
    `select r.id, r.number, r.title, r.state, r.kind, r.priority, r.source, r.description, r.result, r.urges, r.wanted_at,
       r.created_at, r.done_at, c.name as customer, k.name as contact, coalesce(k.phone, c.phone) as phone,
       case when k.phone is null then 'customer' else 'contact' end as phone_object,
       case when k.phone is null then c.id else k.id end as phone_id,
       a.name as asset, a.serial_number, a.warranty_ends_on::text, coalesce(a.place, c.address) as place,
       case when a.place is null then 'customer' else 'asset' end as place_object, c.id as customer_id, a.id as asset_id,
       r.owner_id as engineer_id, e.name as engineer
     from service_request r join customer c on c.id = r.customer_id left join contact k on k.id = r.contact_id
       left join asset a on a.id = r.asset_id left join employee e on e.id = r.owner_id
     where r.id = $1::uuid and r.deleted_at is null`,
    [id],
  )
  if (!row || !reader) return row
  const shown = await maskedRow(sql, reader, { object: 'serviceRequest', id: row.id }, row, {
    kind: 'kind',
    priority: 'priority',
    description: 'description',
    result: 'result',
    wanted_at: 'wantedAt',
    urges: 'urges',
  })
  const callable = await maskedRow(sql, reader, { object: row.phone_object, id: row.phone_id }, shown, {
    phone: 'phone',
  })
  const customer = { object: 'customer', id: row.customer_id }
  const inPlace =
    row.place_object === 'customer'
      ? await maskedRow(sql, reader, customer, callable, { place: 'address' })
      : callable
  if (!row.asset_id) return inPlace
  return maskedRow(sql, reader, { object: 'asset', id: row.asset_id }, inPlace, {
    serial_number: 'serialNumber',
    warranty_ends_on: 'warrantyEndsOn',
    ...(row.place_object === 'asset' ? { place: 'place' } : {}),
  })
}

function warrantyWords(t: Translate, endsOn: string, today: string): string {
  return t(endsOn < today ? 'card.service.warrantyOver' : 'card.service.warrantyUntil', { date: endsOn })
}

/** The facts that whoever is to help needs, the decisive one first; at most six. */
export function factsOf(t: Translate, request: RenderRequest, row: RequestFacts): CardFact[] {
  const { now, reader } = request
  const today = dayIn(reader.timeZone, now)
  // The number first: some platforms cut what is long.
  const machine = row.asset && [row.serial_number, row.asset].filter(Boolean).join(' · ')
  const facts: [string, string | null][] = [
    ['asset', machine],
    ['customer', row.customer],
    ['contact', [row.contact, row.phone].filter(Boolean).join(' ') || null],
    ['place', row.place],
    ['wanted', row.wanted_at && clockWords(row.wanted_at, now, reader.timeZone)],
    ['warranty', row.warranty_ends_on && warrantyWords(t, row.warranty_ends_on, today)],
  ]
  return facts.flatMap(([key, value]) => (value ? [{ label: t(`card.service.${key}`), value }] : []))
}

/** What is unusual about a request: it was urged, or it is urgent. */
export function flagOf(t: Translate, row: RequestFacts): { flag?: string } {
  if (row.urges > 0) return { flag: t('card.service.urged', { count: row.urges }) }
  return row.priority === 'urgent' ? { flag: t('option.serviceRequest.priority.urgent') } : {}
}

/** The customer's own words under the title, where they say more than the title. */
export function wordsOf(row: RequestFacts): { subtitle?: string } {
  const words = row.description?.replace(/\s+/g, ' ').trim()
  return words && words !== row.title ? { subtitle: words } : {}
}

/** The card of something that is there no more. */
export function goneCard(t: Translate, url: string): Card {
  const gone = t('card.service.gone')
  return { source: '', title: gone, facts: [], url, buttons: [], outcome: gone }
}
