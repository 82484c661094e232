import type { Sql } from '../../db/database'
import { keepPlan } from '../../db/kept-plans'
import { Params } from '../reader'
import { type ReadRow, readList } from '../view'
import { branchesOf, conditionOf, type Listing, parentsOf, sourceOf } from './listing'
import type { ParsedQuery } from './query'
import { orderSql, type Position, phaseSql } from './sort'

/** Statements of more branches are planned at every call. */
const keptBranches = 2

/**
 * The list as it opens is read by one index per branch, whatever the values are. With a filter, search or order the best way
 * depends on them, and a plan of many branches is too large to be kept by every connection.
 */
export function keptWhereFixed(
  { object, opening }: Listing,
  branches: readonly string[],
  text: string,
): string {
  return opening && object.can.owned && branches.length <= keptBranches ? keepPlan(text) : text
}

/** The rows of one phase: a statement with one limited branch per element of the scope (decision 9). */
async function readPhase(
  sql: Sql,
  listing: Listing,
  phase: 'valued' | 'empty',
  after: Position | null,
  limit: number,
): Promise<ReadRow[]> {
  const { object, actor, query } = listing
  const { values, bind } = new Params()
  const conditions = `${conditionOf(listing, bind)} and ${phaseSql(query.sort, 't', phase, after, bind)}`
  const order = orderSql(query.sort, 't', phase)
  const table = sourceOf(listing, bind)
  const branches = branchesOf(listing, bind).map(
    branch =>
      `(select t.* from ${table} t where ${branch} and ${conditions} order by ${order} limit ${limit})`,
  )
  if (branches.length === 0) return []
  const columns = readList(actor, object, bind, 't', parentsOf(listing))
  const first = `select t.* from (${branches.join(' union all ')}) t order by ${order} limit ${limit}`
  const text = `select ${columns} from (${first}) t order by ${order}`
  return sql.query<ReadRow>(keptWhereFixed(listing, branches, text), values)
}

/** One more row than asked for, if there is one: records with a value first, then those without. */
export async function readRows(sql: Sql, whole: Listing, after: Position | null): Promise<ReadRow[]> {
  const { sort, limit } = whole.query
  // What was found stands in order; some more than the page, as one may be deleted in between.
  const first = whole.found && !after && !sort.nullable
  const listing = first ? { ...whole, found: whole.found!.slice(0, 2 * (limit + 1)) } : whole
  const inEmpty = after !== null && after.value === null
  const valued = inEmpty ? [] : await readPhase(sql, listing, 'valued', after, limit + 1)
  if (!sort.nullable || valued.length > limit) return valued
  return [...valued, ...(await readPhase(sql, listing, 'empty', after, limit + 1 - valued.length))]
}

/** Where the page after this row begins. */
export function positionOf(row: ReadRow, { sort }: ParsedQuery): Position {
  return { value: sort.column.decode(row) as Position['value'], id: row.id as string }
}
