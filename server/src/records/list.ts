import type { ListAnswer } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { can } from '../access/context'
import { elementsOf } from '../access/elements'
import { ruleOf } from '../access/masks'
import { scopeBranches, scopeCondition } from '../access/scope'
import type { Sql } from '../db/database'
import { keepPlan } from '../db/kept-plans'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { identifier, splitRecord, tableOf } from './columns'
import { queryHash, readCursor, writeCursor } from './list/cursor'
import { type FilterTarget, filterSql, leavesOf, type Tree } from './list/filter'
import { certainLeaves, type ParsedQuery, parseListQuery, type Tab } from './list/query'
import { type SearchTarget, searchSql } from './list/search'
import { orderSql, type Position, phaseSql } from './list/sort'
import { maskableFields, openPools } from './masking'
import { openKeySql, type ReadableTarget, readableField, searchedText, visibleDeclaration } from './readable'
import { type Bind, objectNamed, Params, type ReadServices } from './reader'
import { type ReadRow, readList, viewRecords } from './view'

/** Lists say "999+" beyond this. */
const countCap = 1000

/** Statements of more branches are planned at every call. */
const keptBranches = 2

/** Everything that says which rows a list has. */
interface Listing {
  actor: EmployeeActor
  /** Ids of all that the words of the search find, where these are few; company-wide, not only the reader's. */
  found?: readonly string[]
  object: ObjectDeclaration
  query: ParsedQuery
  openPools: readonly string[]
  /** As it opens: no filter, search or order of the reader's own, first page. */
  opening: boolean
}

/** A pool is open to its members and administrators, and to whoever lists all records anyway. */
function poolBranches({ actor: { access }, object }: Listing, pool: string, bind: Bind): string[] {
  const all = access.scopes[object.name]?.query.includes('all')
  const member = access.memberPools.includes(pool) || access.adminPools.includes(pool)
  if (!(member || all)) return refuse('notFound')
  return [`t.owner_id is null and t.pool_id = ${bind(pool)}::uuid`]
}

/** Records of these owners, as far as the reader lists them at all; one branch each, as each lies in order in an index. */
function ownerBranches({ actor, object }: Listing, owners: readonly string[], bind: Bind): string[] {
  const scope = scopeCondition(actor.access, object.name, 'query', bind, 't')
  const apart = owners.length > 12 ? [owners] : owners.map(id => [id])
  return apart.map(ids => {
    const owner =
      ids.length === 1 ? `t.owner_id = ${bind(ids[0])}::uuid` : `t.owner_id = any(${bind(ids)}::uuid[])`
    return `${owner} and (${scope})`
  })
}

/** The objects to which the attached rows of a list belong, where its filter says so. */
function parentsOf({ object, query }: Listing): string[] | undefined {
  if (!object.parent) return undefined
  const named = certainLeaves(query.filter).find(
    leaf => leaf.column.field === object.parent && leaf.op === 'eq',
  )
  return named && [splitRecord(named.values[0] as string)[0]]
}

/** Attached rows are read through their record, so the record must be named; or they are those that the reader wrote. */
function attachedBranches(listing: Listing, bind: Bind): string[] {
  const { actor, object, query } = listing
  const parents = parentsOf(listing)
  const scope = scopeCondition(actor.access, object.name, 'query', bind, 't', parents)
  if (query.tab === 'mine') return [`t.created_by = ${bind(actor.employeeId)}::uuid and (${scope})`]
  return parents ? [scope] : refuse('invalidInput', {}, [{ path: 'filter', rule: 'required' }])
}

function branchesOf(listing: Listing, bind: Bind): string[] {
  const { actor, object, query } = listing
  const { access } = actor
  if (object.parent) return attachedBranches(listing, bind)
  const tab: Tab = query.tab
  if (typeof tab === 'object') return poolBranches(listing, tab.pool, bind)
  if (tab === 'all' || !object.can.owned) return scopeBranches(access, object, 'query', bind, 't')
  return ownerBranches(
    listing,
    tab === 'mine' ? [access.employeeId] : [access.employeeId, ...access.reports],
    bind,
  )
}

