import type { BinAnswer, BinCountsAnswer, BinRow } from '@gonghai/shared/client/customer-api'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { objectList } from '@gonghai/shared/objects'
import { binCondition } from '../access/bin'
import { can } from '../access/context'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { identifier, tableOf } from './columns'
import { queryHash, readCursor, writeCursor } from './list/cursor'
import { searchSql } from './list/search'
import { searchTarget } from './list/search-target'
import { maskableFields, openPools } from './masking'
import { objectNamed, Params, type ReadServices } from './reader'
import { References } from './references'

const countCap = 1000

const restorable = (actor: EmployeeActor, object: ObjectDeclaration) =>
  object.verbs.includes('restore') && can(actor.access, { object: object.name, verb: 'restore' })

/** What is asked of the bin. */
interface BinQuery {
  search: string
  /** Only what the reader deleted. */
  mine: boolean
  cursor: string | null
  limit: number
}

/** @throws Refusal invalidInput with every issue by path */
function parseQuery(raw: unknown): BinQuery {
  const issues: FieldIssue[] = []
  const given = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw : {}
  const known = ['search', 'mine', 'cursor', 'limit']
  for (const path of Object.keys(given).filter(name => !known.includes(name)))
    issues.push({ path, rule: 'unknown' })
  const { search = '', mine = false, cursor = null, limit = 20 } = given as Record<string, unknown>
  if (typeof search !== 'string' || search.length > 100) issues.push({ path: 'search', rule: 'format' })
  if (typeof mine !== 'boolean') issues.push({ path: 'mine', rule: 'type' })
  if (cursor !== null && (typeof cursor !== 'string' || cursor.length > 2000))
    issues.push({ path: 'cursor', rule: 'format' })
  if (!Number.isInteger(limit) || Number(limit) < 1 || Number(limit) > 100)
    issues.push({ path: 'limit', rule: 'type' })
  if (issues.length > 0) refuse('invalidInput', {}, issues)
  return { search, mine, cursor, limit } as BinQuery
}

/**
 * What lies in the bin by itself (not with the record that it belongs to) and may be restored by this reader; merged customers are no
 * deletions and have no entry.
 */
function binnedSql(
  actor: EmployeeActor,
  object: ObjectDeclaration,
  query: Pick<BinQuery, 'search' | 'mine'>,
  pools: readonly string[],
  bind: Params['bind'],
): string {
  const parts = [
    `b.object = ${bind(object.name)}::text and b.with_id is null and t.deleted_at is not null`,
    `(${binCondition(actor.access, object.name, bind, 't')})`,
  ]
  if (query.mine) parts.push(`b.deleted_by = ${bind(actor.employeeId)}::uuid`)
  if (query.search.trim()) {
    const reading = { access: actor.access, object, openPools: pools, bind, alias: 't' }
    parts.push(searchSql(query.search, searchTarget(reading)))
  }
  return `from recycle_bin b join ${identifier(tableOf(object).name)} t on t.id = b.record_id where ${parts.join(' and ')}`
}

async function countBinned(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  query: Pick<BinQuery, 'search' | 'mine'>,
  pools: readonly string[],
): Promise<number> {
  const { values, bind } = new Params()
  const from = binnedSql(actor, object, query, pools, bind)
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from (select 1 ${from} limit ${countCap}) c`,
    values,
  )
  return row!.count
}

/** GET /api/bin: how much of each kind the reader may restore. */
export async function binCounts(sql: Sql, actor: EmployeeActor): Promise<BinCountsAnswer> {
  const kinds = objectList.filter(object => restorable(actor, object))
  const counts = await Promise.all(
    kinds.map(object => countBinned(sql, actor, object, { search: '', mine: false }, [])),
  )
  return { objects: kinds.map((object, index) => ({ object: object.name, count: counts[index]! })) }
}

interface EntryRow {
  id: string
  title: string
  number: string | null
  owner_id: string | null
  pool_id: string | null
  deleted_at: Date
  deleted_by: string | null
}

/** What went into the bin with each of these records, by kind. */
async function followersOf(
  sql: Sql,
  object: ObjectName,
  ids: string[],
): Promise<Map<string, BinRow['with']>> {
  const rows = await sql.query<{ with_id: string; object: ObjectName; count: number }>(
    `select with_id, object, count(*)::int as count from recycle_bin
     where with_object = $1 and with_id = any($2::uuid[]) group by with_id, object order by object`,
    [object, ids],
  )
  const found = new Map<string, BinRow['with']>()
  for (const { with_id, object: kind, count } of rows)
    found.set(with_id, [...(found.get(with_id) ?? []), { object: kind, count }])
  return found
}

/**
 * POST /api/bin/:object/query: what the reader may restore, the last deleted first.
 * @throws Refusal notFound | notPermitted | invalidInput (with paths)
 */
export async function listBin(
  sql: Sql,
  actor: EmployeeActor,
  services: Pick<ReadServices, 'cursorKey'>,
  name: string,
  raw: unknown,
): Promise<BinAnswer> {
  const object = objectNamed(name, actor)
  if (!restorable(actor, object)) refuse('notPermitted')
  const query = parseQuery(raw)
  const hash = queryHash(['bin', name, query.search, query.mine, actor.employeeId, actor.access.epoch])
  const after = query.cursor ? readCursor(query.cursor, hash, services.cursorKey) : null
  const { values, bind } = new Params()
  const pools = query.search.trim() && maskableFields(object).length > 0 ? await openPools(sql) : []
  const from = binnedSql(actor, object, query, pools, bind)
  const later = after
    ? ` and (b.deleted_at, b.record_id) < (${bind(after.value)}::timestamptz, ${bind(after.id)}::uuid)`
    : ''
  const column = (field: string, otherwise: string) =>
    tableOf(object).byField.has(field) ? `t.${otherwise}` : 'null::uuid'
  const title = identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)
  const rows = await sql.query<EntryRow>(
    `select t.id, left(t.${title}, 200) as title, ${object.number ? 't.number' : 'null::text'} as number,
       ${column('owner', 'owner_id')} as owner_id, ${column('pool', 'pool_id')} as pool_id, b.deleted_at, b.deleted_by
     ${from}${later} order by b.deleted_at desc, b.record_id desc limit ${query.limit + 1}`,
    values,
  )
  const count = after?.count ?? (await countBinned(sql, actor, object, query, pools))
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  const next =
    last &&
    writeCursor(
      { value: new Date(last.deleted_at).toISOString(), id: last.id, count },
      hash,
      services.cursorKey,
    )
  return { rows: await describeRows(sql, actor, object, page), next: next ?? null, count }
}

async function describeRows(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  page: readonly EntryRow[],
): Promise<BinRow[]> {
  const references = new References()
  for (const { deleted_by, owner_id, pool_id } of page) {
    for (const id of [deleted_by, owner_id]) if (id) references.wantOne('employee', id)
    if (pool_id) references.wantOne('pool', pool_id)
  }
  const followers = await followersOf(
    sql,
    object.name,
    page.map(row => row.id),
  )
  await references.load(sql, actor.access)
  const named = (target: string, id: string | null) => (id ? references.get(target, id) : null)
  return page.map(row => ({
    id: row.id,
    object: object.name,
    title: row.title,
    number: row.number,
    deletedAt: new Date(row.deleted_at).toISOString(),
    deletedBy: named('employee', row.deleted_by),
    owner: named('employee', row.owner_id),
    pool: row.owner_id ? null : named('pool', row.pool_id),
    with: followers.get(row.id) ?? [],
  }))
}
