import type { AssetSceneAnswer, FollowersAnswer } from '@gonghai/shared/client/portal-api'
import { objects } from '@gonghai/shared/objects'
import type { PlatformName } from '@gonghai/shared/ports/events'
import { isOfficialAccount } from '@gonghai/shared/ports/official-account'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import Router from '@koa/router'
import { can } from '../access/context'
import { scopeCondition } from '../access/scope'
import { listFollowers } from '../areas/portal/me'
import type { Sql } from '../db/database'
import { refuse } from '../kernel/errors'
import { assetScene } from '../messaging/customers'
import { openRow } from '../records/detail'
import { parseValue } from '../records/input'
import type { SignedInState } from './state'

interface Deps {
  db: Sql
  platforms: ReadonlyMap<PlatformName, ChatPlatform>
}

/** As long as WeChat lets a code live that is not for ever; those are few. */
const sceneSeconds = 30 * 24 * 3600

/** What staff do about followers: who of a customer follows the account, and the code that makes one of a machine's. */
export function followerRoutes({ db, platforms }: Deps): Router<SignedInState> {
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
  router.get('/assets/:id/scene', async ctx => {
    const { code } = await openRow(db, ctx.state.actor, objects.asset, ctx.params.id!)
    const account = platforms.get('wechat')
    if (!account || !isOfficialAccount(account)) refuse('notFound')
    const { url, expiresAt } = await account.createSceneQr(assetScene(String(code)), sceneSeconds)
    ctx.body = { url, expiresAt: expiresAt?.toISOString() ?? null } satisfies AssetSceneAnswer
  })
  return router
}
