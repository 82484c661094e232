import type { Answer, Call, Route } from '../http-host'
import { refuse } from './errors'
import { count } from './quota'
import type { Json, WechatState } from './state'

/** A call whose token was good. */
export type Guarded = (call: Call) => Promise<Answer> | Answer

/** Why a token is refused: missing 41001, no token at all 40014, unknown or replaced 40001, expired 42001. */
function tokenFault(state: WechatState, value: string | null): number | undefined {
  if (!value) return 41001
  if (!/^[\w-]{32,512}$/.test(value)) return 40014
  const token = state.tokens.get(value)
  if (!token) return 40001
  if (token.expires > state.now().getTime()) return undefined
  return token.replaced ? 40001 : 42001
}

/** Checks the access token before anything else, then counts the call (45009 beyond the day's limit). */
export function guarded(state: WechatState, run: Guarded): Route {
  return async call => {
    const fault = tokenFault(state, call.query.get('access_token'))
    if (fault) return refuse(state, fault)
    return (await count(state, call.path)) ? run(call) : refuse(state, 45009)
  }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The call's body as a JSON object, or undefined when it is none. */
export function jsonBody(call: Call): Json | undefined {
  try {
    const value: unknown = JSON.parse(call.body.toString('utf8'))
    return isJson(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A JSON object as body: empty 44002, anything else 47001. */
export function withJson(
  state: WechatState,
  run: (body: Json, call: Call) => Promise<Answer> | Answer,
): Guarded {
  return call => {
    if (call.body.length === 0) return refuse(state, 44002)
    const body = jsonBody(call)
    return body ? run(body, call) : refuse(state, 47001)
  }
}

/** `guarded` and `withJson`. */
export function guardedJson(
  state: WechatState,
  run: (body: Json, call: Call) => Promise<Answer> | Answer,
): Route {
  return guarded(state, withJson(state, run))
}
