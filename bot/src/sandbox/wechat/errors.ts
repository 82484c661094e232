import { randomBytes } from 'node:crypto'
import type { Answer } from '../http-host'

/** The texts that the platform is known to use; callers must branch on the number. */
const texts: Record<number, string> = {
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40016: 'invalid button size',
  40017: 'invalid button type',
  40018: 'invalid button name size',
  40019: 'invalid button key size',
  40020: 'invalid button url size',
  40023: 'invalid sub button size',
  40024: 'invalid sub button type',
  40025: 'invalid sub button name size',
  40026: 'invalid sub button key size',
  40027: 'invalid sub button url size',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40035: 'invalid parameter',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  40163: 'code been used',
  41001: 'access_token missing',
  41002: 'appid missing',
  41003: 'refresh_token missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  41006: 'media_id missing',
  41008: 'missing code',
  41009: 'missing openid',
  42001: 'access_token expired',
  42002: 'refresh_token expired',
  42003: 'code expired',
  43001: 'require GET method',
  43002: 'require POST method',
  43004: 'require subscribe',
  44001: 'empty media data',
  44002: 'empty post data',
  44003: 'empty news data',
  44004: 'empty content',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit  must slower  retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45029: 'qrcode count out of limit',
  45047: 'out of response count limit',
  45072: 'invalid command',
  45080: 'can not send typing command without interaction',
  45081: 'already typing',
  46003: 'menu no exist',
  47001: 'data format error',
  47003: 'argument invalid!',
  48001: 'api unauthorized',
  48002: 'user refuse to receive message',
  48006: 'forbid to clear quota because of reaching the limit',
  61452: 'invalid kf_account',
}

/** The number that every refusal carries: the second in hex and two random words. */
function newRid(at: Date): string {
  const second = Math.floor(at.getTime() / 1000).toString(16)
  return [second, randomBytes(4).toString('hex'), randomBytes(4).toString('hex')].join('-')
}

/** A refusal in the platform's envelope: status 200, errcode, errmsg with rid; `detail` says what was wrong. */
export function refuse(state: { now(): Date }, errcode: number, detail = ''): Answer {
  const text = texts[errcode] ?? 'request refused'
  const errmsg = `${text}${detail ? ` ${detail}` : ''} rid: ${newRid(state.now())}`
  return { body: { errcode, errmsg } }
}

/** A success in the platform's envelope. */
export function accept(fields: object = {}): Answer {
  return { body: { errcode: 0, errmsg: 'ok', ...fields } }
}
