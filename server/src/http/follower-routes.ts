import type { FollowersAnswer } from '@gonghai/shared/client/portal-api'
import Router from '@koa/router'
import { can } from '../access/context'
import { scopeCondition } from '../access/scope'
import { listFollowers } from '../areas/portal/me'
import type { Sql } from '../db/database'
import { refuse } from '../kernel/errors'
import { parseValue } from '../records/input'
import type { SignedInState } from './state'

/** GET /api/followers?customer=: who of a customer follows the official account, for `portal.grantCompany`. */
export function followerRoutes({ db }: { db: Sql }): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api' })
  router.get('/followers', async ctx => {
    const { access } = ctx.state.actor
    if (!can(access, { object: 'customer', verb: 'update' })) refuse('notPermitted')
    const customer = parseValue({ kind: 'reference' }, ctx.query.customer)
    if (typeof customer !== 'string') refuse('notFound')
    const rows = await listFollowers(db, customer, bind =>
      scopeCondition(access, 'portalUser', 'edit', bind, 'u'),
    )
    ctx.body = { rows } satisfies FollowersAnswer
  })
  return router
}
