import { randomBytes } from 'node:crypto'
import type { TextMessage } from '@gonghai/shared/ports/messages'
import { type CallbackKeys, callbackSignature, encryptCallback } from '../callback-crypto'
import { renderWechatText } from './text'

/** Who says it to whom: the account's original id and an openid, as the message had them. */
export interface ReplyTarget {
  account: string
  openId: string
  at: Date
}

/** The XML that WeChat shows at once as the account's answer; undefined for no words, which it would take for a fault of ours. */
export function renderPassiveReply(message: TextMessage, target: ReplyTarget): string | undefined {
  const content = renderWechatText(message)
  if (!content.trim()) return undefined
  const parts = [
    element('ToUserName', target.openId),
    element('FromUserName', target.account),
    `<CreateTime>${seconds(target.at)}</CreateTime>`,
    element('MsgType', 'text'),
    element('Content', content),
  ]
  return `<xml>${parts.join('')}</xml>`
}

/** The same for accounts in safe mode: encrypted and signed by us. */
export function sealPassiveReply(keys: CallbackKeys, plain: string, at: Date): string {
  const encrypted = encryptCallback(keys, plain, randomBytes(16))
  const timestamp = seconds(at)
  const nonce = randomBytes(8).toString('hex')
  const parts = [
    element('Encrypt', encrypted),
    element('MsgSignature', callbackSignature(keys.token, timestamp, nonce, encrypted)),
    `<TimeStamp>${timestamp}</TimeStamp>`,
    element('Nonce', nonce),
  ]
  return `<xml>${parts.join('')}</xml>`
}

/** Words may hold the end of a CDATA section: it goes into two. */
function element(name: string, text: string): string {
  return `<${name}><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`
}

function seconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000))
}
