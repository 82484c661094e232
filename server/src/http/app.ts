import type { Logger } from '@gonghai/shared/ports/logger'
import { bodyParser } from '@koa/bodyparser'
import type Router from '@koa/router'
import Koa, { type Middleware } from 'koa'
import compress from 'koa-compress'
import helmet from 'koa-helmet'
import type { Sql } from '../db/database'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import { admission } from './admission'
import { bearerToken } from './bearer'
import { answerErrors } from './errors'
import { uploadPaths } from './file-routes'
import type { Metrics } from './metrics'
import { requirePortalSession } from './portal-session'
import { requestFrame } from './request-frame'
import { requireSession } from './session'
import type { PortalState, RequestState, SignedInState } from './state'
import { throttle, throttleStrangers } from './throttle'

export interface AppDeps {
  sql: Sql
  clock: Clock
  log: Logger
  metrics: Metrics
  trustProxy: boolean
  /** Requests that may work at once; fewer than there are connections. */
  admit: number
  /** Hosts that requests may be addressed to; absent: any (a proxy in front knows). */
  hosts?: () => readonly string[]
  /** Origins that may be shown in a frame, and that may show us in one (the sandbox). */
  frames: readonly string[]
  /** Routes without a session. */
  open: readonly Router<RequestState>[]
  /** Routes behind a session. */
  api: readonly Router<SignedInState>[]
  /** Routes behind a customer's session. */
  portal: readonly Router<PortalState>[]
  /** Platform callbacks: raw bodies, nothing before them. */
  callbacks?: Middleware
  /** The sandbox page, in sandbox mode only. */
  sandbox?: Middleware
  miniapp?: Middleware<RequestState>
}

/** Security headers: our own scripts and styles only, no frames but the sandbox's. */
function securityHeaders(frames: readonly string[]): Middleware {
  const own = "'self'"
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [own],
        scriptSrc: [own],
        styleSrc: [own],
        imgSrc: [own, 'data:', 'blob:'],
        connectSrc: [own],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameSrc: [own, ...frames],
        frameAncestors: frames.length > 0 ? [own, ...frames] : ["'none'"],
      },
    },
    frameguard: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  }) as unknown as Middleware
}

/** The sandbox answers to its own name only: a page elsewhere cannot reach it by giving its name another address. */
function checkHost(hosts: () => readonly string[]): Middleware {
  return async (ctx, next) => {
    if (!hosts().includes(ctx.host)) refuse('notFound')
    await next()
  }
}

/** Puts the HTTP door together; it holds no business rule. */
export function createApp(deps: AppDeps): Koa {
  // Of the addresses that a proxy forwards, only the one that it added itself is true.
  const app = new Koa({ proxy: deps.trustProxy, maxIpsCount: 1 })
  app.on('error', (error: Error) => deps.log.warn({ error: error.message }, 'an answer was cut short'))
  app.use(requestFrame(deps.log, deps.metrics) as Middleware)
  app.use(answerErrors(deps.log) as Middleware)
  app.use(securityHeaders(deps.frames))
  if (deps.hosts) app.use(checkHost(deps.hosts))
  if (deps.callbacks) app.use(deps.callbacks)
  app.use(compress({ br: false }))
  if (deps.sandbox) app.use(deps.sandbox)
  if (deps.miniapp) app.use(deps.miniapp as Middleware)
  app.use(async (ctx, next) => {
    if (/^\/(api|auth|portal)(\/|$)/.test(ctx.path)) ctx.set('Cache-Control', 'no-store')
    ctx.set('X-Gonghai-Now', deps.clock.now().toISOString())
    await next()
  })
  app.use(throttleAuth())
  app.use(onlyJson())
  app.use(bodyParser({ enableTypes: ['json'], jsonLimit: '1mb', encoding: 'utf-8' }))
  for (const router of deps.open) mount(app, router as Router)
  const strangers = throttleStrangers(600, 60, tokenOf)
  app.use(onlyBelow('/api', strangers))
  app.use(onlyBelow('/portal', strangers))
  app.use(onlyBelow('/api', throttleApi()))
  app.use(onlyBelow('/portal', throttlePortal()))
  const admit = admission(deps.admit)
  app.use(onlyBelow('/api', admit))
  app.use(onlyBelow('/portal', admit))
  app.use(onlyBelow('/api', requireSession(deps.sql, deps.clock) as Middleware))
  app.use(onlyBelow('/portal', requirePortalSession(deps.sql, deps.clock) as Middleware))
  for (const router of [...deps.api, ...deps.portal]) mount(app, router as unknown as Router)
  return app
}

/** Bodies are JSON, but for uploads: another type would be read as if nothing had been sent. */
function onlyJson(): Middleware {
  return (ctx, next) => {
    const type = uploadPaths.has(ctx.path) ? 'multipart' : 'json'
    const wrong = ctx.request.length !== 0 && ctx.is(type) === false
    return wrong ? refuse('unsupportedType') : next()
  }
}

function mount(app: Koa, router: Router): void {
  app.use(nameRoute(router))
  app.use(router.routes() as unknown as Middleware)
}

/** Metrics and logs know the route's pattern, never the address. */
function nameRoute(router: Router): Middleware {
  return async (ctx, next) => {
    const matched = router.match(ctx.path, ctx.method).pathAndMethod.at(-1)
    if (matched) ctx.state.route = String(matched.path)
    await next()
  }
}

function onlyBelow(prefix: string, middleware: Middleware): Middleware {
  return (ctx, next) =>
    ctx.path === prefix || ctx.path.startsWith(`${prefix}/`) ? middleware(ctx, next) : next()
}

/** Guessing codes and tickets is slow from one address. */
function throttleAuth(): Middleware {
  return onlyBelow(
    '/auth',
    throttle(120, 60, ctx => ctx.ip),
  )
}

const tokenOf = (ctx: Koa.Context) => bearerToken(ctx.get('Authorization'))

/** Anybody with WeChat can have a session: fewer requests than a colleague's. */
function throttlePortal(): Middleware {
  return throttle(180, 60, tokenOf)
}

/** One session may not keep everybody else waiting. */
function throttleApi(): Middleware {
  return throttle(600, 60, tokenOf)
}
