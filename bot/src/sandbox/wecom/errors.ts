import { randomInt } from 'node:crypto'
import type { Answer } from '../http-host'

/** The texts that the platform is known to use; callers must branch on the number. */
const texts: Record<number, string> = {
  40001: 'invalid credential',
  40004: 'invalid media type',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40032: 'invalid user list length',
  40056: 'invalid agentid',
  40057: 'invalid callbackurl or callbackurl check fail',
  40058: 'invalid Request Parameter',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'corpsecret missing',
  41006: 'media_id missing',
  41008: 'missing code',
  41009: 'missing userid',
  41011: 'missing agentid',
  42001: 'access_token expired',
  42003: 'code expired',
  42014: 'taskid has existed or empty or exceed max len',
  42015: 'update template card app mismatch',
  42022: 'code has been used',
  42052: 'msgid expired',
  43012: 'need callback url',
  44001: 'empty media data',
  44004: 'empty content',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45009: 'api freq out of limit',
  46003: 'menu no exist',
  47001: 'data format error',
  48009: 'api forbidden for this ip',
  50001: 'redirect_uri unauthorized',
  60011: 'no privilege to access/modify contact/party/agent',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  60123: 'invalid party id',
  60140: 'invalid response_code',
  81012: 'user & party & tag all empty',
  81013: 'user & party & tag all invalid',
  82002: 'party list length out of limit',
  82003: 'tag list length out of limit',
  301002: 'not allow operate another agent with this accesstoken',
}

/** A refusal in WeCom's envelope: status 200, errcode, errmsg with hint; `detail` says what was wrong. */
export function refuse(errcode: number, detail = ''): Answer {
  const text = texts[errcode] ?? 'request refused'
  const hint = `${Array.from({ length: 25 }, () => randomInt(10)).join('')}`
  const more = `more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
  const errmsg = `${text}${detail ? ` (${detail})` : ''}, hint: [${hint}], from ip: 127.0.0.1, ${more}`
  return {
    headers: { 'error-code': `${errcode}`, 'error-msg': text },
    body: { errcode, errmsg },
  }
}

/** A success in WeCom's envelope. */
export function accept(fields: object = {}): Answer {
  return { body: { errcode: 0, errmsg: 'ok', ...fields } }
}
