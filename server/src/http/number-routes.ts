import Router from '@koa/router'
import { can } from '../access/context'
import { listNumberRules, previewPattern } from '../areas/numbers/queries'
import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import type { HttpContext, SignedInState } from './state'

export interface NumberDeps {
  db: Database
  clock: Clock
  /** The company's: numbers are counted by its days. */
  timeZone: string
}

/** What numbers look like, for whoever sets them up (SET-4). */
export function numberRoutes({ db, clock, timeZone }: NumberDeps): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api/number-rules' })
  const demand = (ctx: HttpContext<SignedInState>) => {
    if (!can(ctx.state.actor.access, { object: 'numberRule', verb: 'configure' })) refuse('notPermitted')
  }
  router.get('/', async ctx => {
    demand(ctx)
    ctx.body = await listNumberRules(db, { now: clock.now(), timeZone })
  })
  router.post('/preview', async ctx => {
    demand(ctx)
    const { body } = ctx.request as { body?: unknown }
    ctx.body = await previewPattern(db, body ?? {}, { now: clock.now(), timeZone })
  })
  return router
}
