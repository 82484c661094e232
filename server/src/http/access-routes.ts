import { translator } from '@gonghai/shared/i18n'
import Router from '@koa/router'
import { type ReachNeed, reachNeeds } from '../access/context'
import { explain } from '../access/explain'
import { accessCatalogue } from '../areas/access/catalogue'
import { matrixTable } from '../areas/access/matrix-table'
import { previewRole } from '../areas/access/preview-role'
import { readEmployeeAccess } from '../areas/access/read-employee'
import { listAccessRequests } from '../areas/access/read-requests'
import { demandReader, listPlaces, listRoles, readMatrix, readRole } from '../areas/access/read-roles'
import { writeTable } from '../exchange/write-table'
import { dayIn } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import { type OfferDeps, offerFile } from './offer-file'
import { idParameter, optionalId, single } from './query-values'
import type { SignedInState } from './state'

/** Roles, who may do what, why somebody can't see something, and who asks for it. */
export function accessRoutes(deps: OfferDeps): Router<SignedInState> {
  const { db, clock } = deps
  const router = new Router<SignedInState>({ prefix: '/api' })
  router.get('/access/catalogue', ctx => {
    demandReader(ctx.state.actor)
    ctx.body = accessCatalogue(ctx.state.actor)
  })
  router.get('/access/roles', async ctx => {
    ctx.body = await listRoles(db, ctx.state.actor)
  })
  router.get('/access/roles/:id', async ctx => {
    ctx.body = await readRole(db, ctx.state.actor, idParameter('id', ctx.params.id))
  })
  router.post('/access/roles/:id/preview', async ctx => {
    const { person, ...input } = (ctx.request.body ?? {}) as Record<string, unknown>
    const about = typeof person === 'string' ? optionalId('person', person) : undefined
    ctx.body = await previewRole(db, ctx.state.actor, idParameter('id', ctx.params.id), input, about)
  })
  router.get('/access/employees/:id', async ctx => {
    ctx.body = await readEmployeeAccess(db, ctx.state.actor, idParameter('id', ctx.params.id))
  })
  router.get('/access/places', async ctx => {
    ctx.body = await listPlaces(db, ctx.state.actor)
  })
  router.get('/access/matrix', async ctx => {
    ctx.body = await readMatrix(db, ctx.state.actor)
  })
  router.get('/access/matrix/file', async ctx => {
    const { actor } = ctx.state
    const format = single(ctx.query.format) ?? 'xlsx'
    if (format !== 'xlsx' && format !== 'csv') {
      return refuse('invalidInput', {}, [{ path: 'format', rule: 'option' }])
    }
    const { name, columns, rows } = matrixTable(translator(actor.locale), await readMatrix(db, actor))
    const bytes = await writeTable(format, name, columns, async add => {
      for (const row of rows) await add(row)
    })
    const fileName = `${name}-${dayIn(actor.timeZone, clock.now())}.${format}`
    await offerFile(deps, ctx, { bytes, fileName, format })
  })
  router.get('/access/requests', async ctx => {
    const tab = single(ctx.query.tab) ?? 'waiting'
    ctx.body = await listAccessRequests(db, ctx.state.actor, { tab, id: optionalId('id', ctx.query.id) })
  })
  router.get('/explain', async ctx => {
    const need = single(ctx.query.need) ?? 'view'
    if (!reachNeeds.some(one => one === need)) refuse('invalidInput', {}, [{ path: 'need', rule: 'option' }])
    ctx.body = await explain(db, ctx.state.actor, {
      record: (single(ctx.query.record) ?? single(ctx.query.link) ?? '').slice(0, 500),
      employee: optionalId('employee', ctx.query.employee),
      need: need as ReachNeed,
    })
  })
  return router
}
