import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { CallbackRequest, CallbackResponse, Receive } from '@gonghai/shared/ports/platform'
import { isObject, parseJson } from '../answer'
import {
  type CallbackKeys,
  CallbackRefused,
  callbackSignature,
  encryptCallback,
  openCallback,
  refuseStale,
  sameText,
} from '../callback-crypto'
import type { PlatformDeps } from '../deps'
import { memoryReplays } from '../memory-replays'
import { ownEntry } from '../own-entry'
import { refusalStatus } from '../refusal-status'
import { cardRouteSecret } from './card-route'
import type { DingtalkConfig, DingtalkHttpMode } from './config'
import type { DingtalkInbound } from './inbound'

const WINDOW_MS = 5 * 60_000

interface Door {
  config: DingtalkConfig
  http: DingtalkHttpMode
  deps: PlatformDeps
  inbound: DingtalkInbound
  /** Refuses a signature that was used for another body: it covers the time only. */
  bind(signature: string, body: string): Promise<void>
}

type Answer = (door: Door, request: CallbackRequest, receive: Receive) => Promise<unknown>

/** The three addresses below the path secret. */
const ROUTES: Record<string, Answer> = { robot: takeRobot, card: takePress, event: takeEvent }

/** Takes DingTalk's posts: `/<path secret>/robot|card|event`; anything else answers 404 as if nothing were there. */
export function createHttpCallbacks(
  config: DingtalkConfig,
  http: DingtalkHttpMode,
  deps: PlatformDeps,
  inbound: DingtalkInbound,
) {
  const replays = deps.replays ?? memoryReplays(deps.now)
  const bind: Door['bind'] = async (signature, body) => {
    const until = new Date(deps.now().getTime() + 2 * WINDOW_MS)
    const digest = createHash('sha256').update(body).digest('base64url')
    if (!(await replays.bind('dingtalk', signature, digest, until))) throw new CallbackRefused('replay')
  }
  const door = { config, http, deps, inbound, bind }
  return async (request: CallbackRequest, receive: Receive): Promise<CallbackResponse> => {
    const [, secret = '', name = '', ...rest] = request.path.split('/')
    const route = rest.length === 0 ? ownEntry(ROUTES, name) : undefined
    if (!sameText(secret, http.pathSecret) || !route || request.method !== 'POST') return json(404, {})
    try {
      return json(200, await route(door, request, receive))
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error
      deps.log.warn({ platform: 'dingtalk', route: name, reason: error.reason }, 'callback refused')
      return json(refusalStatus[error.reason], {})
    }
  }
}

async function takeRobot(door: Door, request: CallbackRequest, receive: Receive): Promise<unknown> {
  const timestamp = request.headers.timestamp ?? ''
  const { clientSecret } = door.config
  await verify(
    door,
    request,
    'robot',
    timestamp,
    request.headers.sign,
    clientSecret,
    `${timestamp}\n${clientSecret}`,
  )
  await door.inbound.robot(readBody(request), receive, true)
  return {}
}

async function takePress(door: Door, request: CallbackRequest, receive: Receive): Promise<unknown> {
  const timestamp = request.headers['x-ddpaas-signature-timestamp'] ?? ''
  const signature = request.headers['x-ddpaas-signature']
  await verify(door, request, 'card', timestamp, signature, cardRouteSecret(door.config), timestamp)
  return door.inbound.press(readBody(request), receive, new Date(Number(timestamp)))
}

async function takeEvent(door: Door, request: CallbackRequest, receive: Receive): Promise<unknown> {
  const query = new URLSearchParams(request.query)
  const timestamp = query.get('timestamp') ?? query.get('timeStamp') ?? ''
  const signature = query.get('signature') ?? query.get('msg_signature') ?? ''
  const nonce = query.get('nonce') ?? ''
  const { encrypt } = readBody(request)
  if (typeof encrypt !== 'string') throw new CallbackRefused('shape')
  const keys = { token: door.http.token, aesKey: door.http.aesKey, receiver: door.config.clientId }
  const plain = openCallback(keys, { signature, timestamp, nonce, encrypted: encrypt })
  refuseStale(milliseconds(timestamp), door.deps.now(), WINDOW_MS)
  const event = parseJson(plain)
  if (isObject(event)) await door.inbound.event(event, receive)
  return success(keys, door.deps.now())
}

/** Checks the HMAC over the time, the window, and that nobody reuses it for another body. */
async function verify(
  door: Door,
  request: CallbackRequest,
  route: string,
  timestamp: string,
  signature: string | undefined,
  key: string,
  signed: string,
): Promise<void> {
  const expected = createHmac('sha256', key).update(signed).digest('base64')
  if (!signature || !sameText(expected, signature)) throw new CallbackRefused('signature')
  refuseStale(milliseconds(timestamp), door.deps.now(), WINDOW_MS)
  await door.bind(`${route}:${signature}`, request.body)
}

/** DingTalk wants its own word back, encrypted. */
function success(keys: CallbackKeys, now: Date) {
  const encrypt = encryptCallback(keys, 'success', randomBytes(16))
  const timeStamp = String(now.getTime())
  const nonce = randomBytes(8).toString('hex')
  return {
    msg_signature: callbackSignature(keys.token, timeStamp, nonce, encrypt),
    timeStamp,
    nonce,
    encrypt,
  }
}

/** Most senders give milliseconds, some seconds. */
function milliseconds(timestamp: string): number {
  if (!/^\d{10,13}$/.test(timestamp)) return Number.NaN
  return timestamp.length === 10 ? Number(timestamp) * 1000 : Number(timestamp)
}

function readBody(request: CallbackRequest): Record<string, unknown> {
  const body = parseJson(request.body)
  if (!isObject(body)) throw new CallbackRefused('shape')
  return body
}

function json(status: number, body: unknown): CallbackResponse {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) }
}
