import { objects } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { openRow } from '../../records/detail'
import { Params } from '../../records/reader'
import { type EngineerLoad, engineersByLoad } from './engineers'
import { readTimeline, type TimelineStep } from './timeline'

/** By what the results of surveys are put together. */
export const summaryKeys = ['engineer', 'product', 'month', 'kind'] as const
export type SummaryKey = (typeof summaryKeys)[number]

/** What is asked: surveys of these days (YYYY-MM-DD in the reader's time zone), both included. */
export interface SummaryQuestion {
  from: string
  to: string
  by: SummaryKey
}

/** The results of one engineer, product, month (YYYY-MM) or kind of request. */
export interface SummaryRow {
  /** Id of the engineer or product, the month, the kind; null where there was none (the desk, no machine). */
  key: string | null
  /** The engineer's or product's name; null where the key says it all. */
  name: string | null
  asked: number
  answered: number
  /** Mean of the stars with two digits; null before the first answer. */
  average: string | null
  /** How many gave one, two, three, four, five stars. */
  stars: [number, number, number, number, number]
}

interface Grouping {
  key: string
  name: string
  join?: string
}

/** The column by which rows are put together, per key; `zone` is the placeholder of the reader's time zone. */
const groupings: Record<SummaryKey, (zone: string) => Grouping> = {
  engineer: () => ({
    key: 's.engineer_id::text',
    name: 'e.name',
    join: 'left join employee e on e.id = s.engineer_id',
  }),
  product: () => ({
    key: 'coalesce(p.id::text, a.name)',
    name: 'coalesce(p.name, a.name)',
    join: 'left join asset a on a.id = r.asset_id left join product p on p.id = a.product_id',
  }),
  month: zone => ({ key: `to_char(s.asked_at at time zone ${zone}, 'YYYY-MM')`, name: 'null::text' }),
  kind: () => ({ key: 'r.kind', name: 'null::text' }),
}

interface CountedRow {
  key: string | null
  name: string | null
  asked: number
  answered: number
  average: string | null
  one: number
  two: number
  three: number
  four: number
  five: number
}

/**
 * How satisfied customers were, by engineer, product, month or kind of request; only surveys of requests that the
 * reader may view count (SERV-8). @throws Refusal notPermitted
 */
export async function surveySummary(
  sql: Sql,
  actor: EmployeeActor,
  { from, to, by }: SummaryQuestion,
): Promise<SummaryRow[]> {
  if (!can(actor.access, { object: 'survey', verb: 'query' })) refuse('notPermitted')
  const { values, bind } = new Params()
  const zone = `${bind(actor.timeZone)}::text`
  const { key, name, join = '' } = groupings[by](zone)
  const scope = scopeCondition(actor.access, 'serviceRequest', 'view', bind, 'r')
  const counted = ['one', 'two', 'three', 'four', 'five'].map(
    (word, index) => `(count(*) filter (where s.stars = ${index + 1}))::int as ${word}`,
  )
  const rows = await sql.query<CountedRow>(
    `select ${key} as key, ${name} as name, count(*)::int as asked, count(s.stars)::int as answered,
       round(avg(s.stars), 2)::text as average, ${counted.join(', ')}
     from survey s join service_request r on r.id = s.request_id and s.request_object = 'serviceRequest' ${join}
     where s.asked_at >= (${bind(from)}::date::timestamp at time zone ${zone})
       and s.asked_at < ((${bind(to)}::date + 1)::timestamp at time zone ${zone})
       and s.deleted_at is null and r.deleted_at is null and (${scope})
     group by 1, 2 order by ${by === 'month' ? '1' : '5 desc nulls last, 4 desc, 1'}`,
    values,
  )
  return rows.map(({ one, two, three, four, five, ...row }) => ({
    ...row,
    stars: [one, two, three, four, five],
  }))
}

/** Whom a request can be given to, with what they have in hand. @throws Refusal notPermitted */
export async function listEngineers(sql: Sql, actor: EmployeeActor): Promise<EngineerLoad[]> {
  const may =
    can(actor.access, { object: 'serviceRequest', verb: 'dispatch' }) ||
    can(actor.access, { object: 'workOrder', verb: 'handle' })
  if (!may) refuse('notPermitted')
  return engineersByLoad(sql, 50)
}

/** The timeline of a request that the reader may view. @throws Refusal notFound | notPermitted */
export async function requestTimeline(sql: Sql, actor: EmployeeActor, id: string): Promise<TimelineStep[]> {
  await openRow(sql, actor, objects.serviceRequest, id)
  return readTimeline(sql, id)
}
