import { PlatformError } from '@gonghai/shared/ports/errors'
import type { HttpAnswer } from './http'

/** The error of an answer whose status alone tells what happened. @param writes whether the call may have changed something */
export function classifyHttpStatus(
  platform: string,
  method: string,
  answer: HttpAnswer,
  writes: boolean,
): PlatformError {
  const code = `http ${answer.status}`
  if (answer.status === 429) {
    return new PlatformError(
      platform,
      method,
      'throttled',
      code,
      retryAfter(answer.headers.get('retry-after')),
    )
  }
  // A gateway that gave up waiting says nothing about what happened behind it.
  if (answer.status === 504)
    return new PlatformError(platform, method, writes ? 'unknown' : 'transient', code)
  return new PlatformError(platform, method, answer.status >= 500 ? 'transient' : 'input', code)
}

function retryAfter(header: string | null): number {
  const seconds = Number(header)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000
}
