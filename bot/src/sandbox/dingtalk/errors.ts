import type { Answer } from '../http-host'
import { randomId } from '../random-id'

const texts: Record<number, string> = {
  40000: 'access_token is blank',
  40014: '不合法的access_token',
  40035: '不合法的参数',
  40078: '不存在的临时授权码',
  40096: '不合法的appKey或appSecret',
  42008: '临时授权码已过期',
  33012: '无效的USERID',
  34016: '消息内容超长',
  40068: '不合法的cursor',
  40069: '不合法的size',
  41044: 'agent_id无效',
  41046: '缺少msg',
  43008: '参数需要multipart类型',
  60003: '部门不存在',
  60011: '没有调用该接口的权限',
  60020: '访问ip不在白名单之中',
  60121: '找不到该用户',
  90018: '您的服务器调用钉钉开放平台所有接口的请求都被暂时禁用了',
  300005: 'token is not exist',
  400002: '不合法的参数',
  1430000: '没有接收人',
}

const requestId = () => randomId('', 9)

/** A business refusal of the old host: status 200, flat. */
export function refuseOld(errcode: number, detail = ''): Answer {
  const errmsg = `${texts[errcode] ?? 'error'}${detail && ` ${detail}`}`
  return { body: { errcode, errmsg, request_id: requestId() } }
}

/** A gateway refusal of the old host: wrapped in 88 for `topapi`, with `sub_code` as a string; flat elsewhere. */
export function refuseGateway(path: string, code: number): Answer {
  if (!path.startsWith('/topapi/')) return refuseOld(code)
  const text = texts[code] ?? 'error'
  const errmsg = `ding talk error[subcode=${code},submsg=${text}]`
  return { body: { errcode: 88, sub_code: `${code}`, sub_msg: text, errmsg, request_id: requestId() } }
}

/** A success of the old host. */
export function acceptOld(fields: object = {}): Answer {
  return { body: { errcode: 0, errmsg: 'ok', ...fields, request_id: requestId() } }
}

const traced = () => ({ 'x-acs-request-id': requestId(), 'x-acs-trace-id': requestId() })

/** A refusal of the new host: `code`, `message`, `requestid`. */
export function refuseNew(code: string, message = code, status = 400, more: object = {}): Answer {
  const headers = traced()
  return { status, headers, body: { code, requestid: headers['x-acs-request-id'], message, ...more } }
}

/** A success of the new host. */
export function acceptNew(body: object): Answer {
  return { headers: traced(), body }
}
