import type { FoundThrough } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { listsBeyondView } from '../../access/breadth'
import { elementsOf } from '../../access/elements'
import { scopeBranches, scopeCondition } from '../../access/scope'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { identifier, splitRecord, tableOf } from '../columns'
import { livelySql } from '../counted'
import type { ReadableTarget } from '../readable'
import type { Bind } from '../reader'
import { filterSql } from './filter'
import { certainLeaves, type ParsedQuery, type Tab } from './query'
import { type SearchTarget, searchSql } from './search'
import { searchTarget } from './search-target'

/** What found a record besides its own words, by the record's id. */
export type Through = ReadonlyMap<string, FoundThrough>

/** Everything that says which rows a list has. */
export interface Listing {
  actor: EmployeeActor
  /** What is found through something that belongs to it (a customer through a contact), besides by its own words. */
  through?: Through
  /** Ids of all records of the list in its order (where all have a value to order by), where the words of its search find few. */
  found?: readonly string[]
  object: ObjectDeclaration
  query: ParsedQuery
  openPools: readonly string[]
  /** As it opens: no filter, search or order of the reader's own, first page. */
  opening: boolean
}

/** A pool is open to its members and administrators, and to whoever lists all records anyway. Leads that are over lie in none. */
function poolBranches({ actor: { access }, object }: Listing, pool: string, bind: Bind): string[] {
  const all = access.scopes[object.name]?.query.includes('all')
  const member = access.memberPools.includes(pool) || access.adminPools.includes(pool)
  if (!(member || all)) return refuse('notFound')
  return [`t.owner_id is null and t.pool_id = ${bind(pool)}::uuid and ${livelySql(object.name, 't')}`]
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
export function parentsOf({ object, query }: Listing): string[] | undefined {
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

/** The parts of the reader's scope that a list is made of, each a condition on `t`. @throws Refusal notFound | invalidInput */
export function branchesOf(listing: Listing, bind: Bind): string[] {
  const { actor, object, query } = listing
  const { access } = actor
  if (listing.found) return ['true']
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

/** May the reader open the row? Written, and bound, only where something asks. */
function opensSql(listing: Listing, bind: Bind): () => string {
  const { actor, object } = listing
  let text: string | undefined
  return () => {
    text ??= scopeCondition(actor.access, object.name, 'view', bind, 't', parentsOf(listing))
    return text
  }
}

/** What every row must meet beside the scope: filter and search, as far as the reader may read their fields. */
export function conditionOf(listing: Listing, bind: Bind): string {
  const { actor, object, query, openPools: pools, found } = listing
  if (found) return 't.deleted_at is null'
  const reading: ReadableTarget = {
    access: actor.access,
    object,
    openPools: pools,
    bind,
    alias: 't',
    opens: listsBeyondView(actor.access, object) ? opensSql(listing, bind) : undefined,
  }
  const target = searchTarget(reading)
  const parts = ['t.deleted_at is null']
  if (query.filter) parts.push(filterSql(query.filter, target))
  if (query.search) parts.push(wordsSql(listing, query.search, target, bind))
  return parts.join(' and ')
}

function wordsSql({ through }: Listing, search: string, target: SearchTarget, bind: Bind): string {
  const own = searchSql(search, target)
  return through?.size ? `(${own} or t.id = any(${bind([...through.keys()])}::uuid[]))` : own
}

/** Is what the reader lists little anyway? Then it is read by its owners, and looked through. */
export function isNarrow({ actor, object, query: { tab } }: Listing): boolean {
  if (tab === 'mine' || tab === 'group' || !object.can.owned) return true
  if (typeof tab === 'object') return false
  return elementsOf(actor.access, object, 'query').every(({ kind }) => kind === 'owners' || kind === 'team')
}

/** Of what is found this much is looked up first; of more, rows in their order are looked through until a page is full. */
export const mostFound = 1000

/** What the branches read: the table, or only the rows that were found; `offset 0` keeps the planner from taking that apart. */
export function sourceOf({ object, found }: Listing, bind: Bind): string {
  const table = identifier(tableOf(object).name)
  return found ? `(select * from ${table} where id = any(${bind(found)}::uuid[]) offset 0)` : table
}
