import type { Logger } from '@gonghai/shared/ports/logger'
import pino from 'pino'

/** Structured lines on stdout; whatever could be a secret is cut out, wherever it stands. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    redact: {
      paths: ['secret', 'token', 'authorization', '*.secret', '*.token', '*.authorization', 'url', '*.url'],
      censor: '[hidden]',
    },
  }) as unknown as Logger
}
