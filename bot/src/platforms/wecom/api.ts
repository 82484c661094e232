import { PlatformError } from '@gonghai/shared/ports/errors'
import type { PlatformMedia } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { isObject, parseJson, readAnswer } from '../answer'
import { CachedTokens } from '../cached-tokens'
import { type Call, type Json, type Payload, stack, withLog, withToken } from '../call'
import { classifyHttpStatus } from '../classify-status'
import { CALL_TIMEOUT_MS, MAX_JSON_BYTES, MAX_MEDIA_BYTES, type PlatformDeps } from '../deps'
import { exchange, failureOf, type HttpAnswer, HttpFailure } from '../http'
import { readMediaAnswer } from '../media-answer'
import { classifyWecom } from './classify'
import type { WecomConfig } from './config'

/** The methods that we use; `writes` = an answer that is lost may have done something. */
const METHODS = {
  gettoken: { verb: 'GET', writes: false, token: false },
  get_jsapi_ticket: { verb: 'GET', writes: false, token: true },
  'ticket/get': { verb: 'GET', writes: false, token: true },
  'auth/getuserinfo': { verb: 'GET', writes: true, token: true },
  'department/list': { verb: 'GET', writes: false, token: true },
  'user/list': { verb: 'GET', writes: false, token: true },
  'message/send': { verb: 'POST', writes: true, token: true },
  'message/update_template_card': { verb: 'POST', writes: true, token: true },
  'media/get': { verb: 'GET', writes: false, token: true },
} as const

/** A method of WeCom's API, as its path below `/cgi-bin/`. */
export type WecomMethod = keyof typeof METHODS

/** All that the WeCom client says to the platform. */
export interface WecomApi {
  call(method: WecomMethod, payload: Payload): Promise<Json>
  /** A JS-API ticket: of the corporation or of the app. */
  ticket(kind: 'corp' | 'agent'): Promise<string>
  download(mediaId: string): Promise<PlatformMedia>
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })
const ticketAnswer = z.object({ ticket: z.string().min(1), expires_in: z.number().positive() })

/** The way out to one WeCom app. */
export function createWecomApi(config: WecomConfig, deps: PlatformDeps): WecomApi {
  const tokens = new CachedTokens(deps.tokens, deps.now)
  const key = (kind: string) => ({
    platform: 'wecom' as const,
    app: `${config.corpId}/${config.agentId}`,
    kind,
  })
  const bare = stack(createTransport(config, deps), withLog('wecom', deps.log, deps.now))
  const access = tokens.source(key('access'), async () => {
    const query = { corpid: config.corpId, corpsecret: config.secret }
    const fresh = readAnswer('wecom', 'gettoken', tokenAnswer, await bare('gettoken', { query }))
    return { value: fresh.access_token, lifetimeSeconds: fresh.expires_in }
  })
  const authorised = withToken(access, method => METHODS[method as WecomMethod].token)
  const call = authorised(bare)

  const ticketFrom = (method: WecomMethod, payload: Payload) => async () => {
    const fresh = readAnswer('wecom', method, ticketAnswer, await call(method, payload))
    return { value: fresh.ticket, lifetimeSeconds: fresh.expires_in }
  }
  const tickets = {
    corp: tokens.source(key('ticket.corp'), ticketFrom('get_jsapi_ticket', {})),
    agent: tokens.source(key('ticket.agent'), ticketFrom('ticket/get', { query: { type: 'agent_config' } })),
  }
  const downloads = authorised(stack(createDownload(config, deps), withLog('wecom', deps.log, deps.now)))
  return {
    call,
    ticket: kind => tickets[kind].current(),
    download: async mediaId => {
      const { media } = await downloads('media/get', { query: { media_id: mediaId } })
      return media as PlatformMedia
    },
  }
}

function createTransport(config: WecomConfig, deps: PlatformDeps): Call {
  return async (method, payload) =>
    unwrap(method as WecomMethod, await request(config, deps, method as WecomMethod, payload, MAX_JSON_BYTES))
}

function createDownload(config: WecomConfig, deps: PlatformDeps): Call {
  return async (method, payload) => {
    const answer = await request(config, deps, method as WecomMethod, payload, MAX_MEDIA_BYTES)
    const media = readMediaAnswer(answer)
    if (media) return { media }
    unwrap(method as WecomMethod, answer)
    throw new PlatformError('wecom', method, 'transient', 'no media')
  }
}

async function request(
  config: WecomConfig,
  deps: PlatformDeps,
  method: WecomMethod,
  payload: Payload,
  maxBytes: number,
): Promise<HttpAnswer> {
  const { verb, writes } = METHODS[method]
  const query = new URLSearchParams({
    ...(payload.token && { access_token: payload.token }),
    ...payload.query,
  })
  const url = `${config.apiBase}/cgi-bin/${method}?${query}`
  const timeoutMs = deps.timeoutMs ?? CALL_TIMEOUT_MS
  try {
    return await exchange(deps.fetch ?? fetch, { url, verb, body: payload.body, timeoutMs, maxBytes })
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    throw new PlatformError('wecom', method, failureOf(error, writes), error.code)
  }
}

/** The JSON of a good answer; everything else becomes a `PlatformError`. */
function unwrap(method: WecomMethod, answer: HttpAnswer): Json {
  const { writes } = METHODS[method]
  const json = parseJson(answer.bytes)
  const code = isObject(json) ? json.errcode : undefined
  if (typeof code === 'number' && code !== 0) {
    const { failure, retryAfterMs } = classifyWecom(code)
    throw new PlatformError('wecom', method, failure, String(code), retryAfterMs)
  }
  if (answer.status >= 300) throw classifyHttpStatus('wecom', method, answer, writes)
  if (!isObject(json)) throw new PlatformError('wecom', method, 'transient', 'no json')
  return json
}
