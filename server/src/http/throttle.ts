import type { Middleware } from 'koa'
import NodeCache from 'node-cache'
import { refuse } from '../kernel/errors'

/** Sources that are counted at the same time; beyond them new ones go uncounted, and memory stays bounded. */
const maxSources = 100_000

/**
 * At most `limit` requests per `seconds` from one source; the rest is refused with 429.
 * @param sourceOf who a request counts for; requests without a source are not counted
 */
export function throttle(
  limit: number,
  seconds: number,
  sourceOf: (ctx: Parameters<Middleware>[0]) => string | undefined,
): Middleware {
  const seen = new NodeCache({ stdTTL: seconds, useClones: false, maxKeys: maxSources })
  return async (ctx, next) => {
    const source = sourceOf(ctx)
    if (source) {
      const window = seen.get<{ count: number }>(source)
      if (!window && seen.getStats().keys < maxSources) seen.set(source, { count: 1 })
      else if (window && ++window.count > limit) refuse('tooManyRequests', { seconds })
    }
    await next()
  }
}