function conditionOf({ actor, object, query, openPools: pools }: Listing, bind: Bind): string {
  const reading: ReadableTarget = { access: actor.access, object, openPools: pools, bind, alias: 't' }
  const readable = (name: string) => readableField(object.fields[name] ?? {}, name, reading)
  const phones = Object.keys(object.fields).filter(name => object.fields[name]?.kind === 'phone')
  const target: FilterTarget & SearchTarget = {
    alias: 't',
    bind,
    readable,
    phones: () => [...new Set(phones.map(readable))].join(' and ') || 'true',
    text: () => searchedText(reading),
    openKey: key => openKeySql(key, reading),
  }
  const parts = ['t.deleted_at is null']
  if (query.filter) parts.push(filterSql(query.filter, target))
  if (query.search) parts.push(searchSql(query.search, target))
  return parts.join(' and ')
}

/**
 * The list as it opens is read by one index per branch, whatever the values are. With a filter, search or order the best way
 * depends on them, and a plan of many branches is too large to be kept by every connection.
 */
function keptWhereFixed({ object, opening }: Listing, branches: readonly string[], text: string): string {
  return opening && object.can.owned && branches.length <= keptBranches ? keepPlan(text) : text
}

/** Is what the reader lists little anyway? Then it is read by its owners, and looked through. */
function isNarrow({ actor, object, query: { tab } }: Listing): boolean {
  if (tab === 'mine' || tab === 'group' || !object.can.owned) return true
  if (typeof tab === 'object') return false
  return elementsOf(actor.access, object, 'query').every(({ kind }) => kind === 'owners' || kind === 'team')
}

/** Of what is found this much is looked up first; of more, rows in their order are looked through until a page is full. */
const mostFound = 1000

/**
 * Whom the words of a search find, where these are few. The planner doesn't know how often words stand in a million names: it
 * takes every search for a frequent one, and reads the whole table in its order to find nothing.
 */
async function foundByWords(sql: Sql, listing: Listing): Promise<string[] | undefined> {
  if (!listing.query.search || isNarrow(listing)) return undefined
  const { values, bind } = new Params()
  const words = { ...listing, query: { ...listing.query, filter: null } }
  const rows = await sql.query<{ id: string }>(
    `select t.id from ${identifier(tableOf(listing.object).name)} t where ${conditionOf(words, bind)} limit ${mostFound + 1}`,
    values,
  )
  return rows.length > mostFound ? undefined : rows.map(row => row.id)
}

