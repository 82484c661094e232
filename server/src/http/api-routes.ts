import { type ActionAnswer, type StreamKind, streamKinds } from '@gonghai/shared/client/api'
import { isLocale } from '@gonghai/shared/i18n'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import Router from '@koa/router'
import { today } from '../areas'
import { isApprovalTab, listApprovals, readApproval } from '../areas/approval/view'
import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import type { Execute } from '../kernel/execute'
import { readRecord } from '../records/detail'
import { listRecords } from '../records/list'
import { readMe } from '../records/me'
import { readMeta, typedNumbers } from '../records/meta'
import { findPeople } from '../records/people'
import type { ReadServices } from '../records/reader'
import { readStream } from '../records/stream'
import { pathId, single } from './query-values'
import type { SignedInState } from './state'

export interface ApiDeps {
  db: Database
  clock: Clock
  execute: Execute
  services: ReadServices
  platforms: ReadonlyMap<PlatformName, ChatPlatform>
  publicUrl(): string
}

/** "communication,task" @throws Refusal invalidInput */
function kindsOf(given: string | string[] | undefined): StreamKind[] | undefined {
  const text = single(given)
  if (text === undefined || text === '') return undefined
  const kinds = text.split(',').map(word => streamKinds.find(kind => kind === word))
  if (kinds.includes(undefined)) refuse('invalidInput', {}, [{ path: 'kinds', rule: 'option' }])
  return kinds as StreamKind[]
}

/** The idempotency key of a call, if it has one. @throws Refusal invalidInput */
export function readKey(ctx: { get(header: string): string }): string | undefined {
  const key = ctx.get('Idempotency-Key') || undefined
  if (key && !/^[\x21-\x7e]{1,100}$/.test(key)) {
    refuse('invalidInput', {}, [{ path: 'Idempotency-Key', rule: 'format' }])
  }
  return key
}

/** What the mini-app and API clients call, signed in. */
export function apiRoutes(deps: ApiDeps): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api' })
  personal(router, deps)
  records(router, deps)
  approvals(router, deps)

  router.post('/actions/:name', async ctx => {
    const key = readKey(ctx)
    const { actor, requestId } = ctx.state
    const call = { action: ctx.params.name!, input: ctx.request.body ?? {}, actor, requestId }
    ctx.body = (await deps.execute(key ? { ...call, key } : call)) satisfies ActionAnswer
  })

  router.post('/jsapi/:platform', async ctx => {
    const platform = deps.platforms.get(ctx.params.platform as PlatformName) ?? refuse('notFound')
    const { url } = (ctx.request.body ?? {}) as { url?: unknown }
    // Only our own pages are signed: a signature for another page would open the host's functions to it.
    const own = typeof url === 'string' && url.length <= 2000 && url.startsWith(`${deps.publicUrl()}/`)
    if (!own) refuse('invalidInput', {}, [{ path: 'url', rule: 'format' }])
    ctx.body = await platform.signPage(url)
  })
  return router
}

function personal(router: Router<SignedInState>, { db, clock }: ApiDeps): void {
  router.get('/meta', async ctx => {
    const { actor, platform } = ctx.state
    const [me, typed] = await Promise.all([readMe(db, actor, platform), typedNumbers(db)])
    const { meta, etag } = readMeta(actor.access, me, typed)
    ctx.set('Cache-Control', 'private, no-cache')
    ctx.set('ETag', etag)
    if (ctx.get('If-None-Match') === etag) ctx.status = 304
    else ctx.body = meta
  })
  router.get('/me', async ctx => {
    ctx.body = await readMe(db, ctx.state.actor, ctx.state.platform)
  })
  router.patch('/me', async ctx => {
    const { locale } = (ctx.request.body ?? {}) as { locale?: unknown }
    if (!isLocale(locale)) refuse('invalidInput', {}, [{ path: 'locale', rule: 'option' }])
    const { actor, platform } = ctx.state
    await db.query('update employee set locale = $2 where id = $1::uuid', [actor.employeeId, locale])
    ctx.body = await readMe(db, actor, platform)
  })
  router.get('/today', async ctx => {
    ctx.body = await today(db, ctx.state.actor, clock.now())
  })
  router.get('/people', async ctx => {
    const limit = Number(single(ctx.query.limit) ?? 20)
    ctx.body = await findPeople(
      db,
      ctx.state.actor,
      single(ctx.query.q) ?? '',
      Number.isInteger(limit) ? limit : 20,
    )
  })
}

function records(router: Router<SignedInState>, { db, services }: ApiDeps): void {
  router.post('/records/:object/query', async ctx => {
    const { object } = ctx.params
    ctx.body = await listRecords(db, ctx.state.actor, services, object!, ctx.request.body ?? {})
  })
  router.get('/records/:object/:id', async ctx => {
    const { object, id } = ctx.params
    ctx.body = await readRecord(db, ctx.state.actor, services, object!, pathId(id))
  })
  router.get('/records/:object/:id/stream', async ctx => {
    const { object, id } = ctx.params
    const cursor = single(ctx.query.cursor)
    ctx.body = await readStream(
      db,
      ctx.state.actor,
      services,
      object!,
      pathId(id),
      cursor,
      kindsOf(ctx.query.kinds),
    )
  })
}

function approvals(router: Router<SignedInState>, { db }: ApiDeps): void {
  router.get('/approvals', async ctx => {
    const tab = single(ctx.query.tab) ?? 'waiting'
    if (!isApprovalTab(tab)) refuse('invalidInput', {}, [{ path: 'tab', rule: 'option' }])
    const cursor = single(ctx.query.cursor)
    ctx.body = await listApprovals(db, ctx.state.actor, cursor ? { tab, cursor: pathId(cursor) } : { tab })
  })
  router.get('/approvals/:id', async ctx => {
    ctx.body = await readApproval(db, ctx.state.actor, pathId(ctx.params.id))
  })
}
