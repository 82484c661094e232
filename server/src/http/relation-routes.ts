import { type LeadTarget, leadMappingSet, leadTargets } from '@gonghai/shared/actions/lead'
import { type SegmentObject, segmentObjects } from '@gonghai/shared/actions/segment'
import { type TaggedObject, taggedObjects } from '@gonghai/shared/actions/tag'
import type {
  ConversionPreview,
  LeadMappingAnswer,
  LeadMappingPreview,
  RelationGraphAnswer,
  RelationKindsAnswer,
  SegmentPreview,
  SegmentsAnswer,
  TagsAnswer,
  TeamAnswer,
  TransferPreview,
} from '@gonghai/shared/client/relation-api'
import Router from '@koa/router'
import { can } from '../access/context'
import type { MappingLine } from '../areas/leads/mapping'
import { previewConversion, previewMapping, readLeadMapping } from '../areas/leads/read-conversion'
import { previewTransfer } from '../areas/relations/along'
import { readKinds } from '../areas/relations/kinds'
import { readGraph } from '../areas/relations/read-graph'
import { readTeam } from '../areas/relations/read-team'
import { previewSegment, readSegments } from '../areas/segments/read-segments'
import { readTags, readTagUses } from '../areas/tags/read-tags'
import type { Database } from '../db/database'
import { refuse } from '../kernel/errors'
import { parseInput, parseValue } from '../records/input'
import type { ReadServices } from '../records/reader'
import { pathId, single } from './query-values'
import type { SignedInState } from './state'

export interface RelationDeps {
  db: Database
  services: ReadServices
}

const maxRecords = 5000

/** "customer:<id>", one to 5,000 of them. @throws Refusal invalidInput */
function recordsOf(body: unknown): string[] {
  const { records } = (body ?? {}) as { records?: unknown }
  if (!Array.isArray(records) || records.length === 0)
    return refuse('invalidInput', {}, [{ path: 'records', rule: 'required' }])
  if (records.length > maxRecords)
    return refuse('invalidInput', {}, [{ path: 'records', rule: 'tooLong', params: { max: maxRecords } }])
  const field = { kind: 'record', targets: ['customer'] } as const
  const parsed = records.map(record => parseValue(field, record))
  const bad = parsed.findIndex(record => typeof record !== 'string')
  if (bad >= 0) refuse('invalidInput', {}, [{ path: `records.${bad}`, rule: 'format' }])
  return parsed as string[]
}

/** One of a few words in a body or query. @throws Refusal invalidInput */
function wordOf<const W extends string>(value: unknown, words: readonly W[], path: string): W {
  return words.find(word => word === value) ?? refuse('invalidInput', {}, [{ path, rule: 'option' }])
}

/** What people read of transfers, teams, relations, tags and segments. */
export function relationRoutes(deps: RelationDeps): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api' })
  sharing(router, deps)
  relations(router, deps)
  tagsAndSegments(router, deps)
  leads(router, deps)
  return router
}

function sharing(router: Router<SignedInState>, { db }: RelationDeps): void {
  router.post('/transfers/preview', async ctx => {
    const records = recordsOf(ctx.request.body)
    ctx.body = (await previewTransfer(db, ctx.state.actor, records)) satisfies TransferPreview
  })
  router.get('/records/:object/:id/team', async ctx => {
    const { object, id } = ctx.params
    ctx.body = (await readTeam(db, ctx.state.actor, object!, pathId(id))) satisfies TeamAnswer
  })
}

function relations(router: Router<SignedInState>, { db }: RelationDeps): void {
  router.get('/relation-kinds', async ctx => {
    ctx.body = { kinds: await readKinds(db, ctx.state.actor.locale) } satisfies RelationKindsAnswer
  })
  router.get('/relations/:object/:id', async ctx => {
    const { object, id } = ctx.params
    if (object !== 'contact' && object !== 'customer') return refuse('notFound')
    ctx.body = (await readGraph(db, ctx.state.actor, object, pathId(id))) satisfies RelationGraphAnswer
  })
}

function tagsAndSegments(router: Router<SignedInState>, { db, services }: RelationDeps): void {
  router.get('/tags', async ctx => {
    const asked = single(ctx.query.object)
    const object: TaggedObject | undefined =
      asked === undefined ? asked : wordOf(asked, taggedObjects, 'object')
    ctx.body = (await readTags(db, object)) satisfies TagsAnswer
  })
  router.get('/tags/:id/uses', async ctx => {
    if (!can(ctx.state.actor.access, { object: 'tag', verb: 'configure' })) refuse('notPermitted')
    ctx.body = await readTagUses(db, pathId(ctx.params.id))
  })
  router.get('/segments', async ctx => {
    demandSegments(ctx.state)
    ctx.body = (await readSegments(db, ctx.state.actor)) satisfies SegmentsAnswer
  })
  router.get('/segments/:id', async ctx => {
    demandSegments(ctx.state)
    const { segments } = await readSegments(db, ctx.state.actor, pathId(ctx.params.id))
    ctx.body = segments[0] ?? refuse('notFound')
  })
  router.post('/segments/preview', async ctx => {
    demandSegments(ctx.state)
    const { object: asked, filter } = (ctx.request.body ?? {}) as { object?: unknown; filter?: unknown }
    const object: SegmentObject = wordOf(asked, segmentObjects, 'object')
    ctx.body = (await previewSegment(db, ctx.state.actor, services, object, filter)) satisfies SegmentPreview
  })
}

function demandSegments({ actor }: SignedInState): void {
  if (!can(actor.access, { object: 'segment', verb: 'query' })) refuse('notPermitted')
}

function leads(router: Router<SignedInState>, { db }: RelationDeps): void {
  router.get('/leads/:id/conversion', async ctx => {
    ctx.body = (await previewConversion(
      db,
      ctx.state.actor,
      pathId(ctx.params.id),
    )) satisfies ConversionPreview
  })
  router.get('/lead-mapping', async ctx => {
    ctx.body = (await readLeadMapping(db, ctx.state.actor)) satisfies LeadMappingAnswer
  })
  router.post('/lead-mapping/preview', async ctx => {
    const { target, lines } = parseInput(leadMappingSet.input, ctx.request.body ?? {})
    const given = ((lines ?? []) as unknown as Partial<MappingLine>[]).map(line => ({
      field: line.field!,
      source: line.source ?? null,
      words: line.words ?? null,
    }))
    const at: LeadTarget = wordOf(target, leadTargets, 'target')
    ctx.body = (await previewMapping(db, ctx.state.actor, at, given)) satisfies LeadMappingPreview
  })
}
