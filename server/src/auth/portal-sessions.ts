import { v7 as uuid } from 'uuid'
import type { Sql } from '../db/database'
import type { CustomerActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { customerActor } from './followers'
import { hashSecret, newSecret } from './sessions'

const idleMs = 12 * 3_600_000
const longestMs = 7 * 24 * 3_600_000
const seenEveryMs = 5 * 60_000

/** A new session for a customer. @returns the bearer token, which is stored nowhere */
export async function openPortalSession(
  sql: Sql,
  portalUserId: string,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret()
  const expiresAt = new Date(now.getTime() + longestMs)
  await sql.query(
    `insert into portal_session (id, token_hash, portal_user_id, created_at, seen_at, expires_at)
     values ($1::uuid, $2, $3::uuid, $4::timestamptz, $4::timestamptz, $5::timestamptz)`,
    [uuid(), hashSecret(token), portalUserId, now, expiresAt],
  )
  return { token, expiresAt }
}

/** Who holds a portal token, with what is theirs at this moment. @throws Refusal notSignedIn */
export async function readPortalSession(
  sql: Sql,
  token: string,
  now: Date,
): Promise<{ actor: CustomerActor; sessionId: string }> {
  const [row] = await sql.query<{ id: string; portal_user_id: string; seen_at: Date }>(
    `select id, portal_user_id, seen_at from portal_session
     where token_hash = $1 and expires_at > $2::timestamptz and seen_at > $3::timestamptz`,
    [hashSecret(token), now, new Date(now.getTime() - idleMs)],
  )
  if (!row) refuse('notSignedIn')
  if (now.getTime() - row.seen_at.getTime() > seenEveryMs) {
    await sql.query('update portal_session set seen_at = $2::timestamptz where id = $1::uuid', [row.id, now])
  }
  return { actor: await customerActor(sql, row.portal_user_id, 'portal'), sessionId: row.id }
}

/** Ends one session. */
export async function closePortalSession(sql: Sql, sessionId: string): Promise<void> {
  await sql.query('delete from portal_session where id = $1::uuid', [sessionId])
}
