import type { EngineersAnswer, RequestStepsAnswer, SatisfactionAnswer } from '@gonghai/shared/client/api'
import { translator } from '@gonghai/shared/i18n'
import Router from '@koa/router'
import {
  listEngineers,
  requestTimeline,
  type SummaryKey,
  type SummaryRow,
  summaryKeys,
  surveySummary,
} from '../areas/service/queries'
import type { Database } from '../db/database'
import { signFileUrl } from '../files/signed-url'
import { type Clock, dayIn } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import { parseValue } from '../records/input'
import { single } from './query-values'
import type { HttpContext, SignedInState } from './state'

export interface ServiceDeps {
  db: Database
  clock: Clock
  /** Signs addresses of files. */
  key: Buffer
}

const day = 86_400_000
const isKey = (word: string): word is SummaryKey => (summaryKeys as readonly string[]).includes(word)

/** A day of the question, YYYY-MM-DD. @throws Refusal invalidInput */
function dayOf(ctx: HttpContext<SignedInState>, name: 'from' | 'to', otherwise: string): string {
  const given = single(ctx.query[name])
  if (given === undefined) return otherwise
  const value = parseValue({ kind: 'date' }, given)
  return typeof value === 'string' ? value : refuse('invalidInput', {}, [{ path: name, rule: 'format' }])
}

/** What a row is called where it has no name of its own. */
function nameOf(t: ReturnType<typeof translator>, by: SummaryKey, { key, name }: SummaryRow): string {
  if (name !== null) return name
  if (key === null) return t(`card.summary.no${by === 'engineer' ? 'Engineer' : 'Product'}`)
  return by === 'kind' ? t(`option.serviceRequest.kind.${key}`) : key
}

/** What staff read of service besides its records. */
export function serviceRoutes({ db, clock, key }: ServiceDeps): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api/service' })

  router.get('/engineers', async ctx => {
    ctx.body = { engineers: await listEngineers(db, ctx.state.actor) } satisfies EngineersAnswer
  })

  router.get('/requests/:id/steps', async ctx => {
    const steps = await requestTimeline(db, ctx.state.actor, ctx.params.id!)
    ctx.body = {
      steps: steps.map(step => ({
        ...step,
        files: step.files.map(file => ({
          ...file,
          url: signFileUrl(key, file.id, file.fileName, clock.now()),
        })),
      })),
    } satisfies RequestStepsAnswer
  })

  router.get('/satisfaction', async ctx => {
    const { actor } = ctx.state
    const by = single(ctx.query.by) ?? 'engineer'
    if (!isKey(by)) refuse('invalidInput', {}, [{ path: 'by', rule: 'option' }])
    const now = clock.now()
    const to = dayOf(ctx, 'to', dayIn(actor.timeZone, now))
    const from = dayOf(ctx, 'from', dayIn(actor.timeZone, new Date(now.getTime() - 89 * day)))
    const rows = await surveySummary(db, actor, { by, from, to })
    const t = translator(actor.locale)
    ctx.body = {
      by,
      from,
      to,
      rows: rows.map(row => ({ ...row, name: nameOf(t, by, row) })),
    } satisfies SatisfactionAnswer
  })
  return router
}
