import { createHash, randomInt } from 'node:crypto'
import type { Delivery } from '../screen'
import { type CallbackKeys, encrypt, sign } from '../wecom/crypto'
import type { WechatCallback, WechatMode } from './account'
import { type Reply, readReply } from './reply'
import type { WechatState } from './state'
import { toXml, type XmlFields } from './xml'

/** How callbacks wait: 5 s for an answer, three tries in all. */
export interface CallbackTiming {
  timeoutMs: number
  /** Pauses before the second and third try. */
  pausesMs: number[]
}

export const defaultTiming: CallbackTiming = { timeoutMs: 5000, pausesMs: [1000, 1000] }

/** What a push led to; `reply` is what the account answered, when it said anything readable. */
export interface Pushed extends Delivery {
  reply?: Reply
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const newNonce = () => `${randomInt(1_000_000_000)}`

/** `signature`: sha1 over token, time and nonce in byte order. */
export function signPlain(token: string, timestamp: string, nonce: string): string {
  return createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
}

function settings(state: WechatState): WechatCallback | undefined {
  const { callbackUrl, token, encodingAesKey, mode } = state.callback.get('callback') ?? {}
  return callbackUrl && token && encodingAesKey && mode
    ? { callbackUrl, token, encodingAesKey, mode }
    : undefined
}

const keysOf = (state: WechatState, callback: WechatCallback): CallbackKeys => ({
  token: callback.token,
  encodingAesKey: callback.encodingAesKey,
  receiveId: state.account.appId,
})

const withQuery = (url: string, query: URLSearchParams) => `${url}${url.includes('?') ? '&' : '?'}${query}`

/** Fetches with its body, and turns a failure into a word. */
async function reach(
  state: WechatState,
  url: string,
  init: RequestInit = {},
): Promise<{ outcome: string; text: string }> {
  const late = AbortSignal.timeout(state.timing.timeoutMs)
  const signal = AbortSignal.any([late, state.closing])
  try {
    const answer = await fetch(url, { ...init, redirect: 'manual', signal })
    return { outcome: `${answer.status}`, text: await answer.text() }
  } catch {
    return { outcome: late.aborted ? 'timeout' : 'refused', text: '' }
  }
}

/** The body of a push: clear fields, the encrypted text, or both. */
const bodies: Record<WechatMode, (fields: XmlFields, encrypted: string) => string> = {
  plain: fields => toXml(fields),
  compat: (fields, encrypted) => toXml({ ...fields, Encrypt: encrypted }),
  safe: (fields, encrypted) => toXml({ ToUserName: fields.ToUserName ?? '', Encrypt: encrypted }),
}

async function attempt(state: WechatState, callback: WechatCallback, fields: XmlFields): Promise<Pushed> {
  const keys = keysOf(state, callback)
  const xml = toXml(fields)
  const encrypted = encrypt(keys, xml)
  const timestamp = `${Math.floor(state.now().getTime() / 1000)}`
  const nonce = newNonce()
  const query = new URLSearchParams({
    signature: signPlain(keys.token, timestamp, nonce),
    timestamp,
    nonce,
    openid: `${fields.FromUserName}`,
  })
  if (callback.mode !== 'plain') {
    query.set('encrypt_type', 'aes')
    query.set('msg_signature', sign(keys.token, timestamp, nonce, encrypted))
  }
  const body = bodies[callback.mode](fields, encrypted)
  const init = { method: 'POST', headers: { 'content-type': 'text/xml' }, body }
  const { outcome, text } = await reach(state, withQuery(callback.callbackUrl, query), init)
  const reply =
    outcome === '200' ? readReply(state, keys, callback.mode, text, `${fields.FromUserName}`) : null
  state.wire.add({
    direction: 'callback',
    title: `POST ${new URL(callback.callbackUrl).pathname}`,
    outcome: reply?.kind === 'bad' ? `${outcome}, ${reply.reason}` : outcome,
    request: callback.mode === 'plain' ? { xml } : { decrypted: xml },
    response: reply?.kind === 'message' ? { decrypted: reply.xml } : text || null,
  })
  if (!reply) return { delivered: false, reason: /^\d+$/.test(outcome) ? `http ${outcome}` : outcome }
  return { delivered: true, reply }
}

/** Pushes a message or event; answer within 5 s, else up to two more tries with the same fields. */
export async function push(state: WechatState, fields: XmlFields): Promise<Pushed> {
  if (state.faults.offline) return { delivered: false, reason: 'offline' }
  if (state.faults.dropCallbacks) return { delivered: false, reason: 'dropped' }
  const callback = settings(state)
  if (!callback) return { delivered: false, reason: 'no callback url' }
  state.lastPush.set(`${fields.FromUserName}`, fields)
  let pushed: Pushed = { delivered: false }
  for (const wait of [0, ...state.timing.pausesMs]) {
    if (wait > 0) await pause(wait)
    pushed = await attempt(state, callback, fields)
    if (pushed.delivered || state.closing.aborted) break
  }
  return pushed
}

/** The check on saving the settings: signed like a plain push, the echostr must come back as it is. */
export async function verifyUrl(state: WechatState, callback: WechatCallback): Promise<Delivery> {
  const timestamp = `${Math.floor(state.now().getTime() / 1000)}`
  const nonce = newNonce()
  const echostr = `${randomInt(1_000_000_000)}${randomInt(1_000_000_000)}`
  const signature = signPlain(callback.token, timestamp, nonce)
  const query = new URLSearchParams({ signature, echostr, timestamp, nonce })
  const { outcome, text } = await reach(state, withQuery(callback.callbackUrl, query))
  state.wire.add({
    direction: 'callback',
    title: `GET ${new URL(callback.callbackUrl).pathname}`,
    outcome,
    request: { echostr },
    response: text,
  })
  const delivered = outcome === '200' && text === echostr
  return delivered ? { delivered } : { delivered, reason: outcome === '200' ? 'wrong answer' : outcome }
}
