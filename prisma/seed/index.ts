import type { Database, Tx } from '@gonghai/server/db/database'
import type { Clock } from '@gonghai/server/kernel/clock'
import { Outbox } from '@gonghai/server/kernel/events'
import { Calendar } from './calendar'
import { castCustomers } from './cast-customers'
import { collisionActs } from './collisions'
import { writeCompany } from './company'
import { castContacts, contactActs } from './contacts'
import { contractActs } from './contracts'
import { careActs } from './customer-care'
import { CompanyMaker, firstDay } from './customer-plan'
import { customerActs, importAct } from './customers'
import { announceExtensions, deadlineActs } from './deadlines'
import { Dice } from './dice'
import { writeDuplicateRules } from './duplicate-rules'
import { lockSeeding, writeEssentials } from './essentials'
import { followUpActs } from './follow-ups'
import { leadActs } from './leads'
import { organisationActs } from './organisation'
import { openFields, ownFieldActs } from './own-fields'
import { openPools } from './pools'
import { productActs } from './products'
import { relationActs } from './relations'
import { reviewActs } from './reviews'
import { accessActs, openRoles } from './roles'
import { announceService, serviceActs } from './service'
import { castService } from './service-cast'
import { type Act, play, Stage } from './stage'
import { taskActs } from './tasks'
import { teamActs } from './teams'

export interface SeedDeps {
  db: Database
  clock: Clock
  /** The company's time zone. */
  timeZone: string
}

/** What waits for somebody at the end of the story. */
export interface Seeded {
  /** Ids of approvals under way. */
  pendingApprovals: string[]
  /** Records that came into 华东大区公海 within the last hour and lie there unclaimed, the newest first. */
  freshPoolRecords: { object: 'customer'; id: string; pool: string }[]
}

/** Roles, the default approval flow and the permission epoch, for an installation that has none; nobody and nothing else. */
export async function seedEssentials({ db, clock }: SeedDeps): Promise<void> {
  await db.transaction(async tx => {
    await lockSeeding(tx)
    const [role] = await tx.query('select 1 as one from role limit 1')
    if (!role) await writeEssentials(tx, clock.now())
    await writeDuplicateRules(tx, clock.now())
  })
}

/** Some seven hundred acts: seconds on a quick machine, minutes on a very busy one. */
const patience = { timeoutMs: 10 * 60_000 }

/**
 * The demo company 恒测仪器 with its last sixty days, in one transaction: all of it or nothing. Does nothing where an
 * organisation exists. The same moment gives the same story; only ids differ.
 * @param heard names of events that reactions listen to: what waits at the end is then announced through the outbox,
 *   so that the first cards go out however often the process dies; without it nothing is announced
 */
export async function seedDemo({
  db,
  clock,
  timeZone,
  heard = new Set(),
}: SeedDeps & { heard?: ReadonlySet<string> }): Promise<Seeded> {
  const now = clock.now()
  return db.transaction(async tx => {
    await lockSeeding(tx)
    const [organisation] = await tx.query('select 1 as one from organisation limit 1')
    if (organisation) return { pendingApprovals: [], freshPoolRecords: [] }
    const calendar = new Calendar(now, timeZone)
    const stage = new Stage(tx, { db, timeZone, now })
    await openBusiness(stage, calendar)
    await play(stage, story(calendar))
    const seeded = await whatWaits(tx, calendar)
    await announce(tx, heard, seeded)
    await announceService(tx, heard, now)
    return seeded
  }, patience)
}

async function openBusiness(stage: Stage, calendar: Calendar): Promise<void> {
  const since = calendar.past(firstDay, '08:00')
  const [role] = await stage.tx.query('select 1 as one from role limit 1')
  if (!role) await writeEssentials(stage.tx, since)
  await writeDuplicateRules(stage.tx, since)
  const people = await writeCompany(stage.tx, since, calendar.timeZone)
  await openPools(stage, calendar.past(firstDay, '08:20'), people)
  await openFields(stage, calendar.past(firstDay, '08:10'))
  await openRoles(stage, calendar.past(firstDay, '08:05'))
  await stage.cast(people)
}

