import { isLocale, type Locale } from '@gonghai/shared/i18n'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { Middleware } from 'koa'
import { v7 as uuid } from 'uuid'
import type { Metrics } from './metrics'
import type { RequestState } from './state'

/** The first of our languages that the client asks for. */
function localeOf(header: string): Locale {
  const wanted = header.split(',').map(part => part.split(';')[0]!.trim())
  const found = wanted.map(tag =>
    /^zh-(tw|hk|mo|hant)/i.test(tag) ? 'zh-TW' : /^en/i.test(tag) ? 'en' : tag,
  )
  return found.find(isLocale) ?? 'zh-CN'
}

/** Gives every request an id, a language, one log line and its place in the metrics; addresses and bodies are not logged. */
export function requestFrame(log: Logger, metrics: Metrics): Middleware<RequestState> {
  return async (ctx, next) => {
    const given = ctx.get('X-Request-Id')
    ctx.state.requestId = /^[\w-]{8,64}$/.test(given) ? given : uuid()
    ctx.state.locale = localeOf(ctx.get('Accept-Language'))
    ctx.set('X-Request-Id', ctx.state.requestId)
    const begun = performance.now()
    await next()
    const seconds = (performance.now() - begun) / 1000
    const route = ctx.state.route ?? 'static'
    metrics.request(ctx.method, route, ctx.status, seconds)
    const line = {
      requestId: ctx.state.requestId,
      method: ctx.method,
      route,
      status: ctx.status,
      ms: Math.round(seconds * 1000),
    }
    if (route !== 'static') log.info(line, 'request')
  }
}
