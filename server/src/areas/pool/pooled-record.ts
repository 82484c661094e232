import type { ErrorCode } from '@gonghai/shared/errors'
import { objects } from '@gonghai/shared/objects'
import type { Tx } from '../../db/database'
import { clockWords } from '../../kernel/clock'
import type { Ctx } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import type { Row } from '../../records/columns'
import { counts, isOver } from '../../records/counted'

/** The objects that lie in pools. */
export type PooledObject = 'customer' | 'lead'

/** A customer or lead with what pools need to know of it. */
export interface PooledRecord {
  object: PooledObject
  id: string
  title: string
  /** The pool it lies in, or came from while it has an owner. */
  poolId: string | null
  owner: string | null
  /** When it entered its pool; names this stay, so that each stay has cards of its own. */
  pooledAt: Date | null
  row: Row
}

/** The record named by an input field, loaded and locked. */
export function pooledRecord(ctx: Ctx, field = 'record'): PooledRecord {
  const { object, row } = ctx.refs.get(field)
  return recordFrom(object as PooledObject, row)
}

/** A loaded and locked row as a pooled record. */
export function recordFrom(object: PooledObject, row: Row): PooledRecord {
  return {
    object,
    id: row.id as string,
    title: String(row[objects[object].title]),
    poolId: row.pool_id as string | null,
    owner: row.owner_id as string | null,
    pooledAt: row.pooled_at ? new Date(row.pooled_at as string | Date) : null,
    row,
  }
}

/**
 * Why nobody takes an unowned record: its lead is over, somebody has asked for it and waits for a word, or the customer was
 * not let in and does not count yet. The same in SQL: `freeSql`.
 */
export function hindrance(row: Row): ErrorCode | undefined {
  if (isOver(row)) return row.status === 'converted' ? 'leadConverted' : 'leadClosed'
  if (row.claimant_id) return 'reviewWaits'
  return counts(row) ? undefined : 'customerUnreviewed'
}

/** @throws Refusal leadConverted | leadClosed | reviewWaits | customerUnreviewed */
export function demandFree({ row, title }: PooledRecord): void {
  const code = hindrance(row)
  if (code) refuse(code, { record: title })
}

/** Is this employee no longer with the company? */
export async function hasLeft(tx: Pick<Tx, 'query'>, employeeId: string): Promise<boolean> {
  const [row] = await tx.query<{ active: boolean }>('select active from employee where id = $1::uuid', [
    employeeId,
  ])
  return row?.active !== true
}

/** Names one stay of a record in a pool. */
export function stayOf(record: { pooledAt: Date | null }): string {
  return String(record.pooledAt?.getTime() ?? 0)
}

/** Who has a record since when. */
export interface Holder {
  name: string
  at: Date
}

/** Who has the record since when; for telling the others. */
export async function currentHolder(
  sql: Pick<Tx, 'query'>,
  object: string,
  id: string,
): Promise<Holder | undefined> {
  const [row] = await sql.query<Holder>(
    `select e.name, h.at from holding h join employee e on e.id = h.employee_id
     where h.object = $1 and h.record_id = $2::uuid and h.ended_at is null order by h.at desc limit 1`,
    [object, id],
  )
  return row
}

/** Whom one has to tell that somebody was faster. */
interface TooLate {
  employeeId: string | null
  timeZone: string
  now: Date
}

/** Says who was faster. @param at since when, where that is known @throws Refusal alreadyOwned | alreadyClaimed */
export function sayTaken(
  record: Pick<PooledRecord, 'title' | 'owner'>,
  { name, at }: { name: string; at: Date | null },
  reader: TooLate,
): never {
  if (record.owner === reader.employeeId) refuse('alreadyOwned', { record: record.title })
  const time = clockWords(at ?? reader.now, reader.now, reader.timeZone)
  return refuse('alreadyClaimed', { record: record.title, name, time })
}

/** Looks up who was faster and says so. @throws Refusal alreadyOwned | alreadyClaimed */
export async function refuseTaken(
  sql: Pick<Tx, 'query'>,
  record: Pick<PooledRecord, 'object' | 'id' | 'title' | 'owner'>,
  reader: TooLate,
): Promise<never> {
  const holder = await currentHolder(sql, record.object, record.id)
  const [owner] = holder
    ? []
    : await sql.query<{ name: string }>('select name from employee where id = $1::uuid', [record.owner])
  return sayTaken(record, { name: holder?.name ?? owner?.name ?? '', at: holder?.at ?? null }, reader)
}
