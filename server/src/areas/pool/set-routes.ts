import { poolSetRoutes, routeFields } from '@gonghai/shared/actions/pool-route'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { actorId } from '../../kernel/actor'
import type { Ctx, Json } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import type { PooledObject } from './pooled-record'

/** A line as it is given. */
export interface GivenRoute {
  field: string
  value: string
  pool: string
}

/** What is wrong with a line: a field that such records don't have, a value that is no option of it. */
function issueOf(object: PooledObject, { field, value }: GivenRoute, index: number): FieldIssue[] {
  const fields: readonly string[] = routeFields[object]
  if (!fields.includes(field)) return [{ path: `routes.${index}.field`, rule: 'option' }]
  const declaration: ObjectDeclaration = objects[object]
  const { options } = declaration.fields[field]!
  if (options && !options.includes(value)) return [{ path: `routes.${index}.value`, rule: 'option' }]
  return []
}

/** @throws Refusal invalidInput with the lines that can't be right */
export function demandRoutes(object: PooledObject, routes: readonly GivenRoute[]): void {
  const keys = routes.map(({ field, value }) => `${field}:${value.toLowerCase()}`)
  const twice = keys.flatMap((key, index): FieldIssue[] =>
    keys.indexOf(key) < index ? [{ path: `routes.${index}.value`, rule: 'duplicate' }] : [],
  )
  const issues = [...routes.flatMap((route, index) => issueOf(object, route, index)), ...twice]
  if (issues.length > 0) refuse('invalidInput', {}, issues)
}

interface List {
  id: string
  version: number
}

/** The list of an object, locked; made empty where there was none. */
async function lockList(ctx: Ctx, object: PooledObject): Promise<List> {
  const [list] = await ctx.tx.query<List>(
    `insert into pool_route_list (id, object, version, updated_at) values ($1::uuid, $2, 0, $3::timestamptz)
     on conflict (object) do update set object = excluded.object returning id, version`,
    [uuid(), object, ctx.now],
  )
  return list!
}

/** The lines in words, for the history. */
async function linesOf(ctx: Ctx, object: PooledObject): Promise<Json[]> {
  const rows = await ctx.tx.query<{ field: string; value: string; pool: string }>(
    `select r.field, r.value, p.name as pool from pool_route r join pool p on p.id = r.pool_id
     where r.object = $1 order by r.position`,
    [object],
  )
  const declaration: ObjectDeclaration = objects[object]
  return rows.map(({ field, value, pool }) => {
    const words = declaration.fields[field]?.options ? { key: `option.${object}.${field}.${value}` } : value
    return {
      key: 'list.route',
      params: { field: { key: `object.${object}.field.${field}` }, value: words, pool },
    }
  })
}

/** The list was changed: for whoever is changing it just now, and for its history. */
async function noteChange(ctx: Ctx, object: PooledObject, list: string, before: Json[]): Promise<void> {
  await ctx.tx.query(
    `update pool_route_list set version = version + 1, updated_at = $2::timestamptz, updated_by = $3::uuid where id = $1::uuid`,
    [list, ctx.now, actorId(ctx.actor)],
  )
  ctx.trace('poolRoute', list, { lines: [before, await linesOf(ctx, object)] })
}

/** Lines that lead to a pool lead to another one of its kind from now on. */
export async function moveRoutes(
  ctx: Ctx,
  { id, kind }: { id: string; kind: PooledObject },
  to: string,
): Promise<void> {
  const list = await lockList(ctx, kind)
  const before = await linesOf(ctx, kind)
  const moved = await ctx.tx.query(
    'update pool_route set pool_id = $2::uuid where pool_id = $1::uuid returning id',
    [id, to],
  )
  if (moved.length > 0) await noteChange(ctx, kind, list.id, before)
}

/** Says which pool takes records without an owner, all lines of an object at once (POOL-1). */
export const setRoutes = handle(poolSetRoutes, async (ctx, input) => {
  const { object, version } = input
  const routes = input.routes as unknown as GivenRoute[]
  demandRoutes(object, routes)
  for (const [index] of routes.entries()) {
    const { kind, name } = ctx.refs.get(`routes.${index}.pool`).row
    if (kind !== object) ctx.refuse('wrongPoolKind', { pool: String(name) })
  }
  const list = await lockList(ctx, object)
  if (list.version !== version) ctx.refuse('staleVersion', { version: list.version })
  const before = await linesOf(ctx, object)
  await ctx.tx.query('delete from pool_route where object = $1', [object])
  await ctx.tx.query(
    `insert into pool_route (id, object, position, field, value, pool_id)
     select r.id, $1, r.position, r.field, r.value, r.pool
     from jsonb_to_recordset($2::jsonb) as r(id uuid, position int, field text, value text, pool uuid)`,
    [object, JSON.stringify(routes.map((route, position) => ({ id: uuid(), position, ...route })))],
  )
  await noteChange(ctx, object, list.id, before)
  return { result: { id: list.id, version: version + 1 } }
})
