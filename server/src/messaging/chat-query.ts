import type { ApprovalView, ListAnswer, ListQuery, TodayAnswer } from '@gonghai/shared/client/api'
import type { DuplicateHit } from '@gonghai/shared/client/duplicates-api'
import type { ReviewView } from '@gonghai/shared/client/pool-api'
import { translator } from '@gonghai/shared/i18n'
import type { CrmQuery, Found, FoundCollision, FoundPool, Person } from '@gonghai/shared/ports/crm'
import { actorOf } from '../auth/sessions'
import type { EmployeeActor } from '../kernel/actor'
import { Refusal } from '../kernel/errors'
import { findPeople } from '../records/people'
import type { MessagingDeps } from './deps'
import { describeRecord } from './describe-record'
import { recordUrl } from './send-notice'

/** The reads that the chat borrows from records and areas; the composition root gives them. */
export interface ChatReads {
  list(actor: EmployeeActor, object: string, query: ListQuery): Promise<ListAnswer>
  today(actor: EmployeeActor, limit: number): Promise<TodayAnswer>
  /** Approvals that wait for the actor; `words` is part of the number or title. */
  approvals(actor: EmployeeActor, words: string, limit: number): Promise<ApprovalView[]>
  /** Claims and new customers that wait for the actor's word; `words` is part of the record's name, or its number. */
  reviews(actor: EmployeeActor, words: string, limit: number): Promise<ReviewView[]>
  /** Who asks the actor for more days; `words` as for reviews. */
  extensions(actor: EmployeeActor, words: string, limit: number): Promise<AskedDays[]>
  /** Company-wide hits under a typed name or number; null where nobody can tell who is meant. */
  collisions(actor: EmployeeActor, words: string): Promise<DuplicateHit[] | null>
}

/** An ask for more days for a record, as a line of the chat names it. */
export interface AskedDays {
  id: string
  object: string
  record_id: string
  name: string
  asker: string
  days: number
  reason: string
}

type Deps = Pick<MessagingDeps, 'db' | 'baseUrl'> & { reads: ChatReads }

/** What is looked up by typing, the likeliest first. */
const findable = ['customer', 'lead', 'contract', 'contact', 'product'] as const

interface PoolRow {
  id: string
  name: string
  kind: 'customer' | 'lead'
}

const listNothing: ListAnswer = { rows: [], next: null, count: 0 }

/** A list that somebody may not use is empty in the chat: it is asked of all kinds at once. */
async function listIfAllowed(
  deps: Deps,
  actor: EmployeeActor,
  object: string,
  query: ListQuery,
): Promise<ListAnswer> {
  try {
    return await deps.reads.list(actor, object, query)
  } catch (error) {
    if (error instanceof Refusal) return listNothing
    throw error
  }
}

function poolIds(actor: EmployeeActor): string[] {
  return [...new Set([...actor.access.memberPools, ...actor.access.adminPools])]
}

async function poolsOf(deps: Deps, actor: EmployeeActor): Promise<PoolRow[]> {
  return deps.db.query<PoolRow>(
    'select id, name, kind from pool where id = any($1::uuid[]) and deleted_at is null order by name, id',
    [poolIds(actor)],
  )
}

interface NumberedRow {
  object: string
  id: string
  number: string
  name: string
  taken: boolean
}

/**
 * The record with exactly this number that lies, or lay, in one of the actor's pools. One that a colleague has by now
 * is found too, so that claiming it says who was faster.
 */
async function findByNumber(deps: Deps, actor: EmployeeActor, number: string): Promise<Found[]> {
  const branch = (object: 'customer' | 'lead') => `
    select '${object}' as object, r.id, r.number, r.name, r.owner_id is not null as taken from ${object} r
    where r.number = $1 and r.deleted_at is null and (r.pool_id = any($2::uuid[]) or exists (
      select 1 from holding h where h.object = '${object}' and h.record_id = r.id and h.pool_id = any($2::uuid[])))`
  const rows = await deps.db.query<NumberedRow>(`${branch('customer')} union all ${branch('lead')}`, [
    number.toUpperCase(),
    poolIds(actor),
  ])
  return rows.map(row => {
    const record = `${row.object}:${row.id}`
    const taken = row.taken ? { taken: true as const } : {}
    return {
      record,
      number: row.number,
      title: row.name,
      line: '',
      url: recordUrl(deps.baseUrl, record),
      ...taken,
    }
  })
}

async function claimable(deps: Deps, person: Person, words: string, limit: number): Promise<Found[]> {
  const actor = await actorOf(deps.db, person.employeeId, 'chat')
  const exact = await findByNumber(deps, actor, words)
  if (exact.length > 0) return exact
  const t = translator(person.locale)
  const found: Found[] = []
  for (const pool of await poolsOf(deps, actor)) {
    const room = limit - found.length
    if (room <= 0) break
    const query: ListQuery = { tab: { pool: pool.id }, search: words, limit: room }
    const { rows } = await listIfAllowed(deps, actor, pool.kind, query)
    found.push(...rows.map(view => describeRecord(t, deps.baseUrl, view)))
  }
  return found
}

async function find(deps: Deps, person: Person, words: string, limit: number): Promise<Found[]> {
  const actor = await actorOf(deps.db, person.employeeId, 'chat')
  const t = translator(person.locale)
  const found: Found[] = []
  for (const object of findable) {
    const room = limit - found.length
    if (room <= 0) break
    const { rows } = await listIfAllowed(deps, actor, object, { search: words, limit: room })
    found.push(...rows.map(view => describeRecord(t, deps.baseUrl, view)))
  }
  return found
}

