import type { PlatformName } from './events'

/** One secret that a platform lends us for a while: whose it is and what it opens. */
export interface TokenKey {
  platform: PlatformName
  /** The app it belongs to: WeCom agent id, DingTalk client id. */
  app: string
  /** `access`, `ticket.corp`, `ticket.agent` … */
  kind: string
}

/** A stored token or ticket. */
export interface StoredToken {
  value: string
  /** From this moment on it counts as expired; a margin is already taken off. */
  expiresAt: Date
}

/** What a platform answered when asked for a new token. */
export interface FreshToken {
  value: string
  /** As the platform said it, without a margin. */
  lifetimeSeconds: number
}

/** Keeps tokens and tickets for all processes. */
export interface TokenStore {
  /** The present token, or null when there is none or it has expired. */
  get(key: TokenKey): Promise<StoredToken | null>
  /**
   * Gives a token that is not `failing`, asking the platform at most once at a time over all processes.
   * While the stored one is valid and differs from `failing`, that one is returned and `fetchNew` is not called.
   * Errors of `fetchNew` are passed on and nothing is stored.
   * @param failing the token that the platform has just refused, or null when there was none
   */
  refresh(key: TokenKey, failing: string | null, fetchNew: () => Promise<FreshToken>): Promise<string>
}
