import type { ErrorCode } from '@gonghai/shared/errors'
import { translator } from '@gonghai/shared/i18n'
import type { Tx } from '../../db/database'
import { keepPlan } from '../../db/kept-plans'
import { actorId } from '../../kernel/actor'
import { clockWords, dayIn, nextDay } from '../../kernel/clock'
import type { Ctx } from '../../kernel/context'
import { identifier } from '../../records/columns'
import { livelySql } from '../../records/counted'
import type { PooledRecord } from './pooled-record'

/** The figures of a pool that bind claims; null = the rule is off (POOL-3). */
export interface PoolRule {
  id: string
  name: string
  kind: string
  claim_rule: string
  hold_limit: number | null
  day_limit: number | null
  record_limit: number | null
  record_limit_days: number | null
  administrators: string[]
  group_review: boolean
}

const lockStatement = keepPlan(`
  insert into pool_quota (pool_id, employee_id) values ($1::uuid, $2::uuid)
  on conflict (pool_id, employee_id) do update set pool_id = excluded.pool_id`)

/** Whatever else counts for this employee in this pool waits until the transaction ends. */
export async function lockQuota(tx: Tx, poolId: string, employeeId: string): Promise<void> {
  await tx.query(lockStatement, [poolId, employeeId])
}

/** SQL of what an employee ($2) has from a pool ($1): held now (leads that are over don't count), and claimed on a day ($3; undone claims do not count). */
const standingSql = (kind: string) => `
  (select count(*) from ${identifier(kind)} r
     where r.owner_id = $2::uuid and r.pool_id = $1::uuid and r.deleted_at is null and ${livelySql(kind, 'r')})::int as held,
  (select count(*) from holding h
     where h.pool_id = $1::uuid and h.employee_id = $2::uuid and h.day = $3
       and h.kind = 'claim' and h.undone_at is null)::int as today`

/** SQL of what an employee ($2) has asked for from a pool ($1) and waits for. */
const waitingSql = `(select count(*) from pool_review v
  where v.claimant_id = $2::uuid and v.state = 'waiting' and v.pool_id = $1::uuid)::int as waiting`

/** How much an employee has from a pool, and how much waits for a word. */
export async function standing(
  sql: Pick<Tx, 'query'>,
  pool: { id: string; kind: string },
  employeeId: string,
  day: string,
): Promise<{ held: number; today: number; waiting: number }> {
  const [row] = await sql.query<{ held: number; today: number; waiting: number }>(
    `select ${standingSql(pool.kind)}, ${waitingSql}`,
    [pool.id, employeeId, day],
  )
  return row!
}

/** One employee's claims of one record since the pool's days without it last lifted the limit. */
interface Claims {
  claimed: number
  /** When the employee last gave it up. */
  given_up: Date | null
}

/** What decides whether an employee may get one more record from its pool. */
export interface Quota {
  rule: PoolRule
  held: number
  today: number
  /** What waits for a word and is counted as well: records, and claims among them. */
  waiting: { held: number; claims: number }
  claims: Claims
}

interface CountedRow extends PoolRule, Claims {
  held: number
  today: number
}

/** The rule of a record's pool and everything that counts against it, in one statement. */
async function count(tx: Tx, record: PooledRecord, employeeId: string, day: string): Promise<CountedRow> {
  const [row] = await tx.query<CountedRow>(
    keepPlan(`select p.id, p.name, p.kind, p.claim_rule, p.hold_limit, p.day_limit, p.record_limit, p.record_limit_days,
       p.administrators, p.group_review, ${standingSql(record.object)}, c.claimed, c.given_up
     from pool p, lateral (
       select (count(*) filter (where h.kind = 'claim' and (h.fresh is null or h.at >= h.fresh)))::int as claimed,
         max(h.ended_at) as given_up
       from (select o.*, max(o.at) filter (where o.at >= o.before + make_interval(days => p.record_limit_days)) over () as fresh
         from (select kind, at, ended_at, lag(ended_at) over (order by at, id) as before from holding
           where object = $4 and record_id = $5::uuid and employee_id = $2::uuid and undone_at is null) o) h
     ) c where p.id = $1::uuid`),
    [record.poolId, employeeId, day, record.object, record.id],
  )
  return row!
}

/**
 * Locks an employee's quota of a record's pool and reads what counts. The statements travel together and are done one after
 * the other, so that what is counted holds until the transaction ends.
 */
