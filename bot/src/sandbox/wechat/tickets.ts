import { randomId } from '../random-id'
import { signPage } from '../wecom/tickets'
import { accept, refuse } from './errors'
import type { Guarded } from './guard'
import type { WechatState } from './state'

const lifetime = 7200_000

/** GET ticket/getticket?type=jsapi: the same ticket until it ends. */
export function jsapiTicket(state: WechatState): Guarded {
  return async call => {
    if (call.query.get('type') !== 'jsapi') return refuse(state, 40035, 'type')
    const at = state.now().getTime()
    const old = state.tickets.get('jsapi')
    const ticket = old && old.expires > at ? old : { value: randomId('', 64), expires: at + lifetime }
    if (ticket !== old) await state.tickets.put('jsapi', ticket)
    return accept({ ticket: ticket.value, expires_in: Math.ceil((ticket.expires - at) / 1000) })
  }
}

/** What WeChat compares when a page calls wx.config. */
export interface WechatSignatureClaim {
  appId: string
  url: string
  timestamp: string
  nonce: string
  signature: string
}

/** WeChat's check: undefined when good, else the words after `config:`. */
export function checkSignature(state: WechatState, claim: WechatSignatureClaim): string | undefined {
  if (claim.appId !== state.account.appId) return 'invalid appid'
  const trusted = state.account.jsDomains ?? [state.account.oauthDomain]
  if (!URL.canParse(claim.url) || !trusted.includes(new URL(claim.url).host)) return 'invalid url domain'
  const ticket = state.tickets.get('jsapi')
  if (!ticket || ticket.expires <= state.now().getTime()) return 'invalid signature'
  const expected = signPage(ticket.value, claim.nonce, claim.timestamp, claim.url)
  return expected === claim.signature ? undefined : 'invalid signature'
}
