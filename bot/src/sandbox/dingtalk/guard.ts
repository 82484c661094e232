import type { Answer, Call, Route } from '../http-host'
import type { DingtalkApp } from './corp'
import { refuseGateway, refuseNew, refuseOld } from './errors'
import { appOf, type DingtalkState, type Json } from './state'

/** A call whose app token was good, its JSON body (empty object when there is none), and the token's app. */
export type Guarded = (body: Json, app: DingtalkApp, call: Call) => Promise<Answer> | Answer

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The body as a JSON object: empty for an empty body, undefined when it is no object. */
export function jsonBody(call: Call): Json | undefined {
  if (call.body.length === 0) return {}
  try {
    const value: unknown = JSON.parse(call.body.toString('utf8'))
    return isJson(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isJsonType = (call: Call) => `${call.headers['content-type'] ?? ''}`.includes('application/json')

/** A body of the old host: JSON or a form. */
function oldBody(call: Call): Json | undefined {
  if (call.body.length === 0 || `${call.headers['content-type']}`.includes('multipart')) return {}
  return isJsonType(call) || call.body.toString('utf8').trimStart().startsWith('{')
    ? jsonBody(call)
    : Object.fromEntries(new URLSearchParams(call.body.toString('utf8')))
}

function appByToken(state: DingtalkState, value: string): DingtalkApp | undefined {
  const token = state.tokens.get(value)
  if (!token || token.userId || token.expires <= state.now().getTime()) return undefined
  return appOf(state, token.appKey)
}

/** Guards a path of the old host: the token stands in the query (or a form body), never in a header. */
export function guardedOld(state: DingtalkState, run: Guarded): Route {
  return call => {
    const body = oldBody(call)
    const value =
      call.query.get('access_token') ?? (body && !isJsonType(call) ? body.access_token : undefined)
    if (typeof value !== 'string' || value === '') return refuseGateway(call.path, 40000)
    const app = appByToken(state, value)
    if (!app) return refuseGateway(call.path, 40014)
    return body ? run(body, app, call) : refuseOld(400002)
  }
}

const tokenHeader = 'x-acs-dingtalk-access-token'

/** Guards a path of the new host: the token stands in its own header, never in query or Authorization. */
export function guardedNew(state: DingtalkState, run: Guarded): Route {
  return call => {
    const value = call.headers[tokenHeader]
    if (typeof value !== 'string' || value === '')
      return refuseNew('AuthenticationFailed.MissingParameter', `缺少参数：${tokenHeader}`)
    const app = appByToken(state, value)
    if (!app) return refuseNew('InvalidAuthentication', '不合法的access_token')
    if (call.method !== 'GET' && call.body.length > 0 && !isJsonType(call))
      return refuseNew('MissingBody', 'body is mandatory for this action')
    const body = jsonBody(call)
    return body ? run(body, app, call) : refuseNew('InvalidParameter', 'body is not valid JSON')
  }
}

/** A new-host path without app token (tokens, gateway): the JSON body is mandatory. */
export function openNew(run: (body: Json, call: Call) => Promise<Answer> | Answer): Route {
  return call => {
    const body = isJsonType(call) && call.body.length > 0 ? jsonBody(call) : undefined
    return body ? run(body, call) : refuseNew('MissingBody', 'body is mandatory for this action')
  }
}