/** Everything that happened; the same for the same moment. */
function story(calendar: Calendar): Act[] {
  const maker = new CompanyMaker(new Dice(20_261_121))
  const { dice } = maker
  const customers = castCustomers(maker)
  const contacts = castContacts(customers, dice)
  return [
    ...organisationActs(calendar, firstDay),
    ...productActs(calendar.past(firstDay, '08:30')),
    importAct(customers, calendar, dice),
    ...customers.flatMap(plan => customerActs(plan, calendar, dice)),
    ...contactActs(contacts, calendar),
    ...followUpActs(customers, contacts, calendar, dice),
    ...contractActs(customers, calendar),
    ...leadActs(maker, calendar),
    ...taskActs(customers, calendar),
    ...teamActs(calendar),
    ...collisionActs(customers, calendar),
    ...relationActs(calendar),
    ...accessActs(calendar),
    ...careActs(customers, calendar),
    ...reviewActs(calendar),
    ...deadlineActs(calendar),
    ...ownFieldActs(customers, calendar),
    ...serviceActs(castService(customers, contacts, calendar), calendar),
  ]
}

async function whatWaits(tx: Tx, calendar: Calendar): Promise<Seeded> {
  const approvals = await tx.query<{ id: string }>(
    `select id from approval where state = 'pending' order by created_at, id`,
  )
  const fresh = await tx.query<{ id: string; pool: string }>(
    `select c.id, c.pool_id as pool from customer c join pool p on p.id = c.pool_id and p.is_default
     where c.owner_id is null and c.pooled_at > $1::timestamptz order by c.pooled_at desc, c.id desc`,
    [calendar.minutesAgo(60)],
  )
  return {
    pendingApprovals: approvals.map(({ id }) => id),
    freshPoolRecords: fresh.map(({ id, pool }) => ({ object: 'customer', id, pool })),
  }
}

/** Only the newest record of the pool is announced: one record is a claim card, several would be a digest. */
async function announce(tx: Tx, heard: ReadonlySet<string>, seeded: Seeded): Promise<void> {
  const open = await tx.query<{ id: string; step: number; approvers: string[]; at: Date }>(
    `select a.id, a.step, array_agg(t.approver_id order by t.approver_id) as approvers, max(t.created_at) as at
     from approval a join approval_task t on t.approval_id = a.id and t.step = a.step and t.state = 'waiting'
     where a.id = any($1::uuid[]) group by a.id order by at`,
    [seeded.pendingApprovals],
  )
  const system = { kind: 'system', locale: 'zh-CN', timeZone: 'UTC', door: 'seed' } as const
  for (const { id, step, approvers, at } of open) {
    const outbox = new Outbox(heard)
    outbox.add('approval.stepOpened', { approval: id, step, approvers })
    await outbox.flush(tx, system, at, 'seed')
  }
  await announceReviews(tx, heard)
  await announceExtensions(tx, heard)
  const [newest] = seeded.freshPoolRecords
  if (!newest) return
  const [row] = await tx.query<{ pooled_at: Date }>('select pooled_at from customer where id = $1::uuid', [
    newest.id,
  ])
  const outbox = new Outbox(heard)
  outbox.add('pool.entered', { ...newest }, newest)
  await outbox.flush(tx, system, row!.pooled_at, 'seed')
}

/** Whoever has to say a word about a claim or a new customer gets the card. */
async function announceReviews(tx: Tx, heard: ReadonlySet<string>): Promise<void> {
  const reviews = await tx.query<{
    id: string
    object: string
    record_id: string
    reviewers: string[]
    at: Date
  }>(
    `select id, object, record_id, reviewers, created_at as at from pool_review where state = 'waiting' order by created_at, id`,
  )
  const system = { kind: 'system', locale: 'zh-CN', timeZone: 'UTC', door: 'seed' } as const
  for (const { id, object, record_id: recordId, reviewers, at } of reviews) {
    const outbox = new Outbox(heard)
    const about = { object, id: recordId }
    outbox.add('pool.reviewAsked', { review: id, reviewers, ...about }, about)
    await outbox.flush(tx, system, at, 'seed')
  }
}
