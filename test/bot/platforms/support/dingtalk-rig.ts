import { createHash, createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createDingtalk, type DingtalkConfig } from '@gonghai/bot/platforms/dingtalk/index'
import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { CallbackRequest } from '@gonghai/shared/ports/platform'
import { decrypt, encrypt } from '@wecom/crypto'
import { startAnsweringServer } from './answering-server'
import type { Rig } from './conformance'
import { memoryTokens } from './memory-tokens'
import { recordingLog } from './recording-log'

interface Recorded {
  kind: 'robot' | 'card' | 'event'
  body: Record<string, unknown>
}

/** The recorded pushes of DingTalk, by name. */
export const dingtalkMessages: Record<string, Recorded> = JSON.parse(
  readFileSync(new URL('../../../fixtures/platforms/dingtalk-messages.json', import.meta.url), 'utf8'),
)

export const DINGTALK_MS = 1_700_000_002_000
const PATH_SECRET = 'Zr6mJm0b8h0V1QkV2dQ4xA'
const token = 'mryue'
const aesKey = 'Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7'

/** A DingTalk app whose three hosts are `base`. */
export function dingtalkConfig(base: string, changes: Partial<DingtalkConfig> = {}): DingtalkConfig {
  return {
    corpId: 'ding1',
    clientId: 'dingapp',
    clientSecret: 'app-secret',
    agentId: '77',
    cardTemplateId: 'abc.schema',
    apiBase: base,
    oapiBase: base,
    loginBase: base,
    jsapiHash: 'sha256',
    ...changes,
  }
}

export const httpMode = {
  url: 'https://crm.example.com/callbacks/dingtalk',
  pathSecret: PATH_SECRET,
  token,
  aesKey,
}

/** The secret that the client registered for card presses, as DingTalk would know it. */
export function cardSecret(): string {
  return createHmac('sha256', 'app-secret').update('gonghai card route').digest('hex')
}

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64')
const spoil = (signature: string) => signature.replace(/^./, first => (first === '0' ? '1' : '0'))

/** A post as DingTalk makes it in HTTP mode. */
export function dingtalkPost(recorded: Recorded, how: 'good' | 'badSignature' | 'stale'): CallbackRequest {
  const timestamp = String(how === 'stale' ? DINGTALK_MS - 6 * 60_000 : DINGTALK_MS - 1000)
  const sign = (good: string) => (how === 'badSignature' ? spoil(good) : good)
  const body = JSON.stringify(recorded.body)
  const base = { method: 'POST', query: '', headers: {}, body, path: `/${PATH_SECRET}/${recorded.kind}` }
  if (recorded.kind === 'robot') {
    return { ...base, headers: { timestamp, sign: sign(hmac('app-secret', `${timestamp}\napp-secret`)) } }
  }
  if (recorded.kind === 'card') {
    const signature = sign(hmac(cardSecret(), timestamp))
    return {
      ...base,
      headers: { 'x-ddpaas-signature-timestamp': timestamp, 'x-ddpaas-signature': signature },
    }
  }
  const encrypted = encrypt(aesKey, body, 'dingapp', randomBytes(16))
  const good = createHash('sha1').update([token, timestamp, 'n1', encrypted].sort().join('')).digest('hex')
  const query = new URLSearchParams({ signature: sign(good), timestamp, nonce: 'n1' }).toString()
  return { ...base, query, body: JSON.stringify({ encrypt: encrypted }) }
}

/** What a reply to an event says once decrypted; throws when its signature is wrong. */
export function readEventReply(body: string): string {
  const reply = JSON.parse(body)
  const parts = [token, reply.timeStamp, reply.nonce, reply.encrypt]
  if (createHash('sha1').update(parts.sort().join('')).digest('hex') !== reply.msg_signature)
    throw new Error('signature')
  return decrypt(aesKey, reply.encrypt).message
}

/** A DingTalk client in HTTP mode (or the given one) against a scripted platform that is well. */
export async function startDingtalkRig(changes: Partial<DingtalkConfig> = { http: httpMode }): Promise<Rig> {
  const server = await startAnsweringServer()
  server.standing('/v1.0/oauth2/accessToken', { json: { accessToken: 'first-token', expireIn: 7200 } })
  server.standing('/v1.0/robot/oToMessages/batchSend', {
    json: { processQueryKey: 'pq-1', invalidStaffIdList: [] },
  })
  server.standing('/v1.0/card/instances/createAndDeliver', request => {
    const deliverResults = [
      { spaceType: 'IM_ROBOT', spaceId: 'u', success: true, carrierId: 'carrier-1', errorMsg: '' },
    ]
    return { json: { success: true, result: { outTrackId: request.body.outTrackId, deliverResults } } }
  })
  server.standing('/v1.0/card/instances', { json: { success: true, result: true } })
  const now = () => new Date(DINGTALK_MS)
  const log = recordingLog()
  const deps = { now, tokens: memoryTokens(now), log, timeoutMs: 400, pause: async () => undefined }
  const platform = createDingtalk(dingtalkConfig(server.base, changes), deps)
  const received: InboundEvent[] = []
  const deliver: Rig['deliver'] = async (fixture, how) => {
    const answer = await platform.handleCallback!(
      dingtalkPost(dingtalkMessages[fixture]!, how),
      async event => {
        received.push(event)
        return {}
      },
    )
    return answer.status === 200
  }
  return { platform, server, log, received, deliver, stop: () => server.stop() }
}
