import type { FreshToken, TokenKey, TokenStore } from '@gonghai/shared/ports/tokens'
import NodeCache from 'node-cache'
import type { TokenSource } from './call'

const FRONT_SECONDS = 60

interface Held {
  value: string
  expiresAt: number
}

/** Tokens of one client: the shared store, with at most a minute of this process's memory in front. */
export class CachedTokens {
  private readonly front = new NodeCache({ stdTTL: FRONT_SECONDS, checkperiod: 0, useClones: false })

  constructor(
    private readonly store: TokenStore,
    private readonly now: () => Date,
  ) {}

  /** Where to get one kind of token, and how to ask the platform for a new one. */
  source(key: TokenKey, fetchNew: () => Promise<FreshToken>): TokenSource {
    return {
      current: () => this.current(key, fetchNew),
      renew: async failing => {
        this.front.del(name(key))
        return this.store.refresh(key, failing, fetchNew)
      },
    }
  }

  private async current(key: TokenKey, fetchNew: () => Promise<FreshToken>): Promise<string> {
    const held = this.front.get<Held>(name(key))
    if (held && held.expiresAt > this.now().getTime()) return held.value
    const stored = await this.store.get(key)
    if (!stored) return this.store.refresh(key, null, fetchNew)
    this.front.set<Held>(name(key), { value: stored.value, expiresAt: stored.expiresAt.getTime() })
    return stored.value
  }
}

function name(key: TokenKey): string {
  return `${key.platform}:${key.app}:${key.kind}`
}