/** What the branches read: the table, or only the rows that were found; `offset 0` keeps the planner from taking that apart. */
function sourceOf({ object, found }: Listing, bind: Bind): string {
  const table = identifier(tableOf(object).name)
  return found ? `(select * from ${table} where id = any(${bind(found)}::uuid[]) offset 0)` : table
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
async function readRows(sql: Sql, listing: Listing, after: Position | null): Promise<ReadRow[]> {
  const { sort, limit } = listing.query
  const inEmpty = after !== null && after.value === null
  const valued = inEmpty ? [] : await readPhase(sql, listing, 'valued', after, limit + 1)
  if (!sort.nullable || valued.length > limit) return valued
  return [...valued, ...(await readPhase(sql, listing, 'empty', after, limit + 1 - valued.length))]
}

/**
 * In which order a branch is counted. Counting stops at the cap, so the planner likes to read the table from wherever the last
 * reader left it; the order keeps it to the index that holds just these records. Where all are meant, any will do.
 */
function countOrder({ query: { filter, search, sort } }: Listing, branch: string): string {
  const anyOrder = branch === 'true' || filter || search || sort.nullable
  return anyOrder ? '' : `order by ${orderSql(sort, 't', 'valued')}`
}

async function countRows(sql: Sql, listing: Listing): Promise<number> {
  const { values, bind } = new Params()
  const condition = conditionOf(listing, bind)
  const table = sourceOf(listing, bind)
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

async function prepare(sql: Sql, actor: EmployeeActor, name: string, raw: unknown): Promise<Listing> {
  const object = objectNamed(name, actor)
  if (!can(actor.access, { object: object.name, verb: 'query' })) refuse('notPermitted')
  const query = parseListQuery(visibleDeclaration(actor.access, object), raw)
  if (ruleOf(actor.access, object.name, query.sort.column.field))
    refuse('invalidInput', {}, [{ path: 'sort', rule: 'option' }])
  const masks = (tree: Tree | null) =>
    tree !== null && leavesOf(tree).some(one => one.column.declaration.read)
  const needsPools =
    object.can.pooled && maskableFields(object).length > 0 && (query.search || masks(query.filter))
  const given = raw as Record<string, unknown>
  const opening = ['filter', 'search', 'sort', 'cursor'].every(name => given[name] === undefined)
  const listing: Listing = {
    actor,
    object,
    query,
    openPools: needsPools ? await openPools(sql) : [],
    opening,
  }
  const found = await foundByWords(sql, listing)
  return found ? { ...listing, found } : listing
}

/**
 * POST /api/records/:object/query: the records that the reader may list, filtered, searched, sorted, one page at a time.
 * @param raw the query as it came in @throws Refusal notFound | notPermitted | invalidInput (with paths)
 */
export async function listRecords(
  sql: Sql,
  actor: EmployeeActor,
  services: ReadServices,
  name: string,
  raw: unknown,
): Promise<ListAnswer> {
  const listing = await prepare(sql, actor, name, raw)
  const { object, query } = listing
  const { filter, search, sort, tab } = raw as Record<string, unknown>
  const hash = queryHash([name, filter, search, sort, tab, actor.employeeId, actor.access.epoch])
  const after = query.cursor ? readCursor(query.cursor, hash, services.cursorKey) : null
  const [rows, count] = await Promise.all([
    readRows(sql, listing, after),
    after?.count ?? countRows(sql, listing),
  ])
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  const answer: ListAnswer = {
    rows: await viewRecords(sql, actor, services, object, page),
    next: last ? writeCursor({ ...positionOf(last, query), count }, hash, services.cursorKey) : null,
    count,
  }
  const quota = typeof query.tab === 'object' && (await services.poolQuota?.(sql, actor, query.tab.pool))
  return quota ? { ...answer, quota } : answer
}

function positionOf(row: ReadRow, { sort }: ParsedQuery): Position {
  return { value: sort.column.decode(row) as Position['value'], id: row.id as string }
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
): Promise<number> {
  const listing = await prepare(sql, actor, name, raw)
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
): Promise<number> {
  return countRows(sql, await prepare(sql, actor, name, raw))
}

/** How many records the reader may list for a filter, capped like lists are. */
export async function countRecords(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  filter: unknown,
): Promise<number> {
  return countQuery(sql, actor, object.name, { filter })
}

/**
 * Everything that a list query finds, page after page (for exports, and for work on all that was found).
 * @param size rows of a page, 1–1,000 @throws Refusal notFound | notPermitted | invalidInput (with paths)
 */
export async function* listPages(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  raw: unknown,
  size: number,
): AsyncGenerator<ReadRow[]> {
  const listing = await prepare(sql, actor, name, raw)
  const query = { ...listing.query, limit: size }
  for (let after: Position | null = null; ; ) {
    const rows: ReadRow[] = await readRows(sql, { ...listing, query, opening: false }, after)
    const page = rows.slice(0, size)
    if (page.length > 0) yield page
    if (rows.length <= size) return
    after = positionOf(page.at(-1)!, query)
  }
}

/** Ids of what a list query finds, at most `limit`, in its order. */
export async function listIds(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  raw: unknown,
  limit: number,
): Promise<string[]> {
  const ids: string[] = []
  for await (const page of listPages(sql, actor, name, raw, Math.min(limit, 1000))) {
    ids.push(...page.map(row => row.id as string))
    if (ids.length >= limit) break
  }
  return ids.slice(0, limit)
}

/** Is this a query that the reader may ask? @throws Refusal notFound | notPermitted | invalidInput (with paths) */
export async function checkList(sql: Sql, actor: EmployeeActor, name: string, raw: unknown): Promise<void> {
  await prepare(sql, actor, name, raw)
}

/** These records, in this order, as far as the reader may list them; page after page. */
export async function* listChosen(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  ids: readonly string[],
  size: number,
): AsyncGenerator<ReadRow[]> {
  const object = objectNamed(name, actor)
  if (!can(actor.access, { object: object.name, verb: 'query' })) refuse('notPermitted')
  for (let from = 0; from < ids.length; from += size) {
    const { values, bind } = new Params()
    const chosen = `${bind(ids.slice(from, from + size))}::uuid[]`
    const scope = scopeCondition(actor.access, object.name, 'query', bind, 't')
    yield await sql.query<ReadRow>(
      `select ${readList(actor, object, bind, 't')} from ${identifier(tableOf(object).name)} t
       where t.id = any(${chosen}) and t.deleted_at is null and (${scope}) order by array_position(${chosen}, t.id)`,
      values,
    )
  }
}
