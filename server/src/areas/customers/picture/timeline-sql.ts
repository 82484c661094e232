import type { TimelineKind } from '@gonghai/shared/client/customer-api'
import { can } from '../../../access/context'
import { scopeCondition } from '../../../access/scope'
import type { EmployeeActor } from '../../../kernel/actor'
import type { Position } from '../../../records/list/sort'
import type { Bind } from '../../../records/reader'

/** What is asked for: whose timeline, which kinds, after which entry, how many. */
export interface TimelineQuery {
  actor: EmployeeActor
  customerId: string
  kinds: readonly TimelineKind[]
  after: Position | null
  limit: number
}

/** Objects below a customer whose history and follow-ups stand in its timeline, and how a record of them is called. */
const below = [
  { object: 'contract', table: 'contract', title: 'r.title', owned: 'r.customer_id = $1::uuid' },
  { object: 'serviceRequest', table: 'service_request', title: 'r.title', owned: 'r.customer_id = $1::uuid' },
  {
    object: 'task',
    table: 'task',
    title: 'r.title',
    owned: `r.record_object = 'customer' and r.record_id = $1::uuid`,
  },
  { object: 'contact', table: 'contact', title: 'r.name', owned: 'r.customer_id = $1::uuid' },
] as const

/** To which kind an entry of the history belongs; `h` is the entry. */
const groups: Readonly<Record<string, string>> = {
  customer: `case when h.action in ('customer.sign', 'customer.merge') or h.changes ? 'stage' then 'stage'
    when h.action like 'pool.%' then 'pool'
    when h.action like 'approval.%' or h.action in ('customer.review', 'customer.rejectReview', 'customer.submitReview')
      then 'approval' else 'change' end`,
  contract: `case when h.action like 'approval.%' or h.action = 'contract.submit' then 'approval' else 'contract' end`,
  serviceRequest: `'service'`,
  task: `'task'`,
  contact: `'change'`,
}

/** A follow-up is told as such; what it moved on the record is told only where that is the stage. */
const told: Readonly<Record<string, string>> = {
  customer: `(h.action <> 'followUp.create' or h.changes ? 'stage')`,
  task: `h.action in ('task.create', 'task.complete', 'task.reopen')`,
}

const before = (at: string, id: string) =>
  `($2::timestamptz is null or (${at}, ${id}) < ($2::timestamptz, $3::uuid))`

/** One part of the timeline: its newest entries after the cursor, found by the index of its record. */
const ownHistory = `
  select h.id, h.at, h.actor_kind, h.actor_id, h.action, ${groups.customer} as grp, coalesce(h.words, to_jsonb(h.note)) as note, h.changes, null::text as channel,
    null::timestamptz as next_contact_at, null::text as object, null::uuid as record_id, null::text as title
  from history h where h.object = 'customer' and h.record_id = $1::uuid and ${told.customer}
    and (${groups.customer}) = any($4::text[]) and ${before('h.at', 'h.id')}
  order by h.at desc, h.id desc limit $5::int`

const ownFollowUps = `
  select f.id, f.created_at as at, 'employee', f.created_by, 'followUp', 'followUp', to_jsonb(f.content), '{}'::jsonb, f.channel,
    f.next_contact_at, null::text, null::uuid, null::text
  from follow_up f where f.record_object = 'customer' and f.record_id = $1::uuid and f.deleted_at is null
    and ${before('f.created_at', 'f.id')}
  order by f.created_at desc, f.id desc limit $5::int`

type Below = (typeof below)[number]

/** Of each record its newest entries by its own index, then the newest of all. */
function historyBelow({ object, table, title, owned }: Below, scope: string): string {
  return `
  select e.id, e.at, e.actor_kind, e.actor_id, e.action, e.grp, coalesce(e.words, to_jsonb(e.note)), '{}'::jsonb, null::text, null::timestamptz,
    '${object}', r.id, left(${title}, 100)
  from ${table} r cross join lateral (
    select h.*, ${groups[object]} as grp from history h
    where h.object = '${object}' and h.record_id = r.id and h.action not in ('followUp.create', 'customer.merge')
      and ${told[object] ?? 'true'} and (${groups[object]}) = any($4::text[]) and ${before('h.at', 'h.id')}
    order by h.at desc, h.id desc limit $5::int
  ) e where ${owned} and r.deleted_at is null and (${scope}) order by e.at desc, e.id desc limit $5::int`
}

function followUpsBelow({ object, table, title, owned }: Below, scope: string): string {
  return `
  select e.id, e.created_at, 'employee', e.created_by, 'followUp', 'followUp', to_jsonb(e.content), '{}'::jsonb, e.channel,
    e.next_contact_at, '${object}', r.id, left(${title}, 100)
  from ${table} r cross join lateral (
    select f.* from follow_up f where f.record_object = '${object}' and f.record_id = r.id and f.deleted_at is null
      and ${before('f.created_at', 'f.id')}
    order by f.created_at desc, f.id desc limit $5::int
  ) e where ${owned} and r.deleted_at is null and (${scope}) order by e.created_at desc, e.id desc limit $5::int`
}

/** Which kinds a history can give; others need not be looked at. */
const gives: Readonly<Record<string, readonly TimelineKind[]>> = {
  contract: ['contract', 'approval'],
  serviceRequest: ['service'],
  task: ['task'],
  contact: ['change'],
}

const parametersUsed = 5

/** The statement of one page, newest first, and its parameters; every part reads only what the reader may see. */
export function timelineSql(query: TimelineQuery): { text: string; values: unknown[] } {
  const { actor, customerId, kinds, after, limit } = query
  const values: unknown[] = [customerId, after?.value ?? null, after?.id ?? null, kinds, limit]
  const bind: Bind = value => `$${values.push(value)}`
  const followed = kinds.includes('followUp') && can(actor.access, { object: 'followUp', verb: 'view' })
  const parts = [ownHistory, ...(followed ? [ownFollowUps] : [])]
  for (const one of below) {
    if (!can(actor.access, { object: one.object, verb: 'view' })) continue
    const scope = () => scopeCondition(actor.access, one.object, 'view', bind, 'r')
    if (gives[one.object]?.some(kind => kinds.includes(kind))) parts.push(historyBelow(one, scope()))
    if (followed && one.object !== 'task') parts.push(followUpsBelow(one, scope()))
  }
  const all = parts.map(part => `(${part})`).join(' union all ')
  return { text: `select * from (${all}) t order by at desc, id desc limit $${parametersUsed}::int`, values }
}
