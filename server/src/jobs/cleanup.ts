import type { Sql } from '../db/database'

const day = 86_400_000

/** Rows that have served: what is deleted, and how old it must be. */
const sweeps: readonly { statement: string; ageMs: number }[] = [
  { statement: 'delete from idempotency_key where created_at < $1::timestamptz', ageMs: 7 * day },
  { statement: 'delete from reaction_done where created_at < $1::timestamptz', ageMs: 30 * day },
  { statement: 'delete from event where created_at < $1::timestamptz', ageMs: 30 * day },
  { statement: 'delete from session where expires_at < $1::timestamptz', ageMs: 0 },
  { statement: 'delete from sign_in_state where expires_at < $1::timestamptz', ageMs: 0 },
  { statement: 'delete from sign_in_ticket where expires_at < $1::timestamptz', ageMs: 0 },
  { statement: 'delete from portal_session where expires_at < $1::timestamptz', ageMs: 0 },
  { statement: 'delete from portal_ticket where expires_at < $1::timestamptz', ageMs: 0 },
  { statement: 'delete from one_time_code where expires_at < $1::timestamptz', ageMs: 0 },
  { statement: 'delete from login_guard where last_at < $1::timestamptz', ageMs: 2 * day },
  { statement: 'delete from login_event where at < $1::timestamptz', ageMs: 400 * day },
  { statement: 'delete from portal_attempt where until < $1::timestamptz', ageMs: 0 },
]

/** Deletes what has served (task `cleanup`, nightly). */
export async function cleanUp(sql: Sql, now: Date): Promise<void> {
  for (const { statement, ageMs } of sweeps) await sql.query(statement, [new Date(now.getTime() - ageMs)])
}
