import type { SessionAnswer, SignInOptions } from '@gonghai/shared/client/api'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import Router from '@koa/router'
import { z } from 'zod'
import { resetPassword, setUp, signInWithPassword } from '../auth/password-sign-in'
import { finishPortalSignIn, portalPlatform, redeemPortalTicket } from '../auth/portal-sign-in'
import { closeSession } from '../auth/sessions'
import { finishSignIn, redeemTicket, signInWithCode, startSignIn } from '../auth/sign-in'
import type { Config } from '../config'
import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import { Refusal, refuse } from '../kernel/errors'
import { requireSession } from './session'
import type { RequestState, SignedInState } from './state'

interface Deps {
  db: Database
  clock: Clock
  platforms: ReadonlyMap<PlatformName, ChatPlatform>
  mode: Config['mode']
  publicUrl(): string
  corpIds: Readonly<Partial<Record<PlatformName, string>>>
}

const text = z.string().min(1).max(1000)

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  return result.success ? result.data : refuse('signInFailed')
}

const session = (opened: { token: string; expiresAt: Date }): SessionAnswer => ({
  token: opened.token,
  expiresAt: opened.expiresAt.toISOString(),
})

const startQuery = z.object({
  challenge: text,
  returnTo: z.string().max(500).optional(),
  via: z.enum(['client', 'web']).default('client'),
})
const callbackQuery = z.object({ via: z.enum(['client', 'web']).default('client'), state: text })

/** Signing in through the platforms, and out again. */
export function authRoutes(deps: Deps): Router {
  const router = new Router<RequestState>({ prefix: '/auth' })

  router.get('/options', ctx => {
    const platforms = [...deps.platforms.values()].filter(platform => platform.name !== 'wechat')
    ctx.body = {
      mode: deps.mode,
      platforms: platforms.map(({ name, signIn }) => ({
        name: name as 'wecom' | 'dingtalk',
        corpId: deps.corpIds[name] ?? '',
        client: signIn.authorizeUrl ? 'redirect' : 'code',
        web: signIn.webLoginUrl !== undefined,
      })),
    } satisfies SignInOptions
  })

  router.get('/:platform/start', async ctx => {
    const query = parsed(startQuery, ctx.query)
    const request = { platform: ctx.params.platform!, returnTo: undefined, ...query }
    ctx.redirect(await startSignIn(deps, request, deps.clock.now()))
  })

  customerRoutes(router, deps)

  router.get('/:platform/callback', async ctx => {
    const { via, state } = parsed(callbackQuery, ctx.query)
    // DingTalk's browser login calls it authCode.
    const code = parsed(text, ctx.query.code ?? ctx.query.authCode)
    const request = { platform: ctx.params.platform!, via, code, state, address: ctx.ip }
    try {
      const { ticket, returnTo } = await finishSignIn(deps, request, deps.clock.now())
      ctx.redirect(`/#/pages/sign-in/index?${new URLSearchParams({ ticket, returnTo })}`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      ctx.redirect(`/#/pages/sign-in/index?${new URLSearchParams({ error: error.code })}`)
    }
  })

  router.post('/ticket', async ctx => {
    const body = parsed(z.object({ ticket: text, verifier: text }), ctx.request.body)
    ctx.body = session(await redeemTicket(deps.db, { ...body, address: ctx.ip }, deps.clock.now()))
  })

  router.post('/:platform/code', async ctx => {
    const { code } = parsed(z.object({ code: text }), ctx.request.body)
    const request = { platform: ctx.params.platform!, code, address: ctx.ip }
    ctx.body = session(await signInWithCode(deps, request, deps.clock.now()))
  })

  passwordRoutes(router, deps)

  const signedIn = new Router<SignedInState>()
  signedIn.post('/sign-out', requireSession(deps.db, deps.clock), async ctx => {
    await closeSession(deps.db, ctx.state.sessionId)
    ctx.status = 204
  })
  router.use(signedIn.routes())
  return router as unknown as Router
}

/** Mobile number and password, for administrators (SET-8); what a printed or handed over code opens. */
function passwordRoutes(router: Router<RequestState>, { db, clock }: Deps): void {
  const mobile = z.string().min(1).max(30)
  const password = z.string().min(1).max(200)
  router.post('/password', async ctx => {
    const body = parsed(z.strictObject({ mobile, password }), ctx.request.body)
    ctx.body = session(await signInWithPassword(db, body, { address: ctx.ip, now: clock.now() }))
  })
  router.post('/reset', async ctx => {
    const body = parsed(z.strictObject({ code: text, password }), ctx.request.body)
    ctx.body = session(await resetPassword(db, body, { address: ctx.ip, now: clock.now() }))
  })
  router.post('/set-up', async ctx => {
    const name = z.string().trim().min(1).max(60)
    const body = parsed(z.strictObject({ code: text, name, mobile, password }), ctx.request.body)
    ctx.body = session(await setUp(db, body, { address: ctx.ip, now: clock.now() }))
  })
}

/** Customers come through the official account, to pages and sessions of their own; before the routes of staff. */
function customerRoutes(router: Router<RequestState>, deps: Deps): void {
  const page = '/#/pages/portal/sign-in/index'
  router.get(`/${portalPlatform}/callback`, async ctx => {
    const { state } = parsed(callbackQuery, ctx.query)
    try {
      const request = { code: parsed(text, ctx.query.code), state }
      const { ticket, returnTo } = await finishPortalSignIn(deps, request, deps.clock.now())
      ctx.redirect(`${page}?${new URLSearchParams({ ticket, returnTo })}`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      ctx.redirect(`${page}?${new URLSearchParams({ error: error.code })}`)
    }
  })

  router.post(`/${portalPlatform}/ticket`, async ctx => {
    const body = parsed(z.object({ ticket: text, verifier: text }), ctx.request.body)
    ctx.body = session(await redeemPortalTicket(deps.db, body, deps.clock.now()))
  })
}
