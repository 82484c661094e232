import type { OverviewAnswer } from '@gonghai/shared/client/customer-api'
import { translator } from '@gonghai/shared/i18n'
import { objects } from '@gonghai/shared/objects'
import { can } from '../../../access/context'
import { clearSql, ruleOf } from '../../../access/masks'
import { scopeCondition } from '../../../access/scope'
import type { Sql } from '../../../db/database'
import type { EmployeeActor } from '../../../kernel/actor'
import { readRecord } from '../../../records/detail'
import { followUpsOf } from '../../../records/followed'
import { type Bind, Params, type ReadServices } from '../../../records/reader'

const dayMs = 86_400_000

/** Worth of the effective contracts that the reader may open and whose amount is shown whole, by currency. */
async function amountsOf(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
): Promise<OverviewAnswer['figures']['amounts']> {
  const { values, bind } = new Params()
  const rule = ruleOf(actor.access, 'contract', 'amount')
  const clear = rule ? clearSql(rule, objects.contract, bind, 't') : 'true'
  return sql.query<{ currency: string; amount: string }>(
    `select t.currency, sum(t.amount)::numeric(20, 2)::text as amount from contract t
     where t.customer_id = ${bind(id)}::uuid and t.deleted_at is null and t.state = 'effective' and t.amount is not null
       and (${scopeCondition(actor.access, 'contract', 'view', bind, 't')}) and (${clear})
     group by t.currency order by t.currency`,
    values,
  )
}

/** Service requests that are still open, as far as the reader may open them. */
async function openRequests(sql: Sql, actor: EmployeeActor, id: string): Promise<number> {
  const { values, bind } = new Params()
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from service_request t where t.customer_id = ${bind(id)}::uuid and t.deleted_at is null
       and t.done_at is null and t.state <> 'withdrawn' and (${scopeCondition(actor.access, 'serviceRequest', 'view', bind, 't')})`,
    values,
  )
  return row!.count
}

/** The follow-ups of a customer, and those of its contacts and contracts that the reader may open, as a FROM item. */
function followUpsFor(actor: EmployeeActor, id: string, bind: Bind): string {
  return followUpsOf('customer', `${bind(id)}::uuid`, object =>
    scopeCondition(actor.access, object, 'view', bind, 'r'),
  )
}

async function followUpCount(sql: Sql, actor: EmployeeActor, id: string): Promise<number> {
  if (!can(actor.access, { object: 'followUp', verb: 'view' })) return 0
  const { values, bind } = new Params()
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from ${followUpsFor(actor, id, bind)} f`,
    values,
  )
  return row!.count
}

/** How often there was contact in each of the last twelve months, in the reader's zone; months without any count zero. */
async function monthsOf(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
  now: Date,
): Promise<OverviewAnswer['months']> {
  if (!can(actor.access, { object: 'followUp', verb: 'view' })) return []
  const { values, bind } = new Params()
  const [moment, zone] = [`${bind(now)}::timestamptz`, `${bind(actor.timeZone)}::text`]
  const month = `date_trunc('month', ${moment} at time zone ${zone})`
  return sql.query<{ month: string; count: number }>(
    `select to_char(m.month, 'YYYY-MM') as month, count(f.id)::int as count
     from generate_series(${month} - interval '11 months', ${month}, interval '1 month') as m(month)
     left join ${followUpsFor(actor, id, bind)} f on f.created_at >= m.month at time zone ${zone}
       and f.created_at < (m.month + interval '1 month') at time zone ${zone}
     group by m.month order by m.month`,
    values,
  )
}

type Next = OverviewAnswer['next'][number]

/** Open tasks and contracts in approval, as far as the reader may open them. */
async function openMatters(sql: Sql, actor: EmployeeActor, id: string): Promise<Next[]> {
  const { values, bind } = new Params()
  const customer = `${bind(id)}::uuid`
  const rows = await sql.query<{
    kind: 'task' | 'approval'
    at: Date | null
    title: string
    object: string
    id: string
  }>(
    `(select 'task' as kind, t.due_at as at, left(t.title, 100) as title, 'task' as object, t.id from task t
      where t.record_object = 'customer' and t.record_id = ${customer} and t.state = 'open' and t.deleted_at is null
        and (${scopeCondition(actor.access, 'task', 'view', bind, 't')}) order by t.due_at nulls last, t.id limit 10)
     union all
     (select 'approval', a.created_at, left(t.title, 100), 'contract', t.id from contract t
      join approval a on a.object = 'contract' and a.record_id = t.id and a.state = 'pending'
      where t.customer_id = ${customer} and t.deleted_at is null
        and (${scopeCondition(actor.access, 'contract', 'view', bind, 't')}) order by a.created_at, t.id limit 10)`,
    values,
  )
  return rows.map(row => ({
    kind: row.kind,
    at: row.at ? new Date(row.at).toISOString() : null,
    title: row.title,
    record: `${row.object}:${row.id}`,
  }))
}

/** The earlier first; what has no date comes last. */
const order = (one: string | null, two: string | null) =>
  one === two ? 0 : one === null ? 1 : two === null || one < two ? -1 : 1

const dates = ['nextContactAt', 'followDue', 'signDue', 'dormantDue'] as const
const kinds = {
  nextContactAt: 'nextContact',
  followDue: 'followDue',
  signDue: 'signDue',
  dormantDue: 'dormantDue',
} as const

/**
 * GET /api/customers/:id/overview: the whole picture in figures, and what comes next.
 * @throws Refusal notFound | notPermitted
 */
export async function readOverview(
  sql: Sql,
  actor: EmployeeActor,
  services: ReadServices,
  id: string,
  now: Date,
): Promise<OverviewAnswer> {
  const { record, related } = await readRecord(sql, actor, services, 'customer', id)
  const of = (object: string) => related.find(one => one.object === object)?.count ?? 0
  const [amounts, requests, followUps, months, matters] = await Promise.all([
    amountsOf(sql, actor, record.id),
    openRequests(sql, actor, record.id),
    followUpCount(sql, actor, record.id),
    monthsOf(sql, actor, record.id, now),
    openMatters(sql, actor, record.id),
  ])
  const t = translator(actor.locale)
  const own = dates.flatMap((name): Next[] => {
    const at = record.values[name]
    if (typeof at !== 'string') return []
    const title = t(`customers.view.${name === 'nextContactAt' ? 'nextContact' : name}`)
    return [{ kind: kinds[name], at, title, record: `customer:${record.id}` }]
  })
  const last = record.values.lastFollowAt
  const days = (since: string) => Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / dayMs))
  return {
    record,
    figures: {
      followUps,
      contracts: of('contract'),
      amounts,
      requests: of('serviceRequest'),
      openRequests: requests,
      assets: of('asset'),
      contacts: of('contact'),
      days: days(record.createdAt),
      quiet: typeof last === 'string' ? days(last) : null,
    },
    months,
    next: [...own, ...matters].sort((one, two) => order(one.at, two.at)),
    related,
  }
}
