import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { identifier, tableOf } from '../columns'
import { Params } from '../reader'
import { branchesOf, conditionOf, type Listing } from './listing'
import { prepareListing } from './prepare'
import { keptWhereFixed } from './rows'
import { orderSql } from './sort'

/** Lists say "999+" beyond this. */
const countCap = 1000

/**
 * In which order a branch is counted. Counting stops at the cap, so the planner likes to read the table from wherever the last
 * reader left it; the order keeps it to the index that holds just these records. Where all are meant, any will do.
 */
function countOrder({ query: { filter, search, sort } }: Listing, branch: string): string {
  const anyOrder = branch === 'true' || filter || search || sort.nullable
  return anyOrder ? '' : `order by ${orderSql(sort, 't', 'valued')}`
}

/** How many rows a list has, counted up to the cap. */
export async function countRows(sql: Sql, listing: Listing): Promise<number> {
  if (listing.found) return listing.found.length
  const { values, bind } = new Params()
  const condition = conditionOf(listing, bind)
  const table = identifier(tableOf(listing.object).name)
  const branches = branchesOf(listing, bind).map(
    branch =>
      `(select 1 from ${table} t where ${branch} and ${condition} ${countOrder(listing, branch)} limit ${countCap})`,
  )
  if (branches.length === 0) return 0
  const text = `select count(*)::int as count
    from (select 1 from (${branches.join(' union all ')}) b limit ${countCap}) c`
  const [row] = await sql.query<{ count: number }>(keptWhereFixed(listing, branches, text), values)
  return row!.count
}

/**
 * POST /api/records/:object/count: how many records a list query finds, every one of them counted.
 * @throws Refusal notFound | notPermitted | invalidInput (with paths)
 */
export async function exactCount(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  raw: unknown,
  now: Date,
): Promise<number> {
  const listing = await prepareListing(sql, actor, name, raw, now)
  if (listing.found) return listing.found.length
  const { values, bind } = new Params()
  const condition = conditionOf(listing, bind)
  const table = identifier(tableOf(listing.object).name)
  const branches = branchesOf(listing, bind).map(
    branch => `(select count(*) from ${table} t where ${branch} and ${condition})`,
  )
  if (branches.length === 0) return 0
  const [row] = await sql.query<{ count: number }>(`select (${branches.join(' + ')})::int as count`, values)
  return row!.count
}

/** How many records a list query finds, capped like lists are. @throws Refusal notFound | notPermitted | invalidInput (with paths) */
export async function countQuery(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  raw: unknown,
  now: Date,
): Promise<number> {
  return countRows(sql, await prepareListing(sql, actor, name, raw, now))
}

/** How many records the reader may list for a filter, capped like lists are. */
export async function countRecords(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  filter: unknown,
  now: Date,
): Promise<number> {
  return countQuery(sql, actor, object.name, { filter }, now)
}
