import type { Logger } from '@gonghai/shared/ports/logger'
import type { ReplayTable } from '@gonghai/shared/ports/replays'
import type { TokenStore } from '@gonghai/shared/ports/tokens'

/** What a platform client is given from outside. */
export interface PlatformDeps {
  now(): Date
  tokens: TokenStore
  log: Logger
  fetch?: typeof fetch
  /** Waiting for one call, in milliseconds; 10 seconds when absent. */
  timeoutMs?: number
  /** Needed where several processes take HTTP callbacks; one process's memory when absent. */
  replays?: ReplayTable
  /** Waits between pages when a platform asks for it. */
  pause?(milliseconds: number): Promise<void>
}

/** Waiting for one call, in milliseconds, when nothing else is said. */
export const CALL_TIMEOUT_MS = 10_000

/** JSON answers above this many bytes are refused. */
export const MAX_JSON_BYTES = 8 * 1024 * 1024

/** Media above this many bytes are refused. */
export const MAX_MEDIA_BYTES = 20 * 1024 * 1024
