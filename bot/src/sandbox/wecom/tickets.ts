import { createHash } from 'node:crypto'
import type { Answer } from '../http-host'
import { randomId } from '../random-id'
import { accept, refuse } from './errors'
import type { Guarded } from './guard'
import type { TicketDoc, WecomState } from './state'

const lifetime = 7200_000

async function standing(state: WecomState, kind: TicketDoc['kind'], agentId: number): Promise<Answer> {
  const now = state.now().getTime()
  const id = kind === 'corp' ? 'corp' : `agent-${agentId}`
  const old = state.tickets.get(id)
  const fresh = () => ({ kind, agentId, value: randomId('', 64), expires: now + lifetime })
  const ticket = old && old.expires > now ? old : fresh()
  if (ticket !== old) await state.tickets.put(id, ticket)
  return accept({ ticket: ticket.value, expires_in: Math.ceil((ticket.expires - now) / 1000) })
}

/** GET get_jsapi_ticket: the corporation's ticket. */
export function corpTicket(state: WecomState): Guarded {
  return () => standing(state, 'corp', 0)
}

/** GET ticket/get?type=agent_config: the ticket of the token's own app. */
export function agentTicket(state: WecomState): Guarded {
  return (call, app) => {
    if (call.query.get('type') !== 'agent_config') return refuse(40058, 'type')
    return standing(state, 'agent', app.agentId)
  }
}

/** What the client compares when a page initialises the JS-API. */
export interface SignatureClaim {
  kind: 'corp' | 'agent'
  corpId: string
  agentId?: string
  url: string
  timestamp: string
  nonce: string
  signature: string
}

/** The signature of the JS-API: sha1 over ticket, nonce, time and page address without fragment. */
export function signPage(ticket: string, nonce: string, timestamp: string, url: string): string {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${url.split('#')[0]}`
  return createHash('sha1').update(text).digest('hex')
}

/** The client's check: undefined when good, else the words after `fail`. */
export function checkSignature(state: WecomState, claim: SignatureClaim): string | undefined {
  if (claim.corpId !== state.corp.corpId) return 'invalid corpid'
  const trusted = state.apps.values().flatMap(app => app.trustedDomains)
  if (!URL.canParse(claim.url) || !trusted.includes(new URL(claim.url).host)) return 'invalid url domain'
  const ticket = state.tickets.get(claim.kind === 'corp' ? 'corp' : `agent-${claim.agentId ?? ''}`)
  if (!ticket || ticket.expires <= state.now().getTime()) return 'invalid signature'
  const expected = signPage(ticket.value, claim.nonce, claim.timestamp, claim.url)
  return expected === claim.signature ? undefined : 'invalid signature'
}
