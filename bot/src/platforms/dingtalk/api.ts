import { PlatformError } from '@gonghai/shared/ports/errors'
import { z } from 'zod'
import { readAnswer } from '../answer'
import { CachedTokens } from '../cached-tokens'
import { type Call, type Json, type Payload, stack, withLog, withToken } from '../call'
import { CALL_TIMEOUT_MS, MAX_JSON_BYTES, type PlatformDeps } from '../deps'
import { exchange, failureOf, type HttpAnswer, HttpFailure } from '../http'
import type { DingtalkConfig } from './config'
import { openEnvelope } from './envelope'

interface Method {
  /** `new`: token in a header, paths below /v1.0; `old`: token in the query. */
  host: 'new' | 'old'
  verb: 'GET' | 'POST' | 'PUT'
  /** An answer that is lost may have done something. */
  writes: boolean
  /** Whether the app's token goes along. */
  token: boolean
}

const read = (host: Method['host'], verb: Method['verb'], token = true): Method => ({
  host,
  verb,
  writes: false,
  token,
})
const write = (host: Method['host'], verb: Method['verb'], token = true): Method => ({
  host,
  verb,
  writes: true,
  token,
})

const METHODS = {
  'oauth2/accessToken': read('new', 'POST', false),
  'oauth2/userAccessToken': write('new', 'POST', false),
  'oauth2/jsapiTickets': read('new', 'POST'),
  'contact/users/me': read('new', 'GET', false),
  'gateway/connections/open': read('new', 'POST', false),
  'robot/oToMessages/batchSend': write('new', 'POST'),
  'robot/messageFiles/download': read('new', 'POST'),
  'card/instances/createAndDeliver': write('new', 'POST'),
  'card/instances': write('new', 'PUT'),
  'card/callbacks/register': write('new', 'POST'),
  'auth/scopes': read('old', 'GET'),
  'topapi/v2/user/getuserinfo': write('old', 'POST'),
  'topapi/user/getbyunionid': read('old', 'POST'),
  'topapi/v2/user/get': read('old', 'POST'),
  'topapi/v2/user/list': read('old', 'POST'),
  'topapi/v2/department/get': read('old', 'POST'),
  'topapi/v2/department/listsub': read('old', 'POST'),
} satisfies Record<string, Method>

/** A method of DingTalk's API: below `/v1.0` on the new host, the whole path on the old one. */
export type DingtalkMethod = keyof typeof METHODS

/** All that the DingTalk client says to the platform. */
export interface DingtalkApi {
  /** The whole JSON answer; the old host's payload is its `result`. */
  call(method: DingtalkMethod, payload: Payload): Promise<Json>
  /** The JS-API ticket of the app. */
  ticket(): Promise<string>
}

const tokenAnswer = z.object({ accessToken: z.string().min(1), expireIn: z.number().positive() })
const ticketAnswer = z.object({ jsapiTicket: z.string().min(1), expireIn: z.number().positive() })

/** The way out to one DingTalk app, on both hosts. */
export function createDingtalkApi(config: DingtalkConfig, deps: PlatformDeps): DingtalkApi {
  const tokens = new CachedTokens(deps.tokens, deps.now)
  const key = (kind: string) => ({ platform: 'dingtalk' as const, app: config.clientId, kind })
  const bare = stack(createTransport(config, deps), withLog('dingtalk', deps.log, deps.now))
  const access = tokens.source(key('access'), async () => {
    const body = { appKey: config.clientId, appSecret: config.clientSecret }
    const fresh = readAnswer(
      'dingtalk',
      'oauth2/accessToken',
      tokenAnswer,
      await bare('oauth2/accessToken', { body }),
    )
    return { value: fresh.accessToken, lifetimeSeconds: fresh.expireIn }
  })
  const call = stack(
    bare,
    withToken(access, method => METHODS[method as DingtalkMethod].token),
  )
  const tickets = tokens.source(key('ticket'), async () => {
    const method = 'oauth2/jsapiTickets'
    const fresh = readAnswer('dingtalk', method, ticketAnswer, await call(method, {}))
    return { value: fresh.jsapiTicket, lifetimeSeconds: fresh.expireIn }
  })
  return { call, ticket: () => tickets.current() }
}

function createTransport(config: DingtalkConfig, deps: PlatformDeps): Call {
  return async (name, payload) => {
    const method = METHODS[name as DingtalkMethod]
    const answer = await request(config, deps, name, method, payload)
    return openEnvelope(name, answer, method.writes)
  }
}

async function request(
  config: DingtalkConfig,
  deps: PlatformDeps,
  name: string,
  method: Method,
  payload: Payload,
): Promise<HttpAnswer> {
  const { verb } = method
  const timeoutMs = deps.timeoutMs ?? CALL_TIMEOUT_MS
  // The new host refuses a POST without a JSON body, even where it reads none.
  const body = verb === 'GET' ? undefined : (payload.body ?? {})
  try {
    const target = {
      ...place(config, name, method, payload),
      verb,
      body,
      timeoutMs,
      maxBytes: MAX_JSON_BYTES,
    }
    return await exchange(deps.fetch ?? fetch, target)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    throw new PlatformError('dingtalk', name, failureOf(error, method.writes), error.code)
  }
}

function place(config: DingtalkConfig, name: string, method: Method, payload: Payload) {
  if (method.host === 'new') {
    const query = payload.query ? `?${new URLSearchParams(payload.query)}` : ''
    const headers: Record<string, string> = payload.token
      ? { 'x-acs-dingtalk-access-token': payload.token }
      : {}
    return { url: `${config.apiBase}/v1.0/${name}${query}`, headers }
  }
  const query = new URLSearchParams({
    ...(payload.token && { access_token: payload.token }),
    ...payload.query,
  })
  return { url: `${config.oapiBase}/${name}?${query}` }
}
