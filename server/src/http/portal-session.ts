import type { Middleware } from 'koa'
import { readPortalSession } from '../auth/portal-sessions'
import type { Sql } from '../db/database'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import { bearerToken } from './bearer'
import type { PortalState } from './state'

/** Every route behind it has a signed-in customer. @throws Refusal notSignedIn */
export function requirePortalSession(sql: Sql, clock: Clock): Middleware<PortalState> {
  return async (ctx, next) => {
    const token = bearerToken(ctx.get('Authorization')) ?? refuse('notSignedIn')
    const { actor, sessionId } = await readPortalSession(sql, token, clock.now())
    ctx.state.actor = { ...actor, locale: ctx.get('Accept-Language') ? ctx.state.locale : actor.locale }
    ctx.state.locale = ctx.state.actor.locale
    ctx.state.sessionId = sessionId
    await next()
  }
}
