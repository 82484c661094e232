import Router from '@koa/router'
import { readSettingHistory } from '../areas/settings/setting-history'
import type { Database } from '../db/database'
import { idParameter, optionalId, single } from './query-values'
import type { SignedInState } from './state'

/** What every page of the administration reads. */
export function settingsRoutes({ db }: { db: Database }): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api/settings' })
  router.get('/history', async ctx => {
    ctx.body = await readSettingHistory(db, ctx.state.actor, {
      subject: single(ctx.query.subject) ?? '',
      id: idParameter('id', ctx.query.id),
      cursor: optionalId('cursor', ctx.query.cursor),
    })
  })
  return router
}
