import { differenceKinds } from '@gonghai/shared/actions/directory'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import Router from '@koa/router'
import { can } from '../access/context'
import { readDirectoryState, readRun } from '../areas/directory/view'
import { readHolds } from '../areas/organisation/holds'
import { readChart } from '../areas/organisation/read-chart'
import { isLack, readPeople } from '../areas/organisation/read-people'
import { readPerson } from '../areas/organisation/read-person'
import type { Database } from '../db/database'
import { refuse } from '../kernel/errors'
import { optionalId, pathId, single } from './query-values'
import type { SignedInState } from './state'

interface Deps {
  db: Database
  platforms: ReadonlyMap<PlatformName, ChatPlatform>
}

/** One of a few words, where it is given. @throws Refusal invalidInput at `path` */
function word<T extends string>(
  path: string,
  given: string | undefined,
  options: readonly T[],
): T | undefined {
  if (given === undefined || given === '') return undefined
  return options.find(one => one === given) ?? refuse('invalidInput', {}, [{ path, rule: 'option' }])
}

/** The company's structure, its people, and the directories of the platforms: for whoever sets the organisation up. */
export function organisationRoutes({ db, platforms }: Deps): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api/organisation' })
  router.use(async (ctx, next) => {
    const { access } = ctx.state.actor
    const verbs = ['configure', 'transfer'] as const
    if (!verbs.some(verb => can(access, { object: 'organisation', verb }))) refuse('notPermitted')
    await next()
  })

  router.get('/chart', async ctx => {
    ctx.body = await readChart(db)
  })
  router.get('/people', async ctx => {
    const { query } = ctx
    const lack = single(query.lack)
    if (lack && !isLack(lack)) refuse('invalidInput', {}, [{ path: 'lack', rule: 'option' }])
    const department = optionalId('department', query.department)
    const after = optionalId('after', query.after)
    ctx.body = await readPeople(db, {
      words: (single(query.q) ?? '').slice(0, 100).trim(),
      left: word('state', single(query.state), ['active', 'left']) === 'left',
      ...(department ? { department } : {}),
      ...(lack && isLack(lack) ? { lack } : {}),
      ...(after ? { after } : {}),
    })
  })
  router.get('/people/:id', async ctx => {
    ctx.body = await readPerson(db, pathId(ctx.params.id))
  })
  router.get('/people/:id/holds', async ctx => {
    const id = pathId(ctx.params.id)
    await readPerson(db, id)
    ctx.body = await readHolds(db, ctx.state.actor, id)
  })
  router.get('/directory', async ctx => {
    ctx.body = await readDirectoryState(db, ctx.state.actor, new Set(platforms.keys()))
  })
  router.get('/directory/:run', async ctx => {
    const kind = word('kind', single(ctx.query.kind), differenceKinds)
    const after = single(ctx.query.after)
    if (after && !/^\d{1,9}$/.test(after)) refuse('invalidInput', {}, [{ path: 'after', rule: 'format' }])
    ctx.body = await readRun(db, ctx.state.actor, pathId(ctx.params.run), {
      ...(kind ? { kind } : {}),
      ...(after ? { after: Number(after) } : {}),
    })
  })
  return router
}
