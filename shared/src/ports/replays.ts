import type { PlatformName } from './events'

/** Remembers which signature came with which body, for callbacks whose signature does not cover their body. */
export interface ReplayTable {
  /**
   * Binds `key` to `value` until `until`.
   * @returns true when the key was free or is bound to the same value (the platform's own retry), false when another value uses it
   */
  bind(platform: PlatformName, key: string, value: string, until: Date): Promise<boolean>
}
