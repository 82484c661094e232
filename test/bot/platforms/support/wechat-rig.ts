import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createWechat, type WechatConfig } from '@gonghai/bot/platforms/wechat/index'
import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { OfficialAccount } from '@gonghai/shared/ports/official-account'
import type { CallbackRequest } from '@gonghai/shared/ports/platform'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { startAnsweringServer } from './answering-server'
import type { Rig } from './conformance'
import { memoryTokens } from './memory-tokens'
import { recordingLog } from './recording-log'

/** The recorded plain messages of an official account, by name. */
export const wechatMessages: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../../fixtures/platforms/wechat/messages.json', import.meta.url), 'utf8'),
)

export const WECHAT_SECONDS = 1_700_000_000
export const wechatToken = 'pamtest'
export const wechatAesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

/** An official account whose hosts are `base`. */
export function wechatConfig(base: string, changes: Partial<WechatConfig> = {}): WechatConfig {
  return {
    appId: 'wxapp1',
    appSecret: 'app-secret',
    originalId: 'gh_account',
    token: wechatToken,
    encodingAesKey: wechatAesKey,
    mode: 'safe',
    apiBase: base,
    oauthBase: base,
    progress: {
      id: 'template-1',
      fields: [
        { key: 'thing1', from: ['title'] },
        { key: 'thing2', from: ['outcome', 'subtitle', 'flag'] },
        { key: 'phrase3', from: ['flag', '"处理中"'] },
        { key: 'time4', from: ['time'] },
      ],
    },
    ...changes,
  }
}

type How = 'good' | 'badSignature' | 'stale'

const flip = (signature: string) => signature.replace(/^./, first => (first === '0' ? '1' : '0'))
const timeOf = (how: How) => String(how === 'stale' ? WECHAT_SECONDS - 3600 : WECHAT_SECONDS + 2)

/** The signature of a post whose body is not encrypted. */
export function plainSignature(timestamp: string, nonce: string, token = wechatToken): string {
  return createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
}

/** A push in safe mode, encrypted and signed by the official library. */
export function wechatPush(plain: string, how: How = 'good', receiver = 'wxapp1'): CallbackRequest {
  const encrypted = encrypt(wechatAesKey, plain, receiver)
  const timestamp = timeOf(how)
  const good = getSignature(wechatToken, timestamp, 'n1', encrypted)
  const query = new URLSearchParams({
    signature: plainSignature(timestamp, 'n1'),
    timestamp,
    nonce: 'n1',
    openid: 'oFollower-1_x',
    encrypt_type: 'aes',
    msg_signature: how === 'badSignature' ? flip(good) : good,
  }).toString()
  const body = `<xml><ToUserName><![CDATA[gh_account]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
  return { method: 'POST', path: '', query, headers: { 'content-type': 'text/xml' }, body }
}

/** A push in plain mode. */
export function wechatPlainPush(body: string, how: How = 'good', nonce = 'n1'): CallbackRequest {
  const timestamp = timeOf(how)
  const good = plainSignature(timestamp, nonce)
  const signature = how === 'badSignature' ? flip(good) : good
  const query = new URLSearchParams({ signature, timestamp, nonce }).toString()
  return { method: 'POST', path: '', query, headers: { 'content-type': 'text/xml' }, body }
}

/** The plain XML of an encrypted passive reply; throws when its signature is wrong. */
export function openReply(body: string): { message: string; id: string } {
  const [, encrypted = ''] = /<Encrypt><!\[CDATA\[(.+?)\]\]>/.exec(body) ?? []
  const [, signature] = /<MsgSignature><!\[CDATA\[(.+?)\]\]>/.exec(body) ?? []
  const [, timestamp = ''] = /<TimeStamp>(\d+)</.exec(body) ?? []
  const [, nonce = ''] = /<Nonce><!\[CDATA\[(.+?)\]\]>/.exec(body) ?? []
  if (getSignature(wechatToken, timestamp, nonce, encrypted) !== signature) throw new Error('signature')
  return decrypt(wechatAesKey, encrypted)
}

/** A rig whose platform is the official account. */
export type WechatRig = Rig & { platform: OfficialAccount }

/** An official account's client against a scripted platform that is well. */
export async function startWechatRig(
  changes: Partial<WechatConfig> = {},
  timeoutMs = 400,
): Promise<WechatRig> {
  const server = await startAnsweringServer()
  const ok = { errcode: 0, errmsg: 'ok' }
  server.standing('/cgi-bin/stable_token', { json: { access_token: 'first-token', expires_in: 7200 } })
  server.standing('/cgi-bin/message/custom/send', { json: ok })
  server.standing('/cgi-bin/message/template/send', {
    raw: '{"errcode":0,"errmsg":"ok","msgid":9007199254740993123}',
  })
  const now = () => new Date(WECHAT_SECONDS * 1000)
  const log = recordingLog()
  const config = wechatConfig(server.base, changes)
  const platform = createWechat(config, { now, tokens: memoryTokens(now), log, timeoutMs })
  const received: InboundEvent[] = []
  const push = config.mode === 'plain' ? wechatPlainPush : wechatPush
  const deliver: Rig['deliver'] = async (fixture, how) => {
    const answer = await platform.handleCallback!(push(wechatMessages[fixture]!, how), async event => {
      received.push(event)
      return {}
    })
    if (answer.status === 200) expect(answer.body).toBe('success')
    return answer.status === 200
  }
  return { platform, server, log, received, deliver, stop: () => server.stop() }
}
