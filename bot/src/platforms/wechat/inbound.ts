import { createHash } from 'node:crypto'
import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { CallbackRequest, CallbackResponse, Receive } from '@gonghai/shared/ports/platform'
import {
  type CallbackKeys,
  CallbackRefused,
  callbackSignature,
  openCallback,
  refuseStale,
  sameText,
} from '../callback-crypto'
import type { PlatformDeps } from '../deps'
import { memoryReplays } from '../memory-replays'
import { readXml, type XmlElement, xmlText } from '../read-xml'
import { refusalStatus } from '../refusal-status'
import type { WechatConfig } from './config'
import { parseWechatMessage } from './parse-message'
import { renderPassiveReply, sealPassiveReply } from './passive-reply'

/** Generous, because WeChat's retries may carry the first attempt's time. */
const WINDOW_MS = 10 * 60_000
/** WeChat cuts after 5 seconds; what is not known by then is sent later. */
const ANSWER_MS = 3500
/** What WeChat takes for "received, nothing to say". */
const RECEIVED = 'success'
/** Nobody is there to read an answer. */
const SILENT: readonly InboundEvent['type'][] = ['leave', 'report']

interface Door {
  config: WechatConfig
  keys: CallbackKeys
  deps: PlatformDeps
  /** Plain mode: refuses a signature that was used for another body, which it does not cover. */
  bind(signature: string, body: string): Promise<void>
}

/**
 * Takes the official account's callbacks: proves the address on GET; on POST hands verified events on and answers with
 * the reply that came in time, else with `success`.
 */
export function createWechatInbound(config: WechatConfig, deps: PlatformDeps) {
  const keys: CallbackKeys = { token: config.token, aesKey: config.encodingAesKey, receiver: config.appId }
  const replays = deps.replays ?? memoryReplays(deps.now)
  const bind: Door['bind'] = async (signature, body) => {
    const until = new Date(deps.now().getTime() + 2 * WINDOW_MS)
    const digest = createHash('sha256').update(body).digest('base64url')
    if (!(await replays.bind('wechat', signature, digest, until))) throw new CallbackRefused('replay')
  }
  const door = { config, keys, deps, bind }
  return async (request: CallbackRequest, receive: Receive): Promise<CallbackResponse> => {
    try {
      if (request.method === 'GET') return text(200, prove(door, request))
      if (request.method !== 'POST') return text(405, '')
      return await take(door, await open(door, request), receive)
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error
      deps.log.warn({ platform: 'wechat', reason: error.reason }, 'callback refused')
      return text(refusalStatus[error.reason], '')
    }
  }
}

function prove(door: Door, request: CallbackRequest): string {
  checkSignature(door, new URLSearchParams(request.query))
  return new URLSearchParams(request.query).get('echostr') ?? ''
}

/** The signature over token, time and nonce; it proves the sender, but no body. */
function checkSignature(door: Door, query: URLSearchParams): string {
  const timestamp = query.get('timestamp') ?? ''
  const signature = query.get('signature') ?? ''
  const expected = callbackSignature(door.keys.token, timestamp, query.get('nonce') ?? '', '')
  if (!sameText(expected, signature)) throw new CallbackRefused('signature')
  refuseStale(Number(timestamp || Number.NaN) * 1000, door.deps.now(), WINDOW_MS)
  return signature
}

/** The message in a post. In safe mode only what is encrypted counts, whatever stands beside it. */
async function open(door: Door, request: CallbackRequest): Promise<XmlElement> {
  const query = new URLSearchParams(request.query)
  if (door.config.mode === 'plain') {
    await door.bind(checkSignature(door, query), request.body)
    return readXml(request.body)
  }
  const timestamp = query.get('timestamp') ?? ''
  const plain = openCallback(door.keys, {
    signature: query.get('msg_signature') ?? '',
    timestamp,
    nonce: query.get('nonce') ?? '',
    encrypted: xmlText(readXml(request.body), 'Encrypt'),
  })
  refuseStale(Number(timestamp || Number.NaN) * 1000, door.deps.now(), WINDOW_MS)
  return readXml(plain)
}

async function take(door: Door, message: XmlElement, receive: Receive): Promise<CallbackResponse> {
  const { config, deps } = door
  const account = xmlText(message, 'ToUserName')
  if (config.originalId && account !== config.originalId) {
    deps.log.warn({ platform: 'wechat', account }, 'callback of another account ignored')
    return text(200, RECEIVED)
  }
  const event = parseWechatMessage(message)
  if (!event) {
    deps.log.debug({ platform: 'wechat', kind: xmlText(message, 'MsgType') }, 'callback not used')
    return text(200, RECEIVED)
  }
  const { reply } = await receive(event, SILENT.includes(event.type) ? undefined : { within: ANSWER_MS })
  const at = deps.now()
  const plain = reply && renderPassiveReply(reply, { account, openId: event.from.userId, at })
  if (!plain) return text(200, RECEIVED)
  const body = config.mode === 'safe' ? sealPassiveReply(door.keys, plain, at) : plain
  return { status: 200, contentType: 'text/xml; charset=utf-8', body }
}

function text(status: number, body: string): CallbackResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}
