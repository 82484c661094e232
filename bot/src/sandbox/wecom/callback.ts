import { randomInt } from 'node:crypto'
import type { Delivery } from '../screen'
import type { WecomApp } from './corp'
import { type CallbackKeys, decrypt, encrypt, sameSignature, sign } from './crypto'
import type { WecomState } from './state'
import { toXml, type XmlValue, xmlText } from './xml'

/** How callbacks wait: 5 s for an answer, up to three more tries. */
export interface CallbackTiming {
  timeoutMs: number
  /** Pauses before the second, third and fourth try. */
  pausesMs: number[]
}

export const defaultTiming: CallbackTiming = { timeoutMs: 5000, pausesMs: [1000, 2000, 4000] }

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const seconds = (state: WecomState) => Math.floor(state.now().getTime() / 1000)
const newNonce = () => `${randomInt(1_000_000_000)}`

/** The keys of an app's callback, once its settings are complete. */
export function keysOf(state: WecomState, app: WecomApp): (CallbackKeys & { url: string }) | undefined {
  const { callbackUrl, token, encodingAesKey } = app
  if (!callbackUrl || !token || !encodingAesKey) return undefined
  return { url: callbackUrl, token, encodingAesKey, receiveId: state.corp.corpId }
}

function signedQuery(keys: CallbackKeys, timestamp: string, encrypted: string) {
  const nonce = newNonce()
  return new URLSearchParams({
    msg_signature: sign(keys.token, timestamp, nonce, encrypted),
    timestamp,
    nonce,
  })
}

/** Fetches, and turns a failure into a word. */
async function reach(url: string, init: RequestInit, timeoutMs: number): Promise<Response | string> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    return await fetch(url, { ...init, redirect: 'manual', signal })
  } catch {
    return signal.aborted ? 'timeout' : 'refused'
  }
}

/** The reply of the app, decrypted, when it sent one; throws on a bad signature. */
function readReply(keys: CallbackKeys, body: string): string {
  const parts = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map(name => xmlText(body, name) ?? '')
  const [encrypted = '', signature = '', timestamp = '', nonce = ''] = parts
  if (!sameSignature(sign(keys.token, timestamp, nonce, encrypted), signature))
    throw new Error('reply signature')
  return decrypt(keys, encrypted)
}

async function attempt(
  state: WecomState,
  app: WecomApp,
  xml: string,
  timing: CallbackTiming,
): Promise<string> {
  const keys = keysOf(state, app)
  if (!keys) return 'no callback url'
  const encrypted = encrypt(keys, xml)
  const query = signedQuery(keys, `${seconds(state)}`, encrypted)
  const body = toXml({ ToUserName: state.corp.corpId, AgentID: `${app.agentId}`, Encrypt: encrypted })
  const joint = keys.url.includes('?') ? '&' : '?'
  const init = { method: 'POST', headers: { 'content-type': 'text/xml' }, body }
  const answer = await reach(`${keys.url}${joint}${query}`, init, timing.timeoutMs)
  const outcome = typeof answer === 'string' ? answer : `${answer.status}`
  const text = typeof answer === 'string' ? '' : await answer.text().catch(() => '')
  let reply: string | null = null
  try {
    reply = outcome === '200' && text.trim() !== '' ? readReply(keys, text) : null
  } catch (error) {
    state.log(`wecom: passive reply not readable: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  state.wire.add({
    direction: 'callback',
    title: `POST ${new URL(keys.url).pathname}`,
    outcome,
    request: { decrypted: xml },
    response: reply ? { decrypted: reply } : null,
  })
  return outcome
}

/** Pushes an event or message to the app: sign, encrypt, POST; answer within 5 s, else up to three retries. */
export async function push(
  state: WecomState,
  app: WecomApp,
  fields: { [name: string]: XmlValue },
  timing: CallbackTiming,
): Promise<Delivery> {
  if (state.faults.offline) return { delivered: false, reason: 'offline' }
  if (state.faults.dropCallbacks) return { delivered: false, reason: 'dropped' }
  const xml = toXml(fields)
  let outcome = ''
  for (const wait of [0, ...timing.pausesMs]) {
    if (wait > 0) await pause(wait)
    outcome = await attempt(state, app, xml, timing)
    if (outcome === '200') {
      if (state.faults.duplicateCallbacks) await attempt(state, app, xml, timing)
      return { delivered: true }
    }
    if (outcome === 'no callback url') break
  }
  return { delivered: false, reason: /^\d+$/.test(outcome) ? `http ${outcome}` : outcome }
}

/** The check on saving the callback settings: the decrypted echostr must come back within a second. */
export async function verifyUrl(state: WecomState, app: WecomApp): Promise<Delivery> {
  const keys = keysOf(state, app)
  if (!keys) return { delivered: false, reason: 'incomplete' }
  const secret = `${randomInt(1_000_000_000)}${randomInt(1_000_000_000)}`
  const echostr = encrypt(keys, secret)
  const query = signedQuery(keys, `${seconds(state)}`, echostr)
  query.set('echostr', echostr)
  const answer = await reach(`${keys.url}${keys.url.includes('?') ? '&' : '?'}${query}`, {}, 1000)
  const outcome = typeof answer === 'string' ? answer : `${answer.status}`
  const text = typeof answer === 'string' ? '' : await answer.text().catch(() => '')
  state.wire.add({
    direction: 'callback',
    title: `GET ${new URL(keys.url).pathname}`,
    outcome,
    request: { echostr: secret },
    response: text,
  })
  const delivered = outcome === '200' && text === secret
  return delivered ? { delivered } : { delivered, reason: outcome === '200' ? 'wrong answer' : outcome }
}
