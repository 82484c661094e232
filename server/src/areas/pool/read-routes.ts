import type { Reference } from '@gonghai/shared/client/api'
import type { RouteLine, RoutesAnswer, RoutesPreviewAnswer } from '@gonghai/shared/client/pool-api'
import type { Sql } from '../../db/database'
import { identifier } from '../../records/columns'
import type { PooledObject } from './pooled-record'
import { fitsSql } from './route-pool'
import { demandRoutes, type GivenRoute } from './set-routes'

/** The lines of an object with what a page needs to change them. */
export async function readRoutes(sql: Sql, object: PooledObject): Promise<RoutesAnswer> {
  const [list] = await sql.query<{ id: string; version: number }>(
    'select id, version from pool_route_list where object = $1',
    [object],
  )
  const routes = await sql.query<{ field: RouteLine['field']; value: string; pool_id: string; pool: string }>(
    `select r.field, r.value, r.pool_id, p.name as pool from pool_route r join pool p on p.id = r.pool_id
     where r.object = $1 order by r.position`,
    [object],
  )
  const pools = await sql.query<Reference & { is_default: boolean }>(
    'select id, name, is_default from pool where kind = $1 and deleted_at is null order by name, id',
    [object],
  )
  const reference = ({ id, name }: Reference): Reference => ({ id, name })
  const fallback = pools.find(pool => pool.is_default)
  return {
    object,
    id: list?.id ?? null,
    version: list?.version ?? 0,
    routes: routes.map(row => ({
      field: row.field,
      value: row.value,
      pool: { id: row.pool_id, name: row.pool },
    })),
    defaultPool: fallback ? reference(fallback) : null,
    pools: pools.map(reference),
  }
}

const days = 90

/**
 * What lines would have done with the records made of late, whoever has them now; nothing changes. Made lately implies
 * changed lately, and by that there is an index.
 */
export async function previewRoutes(
  sql: Sql,
  object: PooledObject,
  routes: readonly GivenRoute[],
  now: Date,
): Promise<RoutesPreviewAnswer> {
  demandRoutes(object, routes)
  const since = new Date(now.getTime() - days * 86_400_000)
  const rows = await sql.query<{ line: number | null; count: number; samples: string[] }>(
    `select f.line, count(*)::int as count, (array_agg(r.name order by r.created_at desc))[1:3] as samples
     from ${identifier(object)} r left join lateral (
       select l.line from jsonb_to_recordset($2::jsonb) as l(line int, field text, value text)
       where ${fitsSql(object, 'r', 'l')} order by l.line limit 1
     ) f on true
     where r.updated_at >= $1::timestamptz and r.created_at >= $1::timestamptz and r.deleted_at is null group by f.line`,
    [since, JSON.stringify(routes.map(({ field, value }, line) => ({ line, field, value })))],
  )
  const countOf = (line: number | null) => rows.find(row => row.line === line)?.count ?? 0
  return {
    days,
    total: rows.reduce((sum, row) => sum + row.count, 0),
    lines: routes.map((_, line) => countOf(line)),
    otherwise: countOf(null),
    samples: rows.flatMap(row =>
      row.line === null
        ? []
        : row.samples.map(title => ({ line: row.line!, title, value: routes[row.line!]!.value })),
    ),
  }
}
