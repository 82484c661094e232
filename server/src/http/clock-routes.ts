import type { SimulateAnswer, SimulatedRecords, WhyRecycledAnswer } from '@gonghai/shared/client/clock-api'
import Router from '@koa/router'
import { simulatedRecords, simulateRule } from '../areas/pool/simulate'
import { whyRecycled } from '../areas/pool/why-recycled'
import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import { companyTimeZone as timeZone } from '../start-up'
import { pathId } from './query-values'
import type { SignedInState } from './state'

/** What a rule would do, and why it did what it did. */
export function clockRoutes({ db, clock }: { db: Database; clock: Clock }): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api' })
  const deps = () => ({ sql: db, now: clock.now(), timeZone })
  router.post('/pools/:id/simulate', async ctx => {
    const body = ctx.request.body ?? {}
    ctx.body = (await simulateRule(
      deps(),
      ctx.state.actor,
      pathId(ctx.params.id),
      body,
    )) satisfies SimulateAnswer
  })
  router.post('/pools/:id/simulate/records', async ctx => {
    const body = ctx.request.body ?? {}
    ctx.body = (await simulatedRecords(
      deps(),
      ctx.state.actor,
      pathId(ctx.params.id),
      body,
    )) satisfies SimulatedRecords
  })
  router.get('/records/:object/:id/why-recycled', async ctx => {
    const { object, id } = ctx.params
    ctx.body = (await whyRecycled(db, ctx.state.actor, object!, pathId(id))) satisfies WhyRecycledAnswer
  })
  return router
}
