import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { CallbackRequest, CallbackResponse, Receive } from '@gonghai/shared/ports/platform'
import { type CallbackKeys, CallbackRefused, openCallback, refuseStale } from '../callback-crypto'
import type { PlatformDeps } from '../deps'
import { readXml, xmlText } from '../read-xml'
import { refusalStatus } from '../refusal-status'
import type { WecomConfig } from './config'
import { parseWecomMessage } from './parse-message'

/** Generous, because WeCom's retries may carry the first attempt's time. */
const WINDOW_MS = 10 * 60_000

/** Takes WeCom's callbacks: proves the address on GET, hands verified events on and answers an empty 200 on POST. */
export function createWecomInbound(config: WecomConfig, deps: PlatformDeps) {
  const keys: CallbackKeys = { token: config.token, aesKey: config.encodingAesKey, receiver: config.corpId }
  return async (request: CallbackRequest, receive: Receive): Promise<CallbackResponse> => {
    try {
      if (request.method === 'GET') return text(200, prove(keys, request, deps.now()))
      if (request.method !== 'POST') return text(405, '')
      for (const event of open(config, keys, request, deps)) await receive(event)
      return text(200, '')
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error
      deps.log.warn({ platform: 'wecom', reason: error.reason }, 'callback refused')
      return text(refusalStatus[error.reason], '')
    }
  }
}

function prove(keys: CallbackKeys, request: CallbackRequest, now: Date): string {
  const query = new URLSearchParams(request.query)
  // A plus sign that came unescaped has become a blank; base64 has no blanks.
  return openSigned(keys, query, (query.get('echostr') ?? '').replaceAll(' ', '+'), now)
}

function open(
  config: WecomConfig,
  keys: CallbackKeys,
  request: CallbackRequest,
  deps: PlatformDeps,
): InboundEvent[] {
  const encrypted = xmlText(readXml(request.body), 'Encrypt')
  const message = readXml(openSigned(keys, new URLSearchParams(request.query), encrypted, deps.now()))
  const agentId = xmlText(message, 'AgentID')
  if (agentId && agentId !== config.agentId) {
    deps.log.warn({ platform: 'wecom', agentId }, 'callback of another app ignored')
    return []
  }
  const event = parseWecomMessage(message)
  if (!event) deps.log.debug({ platform: 'wecom', kind: xmlText(message, 'MsgType') }, 'callback not used')
  return event ? [event] : []
}

function openSigned(keys: CallbackKeys, query: URLSearchParams, encrypted: string, now: Date): string {
  const timestamp = query.get('timestamp') ?? ''
  const signature = query.get('msg_signature') ?? ''
  const plain = openCallback(keys, { signature, timestamp, nonce: query.get('nonce') ?? '', encrypted })
  refuseStale(Number(timestamp || Number.NaN) * 1000, now, WINDOW_MS)
  return plain
}

function text(status: number, body: string): CallbackResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}
