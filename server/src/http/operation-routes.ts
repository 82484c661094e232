import type { FileUrlAnswer } from '@gonghai/shared/client/api'
import type { OperationAnswer, OperationsAnswer } from '@gonghai/shared/client/operation-api'
import Router from '@koa/router'
import { cancelOperation } from '../operations/cancel-operation'
import { operationFileUrl } from '../operations/file-url'
import type { OperationDeps } from '../operations/operation'
import { runOperation } from '../operations/run-operation'
import { startBulk } from '../operations/start-operation'
import { listOperations, readResults } from '../operations/view'
import { readKey } from './api-routes'
import { optionalCount, pathId, single } from './query-values'
import type { SignedInState } from './state'

/** Work on many records at once: start, watch, cancel. */
export function operationRoutes(deps: OperationDeps & { key: Buffer }): Router<SignedInState> {
  const { db, clock, key: fileKey } = deps
  const router = new Router<SignedInState>({ prefix: '/api/operations' })

  router.post('/', async ctx => {
    const { actor, requestId } = ctx.state
    const key = readKey(ctx)
    const { id, inline } = await startBulk(
      deps,
      { actor, requestId, ...(key ? { key } : {}) },
      ctx.request.body,
    )
    while (inline && !(await runOperation(deps, { id })));
    ctx.body = (await readResults(db, actor, id)) satisfies OperationAnswer
    ctx.status = inline ? 200 : 202
  })

  router.get('/', async ctx => {
    ctx.body = { operations: await listOperations(db, ctx.state.actor) } satisfies OperationsAnswer
  })

  router.get('/:id', async ctx => {
    const after = optionalCount('after', ctx.query.after)
    const page = {
      ...(after === undefined ? {} : { after }),
      refusedOnly: single(ctx.query.only) === 'refused',
    }
    ctx.body = (await readResults(db, ctx.state.actor, pathId(ctx.params.id), page)) satisfies OperationAnswer
  })

  router.get('/:id/file', async ctx => {
    const id = pathId(ctx.params.id)
    const url = await operationFileUrl(db, fileKey, ctx.state.actor, id, clock.now())
    ctx.body = { url } satisfies FileUrlAnswer
  })

  router.post('/:id/cancel', async ctx => {
    const id = pathId(ctx.params.id)
    await cancelOperation(db, ctx.state.actor, id, clock.now())
    ctx.body = (await readResults(db, ctx.state.actor, id)) satisfies OperationAnswer
  })
  return router
}
