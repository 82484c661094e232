import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import { ruleOf } from '../../access/masks'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { identifier, tableOf } from '../columns'
import { maskableFields, openPools } from '../masking'
import { ordersFor, visibleDeclaration } from '../readable'
import { objectNamed, Params } from '../reader'
import { leavesOf, type Tree } from './filter'
import { branchesOf, conditionOf, isNarrow, type Listing, mostFound, type Through } from './listing'
import { meant, type ParsedQuery, parseListQuery } from './query'
import { columnSql, directionOf } from './sort'
import { foundThrough, throughs } from './through'

/**
 * The records of a list whose words find few in the whole company. The planner doesn't know how often words stand in a million
 * names: it takes every search for a frequent one, and reads the whole table in its order to find nothing.
 */
async function foundByWords(sql: Sql, listing: Listing): Promise<string[] | undefined> {
  if (!listing.query.search || isNarrow(listing)) return undefined
  const { values, bind } = new Params()
  const { through, ...own } = listing
  const words = conditionOf({ ...own, query: { ...listing.query, filter: null } }, bind)
  const branches = branchesOf(listing, bind)
  if (branches.length === 0) return []
  const rest = conditionOf({ ...listing, query: { ...listing.query, search: null } }, bind)
  const table = identifier(tableOf(listing.object).name)
  const { sort } = listing.query
  const fits = `((${branches.join(') or (')})) and ${rest} as fits, ${columnSql(sort, 't')} as place`
  const besides = through?.size
    ? `union all select t.id, false as own, ${fits} from ${table} t where t.id = any(${bind([...through.keys()])}::uuid[])`
    : ''
  const rows = await sql.query<{ id: string; own: boolean; fits: boolean }>(
    `select f.id, f.own, f.fits from (
       select t.id, true as own, ${fits} from (select * from ${table} t where ${words} limit ${mostFound + 1}) t ${besides}
     ) f order by f.place ${directionOf(sort)}, f.id ${directionOf(sort)}`,
    values,
  )
  if (rows.filter(row => row.own).length > mostFound) return undefined
  return [...new Set(rows.filter(row => row.fits).map(row => row.id))]
}

/** The records that the words find through what belongs to them. */
async function lookThrough(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  query: ParsedQuery,
): Promise<Through | undefined> {
  const way = throughs[object.name]
  if (!query.search || !way || !can(actor.access, { object: way.object, verb: 'query' })) return undefined
  const belonging = objectNamed(way.object, actor)
  const { sort } = parseListQuery(belonging, {})
  const words: ParsedQuery = { ...query, filter: null, tab: 'all', cursor: null, sort }
  return foundThrough(
    sql,
    { actor, object: belonging, query: words, openPools: [], opening: false },
    way.field,
  )
}

/** The object's own order tells nothing that nobody chose; any other only where its values may be seen. */
function mayOrder(
  { access }: EmployeeActor,
  object: ObjectDeclaration,
  { sort }: ParsedQuery,
  given: unknown,
) {
  const { field } = sort.column
  return given === undefined ? !ruleOf(access, object.name, field) : ordersFor(access, object, field)
}

/** Which rows a query as it came in means for this reader. @throws Refusal notFound | notPermitted | invalidInput (with paths) */
export async function prepareListing(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  raw: unknown,
  now: Date,
): Promise<Listing> {
  const object = objectNamed(name, actor)
  if (!can(actor.access, { object: object.name, verb: 'query' })) refuse('notPermitted')
  const { employeeId, timeZone, access } = actor
  const asked = parseListQuery(visibleDeclaration(access, object), raw)
  const query = meant(asked, { employeeId, reports: access.reports, timeZone, now })
  const given = raw as Record<string, unknown>
  if (!mayOrder(actor, object, query, given.sort))
    refuse('invalidInput', {}, [{ path: 'sort', rule: 'option' }])
  const masks = (tree: Tree | null) =>
    tree !== null && leavesOf(tree).some(one => one.column.declaration.read)
  const needsPools =
    object.can.pooled && maskableFields(object).length > 0 && (query.search || masks(query.filter))
  const opening = ['filter', 'search', 'sort', 'cursor'].every(name => given[name] === undefined)
  const [pools, through] = await Promise.all([
    needsPools ? openPools(sql) : [],
    lookThrough(sql, actor, object, query),
  ])
  const listing: Listing = {
    actor,
    object,
    query,
    openPools: pools,
    opening,
    ...(through ? { through } : {}),
  }
  const found = await foundByWords(sql, listing)
  return found ? { ...listing, found } : listing
}
