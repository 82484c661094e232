import type { Logger } from '@gonghai/shared/ports/logger'
import type { CallbackRequest, ChatPlatform, Receive } from '@gonghai/shared/ports/platform'
import type { Context, Middleware } from 'koa'

/** Callbacks are small; anything larger is not from a platform. */
const largestBody = 512 * 1024
const route = /^\/callbacks\/([a-z]+)(\/.*)?$/

/** The raw body as text, or null when it is too large. */
async function readBody(ctx: Context): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function requestOf(ctx: Context, path: string, body: string): CallbackRequest {
  const headers = Object.fromEntries(
    Object.entries(ctx.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
  return { method: ctx.method, query: ctx.querystring, path, headers, body }
}

/**
 * Hands callbacks to their platform. A fault of ours answers 503, so that the platform sends the event again;
 * a platform that is off looks like one that does not exist.
 */
export function createCallbackMiddleware(
  platforms: readonly ChatPlatform[],
  receive: Receive,
  log: Logger,
): Middleware {
  return async (ctx, next) => {
    const match = route.exec(ctx.path)
    if (!match) return next()
    const platform = platforms.find(one => one.name === match[1])
    if (!platform?.handleCallback) {
      ctx.status = 404
      return
    }
    const body = await readBody(ctx)
    if (body === null) {
      ctx.status = 413
      ctx.set('Connection', 'close')
      return
    }
    try {
      const answer = await platform.handleCallback(requestOf(ctx, match[2] ?? '', body), receive)
      ctx.status = answer.status
      ctx.type = answer.contentType
      ctx.body = answer.body
    } catch (error) {
      log.error({ platform: platform.name, err: error }, 'a callback could not be stored')
      ctx.status = 503
    }
  }
}
