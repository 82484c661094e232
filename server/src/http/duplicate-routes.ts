import type { Value } from '@gonghai/shared/client/api'
import type { FieldIssue } from '@gonghai/shared/errors'
import { findObject } from '@gonghai/shared/objects'
import type { DuplicateObject } from '@gonghai/shared/rules/duplicates'
import Router from '@koa/router'
import { can } from '../access/context'
import { lookUpDuplicates, saysWho } from '../areas/duplicates/look-up'
import {
  analyseCollisions,
  checkDuplicates,
  demandChecking,
  listRules,
  viewRequest,
} from '../areas/duplicates/queries'
import { isDuplicateObject } from '../areas/duplicates/rules'
import { ruleToTry } from '../areas/duplicates/try-rule'
import type { Database } from '../db/database'
import { refuse } from '../kernel/errors'
import { parseValue } from '../records/input'
import { matchFields } from '../records/match-keys'
import { idParameter } from './query-values'
import type { HttpContext, SignedInState } from './state'

const mostAnalysed = 100
const longestWords = 100

const wrong = (path: string, rule: FieldIssue['rule'], params?: FieldIssue['params']): never =>
  refuse('invalidInput', {}, [params ? { path, rule, params } : { path, rule }])

function bodyOf(ctx: HttpContext<SignedInState>): Record<string, unknown> {
  const { body } = ctx.request as { body?: unknown }
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : {}
}

function objectOf({ object }: Record<string, unknown>): DuplicateObject {
  if (typeof object !== 'string') return wrong('object', 'required')
  return isDuplicateObject(object) ? object : wrong('object', 'option')
}

/** The values that can be compared; half-typed ones are no mistake, they just find nothing. */
function valuesOf(object: DuplicateObject, { values }: Record<string, unknown>): Record<string, Value> {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return wrong('values', 'type')
  const given = values as Record<string, unknown>
  const declared = findObject(object)!.fields
  return Object.fromEntries(
    matchFields(findObject(object)!).flatMap(({ field }): [string, Value][] => {
      const value = given[field] == null ? undefined : parseValue(declared[field]!, given[field])
      return value === undefined ? [] : [[field, value]]
    }),
  )
}

function excludedBy({ exclude }: Record<string, unknown>): string | undefined {
  if (exclude === undefined || exclude === null) return undefined
  const known = typeof exclude === 'string' && /^[a-zA-Z]+:[0-9a-f-]{36}$/.test(exclude)
  return known ? exclude : wrong('exclude', 'format')
}

function idsOf({ records }: Record<string, unknown>): string[] {
  if (!Array.isArray(records) || records.length === 0) return wrong('records', 'required')
  if (records.length > mostAnalysed) return wrong('records', 'tooLong', { max: mostAnalysed })
  return records.map((id, at) => idParameter(`records.${at}`, typeof id === 'string' ? id : '?'))
}

/** What staff ask about duplicates: while typing, of a list, of a rule before it is saved (CUST-11). */
export function duplicateRoutes({ db }: { db: Database }): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api/duplicates' })
  router.post('/check', async ctx => {
    const body = bodyOf(ctx)
    const object = objectOf(body)
    demandChecking(ctx.state.actor, object)
    const exclude = excludedBy(body)
    const given = { object, values: valuesOf(object, body), ...(exclude ? { exclude } : {}) }
    ctx.body = await checkDuplicates(db, ctx.state.actor, given)
  })
  router.post('/look-up', async ctx => {
    const { words } = bodyOf(ctx)
    demandChecking(ctx.state.actor)
    if (typeof words !== 'string' || words.trim() === '') return wrong('words', 'required')
    if ([...words].length > longestWords) return wrong('words', 'tooLong', { max: longestWords })
    if (!saysWho(words)) return wrong('words', 'format')
    ctx.body = await lookUpDuplicates(db, ctx.state.actor, words)
  })
  router.post('/analyse', async ctx => {
    const body = bodyOf(ctx)
    const object = objectOf(body)
    demandChecking(ctx.state.actor, object)
    ctx.body = await analyseCollisions(db, ctx.state.actor, object, idsOf(body))
  })
  administration(router, db)
  router.get('/requests/:id', async ctx => {
    ctx.body = await viewRequest(db, ctx.state.actor, idParameter('id', ctx.params.id))
  })
  return router
}

/** For whoever sets the rules up. */
function administration(router: Router<SignedInState>, db: Database): void {
  const demand = (ctx: HttpContext<SignedInState>) => {
    if (!can(ctx.state.actor.access, { object: 'duplicateRule', verb: 'configure' })) refuse('notPermitted')
  }
  router.get('/rules', async ctx => {
    demand(ctx)
    ctx.body = await listRules(db, ctx.state.actor)
  })
  router.post('/try', async ctx => {
    demand(ctx)
    const body = bodyOf(ctx)
    const object = objectOf(body)
    const rules = body.rule === undefined ? undefined : [ruleToTry(object, body.rule)]
    const given = { object, values: valuesOf(object, body) }
    ctx.body = await checkDuplicates(db, ctx.state.actor, given, rules, { asStranger: true })
  })
}
