import Router from '@koa/router'
import { refuse } from '../kernel/errors'
import type { RequestState } from './state'

/** Objects with a page of their own; all others share the record's page. */
const pages: Readonly<Record<string, (id: string) => string>> = {
  approval: id => `/pages/approval/index?id=${id}`,
  pool: id => `/pages/pool/index?id=${id}`,
  accessRequest: id => `/pages/settings/access-requests/index?id=${id}`,
  operation: id => `/pages/operation/index?id=${id}`,
  today: () => '/pages/home/index',
}

/** The customer's pages by the short addresses that stand in messages and on machines. */
const portalPages: ReadonlySet<string> = new Set(['home', 'new', 'requests', 'assets', 'verify'])
const portalRecords: Readonly<Record<string, string>> = { request: 'request', rate: 'rate' }

function portalAddresses(router: Router<RequestState>): void {
  router.get('/p', ctx => ctx.redirect('/#/pages/portal/home/index'))
  router.get('/p/:page', ctx => {
    const { page = '' } = ctx.params
    if (!portalPages.has(page)) refuse('notFound')
    ctx.redirect(`/#/pages/portal/${page}/index`)
  })
  router.get('/p/:page/:id', ctx => {
    const { page = '', id = '' } = ctx.params
    if (!Object.hasOwn(portalRecords, page) || !/^[\w-]{1,64}$/.test(id)) refuse('notFound')
    ctx.redirect(`/#/pages/portal/${portalRecords[page]}/index?id=${id}`)
  })
  router.get('/q/:code', ctx => {
    const { code = '' } = ctx.params
    if (!/^[A-Za-z0-9]{1,32}$/.test(code)) refuse('notFound')
    ctx.redirect(`/#/pages/portal/new/index?code=${code}`)
  })
}

/** `/r/:object/:id`: the short address of a record, as it stands on cards and in messages. */
export function openRoutes(): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/r/:object/:id', ctx => {
    const { object = '', id = '' } = ctx.params
    if (!/^[a-zA-Z]{1,30}$/.test(object) || !/^[\w-]{1,64}$/.test(id)) refuse('notFound')
    const page = Object.hasOwn(pages, object)
      ? pages[object]!(id)
      : `/pages/record/index?object=${object}&id=${id}`
    ctx.redirect(`/#${page}`)
  })
  portalAddresses(router)
  return router
}
