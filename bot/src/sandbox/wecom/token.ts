import type { Route } from '../http-host'
import { randomId } from '../random-id'
import { accept, refuse } from './errors'
import type { WecomState } from './state'

const lifetime = 7200_000

/** GET gettoken: the same token until it expires, one per app. */
export function getToken(state: WecomState): Route {
  return async call => {
    const corpId = call.query.get('corpid')
    const secret = call.query.get('corpsecret')
    if (!corpId) return refuse(41002)
    if (!secret) return refuse(41004)
    if (corpId !== state.corp.corpId) return refuse(40013)
    const app = state.apps.values().find(candidate => candidate.secret === secret)
    if (!app) return refuse(40001)
    const now = state.now().getTime()
    const standing = state.tokens.values().find(token => token.agentId === app.agentId && token.expires > now)
    const token = standing ?? { value: randomId('', 64), agentId: app.agentId, expires: now + lifetime }
    if (!standing) await state.tokens.put(token.value, token)
    return accept({ access_token: token.value, expires_in: Math.ceil((token.expires - now) / 1000) })
  }
}
