import type { ListAnswer, RecordView } from '@gonghai/shared/client/api'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { countRows } from './list/count'
import { queryHash, readCursor, writeCursor } from './list/cursor'
import type { Listing } from './list/listing'
import { prepareListing } from './list/prepare'
import { positionOf, readRows } from './list/rows'
import type { ReadServices } from './reader'
import { viewRecords } from './view'

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
  const listing = await prepareListing(sql, actor, name, raw, services.clock.now())
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
    rows: withHits(await viewRecords(sql, actor, services, object, page), listing),
    next: last ? writeCursor({ ...positionOf(last, query), count }, hash, services.cursorKey) : null,
    count,
  }
  const quota = typeof query.tab === 'object' && (await services.poolQuota?.(sql, actor, query.tab.pool))
  return quota ? { ...answer, quota } : answer
}

/** Says of each row what the words found it through, where that isn't its own. */
function withHits(rows: RecordView[], { through }: Listing): RecordView[] {
  if (!through?.size) return rows
  return rows.map(row => {
    const hit = through.get(row.id)
    return hit ? { ...row, foundThrough: hit } : row
  })
}

/** Is this a query that the reader may ask? @throws Refusal notFound | notPermitted | invalidInput (with paths) */
export async function checkList(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  raw: unknown,
  now: Date,
): Promise<void> {
  await prepareListing(sql, actor, name, raw, now)
}
