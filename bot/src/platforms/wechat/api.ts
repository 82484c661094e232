import { PlatformError } from '@gonghai/shared/ports/errors'
import type { PlatformMedia } from '@gonghai/shared/ports/platform'
import type { FreshToken } from '@gonghai/shared/ports/tokens'
import { z } from 'zod'
import { isObject, parseJson, readAnswer } from '../answer'
import { CachedTokens } from '../cached-tokens'
import { type Call, type Json, type Payload, stack, type TokenSource, withLog, withToken } from '../call'
import { classifyHttpStatus } from '../classify-status'
import { CALL_TIMEOUT_MS, MAX_JSON_BYTES, MAX_MEDIA_BYTES, type PlatformDeps } from '../deps'
import { exchange, failureOf, type HttpAnswer, HttpFailure } from '../http'
import { readMediaAnswer } from '../media-answer'
import { classifyWechat } from './classify'
import type { WechatConfig } from './config'

/** The methods that we use; `writes` = an answer that is lost may have done something. */
const METHODS = {
  'cgi-bin/stable_token': { verb: 'POST', writes: false, token: false },
  'cgi-bin/ticket/getticket': { verb: 'GET', writes: false, token: true },
  'cgi-bin/message/custom/send': { verb: 'POST', writes: true, token: true },
  'cgi-bin/message/template/send': { verb: 'POST', writes: true, token: true },
  'cgi-bin/menu/create': { verb: 'POST', writes: true, token: true },
  'cgi-bin/qrcode/create': { verb: 'POST', writes: true, token: true },
  'cgi-bin/user/info': { verb: 'GET', writes: false, token: true },
  'cgi-bin/media/get': { verb: 'GET', writes: false, token: true },
  'sns/oauth2/access_token': { verb: 'GET', writes: true, token: false },
} as const

/** A method of the official account's API, as its path. */
export type WechatMethod = keyof typeof METHODS

/** All that the official account's client says to the platform. */
export interface WechatApi {
  call(method: WechatMethod, payload: Payload): Promise<Json>
  /** The ticket of the JS-API. */
  ticket(): Promise<string>
  download(mediaId: string): Promise<PlatformMedia>
}

const STABLE = 'cgi-bin/stable_token'
const TICKET = 'cgi-bin/ticket/getticket'
const MEDIA = 'cgi-bin/media/get'
const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })
const ticketAnswer = z.object({ ticket: z.string().min(1), expires_in: z.number().positive() })

/** The way out to one official account. */
export function createWechatApi(config: WechatConfig, deps: PlatformDeps): WechatApi {
  const tokens = new CachedTokens(deps.tokens, deps.now)
  const key = (kind: string) => ({ platform: 'wechat' as const, app: config.appId, kind })
  const logged = (base: Call) => stack(base, withLog('wechat', deps.log, deps.now))
  const bare = logged(createTransport(config, deps))
  const access = accessTokens(config, tokens, bare, key('access'))
  const authorised = withToken(access, method => METHODS[method as WechatMethod].token)
  const call = authorised(bare)
  const ticket = tokens.source(key('ticket.jsapi'), async () => {
    const fresh = readAnswer('wechat', TICKET, ticketAnswer, await call(TICKET, { query: { type: 'jsapi' } }))
    return { value: fresh.ticket, lifetimeSeconds: fresh.expires_in }
  })
  const downloads = authorised(logged(createDownload(config, deps)))
  return {
    call,
    ticket: () => ticket.current(),
    download: async mediaId => {
      const { media } = await downloads(MEDIA, { query: { media_id: mediaId } })
      return media as PlatformMedia
    },
  }
}

/**
 * Stable tokens: asking again gives the same one to everybody who asks, until it is about to end.
 * Only when the platform refuses the very token that it still hands out, a new one is forced (20 a day).
 */
function accessTokens(
  config: WechatConfig,
  tokens: CachedTokens,
  bare: Call,
  key: Parameters<CachedTokens['source']>[0],
): TokenSource {
  const ask = async (force_refresh: boolean): Promise<FreshToken> => {
    const { appId: appid, appSecret: secret } = config
    const body = { grant_type: 'client_credential', appid, secret, force_refresh }
    const fresh = readAnswer('wechat', STABLE, tokenAnswer, await bare(STABLE, { body }))
    return { value: fresh.access_token, lifetimeSeconds: fresh.expires_in }
  }
  const instead = async (failing: string): Promise<FreshToken> => {
    const fresh = await ask(false)
    return fresh.value === failing ? ask(true) : fresh
  }
  return {
    current: () => tokens.source(key, () => ask(false)).current(),
    renew: failing => tokens.source(key, () => instead(failing)).renew(failing),
  }
}

function createTransport(config: WechatConfig, deps: PlatformDeps): Call {
  return async (name, payload) => {
    const method = name as WechatMethod
    return unwrap(method, await request(config, deps, method, payload, MAX_JSON_BYTES))
  }
}

function createDownload(config: WechatConfig, deps: PlatformDeps): Call {
  return async (name, payload) => {
    const method = name as WechatMethod
    const answer = await request(config, deps, method, payload, MAX_MEDIA_BYTES)
    const media = readMediaAnswer(answer)
    if (media) return { media }
    // Videos come as an address on another host instead, and such are not called.
    const video = 'video_url' in unwrap(method, answer)
    throw new PlatformError('wechat', method, video ? 'input' : 'transient', video ? 'video' : 'no media')
  }
}

async function request(
  config: WechatConfig,
  deps: PlatformDeps,
  method: WechatMethod,
  payload: Payload,
  maxBytes: number,
): Promise<HttpAnswer> {
  const { verb, writes } = METHODS[method]
  const query = new URLSearchParams({
    ...(payload.token && { access_token: payload.token }),
    ...payload.query,
  })
  const url = `${config.apiBase}/${method}?${query}`
  const timeoutMs = deps.timeoutMs ?? CALL_TIMEOUT_MS
  try {
    return await exchange(deps.fetch ?? fetch, { url, verb, body: payload.body, timeoutMs, maxBytes })
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    throw new PlatformError('wechat', method, failureOf(error, writes), error.code)
  }
}

/** The JSON of a good answer; everything else becomes a `PlatformError`. */
function unwrap(method: WechatMethod, answer: HttpAnswer): Json {
  const { writes, token } = METHODS[method]
  const json = parseJson(wholeIds(answer.bytes))
  const code = isObject(json) ? json.errcode : undefined
  if (typeof code === 'number' && code !== 0) {
    const { failure, retryAfterMs } = classifyWechat(code, token)
    throw new PlatformError('wechat', method, failure, String(code), retryAfterMs)
  }
  if (answer.status >= 300) throw classifyHttpStatus('wechat', method, answer, writes)
  if (!isObject(json)) throw new PlatformError('wechat', method, 'transient', 'no json')
  return json
}

/** Message ids have 64 bits and come as bare numbers: as texts they keep all their digits. */
function wholeIds(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(/("msgid"\s*:\s*)(\d+)/g, '$1"$2"')
}