async function mine(deps: Deps, person: Person, words: string, limit: number): Promise<Found[]> {
  const actor = await actorOf(deps.db, person.employeeId, 'chat')
  const t = translator(person.locale)
  const found: Found[] = []
  for (const object of ['customer', 'lead']) {
    const query: ListQuery = { tab: 'mine', search: words, limit: Math.max(1, limit - found.length) }
    const { rows } = await listIfAllowed(deps, actor, object, query)
    found.push(...rows.map(view => describeRecord(t, deps.baseUrl, view)))
  }
  return found.slice(0, limit)
}

async function pools(deps: Deps, person: Person, top: number): Promise<FoundPool[]> {
  const actor = await actorOf(deps.db, person.employeeId, 'chat')
  const t = translator(person.locale)
  const found: FoundPool[] = []
  for (const { id, name, kind } of await poolsOf(deps, actor)) {
    const { rows, count } = await listIfAllowed(deps, actor, kind, {
      tab: { pool: id },
      sort: '-pooledAt',
      limit: top,
    })
    const records = rows.map(view => describeRecord(t, deps.baseUrl, view))
    found.push({ name, count, url: recordUrl(deps.baseUrl, `pool:${id}`), top: records })
  }
  return found
}

async function today(deps: Deps, person: Person, limit: number) {
  const actor = await actorOf(deps.db, person.employeeId, 'chat')
  const answer = await deps.reads.today(actor, limit)
  const items = answer.items.map(item => ({
    record: item.record,
    title: item.title,
    line: [item.line, item.due?.text].filter(Boolean).join(' · '),
    url: recordUrl(deps.baseUrl, item.record),
  }))
  return { count: items.length + answer.more, items, url: `${deps.baseUrl}/` }
}

async function approvals(deps: Deps, person: Person, words: string, limit: number): Promise<Found[]> {
  const actor = await actorOf(deps.db, person.employeeId, 'chat')
  const views = await deps.reads.approvals(actor, words, limit)
  return views.map(view => {
    const record = `approval:${view.id}`
    return {
      record,
      ...(view.number ? { number: view.number } : {}),
      title: view.title,
      line: [view.facts[0]?.value, view.applicant.name].filter(Boolean).join(' · '),
      url: recordUrl(deps.baseUrl, record),
    }
  })
}

/** A hit as a line of the chat. */
function collisionOf(deps: Deps, person: Person, hit: DuplicateHit): FoundCollision {
  const t = translator(person.locale)
  const holder = hit.owner ? t('duplicate.holder.owner', hit.owner) : t('duplicate.state.nobody')
  const asked = { cooperate: 'cooperation', appeal: 'appeal', claim: undefined } as const
  const steps = (['claim', 'cooperate', 'appeal'] as const).filter(
    step => hit.may.includes(step) && !hit.asked.some(one => one === asked[step]),
  )
  return {
    record: hit.record,
    degree: hit.degree,
    title: hit.title ?? t('duplicate.unnamed', { object: t(`object.${hit.object}.label`) }),
    holder,
    state: hit.state,
    steps,
    ...(hit.may.includes('open') ? { url: recordUrl(deps.baseUrl, hit.record) } : {}),
  }
}

async function collisions(deps: Deps, person: Person, words: string, limit: number) {
  const actor = await actorOf(deps.db, person.employeeId, 'chat')
  const hits = await deps.reads.collisions(actor, words)
  const told = (hits ?? []).slice(0, limit).map(hit => collisionOf(deps, person, hit))
  return { vague: hits === null, hits: told }
}

async function reviews(deps: Deps, person: Person, words: string, limit: number): Promise<Found[]> {
  const actor = await actorOf(deps.db, person.employeeId, 'chat')
  const [views, asked] = await Promise.all([
    deps.reads.reviews(actor, words, limit),
    deps.reads.extensions(actor, words, limit),
  ])
  const questions = views.map(view => ({
    record: `${view.kind === 'newCustomer' ? 'customerReview' : 'claimReview'}:${view.id}`,
    title: view.title,
    line: [view.claimant?.name ?? view.asker?.name, view.pool].filter(Boolean).join(' · '),
    url: recordUrl(deps.baseUrl, view.record),
  }))
  const t = translator(actor.locale)
  const extensions = asked.map(({ id, object, record_id: record, name, asker, days, reason }) => ({
    record: `extension:${id}`,
    title: name,
    line: t('recycle.asks', { name: asker, count: days, reason }),
    url: recordUrl(deps.baseUrl, `${object}:${record}`),
  }))
  return [...questions, ...extensions].slice(0, limit)
}

async function colleagues(deps: Deps, person: Person, words: string, limit: number): Promise<Found[]> {
  const actor = await actorOf(deps.db, person.employeeId, 'chat')
  const { people } = await findPeople(deps.db, actor, words, limit)
  return people.map(({ id, name, department }) => ({
    record: `employee:${id}`,
    title: name,
    line: department ?? '',
    url: '',
  }))
}

/** Answers the chat's questions through the same reads, and so the same scopes, as everybody else's; see `CrmQuery`. */
export function createChatQuery(deps: Deps): CrmQuery {
  return {
    claimable: (person, words, limit) => claimable(deps, person, words, limit),
    find: (person, words, limit) => find(deps, person, words, limit),
    collisions: (person, words, limit) => collisions(deps, person, words, limit),
    mine: (person, words, limit) => mine(deps, person, words, limit),
    pools: (person, top) => pools(deps, person, top),
    today: (person, limit) => today(deps, person, limit),
    approvals: (person, words, limit) => approvals(deps, person, words, limit),
    reviews: (person, words, limit) => reviews(deps, person, words, limit),
    colleagues: (person, words, limit) => colleagues(deps, person, words, limit),
  }
}
