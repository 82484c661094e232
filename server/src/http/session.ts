import type { Middleware } from 'koa'
import { readSession } from '../auth/sessions'
import type { Sql } from '../db/database'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import { bearerToken } from './bearer'
import type { SignedInState } from './state'

/** Every route behind it has a signed-in employee. @throws Refusal notSignedIn */
export function requireSession(sql: Sql, clock: Clock): Middleware<SignedInState> {
  return async (ctx, next) => {
    const token = bearerToken(ctx.get('Authorization')) ?? refuse('notSignedIn')
    const { actor, sessionId, platform } = await readSession(sql, token, clock.now(), 'http')
    // The client shows in its own language; what it asks for wins over what is stored.
    ctx.state.actor = { ...actor, locale: ctx.get('Accept-Language') ? ctx.state.locale : actor.locale }
    ctx.state.locale = ctx.state.actor.locale
    ctx.state.sessionId = sessionId
    ctx.state.platform = platform
    await next()
  }
}
