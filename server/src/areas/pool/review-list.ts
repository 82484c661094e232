import type { Reference } from '@gonghai/shared/client/api'
import type { ReviewListAnswer, ReviewView } from '@gonghai/shared/client/pool-api'
import { can } from '../../access/context'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import type { ReviewRow } from './open-review'

interface ListedRow extends ReviewRow {
  pool: string
  asker: string | null
  claimant: string | null
  decider: string | null
  last_owner: string | null
  reviewer_names: string[]
}

/** SQL: the question's record is there; what lies in the recycle bin waits, unseen, until it comes back. */
export const livingRecord = `(exists (select 1 from customer r where v.object = 'customer' and r.id = v.record_id and r.deleted_at is null)
  or exists (select 1 from lead r where v.object = 'lead' and r.id = v.record_id and r.deleted_at is null))`

const tabs = {
  waiting: `v.state = 'waiting' and v.reviewers @> array[$1::uuid] and ${livingRecord}`,
  asked: '(v.asker_id = $1::uuid or v.claimant_id = $1::uuid)',
  decided: `v.state <> 'waiting' and v.reviewers @> array[$1::uuid]`,
} as const

export type ReviewTab = keyof typeof tabs

/** Is this word one of the tabs of the review list? */
export function isReviewTab(word: unknown): word is ReviewTab {
  return typeof word === 'string' && Object.hasOwn(tabs, word)
}

const named = (id: string | null, name: string | null): Reference | null =>
  id ? { id, name: name ?? '' } : null

/** What the reader may do about it. */
function allowedOf(actor: EmployeeActor, row: ListedRow): string[] {
  if (row.state !== 'waiting') return []
  const isNew = row.kind === 'newCustomer'
  const may = can(actor.access, { object: isNew ? 'customer' : 'pool', verb: 'review' })
  const decides = may && row.reviewers.includes(actor.employeeId)
  const mine = !isNew && [row.asker_id, row.claimant_id].includes(actor.employeeId)
  const withdraws = mine && can(actor.access, { object: 'pool', verb: 'claim' })
  const decisions = isNew
    ? ['customer.review', 'customer.rejectReview']
    : ['pool.agreeClaim', 'pool.rejectClaim']
  return [...(decides ? decisions : []), ...(withdraws ? ['pool.withdrawClaim'] : [])]
}

function viewOf(actor: EmployeeActor, row: ListedRow): ReviewView {
  return {
    id: row.id,
    kind: row.kind,
    record: `${row.object}:${row.record_id}`,
    title: row.title,
    pool: row.pool,
    asker: named(row.asker_id, row.asker),
    claimant: named(row.claimant_id, row.claimant),
    lastOwner: row.last_owner,
    reviewers: row.reviewers.map((id, index) => ({ id, name: row.reviewer_names[index] ?? '' })),
    state: row.state,
    reason: row.reason,
    decidedBy: row.decider,
    decidedAt: row.decided_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    allowed: allowedOf(actor, row),
  }
}

const pageSize = 30

/** Questions of a tab, newest first; `cursor` is the id of the last one seen (ids rise with time). */
export async function listReviews(
  sql: Sql,
  actor: EmployeeActor,
  query: { tab: ReviewTab; cursor?: string; words?: string; limit?: number },
): Promise<ReviewListAnswer> {
  const limit = query.limit ?? pageSize
  const rows = await sql.query<ListedRow>(
    `select v.*, p.name as pool, a.name as asker, c.name as claimant, d.name as decider,
       (select o.name from employee o where o.id = case v.object
         when 'customer' then (select r.last_owner_id from customer r where r.id = v.record_id)
         else (select r.last_owner_id from lead r where r.id = v.record_id) end) as last_owner,
       array(select e.name from unnest(v.reviewers) with ordinality w(id, n) join employee e on e.id = w.id order by w.n)
         as reviewer_names
     from pool_review v join pool p on p.id = v.pool_id left join employee a on a.id = v.asker_id
     left join employee c on c.id = v.claimant_id left join employee d on d.id = v.decided_by
     where ${tabs[query.tab]} and ($2::uuid is null or v.id < $2::uuid)
       and ($3::text is null or strpos(lower(v.title), lower($3::text)) > 0
         or v.record_id in (select r.id from customer r where r.number = upper($3) union all select r.id from lead r where r.number = upper($3)))
     order by v.id desc limit $4::int`,
    [actor.employeeId, query.cursor ?? null, query.words || null, limit + 1],
  )
  const [count] = await sql.query<{ waiting: number }>(
    `select count(*)::int as waiting from pool_review v where ${tabs.waiting}`,
    [actor.employeeId],
  )
  const page = rows.slice(0, limit)
  return {
    rows: page.map(row => viewOf(actor, row)),
    next: rows.length > limit ? page.at(-1)!.id : null,
    waiting: count!.waiting,
  }
}
