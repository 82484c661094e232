import type { Sql } from '../db/database'
import { refuse } from '../kernel/errors'
import { meetFollower } from './followers'
import { openPortalSession } from './portal-sessions'
import { hashSecret, newSecret } from './sessions'
import { exchangeCode, type SignInDeps, takeState, ticketMs } from './sign-in'

/** The platform whose people are customers. */
export const portalPlatform = 'wechat'

/**
 * WeChat sent somebody back: known as a follower from now on, and the client gets a ticket that is good for one minute, once.
 * Whoever only looks at a snapshot of the page has no identity and is refused by the platform's client.
 */
export async function finishPortalSignIn(
  deps: SignInDeps,
  request: { code: string; state: string },
  now: Date,
): Promise<{ ticket: string; returnTo: string }> {
  const state = await takeState(deps.db, { platform: portalPlatform, via: 'client', ...request }, now)
  const openid = await exchangeCode(deps, portalPlatform, request.code, 'client')
  const { id } = await meetFollower(deps.db, openid, now)
  const ticket = newSecret()
  await deps.db.query(
    `insert into portal_ticket (ticket_hash, verifier_hash, portal_user_id, expires_at)
     values ($1, $2, $3::uuid, $4::timestamptz)`,
    [hashSecret(ticket), state.verifierHash, id, new Date(now.getTime() + ticketMs)],
  )
  return { ticket, returnTo: state.returnTo }
}

/** Exchanges a ticket for a session of the portal; works once, for the holder of the verifier. */
export async function redeemPortalTicket(
  sql: Sql,
  request: { ticket: string; verifier: string },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const [row] = await sql.query<{ verifier_hash: string; portal_user_id: string }>(
    `delete from portal_ticket where ticket_hash = $1 and expires_at > $2::timestamptz
     returning verifier_hash, portal_user_id`,
    [hashSecret(request.ticket), now],
  )
  if (!row || row.verifier_hash !== hashSecret(request.verifier)) refuse('signInFailed')
  return openPortalSession(sql, row.portal_user_id, now)
}
