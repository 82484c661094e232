import Router from '@koa/router'
import { refuse } from '../kernel/errors'
import type { RequestState } from './state'

/** Objects with a page of their own; all others share the record's page. */
const pages: Readonly<Record<string, (id: string) => string>> = {
  approval: id => `/pages/approval/index?id=${id}`,
  pool: id => `/pages/pool/index?id=${id}`,
  today: () => '/pages/home/index',
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
  return router
}
