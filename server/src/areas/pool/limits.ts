import type { ErrorCode } from '@gonghai/shared/errors'
import { translator } from '@gonghai/shared/i18n'
import type { Tx } from '../../db/database'
import { dayIn } from '../../kernel/clock'
import type { Ctx } from '../../kernel/context'
import { identifier } from '../../records/columns'
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
}

/** Reads the rule of a pool. */
export async function readRule(tx: Tx, poolId: string): Promise<PoolRule> {
  const [rule] = await tx.query<PoolRule>(
    `select id, name, kind, claim_rule, hold_limit, day_limit, record_limit, record_limit_days, administrators
     from pool where id = $1::uuid`,
    [poolId],
  )
  return rule!
}

/**
 * Locks the row under which one employee's claims from one pool are counted: of two calls at once, the second counts
 * after the first has committed (decision 14).
 */
export async function lockQuota(tx: Tx, poolId: string, employeeId: string): Promise<void> {
  await tx.query(
    `insert into pool_quota (pool_id, employee_id) values ($1::uuid, $2::uuid)
     on conflict (pool_id, employee_id) do update set pool_id = excluded.pool_id`,
    [poolId, employeeId],
  )
}

/** How much an employee has from a pool: held now, and claimed on a day (undone claims do not count). */
export async function standing(
  sql: Pick<Tx, 'query'>,
  pool: { id: string; kind: string },
  employeeId: string,
  day: string,
): Promise<{ held: number; today: number }> {
  const [row] = await sql.query<{ held: number; today: number }>(
    `select (select count(*) from ${identifier(pool.kind)} r
               where r.owner_id = $2::uuid and r.pool_id = $1::uuid and r.deleted_at is null)::int as held,
            (select count(*) from holding h
               where h.pool_id = $1::uuid and h.employee_id = $2::uuid and h.day = $3
                 and h.kind = 'claim' and h.undone_at is null)::int as today`,
    [pool.id, employeeId, day],
  )
  return row!
}

interface Refused {
  code: ErrorCode
  params: Record<string, string | number>
}

/** Which limit the next record would break, if any: only claims count by day and record. Call it with the quota row locked. */
export async function brokenLimit(
  ctx: Ctx,
  rule: PoolRule,
  record: PooledRecord,
  employeeId: string,
  by: 'claim' | 'assign' | 'restore',
): Promise<Refused | undefined> {
  const day = dayIn(ctx.timeZone, ctx.now)
  const { held, today } = await standing(ctx.tx, rule, employeeId, day)
  if (rule.hold_limit !== null && held >= rule.hold_limit) {
    const code = by === 'assign' ? 'assigneeFull' : 'holdLimit'
    return { code, params: { pool: rule.name, held, limit: rule.hold_limit } }
  }
  if (by !== 'claim') return undefined
  if (rule.day_limit !== null && today >= rule.day_limit) {
    return { code: 'dayLimit', params: { pool: rule.name, claimed: today, limit: rule.day_limit } }
  }
  return recordLimit(ctx, rule, record, employeeId)
}

/** The same record at most K times by the same employee; lifted X days after the employee gave it up. */
async function recordLimit(
  ctx: Ctx,
  rule: PoolRule,
  record: PooledRecord,
  employeeId: string,
): Promise<Refused | undefined> {
  if (rule.record_limit === null) return undefined
  const [row] = await ctx.tx.query<{ claimed: number; given_up: Date | null }>(
    `select (count(*) filter (where kind = 'claim'))::int as claimed, max(ended_at) as given_up from holding
     where object = $1 and record_id = $2::uuid and employee_id = $3::uuid and undone_at is null`,
    [record.object, record.id, employeeId],
  )
  if (!row || row.claimed < rule.record_limit) return undefined
  const lifts = liftsAt(row.given_up, rule.record_limit_days)
  if (lifts && lifts <= ctx.now) return undefined
  const t = translator(ctx.actor.locale)
  const words = lifts
    ? t('error.lifts.liftsAt', { date: dayIn(ctx.actor.timeZone, lifts) })
    : t('error.lifts.never')
  return {
    code: 'recordLimit',
    params: { record: record.title, claimed: row.claimed, limit: rule.record_limit, lifts: words },
  }
}

function liftsAt(givenUp: Date | null, days: number | null): Date | undefined {
  return givenUp && days !== null ? new Date(givenUp.getTime() + days * 86_400_000) : undefined
}
