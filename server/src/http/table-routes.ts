import type { FieldFilesAnswer } from '@gonghai/shared/client/tables-api'
import Router from '@koa/router'
import { listCustomFields, tryFormula } from '../areas/tables/field-queries'
import { readListSetup } from '../areas/tables/view-queries'
import { signFileUrl } from '../files/signed-url'
import { refuse } from '../kernel/errors'
import { tableOf } from '../records/columns'
import { listDepartments } from '../records/departments'
import { openRow } from '../records/detail'
import { exactCount } from '../records/list/count'
import { visibleDeclaration } from '../records/readable'
import { objectNamed } from '../records/reader'
import { companyTimeZone } from '../start-up'
import type { FileDeps } from './file-routes'
import type { SignedInState } from './state'

/** The company's own fields, saved views, and exact counts (CUST-15, CUST-16). */
export function tableRoutes({ db, clock, key }: FileDeps): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api' })
  router.get('/settings/custom-fields/:object', async ctx => {
    ctx.body = await listCustomFields(db, ctx.state.actor, ctx.params.object!)
  })
  router.post('/settings/custom-fields/:object/try', async ctx => {
    const { object } = ctx.params
    ctx.body = await tryFormula(db, ctx.state.actor, object!, ctx.request.body, companyTimeZone)
  })
  router.get('/departments', async ctx => {
    ctx.body = await listDepartments(db)
  })
  router.get('/lists/:object', async ctx => {
    ctx.body = await readListSetup(db, ctx.state.actor, ctx.params.object!)
  })
  router.post('/records/:object/count', async ctx => {
    const query = ctx.request.body ?? {}
    ctx.body = { count: await exactCount(db, ctx.state.actor, ctx.params.object!, query, clock.now()) }
  })
  router.get('/records/:object/:id/files/:field', async ctx => {
    const { object: name, id, field } = ctx.params
    const { actor } = ctx.state
    const object = visibleDeclaration(actor.access, objectNamed(name!, actor))
    const column = tableOf(object).byField.get(field!)
    if (column?.declaration.kind !== 'files') refuse('notFound')
    const row = await openRow(db, actor, object, id!)
    const files = await db.query<{ id: string; name: string }>(
      `select f.id, f.file_name as name from unnest($1::uuid[]) with ordinality as w(id, at) join stored_file f using (id) order by w.at`,
      [column.decode(row)],
    )
    ctx.body = {
      files: files.map(file => ({ ...file, url: signFileUrl(key, file.id, file.name, clock.now()) })),
    } satisfies FieldFilesAnswer
  })
  return router
}
