import type { SimulateAnswer, SimulatedRecords, WhyRecycledAnswer } from '@gonghai/shared/client/clock-api'
import Router from '@koa/router'
import { simulatedRecords, simulateRule } from '../areas/pool/simulate'
import { whyRecycled } from '../areas/pool/why-recycled'
import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import { parseValue } from '../records/input'
import { companyTimeZone as timeZone } from '../start-up'
import type { SignedInState } from './state'

/** An id in an address; anything else is as good as missing. @throws Refusal notFound */
function idOf(text: string | undefined): string {
  const id = parseValue({ kind: 'reference' }, text)
  return typeof id === 'string' ? id : refuse('notFound')
}

/** What a rule would do, and why it did what it did. */
export function clockRoutes({ db, clock }: { db: Database; clock: Clock }): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api' })
  const deps = () => ({ sql: db, now: clock.now(), timeZone })
  router.post('/pools/:id/simulate', async ctx => {
    const body = ctx.request.body ?? {}
    ctx.body = (await simulateRule(
      deps(),
      ctx.state.actor,
      idOf(ctx.params.id),
      body,
    )) satisfies SimulateAnswer
  })
  router.post('/pools/:id/simulate/records', async ctx => {
    const body = ctx.request.body ?? {}
    ctx.body = (await simulatedRecords(
      deps(),
      ctx.state.actor,
      idOf(ctx.params.id),
      body,
    )) satisfies SimulatedRecords
  })
  router.get('/records/:object/:id/why-recycled', async ctx => {
    const { object, id } = ctx.params
    ctx.body = (await whyRecycled(db, ctx.state.actor, object!, idOf(id))) satisfies WhyRecycledAnswer
  })
  return router
}
