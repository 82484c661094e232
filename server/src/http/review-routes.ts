import { poolSetRoutes } from '@gonghai/shared/actions/pool-route'
import type { ReviewListAnswer, RoutesAnswer, RoutesPreviewAnswer } from '@gonghai/shared/client/pool-api'
import Router from '@koa/router'
import { can } from '../access/context'
import { previewRoutes, readRoutes } from '../areas/pool/read-routes'
import { isReviewTab, listReviews } from '../areas/pool/review-list'
import type { GivenRoute } from '../areas/pool/set-routes'
import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import { parseInput } from '../records/input'
import { optionalId, single } from './query-values'
import type { SignedInState } from './state'

export interface ReviewDeps {
  db: Database
  clock: Clock
}

/** @throws Refusal notPermitted for whoever may not set pools up */
function demandConfigure({ actor }: SignedInState): void {
  if (!can(actor.access, poolSetRoutes.needs)) refuse('notPermitted')
}

/** @throws Refusal invalidInput */
function pooledObject(word: unknown): 'customer' | 'lead' {
  if (word === 'customer' || word === 'lead') return word
  return refuse('invalidInput', {}, [{ path: 'object', rule: 'option' }])
}

/** What people read about pools: questions that wait for a word, and where records without an owner go. */
export function reviewRoutes({ db, clock }: ReviewDeps): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api/pools' })

  router.get('/reviews', async ctx => {
    const tab = single(ctx.query.tab) ?? 'waiting'
    if (!isReviewTab(tab)) refuse('invalidInput', {}, [{ path: 'tab', rule: 'option' }])
    const cursor = optionalId('cursor', ctx.query.cursor)
    const query = cursor ? { tab, cursor } : { tab }
    ctx.body = (await listReviews(db, ctx.state.actor, query)) satisfies ReviewListAnswer
  })

  router.get('/routes', async ctx => {
    demandConfigure(ctx.state)
    const object = pooledObject(single(ctx.query.object) ?? 'customer')
    ctx.body = (await readRoutes(db, object)) satisfies RoutesAnswer
  })

  router.post('/routes/preview', async ctx => {
    demandConfigure(ctx.state)
    const { version: _version, ...fields } = poolSetRoutes.input
    const input = parseInput(fields, ctx.request.body)
    const routes = input.routes as unknown as GivenRoute[]
    const answer = await previewRoutes(db, pooledObject(input.object), routes, clock.now())
    ctx.body = answer satisfies RoutesPreviewAnswer
  })
  return router
}
