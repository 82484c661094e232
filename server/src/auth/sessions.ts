import { createHash, randomBytes } from 'node:crypto'
import { isLocale } from '@gonghai/shared/i18n'
import { v7 as uuid } from 'uuid'
import { loadAccess } from '../access/context'
import type { Sql } from '../db/database'
import { keepPlan } from '../db/kept-plans'
import type { Door, EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'

const idleMs = 12 * 3_600_000
const longestMs = 7 * 24 * 3_600_000
/** How often a session in use is marked as seen; more often would write for every request. */
const seenEveryMs = 5 * 60_000

/** A secret as it is kept: only its hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** A secret of 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** A new session for an employee. @returns the bearer token, which is stored nowhere */
export async function openSession(
  sql: Sql,
  who: { employeeId: string; platform: string },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret()
  const expiresAt = new Date(now.getTime() + longestMs)
  await sql.query(
    `insert into session (id, token_hash, employee_id, platform, created_at, seen_at, expires_at)
     values ($1::uuid, $2, $3::uuid, $4, $5::timestamptz, $5::timestamptz, $6::timestamptz)`,
    [uuid(), hashSecret(token), who.employeeId, who.platform, now, expiresAt],
  )
  return { token, expiresAt }
}

interface SessionRow {
  id: string
  platform: string
  seen_at: Date
  employee_id: string
  name: string
  locale: string
  time_zone: string
  epoch: number | null
}

/** A session with who holds it. */
export interface SignedIn {
  actor: EmployeeActor
  sessionId: string
  platform: string
}

const sessionStatement = keepPlan(`
  select s.id, s.platform, s.seen_at, e.id as employee_id, e.name, e.locale, e.time_zone,
    (select (value #>> '{}')::int from setting where key = 'permissionEpoch') as epoch
  from session s join employee e on e.id = s.employee_id
  where s.token_hash = $1 and e.active and s.expires_at > $2::timestamptz and s.seen_at > $3::timestamptz`)

/** Who holds a token; one statement, which also tells the permission epoch (decision 13). @throws Refusal notSignedIn */
export async function readSession(sql: Sql, token: string, now: Date, door: Door): Promise<SignedIn> {
  const [row] = await sql.query<SessionRow>(sessionStatement, [
    hashSecret(token),
    now,
    new Date(now.getTime() - idleMs),
  ])
  if (!row) refuse('notSignedIn')
  if (now.getTime() - row.seen_at.getTime() > seenEveryMs) {
    await sql.query('update session set seen_at = $2::timestamptz where id = $1::uuid', [row.id, now])
  }
  const actor = await employeeActor(sql, row, row.epoch ?? 0, door)
  return { actor, sessionId: row.id, platform: row.platform }
}

async function employeeActor(
  sql: Sql,
  row: Pick<SessionRow, 'employee_id' | 'name' | 'locale' | 'time_zone'>,
  epoch: number | undefined,
  door: Door,
): Promise<EmployeeActor> {
  return {
    kind: 'employee',
    employeeId: row.employee_id,
    name: row.name,
    locale: isLocale(row.locale) ? row.locale : 'zh-CN',
    timeZone: row.time_zone,
    access: await loadAccess(sql, row.employee_id, epoch),
    door,
  }
}

/** An active employee as an actor, for doors without a session (cards, typed lines). @throws Refusal notSignedIn */
export async function actorOf(sql: Sql, employeeId: string, door: Door): Promise<EmployeeActor> {
  const [row] = await sql.query<SessionRow>(
    'select id as employee_id, name, locale, time_zone from employee where id = $1::uuid and active',
    [employeeId],
  )
  if (!row) refuse('notSignedIn')
  return employeeActor(sql, row, undefined, door)
}

/** Ends one session. */
export async function closeSession(sql: Sql, sessionId: string): Promise<void> {
  await sql.query('delete from session where id = $1::uuid', [sessionId])
}
