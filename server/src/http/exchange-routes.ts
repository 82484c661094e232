import type { ExportAnswer, ImportAnswer } from '@gonghai/shared/client/exchange-api'
import Router from '@koa/router'
import { confirmImport } from '../exchange/confirm-import'
import { startExport } from '../exchange/start-export'
import { startImport } from '../exchange/start-import'
import { importTemplate } from '../exchange/template'
import { undoImport } from '../exchange/undo-import'
import { readImportRows } from '../exchange/view-import'
import { wrongRows } from '../exchange/wrong-rows'
import { operationView, ownOperation } from '../operations/view'
import { type OfferDeps, offerFile } from './offer-file'
import { optionalCount, pathId, single } from './query-values'
import type { HttpContext, SignedInState } from './state'

/** Tables in and out (CUST-16). */
export function exchangeRoutes(deps: OfferDeps): Router<SignedInState> {
  const { db, clock } = deps
  const router = new Router<SignedInState>({ prefix: '/api' })
  const started = async (ctx: HttpContext<SignedInState>, id: string) => {
    const operation = operationView(ctx.state.actor, await ownOperation(db, ctx.state.actor, id))
    ctx.body = { operation } satisfies ExportAnswer
    ctx.status = 202
  }
  const imported = async (ctx: HttpContext<SignedInState>, id: string) => {
    ctx.body = (await readImportRows(db, ctx.state.actor, id, clock.now())) satisfies ImportAnswer
  }

  router.post('/exports', async ctx => {
    await started(ctx, await startExport(deps, ctx.state, ctx.request.body))
  })
  router.get('/imports/template', async ctx => {
    await offerFile(deps, ctx, await importTemplate(db, ctx.state.actor, single(ctx.query.object)))
  })
  router.post('/imports', async ctx => {
    const id = await startImport(deps, ctx.state, ctx.request.body)
    await imported(ctx, id)
    ctx.status = 202
  })
  router.get('/imports/:id', async ctx => {
    const after = optionalCount('after', ctx.query.after)
    const page = { ...(after === undefined ? {} : { after }), wrongOnly: single(ctx.query.only) === 'wrong' }
    ctx.body = await readImportRows(db, ctx.state.actor, pathId(ctx.params.id), clock.now(), page)
  })
  router.post('/imports/:id/confirm', async ctx => {
    const id = pathId(ctx.params.id)
    await confirmImport(db, ctx.state.actor, id, ctx.request.body ?? {})
    await imported(ctx, id)
  })
  router.get('/imports/:id/errors', async ctx => {
    await offerFile(deps, ctx, await wrongRows(db, ctx.state.actor, pathId(ctx.params.id)))
  })
  router.post('/imports/:id/undo', async ctx => {
    await started(ctx, await undoImport(deps, ctx.state, pathId(ctx.params.id)))
  })
  return router
}
