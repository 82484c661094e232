import type { ErrorBody } from '@gonghai/shared/errors'
import { errorTable } from '@gonghai/shared/errors'
import { type Locale, translator } from '@gonghai/shared/i18n'
import { PlatformError } from '@gonghai/shared/ports/errors'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { Middleware } from 'koa'
import { sqlState } from '../db/database'
import { Refusal } from '../kernel/errors'
import type { RequestState } from './state'

/** A refusal in the reader's language. */
export function bodyOf(refusal: Refusal, locale: Locale, requestId: string): ErrorBody {
  const t = translator(locale)
  const { code, params, fields, details } = refusal
  return {
    code,
    message: t(`error.${code}`, params),
    requestId,
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
    ...(fields.length > 0
      ? { fields: fields.map(issue => ({ ...issue, message: t(`error.field.${issue.rule}`, issue.params) })) }
      : {}),
  }
}

/** What parsers, the router and the database throw, as one of our refusals; undefined: our own fault. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (error instanceof PlatformError && isPassing(error)) return new Refusal('busy')
  const state = sqlState(error)
  // 22P05: untranslatable character, 22021: invalid byte sequence; both come from what was typed.
  if (state === '22P05' || state === '22021') return new Refusal('invalidInput')
  if (state && /^(53|57P0|08(?!P))/.test(state)) return new Refusal('busy')
  if (isPoolTimeout(error)) return new Refusal('busy')
  const { status, type } = (error ?? {}) as { status?: number; type?: string }
  if (type === 'entity.too.large' || status === 413) return new Refusal('bodyTooLarge', { limit: '1 MB' })
  if (status === 415) return new Refusal('unsupportedType')
  if (status === 404 || status === 405 || status === 501) return new Refusal('notFound')
  if (status !== undefined && status >= 400 && status < 500) return new Refusal('malformedBody')
  if (error instanceof URIError) return new Refusal('malformedBody')
  return undefined
}

/** The platform is ill or has had enough: the same request may succeed later. */
function isPassing({ failure }: PlatformError): boolean {
  return failure === 'transient' || failure === 'unknown' || failure === 'throttled'
}

function isPoolTimeout(error: unknown): boolean {
  return (
    error instanceof Error &&
    /timeout exceeded when trying to connect|Unable to start a transaction/.test(error.message)
  )
}

/** The one exit for errors: refusals become their status and words, everything else is logged and becomes a bare 500. */
export function answerErrors(log: Logger): Middleware<RequestState> {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) throw new Refusal('notFound')
    } catch (error) {
      const refusal = refusalOf(error)
      const { requestId, locale } = ctx.state
      if (refusal) {
        // The caller may come back; whoever runs the server must know what was missing.
        if (refusal.code === 'busy' && refusal !== error)
          log.warn({ requestId, error: String(error) }, 'the database could not serve a request')
        const form: { status: number; retry?: true } = errorTable[refusal.code]
        ctx.status = form.status
        if (form.retry) ctx.set('Retry-After', String(refusal.params.seconds ?? 2))
        ctx.body = bodyOf(refusal, locale, requestId)
      } else {
        log.error(
          { requestId, error: error instanceof Error ? error.stack : String(error) },
          'request failed',
        )
        ctx.status = 500
        ctx.body = {
          code: 'internal',
          message: translator(locale)('error.internal'),
          requestId,
        } satisfies ErrorBody
      }
    }
  }
}
