import { PlatformError } from '@gonghai/shared/ports/errors'
import { isObject, parseJson } from '../answer'
import type { Json } from '../call'
import { classifyHttpStatus } from '../classify-status'
import type { HttpAnswer } from '../http'
import { BAN_MS, classifyDingtalk } from './classify'

/** An address is banned by an HTML page or by this number. */
const BANNED = 1111

/**
 * The JSON of a good answer of either host; everything else becomes a `PlatformError`.
 * The old host fails with 200 and `errcode` (gateway faults inside 88), the new one with 4xx and `code`, an unknown path with both mixed.
 */
export function openEnvelope(method: string, answer: HttpAnswer, writes: boolean): Json {
  const json = parseJson(answer.bytes)
  if (!isObject(json)) throw notAnObject(method, answer, writes)
  if (json.status === BANNED) throw new PlatformError('dingtalk', method, 'throttled', 'banned', BAN_MS)
  const code = oldCode(json) ?? newCode(json, answer.status)
  if (code === undefined) {
    if (answer.status >= 300) throw classifyHttpStatus('dingtalk', method, answer, writes)
    return json
  }
  if (answer.status === 429) throw classifyHttpStatus('dingtalk', method, answer, writes)
  const { failure, retryAfterMs } = classifyDingtalk(code, writes)
  throw new PlatformError('dingtalk', method, failure, [code, ...missingScopes(json)].join(' '), retryAfterMs)
}

function notAnObject(method: string, answer: HttpAnswer, writes: boolean): PlatformError {
  if (answer.status >= 300) return classifyHttpStatus('dingtalk', method, answer, writes)
  const page = Buffer.from(answer.bytes.subarray(0, 64)).toString('utf8').trimStart().startsWith('<')
  return page
    ? new PlatformError('dingtalk', method, 'throttled', 'banned', BAN_MS)
    : new PlatformError('dingtalk', method, 'transient', 'no json')
}

function oldCode(json: Json): string | undefined {
  if (json.errcode === undefined || Number(json.errcode) === 0) return undefined
  return String(Number(json.errcode) === 88 && json.sub_code ? json.sub_code : json.errcode)
}

/** Only a failed status makes `code` an error: results may carry a field of that name. */
function newCode(json: Json, status: number): string | undefined {
  const code = json.code ?? json.Code
  return status >= 300 && typeof code === 'string' ? code : undefined
}

/** The rights that an administrator has to grant, as the platform names them. */
function missingScopes(json: Json): string[] {
  const detail = json.accessdenieddetail ?? json.accessDeniedDetail
  const scopes = isObject(detail) ? detail.requiredScopes : undefined
  if (Array.isArray(scopes)) return scopes.filter(scope => typeof scope === 'string').map(bounded)
  const named = /requiredScopes=\[([\w.,\- ]{1,200})\]/.exec(
    typeof json.sub_msg === 'string' ? json.sub_msg : '',
  )
  return named?.[1] ? [named[1]] : []
}

function bounded(scope: string): string {
  return scope.slice(0, 64)
}
