import { PlatformError } from '@gonghai/shared/ports/errors'
import type { Logger } from '@gonghai/shared/ports/logger'

/** A JSON object as a platform sent it. */
export type Json = Record<string, unknown>

/** What goes with a call. */
export interface Payload {
  query?: Record<string, string>
  body?: Json
  /** Set by `withToken`, or by a caller that holds a token of another kind. */
  token?: string
}

/** One way out to a platform: a method of its table and a payload; throws `PlatformError`. */
export type Call = (method: string, payload: Payload) => Promise<Json>

/** Adds one concern around a call. */
export type Wrapper = (next: Call) => Call

/** The base call inside the wrappers, the first of them innermost. */
export function stack(base: Call, ...wrappers: Wrapper[]): Call {
  return wrappers.reduce((next, wrap) => wrap(next), base)
}

/** Where `withToken` gets tokens. */
export interface TokenSource {
  current(): Promise<string>
  /** Gives a token that differs from the refused one. */
  renew(failing: string): Promise<string>
}

/** Adds the app's token; when the platform refuses it, renews it once and repeats the call once. */
export function withToken(source: TokenSource, needsToken: (method: string) => boolean): Wrapper {
  return next => async (method, payload) => {
    if (payload.token !== undefined || !needsToken(method)) return next(method, payload)
    const token = await source.current()
    try {
      return await next(method, { ...payload, token })
    } catch (error) {
      if (!(error instanceof PlatformError) || error.failure !== 'token') throw error
      return next(method, { ...payload, token: await source.renew(token) })
    }
  }
}

/** Writes one line per call: platform, method, duration, and how it failed; never a payload. */
export function withLog(platform: string, log: Logger, now: () => Date): Wrapper {
  return next => async (method, payload) => {
    const started = now().getTime()
    try {
      const answer = await next(method, payload)
      log.debug({ platform, method, ms: now().getTime() - started }, 'platform call')
      return answer
    } catch (error) {
      const ms = now().getTime() - started
      if (error instanceof PlatformError) {
        log.warn({ platform, method, ms, failure: error.failure, code: error.code }, 'platform call failed')
      }
      throw error
    }
  }
}
