import type { Middleware } from 'koa'
import { refuse } from '../kernel/errors'

/** How long a request may wait for its turn. */
const patienceMs = 5000

/**
 * Lets at most `limit` requests work at once, fewer than there are connections, so that none starves another
 * (decision 6). Who waits too long is told to come back (503), never failed.
 */
export function admission(limit: number): Middleware {
  let running = 0
  const waiting: (() => void)[] = []
  const enter = () => {
    if (running < limit) {
      running++
      return Promise.resolve()
    }
    return new Promise<void>((resolve, reject) => {
      const go = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(go), 1)
        reject(new Error('too long'))
      }, patienceMs)
      waiting.push(go)
    })
  }
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
  return async (_ctx, next) => {
    await enter().catch(() => refuse('busy'))
    try {
      await next()
    } finally {
      leave()
    }
  }
}
