import Router from '@koa/router'
import { mergePreview } from '../areas/customers/merge/preview'
import { readOverview } from '../areas/customers/picture/overview'
import { readTimeline } from '../areas/customers/picture/timeline'
import { signCandidates } from '../areas/customers/sign-candidates'
import { stageCounts } from '../areas/customers/stage-counts'
import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import { binCounts, listBin } from '../records/bin'
import type { ReadServices } from '../records/reader'
import { pathId } from './query-values'
import type { SignedInState } from './state'

export interface CustomerDeps {
  db: Database
  clock: Clock
  services: ReadServices
}

/** A word of the address, at most `max` characters. @throws Refusal invalidInput */
function wordOf(value: string | string[] | undefined, path: string, max: number): string | undefined {
  const word = Array.isArray(value) ? value[0] : value
  if (word !== undefined && word.length > max)
    refuse('invalidInput', {}, [{ path, rule: 'tooLong', params: { max } }])
  return word
}

/** What the pages of customers ask beside records and actions, and the recycle bin. */
export function customerRoutes({ db, clock, services }: CustomerDeps): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api' })

  router.get('/customers/:id/sign-candidates', async ctx => {
    const name = wordOf(ctx.query.name, 'name', 100)
    const taxNumber = wordOf(ctx.query.taxNumber, 'taxNumber', 20)
    ctx.body = await signCandidates(db, ctx.state.actor, pathId(ctx.params.id), { name, taxNumber })
  })

  router.post('/customers/stages', async ctx => {
    ctx.body = await stageCounts(db, ctx.state.actor, ctx.request.body ?? {}, clock.now())
  })

  router.get('/customers/:id/overview', async ctx => {
    ctx.body = await readOverview(db, ctx.state.actor, services, pathId(ctx.params.id), clock.now())
  })
  router.get('/customers/:id/timeline', async ctx => {
    const kinds = wordOf(ctx.query.kinds, 'kinds', 100)
    const cursor = wordOf(ctx.query.cursor, 'cursor', 2000)
    ctx.body = await readTimeline(db, ctx.state.actor, services, pathId(ctx.params.id), { kinds, cursor })
  })

  router.post('/customers/merge-preview', async ctx => {
    const { winner, loser } = (ctx.request.body ?? {}) as Record<string, unknown>
    const ids = { winner: pathId(winner), loser: pathId(loser) }
    ctx.body = await mergePreview(db, ctx.state.actor, services, ids)
  })

  router.get('/bin', async ctx => {
    ctx.body = await binCounts(db, ctx.state.actor)
  })
  router.post('/bin/:object/query', async ctx => {
    ctx.body = await listBin(db, ctx.state.actor, services, ctx.params.object!, ctx.request.body ?? {})
  })
  return router
}
