import { readFileSync } from 'node:fs'
import { createWecom, type WecomConfig } from '@gonghai/bot/platforms/wecom/index'
import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { CallbackRequest } from '@gonghai/shared/ports/platform'
import { encrypt, getSignature } from '@wecom/crypto'
import { startAnsweringServer } from './answering-server'
import type { Rig } from './conformance'
import { memoryTokens } from './memory-tokens'
import { recordingLog } from './recording-log'

/** The recorded plain messages of WeCom, by name. */
export const wecomMessages: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../../fixtures/platforms/wecom-messages.json', import.meta.url), 'utf8'),
)

export const WECOM_SECONDS = 1_700_000_000
const token = 'QDG6eK'
const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'

/** A WeCom app whose three hosts are `base`. */
export function wecomConfig(base: string, changes: Partial<WecomConfig> = {}): WecomConfig {
  const bases = { apiBase: base, oauthBase: base, loginBase: base }
  const app = { corpId: 'ww1', agentId: '1000002', secret: 'app-secret', token, encodingAesKey: aesKey }
  return { ...app, ...bases, ...changes }
}

/** A push as WeCom makes it, encrypted and signed by the official library. */
export function wecomPush(
  plain: string,
  how: 'good' | 'badSignature' | 'stale',
  receiver = 'ww1',
): CallbackRequest {
  const encrypted = encrypt(aesKey, plain, receiver)
  const timestamp = String(how === 'stale' ? WECOM_SECONDS - 3600 : WECOM_SECONDS + 2)
  const good = getSignature(token, timestamp, 'n1', encrypted)
  const signature = how === 'badSignature' ? good.replace(/^./, first => (first === '0' ? '1' : '0')) : good
  const body = `<xml><ToUserName><![CDATA[ww1]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce: 'n1' }).toString()
  return { method: 'POST', path: '', query, headers: { 'content-type': 'text/xml' }, body }
}

/** A WeCom client against a scripted platform that is well. */
export async function startWecomRig(timeoutMs = 400): Promise<Rig> {
  const server = await startAnsweringServer()
  server.standing('/cgi-bin/gettoken', {
    json: { errcode: 0, access_token: 'first-token', expires_in: 7200 },
  })
  server.standing('/cgi-bin/message/send', {
    json: { errcode: 0, errmsg: 'ok', msgid: 'm-1', response_code: 'rc-1' },
  })
  server.standing('/cgi-bin/message/update_template_card', { json: { errcode: 0, errmsg: 'ok' } })
  const now = () => new Date(WECOM_SECONDS * 1000)
  const log = recordingLog()
  const platform = createWecom(wecomConfig(server.base), {
    now,
    tokens: memoryTokens(now),
    log,
    timeoutMs,
  })
  const received: InboundEvent[] = []
  const deliver: Rig['deliver'] = async (fixture, how) => {
    const answer = await platform.handleCallback!(wecomPush(wecomMessages[fixture]!, how), async event => {
      received.push(event)
      return {}
    })
    if (answer.status === 200) expect(answer.body).toBe('')
    return answer.status === 200
  }
  return { platform, server, log, received, deliver, stop: () => server.stop() }
}
