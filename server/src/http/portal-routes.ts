import { findAction } from '@gonghai/shared/actions'
import type {
  PortalActionAnswer,
  PortalAsset,
  PortalAssetList,
  PortalFileAnswer,
  PortalMe,
  PortalRequest,
  PortalRequestList,
  PortalSurvey,
  PortalSurveyList,
} from '@gonghai/shared/client/portal-api'
import { isLocale } from '@gonghai/shared/i18n'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import Router from '@koa/router'
import { readPortalMe } from '../areas/portal/me'
import {
  assetByCode,
  myAsset,
  myAssets,
  myRequest,
  myRequests,
  type PortalAssetView,
  pendingSurveys,
} from '../areas/service/portal-queries'
import { isVerified, setFollowerLocale } from '../auth/followers'
import { closePortalSession } from '../auth/portal-sessions'
import { refuse } from '../kernel/errors'
import type { Execute } from '../kernel/execute'
import { readKey } from './api-routes'
import { type FileDeps, takeUpload } from './file-routes'
import { requestRow, requestView } from './portal-views'
import { single } from './query-values'
import type { HttpContext, PortalState } from './state'

export interface PortalDeps extends FileDeps {
  execute: Execute
  platforms: ReadonlyMap<PlatformName, ChatPlatform>
  publicUrl(): string
}

type Context = HttpContext<PortalState>

/** `limit` and `cursor` of a list's address. */
function pageOf(ctx: Context): { limit: number; cursor?: string } {
  const limit = Number(single(ctx.query.limit) ?? 20)
  const cursor = single(ctx.query.cursor)
  if (!Number.isInteger(limit)) refuse('invalidInput', {}, [{ path: 'limit', rule: 'type' }])
  return { limit, ...(cursor ? { cursor } : {}) }
}

function tabOf(ctx: Context): 'open' | 'closed' | undefined {
  const tab = single(ctx.query.tab)
  if (tab === undefined || tab === 'open' || tab === 'closed') return tab
  return refuse('invalidInput', {}, [{ path: 'tab', rule: 'option' }])
}

const assetView = ({ customer, product: _product, ...asset }: PortalAssetView): PortalAsset => ({
  ...asset,
  company: customer,
})

/** What customers call, signed in through the official account; the shapes stand in `client/portal-api`. */
export function portalRoutes(deps: PortalDeps): Router<PortalState> {
  const router = new Router<PortalState>({ prefix: '/portal' })
  personal(router, deps)
  requests(router, deps)
  assets(router, deps)
  surveys(router, deps)
  writes(router, deps)
  return router
}

function personal(router: Router<PortalState>, { db, clock }: PortalDeps): void {
  const me = async (ctx: Context): Promise<PortalMe> => {
    const [survey] = await pendingSurveys(db, ctx.state.actor, clock.now())
    return { ...(await readPortalMe(db, ctx.state.actor)), survey: survey ?? null }
  }
  router.get('/me', async ctx => {
    ctx.body = await me(ctx)
  })
  router.patch('/me', async ctx => {
    const { locale } = (ctx.request.body ?? {}) as { locale?: unknown }
    if (!isLocale(locale)) refuse('invalidInput', {}, [{ path: 'locale', rule: 'option' }])
    await setFollowerLocale(db, ctx.state.actor.portalUserId, locale)
    ctx.body = await me(ctx)
  })
  router.post('/sign-out', async ctx => {
    await closePortalSession(db, ctx.state.sessionId)
    ctx.status = 204
  })
}

function requests(router: Router<PortalState>, { db, clock, key }: PortalDeps): void {
  router.get('/requests', async ctx => {
    const tab = tabOf(ctx)
    const query = { ...pageOf(ctx), ...(tab ? { tab } : {}) }
    const { rows, next } = await myRequests(db, ctx.state.actor, clock.now(), query)
    ctx.body = { rows: rows.map(requestRow), next } satisfies PortalRequestList
  })
  router.get('/requests/:id', async ctx => {
    const { actor } = ctx.state
    const now = clock.now()
    const found = await myRequest(db, actor, now, ctx.params.id!)
    const waiting = await pendingSurveys(db, actor, now)
    ctx.body = requestView({ actor, now, key }, found, waiting) satisfies PortalRequest
  })
}

function assets(router: Router<PortalState>, { db }: PortalDeps): void {
  router.get('/assets', async ctx => {
    const { limit, cursor } = pageOf(ctx)
    const page = cursor ? { limit, after: cursor } : { limit }
    const { rows, next } = await myAssets(db, ctx.state.actor, page)
    ctx.body = { rows: rows.map(assetView), next } satisfies PortalAssetList
  })
  router.get('/assets/by-code/:code', async ctx => {
    const asset = await assetByCode(db, ctx.state.actor, ctx.params.code!)
    ctx.body = assetView(asset ?? refuse('notFound')) satisfies PortalAsset
  })
  router.get('/assets/:id', async ctx => {
    ctx.body = assetView(await myAsset(db, ctx.state.actor, ctx.params.id!)) satisfies PortalAsset
  })
}

function surveys(router: Router<PortalState>, { db, clock }: PortalDeps): void {
  router.get('/surveys/pending', async ctx => {
    const rows = await pendingSurveys(db, ctx.state.actor, clock.now())
    ctx.body = { rows } satisfies PortalSurveyList
  })
  router.get('/surveys/:id', async ctx => {
    const rows = await pendingSurveys(db, ctx.state.actor, clock.now())
    const survey = rows.find(one => one.id === ctx.params.id?.toLowerCase())
    ctx.body = (survey ?? refuse('notFound')) satisfies PortalSurvey
  })
}

function writes(router: Router<PortalState>, deps: PortalDeps): void {
  router.post('/actions/:name', async ctx => {
    const action = ctx.params.name!
    // What is not for customers does not exist for them.
    if (!findAction(action)?.by?.includes('customer'))
      refuse('unknownAction', { action: action.slice(0, 60) })
    const { actor, requestId } = ctx.state
    const key = readKey(ctx)
    const call = { action, input: ctx.request.body ?? {}, actor, requestId, ...(key ? { key } : {}) }
    ctx.body = (await deps.execute(call)) satisfies PortalActionAnswer
  })
  router.post('/files', async ctx => {
    if (!isVerified(ctx.state.actor)) refuse('notVerified')
    ctx.body = (await takeUpload(deps, ctx, ctx.state.actor.portalUserId)) satisfies PortalFileAnswer
    ctx.status = 201
  })
  router.post('/jsapi', async ctx => {
    const platform = deps.platforms.get('wechat') ?? refuse('notFound')
    const { url } = (ctx.request.body ?? {}) as { url?: unknown }
    const own = typeof url === 'string' && url.length <= 2000 && url.startsWith(`${deps.publicUrl()}/`)
    if (!own) refuse('invalidInput', {}, [{ path: 'url', rule: 'format' }])
    ctx.body = await platform.signPage(url)
  })
}