export async function takeQuota(ctx: Ctx, record: PooledRecord, employeeId: string): Promise<Quota> {
  const [, { held, today, claimed, given_up, ...rule }] = await Promise.all([
    lockQuota(ctx.tx, record.poolId!, employeeId),
    count(ctx.tx, record, employeeId, dayIn(ctx.timeZone, ctx.now)),
  ])
  return { rule, held, today, waiting: { held: 0, claims: 0 }, claims: { claimed, given_up } }
}

/** What an employee has asked for from a pool and waits for: nobody may reserve more than the limits allow. */
export async function withWaiting(ctx: Ctx, quota: Quota, employeeId: string): Promise<Quota> {
  const [row] = await ctx.tx.query<{ waiting: number; claims: number }>(
    `select count(*)::int as waiting, (count(*) filter (where kind = 'claim'))::int as claims
     from pool_review where claimant_id = $1::uuid and state = 'waiting' and pool_id = $2::uuid`,
    [employeeId, quota.rule.id],
  )
  return { ...quota, waiting: { held: row!.waiting, claims: row!.claims } }
}

interface Refused {
  code: ErrorCode
  params: Record<string, string | number>
}

/** Which limit the next record would break, if any: only claims count by day and record. */
export function brokenLimit(
  ctx: Ctx,
  quota: Quota,
  record: PooledRecord,
  by: 'claim' | 'assign' | 'restore',
): Refused | undefined {
  const { rule, held, today, waiting } = quota
  const t = translator(ctx.actor.locale)
  const also = (count: number) => (count > 0 ? t('error.alsoWaiting', { count }) : '')
  if (rule.hold_limit !== null && held + waiting.held >= rule.hold_limit) {
    const code = by === 'assign' ? 'assigneeFull' : 'holdLimit'
    return { code, params: { pool: rule.name, held, limit: rule.hold_limit, waiting: also(waiting.held) } }
  }
  if (by !== 'claim') return undefined
  if (rule.day_limit !== null && today + waiting.claims >= rule.day_limit) {
    const figures = { claimed: today, limit: rule.day_limit, waiting: also(waiting.claims) }
    const lifts = momentWords(ctx, nextDay(ctx.timeZone, ctx.now))
    return { code: 'dayLimit', params: { pool: rule.name, ...figures, lifts } }
  }
  return recordLimit(ctx, quota, record)
}

/**
 * What its owner has already is about to count as held again. @throws Refusal holdLimit, or assigneeFull where somebody else
 * does it
 */
export async function demandHolding(ctx: Ctx, record: PooledRecord): Promise<void> {
  const { owner } = record
  if (!owner || !record.poolId) return
  const quota = await takeQuota(ctx, record, owner)
  const own = actorId(ctx.actor) === owner
  const broken = brokenLimit(ctx, quota, record, own ? 'restore' : 'assign')
  if (!broken) return
  const [person] = await ctx.tx.query<{ name: string }>('select name from employee where id = $1::uuid', [
    owner,
  ])
  ctx.refuse(broken.code, { ...broken.params, name: person?.name ?? '' })
}

/**
 * The same record at most K times by the same employee. X days after the employee gave it up the limit is lifted, and claims
 * are counted from nought.
 */
function recordLimit(ctx: Ctx, { rule, claims }: Quota, record: PooledRecord): Refused | undefined {
  if (rule.record_limit === null || claims.claimed < rule.record_limit) return undefined
  const lifts = liftsAt(claims.given_up, rule.record_limit_days)
  if (lifts && lifts <= ctx.now) return undefined
  const t = translator(ctx.actor.locale)
  const words = lifts ? t('error.lifts.liftsAt', { date: momentWords(ctx, lifts) }) : t('error.lifts.never')
  return {
    code: 'recordLimit',
    params: { record: record.title, claimed: claims.claimed, limit: rule.record_limit, lifts: words },
  }
}

/** A moment to come as the reader's clock will show it: days are the company's, clocks the reader's. */
function momentWords(ctx: Ctx, at: Date): string {
  const { timeZone } = ctx.actor
  // The time of day alone: the words for today leave the day out.
  return `${dayIn(timeZone, at)} ${clockWords(at, at, timeZone)}`
}

function liftsAt(givenUp: Date | null, days: number | null): Date | undefined {
  return givenUp && days !== null ? new Date(givenUp.getTime() + days * 86_400_000) : undefined
}
