import { timingSafeEqual } from 'node:crypto'
import Router from '@koa/router'
import { hashSecret } from '../auth/sessions'
import type { Sql } from '../db/database'
import { refuse } from '../kernel/errors'
import type { Metrics } from './metrics'
import type { RequestState } from './state'

interface Deps {
  sql: Sql
  metrics: Metrics
  /** Who may read the metrics from another machine; absent: this machine only, and nobody behind a proxy. */
  metricsToken: string | undefined
  /** Is there a proxy in front? Then every request seems to come from it. */
  proxied: boolean
  /** Has the start ended and the stop not begun? */
  ready(): boolean
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

function sameSecret(given: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(right)))
}

/** Liveness, readiness (the database answers), and metrics for Prometheus. */
export function healthRoutes({ sql, metrics, metricsToken, proxied, ready }: Deps): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/healthz', ctx => {
    ctx.body = { status: 'ok' }
  })
  router.get('/readyz', async ctx => {
    const database = await sql.query('select 1').then(
      () => true,
      () => false,
    )
    if (!ready() || !database) refuse('busy')
    ctx.body = { status: 'ready' }
  })
  router.get('/metrics', async ctx => {
    const bearer = ctx.get('Authorization').replace(/^Bearer /, '')
    const allowed = metricsToken
      ? sameSecret(bearer, metricsToken)
      : !proxied && loopback.has(ctx.req.socket.remoteAddress ?? '')
    if (!allowed) refuse('notFound')
    ctx.type = metrics.registry.contentType
    ctx.body = await metrics.registry.metrics()
  })
  return router
}
