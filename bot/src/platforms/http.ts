import type { PlatformFailure } from '@gonghai/shared/ports/errors'
import { isObject } from './answer'

/** One request to a platform. */
export interface HttpRequest {
  url: string
  verb: 'GET' | 'POST' | 'PUT'
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  timeoutMs: number
  /** Answers above this many bytes are refused. */
  maxBytes: number
}

/** A whole answer, whatever its status. */
export interface HttpAnswer {
  status: number
  headers: Headers
  bytes: Uint8Array
}

/** No usable answer came. `left` tells whether the request may have reached the platform. */
export class HttpFailure extends Error {
  override name = 'HttpFailure'
  constructor(
    readonly code: 'timeout' | 'unreachable' | 'broken' | 'redirect' | 'tooLarge',
    readonly left: boolean,
  ) {
    super(code)
  }
}

/** Causes that say for certain that nothing was sent. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** Sends and reads the whole answer; no redirects, bounded in time and size. Throws `HttpFailure`. */
export async function exchange(send: typeof fetch, request: HttpRequest): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs)
  try {
    const answer = await send(request.url, {
      method: request.verb,
      headers: { accept: 'application/json', ...jsonHeader(request.body), ...request.headers },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      redirect: 'manual',
      signal,
    })
    if (answer.status >= 300 && answer.status < 400) throw new HttpFailure('redirect', true)
    return {
      status: answer.status,
      headers: answer.headers,
      bytes: await readBounded(answer, request.maxBytes),
    }
  } catch (error) {
    if (error instanceof HttpFailure) throw error
    throw describe(error, signal.aborted)
  }
}

/** What a request that got no usable answer means for whoever asked. @param writes whether it may have changed something */
export function failureOf(failure: HttpFailure, writes: boolean): PlatformFailure {
  return failure.left && writes ? 'unknown' : 'transient'
}

function jsonHeader(body: unknown): Record<string, string> {
  return body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
}

function describe(error: unknown, timedOut: boolean): HttpFailure {
  if (timedOut) return new HttpFailure('timeout', true)
  const codes = causes(error)
  return codes.some(code => NEVER_LEFT.has(code))
    ? new HttpFailure('unreachable', false)
    : new HttpFailure('broken', true)
}

/** Every code in an error and what caused it; by shape, as undici's errors may come from another realm. */
function causes(error: unknown): string[] {
  if (!isObject(error)) return []
  const own = typeof error.code === 'string' ? [error.code] : []
  const several = Array.isArray(error.errors) ? error.errors.flatMap(causes) : []
  return [...own, ...several, ...causes(error.cause)]
}

async function readBounded(answer: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = answer.body?.getReader()
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength
    if (size > maxBytes) throw new HttpFailure('tooLarge', true)
    chunks.push(part.value)
  }
  return Buffer.concat(chunks)
}
