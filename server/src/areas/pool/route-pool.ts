import type { Tx } from '../../db/database'
import type { PooledObject } from './pooled-record'

/** A pool with what decides about the records that enter it. */
export interface RoutedPool {
  id: string
  name: string
  review_type: 'none' | 'button' | 'flow'
  administrators: string[]
}

/** How a line looks at a record, by object; the fields are those of `routeFields`. */
const tests: Record<PooledObject, Record<string, (alias: string, value: string) => string>> = {
  customer: {
    region: (alias, value) => `${alias}.region = ${value}`,
    industry: (alias, value) => `${alias}.industry = ${value}`,
    source: (alias, value) => `${alias}.source = ${value}`,
    interest: (alias, value) => `strpos(lower(${alias}.interest), lower(${value})) > 0`,
  },
  lead: {
    source: (alias, value) => `${alias}.source = ${value}`,
    interest: (alias, value) => `strpos(lower(${alias}.interest), lower(${value})) > 0`,
  },
}

/** SQL boolean: does a line (columns `field`, `value` of `line`) take the record under `alias`? */
export function fitsSql(object: PooledObject, alias: string, line: string): string {
  const cases = Object.entries(tests[object]).map(
    ([field, test]) => `when '${field}' then ${test(alias, `${line}.value`)}`,
  )
  return `coalesce(case ${line}.field ${cases.join(' ')} end, false)`
}

/** SQL: id of the pool that region and product name for the record under `alias`; null where no line fits. For sweeps and previews, too. */
export function routeSql(object: PooledObject, alias: string): string {
  return `(select l.pool_id from pool_route l join pool lp on lp.id = l.pool_id and lp.deleted_at is null
    where l.object = '${object}' and ${fitsSql(object, alias, 'l')} order by l.position limit 1)`
}

/** SQL: id of the one default pool of a kind, or null. */
export function defaultPoolSql(object: PooledObject): string {
  return `(select d.id from pool d where d.is_default and d.kind = '${object}' and d.deleted_at is null order by d.id limit 1)`
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

/** The row that the lines look at, of values that are no row yet. */
const draftSql =
  '(select $1::text as region, $2::text as industry, $3::text as source, $4::text as interest) v'

async function find(
  tx: Pick<Tx, 'query'>,
  choice: string,
  values: Record<string, unknown>,
  more: unknown[] = [],
): Promise<RoutedPool | undefined> {
  const { region, industry, source, interest } = values
  const [pool] = await tx.query<RoutedPool>(
    `select p.id, p.name, p.review_type, p.administrators from ${draftSql} join pool p on p.id = ${choice}`,
    [...[region, industry, source, interest].map(textOf), ...more],
  )
  return pool
}

/**
 * The pool that takes a record without an owner: the first route that fits, else the default pool of its kind (POOL-1).
 * @param values of the record, by field (or its row) @returns undefined where there is not even a default pool
 */
export function routePool(
  tx: Pick<Tx, 'query'>,
  object: PooledObject,
  values: Record<string, unknown>,
): Promise<RoutedPool | undefined> {
  return find(tx, `coalesce(${routeSql(object, 'v')}, ${defaultPoolSql(object)})`, values)
}

/** Where a record goes back to: the pool it came from, else as `routePool` says. @param row of the record */
export function returnPool(
  tx: Pick<Tx, 'query'>,
  object: PooledObject,
  row: Record<string, unknown>,
): Promise<RoutedPool | undefined> {
  const own = `(select o.id from pool o where o.id = $5::uuid and o.kind = '${object}' and o.deleted_at is null)`
  const choice = `coalesce(${own}, ${routeSql(object, 'v')}, ${defaultPoolSql(object)})`
  return find(tx, choice, row, [row.pool_id ?? null])
}
