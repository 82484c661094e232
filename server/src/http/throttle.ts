import type { Middleware } from 'koa'
import { Refusal, refuse } from '../kernel/errors'

/** Sources that are counted at the same time; memory stays bounded. */
const maxSources = 100_000

type Context = Parameters<Middleware>[0]

/** Who a request counts for; requests without a source are not counted. */
type SourceOf = (ctx: Context) => string | undefined

interface Window {
  count: number
  /** In milliseconds of the process's own stopwatch. */
  begun: number
}

/** How often each source came in its present window. When there is no room, the oldest window goes, so that everybody is counted. */
export class Windows {
  readonly #seen = new Map<string, Window>()

  constructor(
    private readonly ms: number,
    private readonly room = maxSources,
    private readonly stopwatch = () => performance.now(),
  ) {}

  /** How often the source has come. */
  count(source: string): number {
    return this.#of(source)?.count ?? 0
  }

  /** Counts once more. @returns how often by now */
  add(source: string): number {
    const window = this.#of(source)
    if (window) return ++window.count
    // Windows begin in the order in which they lie here: the first is the oldest.
    const [oldest] = this.#seen.keys()
    if (this.#seen.size >= this.room && oldest !== undefined) this.#seen.delete(oldest)
    this.#seen.set(source, { count: 1, begun: this.stopwatch() })
    return 1
  }

  #of(source: string): Window | undefined {
    const window = this.#seen.get(source)
    if (!window || this.stopwatch() - window.begun < this.ms) return window
    this.#seen.delete(source)
    return undefined
  }
}

/** At most `limit` requests per `seconds` from one source; the rest is refused with 429. */
export function throttle(limit: number, seconds: number, sourceOf: SourceOf): Middleware {
  const windows = new Windows(seconds * 1000)
  return async (ctx, next) => {
    const source = sourceOf(ctx)
    if (source && windows.add(source) > limit) refuse('tooManyRequests', { seconds })
    await next()
  }
}

/**
 * After `limit` requests per `seconds` that were not signed in, an address is refused with 429 before its tokens are looked at.
 * Tokens that were good in the last ten minutes pass: colleagues share an address with whoever guesses.
 */
export function throttleStrangers(limit: number, seconds: number, tokenOf: SourceOf): Middleware {
  const failures = new Windows(seconds * 1000)
  const proven = new Windows(600_000)
  return async (ctx, next) => {
    const token = tokenOf(ctx)
    if (failures.count(ctx.ip) >= limit && !(token && proven.count(token)))
      refuse('tooManyRequests', { seconds })
    try {
      await next()
    } catch (error) {
      if (error instanceof Refusal && error.code === 'notSignedIn') failures.add(ctx.ip)
      throw error
    }
    if (token) proven.add(token)
  }
}
