import { createHash } from 'node:crypto'
import { randomId } from '../random-id'
import type { DingtalkApp } from './corp'
import { acceptNew, acceptOld } from './errors'
import type { Guarded } from './guard'
import { appOf, type DingtalkState } from './state'

const lifetime = 7200_000

async function standing(state: DingtalkState, app: DingtalkApp) {
  const now = state.now().getTime()
  const old = state.tickets.get(app.appKey)
  const ticket =
    old && old.expires > now ? old : { appKey: app.appKey, value: randomId('', 48), expires: now + lifetime }
  if (ticket !== old) await state.tickets.put(app.appKey, ticket)
  return { ticket, seconds: Math.ceil((ticket.expires - now) / 1000) }
}

/** POST v1.0/oauth2/jsapiTickets. */
export function newTicket(state: DingtalkState): Guarded {
  return async (_, app) => {
    const { ticket, seconds } = await standing(state, app)
    return acceptNew({ jsapiTicket: ticket.value, expireIn: seconds })
  }
}

/** GET get_jsapi_ticket of the old host: the same ticket. */
export function oldTicket(state: DingtalkState): Guarded {
  return async (_, app) => {
    const { ticket, seconds } = await standing(state, app)
    return acceptOld({ ticket: ticket.value, expires_in: seconds })
  }
}

/** The page address as it is signed: no fragment, its query decoded once. */
export function signedUrl(url: string): string {
  const [plain = ''] = url.split('#')
  const at = plain.indexOf('?')
  if (at < 0) return plain
  try {
    return plain.slice(0, at + 1) + decodeURIComponent(plain.slice(at + 1))
  } catch {
    return plain
  }
}

/** Digest of the JS-API's plain string, lower-case hex. */
export function signPage(
  hash: 'sha256' | 'sha1',
  ticket: string,
  nonce: string,
  timestamp: string,
  url: string,
): string {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${signedUrl(url)}`
  return createHash(hash).update(text).digest('hex')
}

/** What the client compares in dd.config. */
export interface ConfigClaim {
  corpId: string
  agentId: string
  url: string
  timestamp: string
  nonce: string
  signature: string
}

/** The client's check: which digest was used, or the client's error number. Both digests are accepted. */
export function checkConfig(state: DingtalkState, claim: ConfigClaim): { hash: string } | { code: number } {
  const app = state.corp.apps.find(({ agentId }) => `${agentId}` === claim.agentId)
  if (claim.corpId !== state.corp.corpId) return { code: 52010 }
  if (!app || !appOf(state, app.appKey)) return { code: 52019 }
  if (!/^\d+$/.test(claim.timestamp)) return { code: 52018 }
  const ticket = state.tickets.get(app.appKey)
  if (!ticket || ticket.expires <= state.now().getTime()) return { code: 52011 }
  const trusted = URL.canParse(claim.url) && app.trustedDomains.includes(new URL(claim.url).host)
  const hash = claim.signature.length === 40 ? 'sha1' : 'sha256'
  const expected = signPage(hash, ticket.value, claim.nonce, claim.timestamp, claim.url)
  return trusted && expected === claim.signature ? { hash } : { code: 52013 }
}
