import type { Receive } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { isObject, parseJson, readAnswer } from '../answer'
import type { PlatformDeps } from '../deps'
import { ownEntry } from '../own-entry'
import type { DingtalkApi } from './api'
import type { DingtalkConfig } from './config'
import type { DingtalkInbound } from './inbound'
import { DingtalkStream, type StreamFrame, type StreamReply, type StreamTiming } from './stream'

const ROBOT = '/v1.0/im/bot/messages/get'
const CARD = '/v1.0/card/instances/callback'

const gateway = z.object({ endpoint: z.string().min(1), ticket: z.string().min(1) })

type Answer = (inbound: DingtalkInbound, receive: Receive, frame: StreamFrame, at: Date) => Promise<unknown>

/** What is answered to which callback topic, as the `data` of the reply. */
const TOPICS: Record<string, Answer> = {
  [ROBOT]: async (inbound, receive, frame) => {
    await inbound.robot(parseJson(frame.data), receive, false)
    return { response: null }
  },
  [CARD]: async (inbound, receive, frame, at) => ({
    response: await inbound.press(parseJson(frame.data), receive, at, frame.headers.messageId),
  }),
}

/** Opens the Stream and hands what comes to `receive`; returns the function that closes it. */
export async function listenToStream(
  config: DingtalkConfig,
  api: DingtalkApi,
  inbound: DingtalkInbound,
  deps: PlatformDeps & { random?: () => number; streamTiming?: Partial<StreamTiming> },
  receive: Receive,
): Promise<() => Promise<void>> {
  const stream = new DingtalkStream({
    open: () => openGateway(config, api),
    answer: frame => answer(inbound, receive, frame, deps),
    log: deps.log,
    random: deps.random,
    timing: deps.streamTiming,
  })
  await stream.connect()
  return () => stream.close()
}

async function openGateway(config: DingtalkConfig, api: DingtalkApi) {
  const method = 'gateway/connections/open'
  const subscriptions = [
    { type: 'EVENT', topic: '*' },
    { type: 'CALLBACK', topic: ROBOT },
    { type: 'CALLBACK', topic: CARD },
  ]
  const { clientId, clientSecret } = config
  const body = { clientId, clientSecret, subscriptions, ua: 'gonghai/0.1', extras: {} }
  const place = readAnswer('dingtalk', method, gateway, await api.call(method, { body }))
  // Only a deployment that talks http to its platform may be sent to an open socket.
  const secure = new RegExp(config.apiBase.startsWith('https:') ? '^wss://' : '^wss?://').test(place.endpoint)
  if (!secure) throw new Error('the gateway named an address without TLS')
  return place
}

async function answer(
  inbound: DingtalkInbound,
  receive: Receive,
  frame: StreamFrame,
  deps: PlatformDeps,
): Promise<StreamReply> {
  if (frame.type === 'EVENT') return answerEvent(inbound, receive, frame, deps)
  const topic = frame.type === 'CALLBACK' ? ownEntry(TOPICS, frame.headers.topic) : undefined
  if (!topic) return { code: 404, message: 'topic not found', data: { response: null } }
  const at = frame.headers.time ? new Date(frame.headers.time) : deps.now()
  return { code: 200, message: 'OK', data: await topic(inbound, receive, frame, at) }
}

/** An event that could not be stored comes again when we say LATER. */
async function answerEvent(
  inbound: DingtalkInbound,
  receive: Receive,
  frame: StreamFrame,
  deps: PlatformDeps,
): Promise<StreamReply> {
  const { eventType, eventId, eventCorpId: corpId } = frame.headers
  const fields = parseJson(frame.data)
  try {
    await inbound.event(isObject(fields) ? fields : {}, receive, { eventType, eventId, corpId })
    return { code: 200, message: 'OK', data: { status: 'SUCCESS', message: 'success' } }
  } catch (error) {
    deps.log.error({ platform: 'dingtalk', eventType, error: String(error) }, 'event not stored')
    return { code: 200, message: 'OK', data: { status: 'LATER', message: 'not stored' } }
  }
}
