import { segmentCreate, segmentRemove, segmentUpdate } from '@gonghai/shared/actions/segment'
import type { FieldIssue } from '@gonghai/shared/errors'
import { v7 as uuid } from 'uuid'
import { actorId } from '../../kernel/actor'
import { type Ctx, handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { catalogueOf } from '../../records/custom/catalogue'
import { parseFilter } from '../../records/list/filter'
import { mayChange } from './read-segments'

/** The conditions as they came: JSON that is a filter of the object's lists. @throws Refusal invalidInput, with paths */
async function checkedFilter(ctx: Ctx, object: string, text: string): Promise<string> {
  const wrong = (rule: FieldIssue['rule']) => refuse('invalidInput', {}, [{ path: 'filter', rule }])
  let filter: unknown
  try {
    filter = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return wrong('format')
    throw error
  }
  const issues: FieldIssue[] = []
  parseFilter((await catalogueOf(ctx.tx, ctx.actor)).find(object)!, filter, issues)
  if (issues.length > 0) refuse('invalidInput', {}, issues)
  return JSON.stringify(filter)
}

/** Saves a segment; a name is used once per owner. */
export const createSegment = handle(segmentCreate, async (ctx, input) => {
  const id = uuid()
  const owner = actorId(ctx.actor) ?? ctx.refuse('notPermitted')
  const filter = await checkedFilter(ctx, input.object, input.filter)
  await ctx.tx.query(
    `insert into segment (id, name, object, description, filter, owner_id, shared, created_at, updated_at)
     values ($1::uuid, $2, $3, $4, $5::jsonb, $6::uuid, $7, $8::timestamptz, $8::timestamptz)`,
    [id, input.name, input.object, input.description ?? null, filter, owner, input.shared ?? false, ctx.now],
  )
  ctx.trace('segment', id, { name: [null, input.name], filter: [null, filter] })
  return { result: { id }, say: { name: input.name } }
})

interface SegmentRow {
  version: number
  name: string
  object: string
  filter: unknown
  shared: boolean
  owner_id: string
}

/** Everybody sees a shared segment; its owner changes it, or whoever sets segments up. @throws Refusal notYourSegment */
function ownSegment(ctx: Ctx): { id: string; row: SegmentRow } {
  const { id, row } = ctx.refs.get('segment')
  if (ctx.actor.kind === 'employee' && !mayChange(ctx.actor, row.owner_id)) ctx.refuse('notYourSegment')
  return { id, row: row as unknown as SegmentRow }
}

/** Changes a segment. */
export const updateSegment = handle(segmentUpdate, async (ctx, input) => {
  const { id, row } = ownSegment(ctx)
  if (row.version !== input.version) ctx.refuse('staleVersion', { version: row.version })
  const filter = await checkedFilter(ctx, row.object, input.filter)
  const shared = input.shared ?? row.shared
  await ctx.tx.query(
    `update segment set name = $2, description = $3, filter = $4::jsonb, shared = $5, version = version + 1,
       updated_at = $6::timestamptz where id = $1::uuid`,
    [id, input.name, input.description ?? null, filter, shared, ctx.now],
  )
  ctx.trace('segment', id, {
    name: [row.name, input.name],
    filter: [JSON.stringify(row.filter), filter],
    shared: [row.shared, shared],
  })
  return { result: { id, version: row.version + 1 }, say: { name: input.name } }
})

/** Deletes a segment. */
export const removeSegment = handle(segmentRemove, async ctx => {
  const { id, row } = ownSegment(ctx)
  await ctx.tx.query('delete from segment where id = $1::uuid', [id])
  ctx.trace('segment', id, { name: [row.name, null] })
  return { result: { id }, say: { name: row.name } }
})
