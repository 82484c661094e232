import { randomBytes } from 'node:crypto'
import { PlatformError } from '@gonghai/shared/ports/errors'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import type { Database, Sql } from '../db/database'
import { Refusal, refuse } from '../kernel/errors'
import { type LoginEvent, recordLogin } from './login-events'
import { hashSecret, newSecret, openSession } from './sessions'

const stateMs = 5 * 60_000
/** How long a ticket lives. */
export const ticketMs = 60_000

/** Through which of a platform's logins somebody comes. */
export type Via = 'client' | 'web'

/** What signing in stands on. */
export interface SignInDeps {
  db: Database
  platforms: ReadonlyMap<PlatformName, ChatPlatform>
  /** Absolute address of this server, without a trailing slash. */
  publicUrl(): string
}

/** A relative path of our own mini-app; anything else becomes its front page. */
export function safeReturnTo(given: string | undefined): string {
  return given && /^\/(?![/\\])[\w\-./?=&%:#~]*$/.test(given) && given.length <= 500 ? given : '/'
}

function signInOf(deps: SignInDeps, platform: string) {
  const found = deps.platforms.get(platform as PlatformName)
  return found ?? refuse('signInFailed')
}

/**
 * Begins a login that goes through the platform's page.
 * @param challenge SHA-256 of the client's verifier, base64url: only whoever holds the verifier can finish (decision 21)
 * @returns the platform's address to go to
 */
export async function startSignIn(
  deps: SignInDeps,
  request: { platform: string; via: Via; challenge: string; returnTo: string | undefined },
  now: Date,
): Promise<string> {
  const { signIn } = signInOf(deps, request.platform)
  if (!/^[\w-]{43}$/.test(request.challenge)) refuse('signInFailed')
  // Letters and digits only: WeCom refuses a state with anything else in it.
  const state = randomBytes(32).toString('hex')
  const redirect = `${deps.publicUrl()}/auth/${request.platform}/callback?via=${request.via}`
  const address =
    request.via === 'web' ? signIn.webLoginUrl?.(redirect, state) : signIn.authorizeUrl?.(redirect, state)
  if (!address) refuse('signInFailed')
  await deps.db.query(
    `insert into sign_in_state (id, platform, verifier_hash, return_to, expires_at)
     values ($1, $2, $3, $4, $5::timestamptz)`,
    [
      hashSecret(state),
      `${request.platform}:${request.via}`,
      request.challenge,
      safeReturnTo(request.returnTo),
      new Date(now.getTime() + stateMs),
    ],
  )
  return address
}

/** Spends the row that a login began with; works once, within five minutes. @throws Refusal signInFailed */
export async function takeState(
  sql: Sql,
  request: { platform: string; via: Via; state: string },
  now: Date,
): Promise<{ verifierHash: string; returnTo: string }> {
  const [row] = await sql.query<{ verifier_hash: string; return_to: string }>(
    `delete from sign_in_state where id = $1 and platform = $2 and expires_at > $3::timestamptz
     returning verifier_hash, return_to`,
    [hashSecret(request.state), `${request.platform}:${request.via}`, now],
  )
  if (!row) refuse('signInFailed')
  return { verifierHash: row.verifier_hash, returnTo: row.return_to }
}

/** The platform sent somebody back: the code is exchanged, and the client gets a ticket that is good for one minute, once. */
export async function finishSignIn(
  deps: SignInDeps,
  request: { platform: string; via: Via; code: string; state: string; address?: string },
  now: Date,
): Promise<{ ticket: string; returnTo: string }> {
  const state = await takeState(deps.db, request, now)
  const { platform, address } = request
  const employeeId = await employeeBehind(deps, platform, request.code, request.via).catch(error =>
    noteRefused(deps.db, { platform, address, error }, now),
  )
  const ticket = newSecret()
  await deps.db.query(
    `insert into sign_in_ticket (ticket_hash, verifier_hash, platform, employee_id, expires_at)
     values ($1, $2, $3, $4::uuid, $5::timestamptz)`,
    [
      hashSecret(ticket),
      state.verifierHash,
      request.platform,
      employeeId,
      new Date(now.getTime() + ticketMs),
    ],
  )
  return { ticket, returnTo: state.returnTo }
}

/** Exchanges a ticket for a session; works once, for the holder of the verifier. */
export async function redeemTicket(
  sql: Sql,
  request: { ticket: string; verifier: string; address?: string },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const [row] = await sql.query<{ verifier_hash: string; platform: string; employee_id: string }>(
    `delete from sign_in_ticket where ticket_hash = $1 and expires_at > $2::timestamptz
     returning verifier_hash, platform, employee_id`,
    [hashSecret(request.ticket), now],
  )
  if (!row || row.verifier_hash !== hashSecret(request.verifier)) refuse('signInFailed')
  await noteSignIn(sql, { ...row, address: request.address }, now)
  return openSession(sql, { employeeId: row.employee_id, platform: row.platform }, now)
}

/** Signs in with a code that the host's own JS-API handed out (DingTalk). */
export async function signInWithCode(
  deps: SignInDeps,
  request: { platform: string; code: string; address?: string },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const { platform, address } = request
  const employeeId = await employeeBehind(deps, platform, request.code, 'client').catch(error =>
    noteRefused(deps.db, { platform, address, error }, now),
  )
  await noteSignIn(deps.db, { platform, employee_id: employeeId, address }, now)
  return openSession(deps.db, { employeeId, platform: request.platform }, now)
}

/** Whose code it is, by the platform's word. @throws Refusal signInFailed for a bad code, busy when the platform is ill */
export async function exchangeCode(
  deps: SignInDeps,
  platform: string,
  code: string,
  via: Via,
): Promise<string> {
  const { userId } = await signInOf(deps, platform)
    .signIn.exchange(code, via)
    .catch(error => {
      if (!(error instanceof PlatformError)) throw error
      return refuse(['transient', 'unknown', 'throttled'].includes(error.failure) ? 'busy' : 'signInFailed')
    })
  return userId
}

/** Puts a sign-in into the log; doors that know no address (tests, the sandbox's own) leave none. */
async function noteSignIn(
  sql: Sql,
  { platform, employee_id, address }: { platform: string; employee_id: string; address?: string | undefined },
  now: Date,
): Promise<void> {
  const way = platform as LoginEvent['way']
  await recordLogin(
    sql,
    { kind: 'signIn', way, employeeId: employee_id, ok: true, ...(address ? { address } : {}) },
    now,
  )
}

/** Puts a refused one there too, and goes on refusing. */
async function noteRefused(
  sql: Sql,
  { platform, address, error }: { platform: string; address?: string | undefined; error: unknown },
  now: Date,
): Promise<never> {
  if (error instanceof Refusal && (error.code === 'notLinked' || error.code === 'signInFailed')) {
    const way = platform === 'dingtalk' ? 'dingtalk' : 'wecom'
    await recordLogin(
      sql,
      { kind: 'signIn', way, ok: false, why: error.code, ...(address ? { address } : {}) },
      now,
    )
  }
  throw error
}

/** @throws Refusal signInFailed for a bad code, notLinked for a stranger, busy when the platform is ill */
async function employeeBehind(deps: SignInDeps, platform: string, code: string, via: Via): Promise<string> {
  // Customers have a door of their own.
  if (platform === 'wechat') refuse('signInFailed')
  const userId = await exchangeCode(deps, platform, code, via)
  const [row] = await deps.db.query<{ employee_id: string }>(
    `select i.employee_id from identity i join employee e on e.id = i.employee_id
     where i.platform = $1 and i.user_id = $2 and e.active`,
    [platform, userId],
  )
  return row?.employee_id ?? refuse('notLinked')
}
