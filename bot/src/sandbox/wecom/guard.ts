import type { Answer, Call, Route } from '../http-host'
import type { WecomApp } from './corp'
import { refuse } from './errors'
import type { Json, WecomState } from './state'

/** A call whose token was good, and the app that the token belongs to. */
export type Guarded = (call: Call, app: WecomApp) => Promise<Answer> | Answer

/** Checks the access token before anything else: missing 41001, unknown 40014, expired 42001. */
export function guarded(state: WecomState, run: Guarded): Route {
  return call => {
    const value = call.query.get('access_token')
    if (!value) return refuse(41001)
    const token = state.tokens.get(value)
    if (!token) return refuse(40014)
    if (token.expires <= state.now().getTime()) return refuse(42001)
    const app = state.apps.get(`${token.agentId}`)
    return app ? run(call, app) : refuse(40014)
  }
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

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Like `guarded`, with a JSON object as body (else 47001). */
export function guardedJson(
  state: WecomState,
  run: (body: Json, app: WecomApp, call: Call) => Promise<Answer> | Answer,
): Route {
  return guarded(state, (call, app) => {
    const body = jsonBody(call)
    return body ? run(body, app, call) : refuse(47001)
  })
}
