import type { CallOutcome } from '@gonghai/shared/ports/delivery'
import { PlatformError } from '@gonghai/shared/ports/errors'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { SendReceipt } from '@gonghai/shared/ports/messages'

/** Makes an outcome of a platform call: a failure is a value from here on. Our own faults count as bad input, loudly. */
export async function callPlatform(log: Logger, call: () => Promise<SendReceipt>): Promise<CallOutcome> {
  try {
    return { ok: true, receipt: await call() }
  } catch (error) {
    if (error instanceof PlatformError) {
      const { failure, code, retryAfterMs } = error
      return { ok: false, failure, code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
    }
    log.error({ err: error }, 'a message could not be made for its platform')
    return { ok: false, failure: 'input', code: error instanceof Error ? error.name : 'exception' }
  }
}
