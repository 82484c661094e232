import { findObject } from '@gonghai/shared/objects'
import type { DuplicateObject } from '@gonghai/shared/rules/duplicates'
import type { Sql } from '../../db/database'
import { identifier, tableOf } from '../../records/columns'

/** A request with everybody's names and the record's title. */
export interface RequestRow {
  id: string
  kind: 'cooperation' | 'appeal'
  object: DuplicateObject
  record_id: string
  asker_id: string
  asker: string
  department: string
  reason: string | null
  deciders: string[]
  state: 'pending' | 'agreed' | 'refused'
  decider: string | null
  decided_at: Date | null
  comment: string | null
  created_at: Date
  /** Null where the record has gone. */
  title: string | null
  owner: string | null
  owner_id: string | null
}

/** An appeal that was granted in full: the record is the asker's. */
export const isHanded = ({ kind, state, owner_id, asker_id }: RequestRow): boolean =>
  kind === 'appeal' && state === 'agreed' && owner_id === asker_id

const select = `
  select r.id, r.kind, r.object, r.record_id, r.asker_id, a.name as asker, d.name as department, r.reason, r.deciders,
    r.state, b.name as decider, r.decided_at, r.comment, r.created_at
  from duplicate_request r join employee a on a.id = r.asker_id join department d on d.id = a.department_id
    left join employee b on b.id = r.decided_by`

async function withTitle(
  sql: Sql,
  row: Omit<RequestRow, 'title' | 'owner' | 'owner_id'>,
): Promise<RequestRow> {
  const object = findObject(row.object)!
  const title = identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)
  const [record] = await sql.query<Pick<RequestRow, 'title' | 'owner' | 'owner_id'>>(
    `select t.${title} as title, o.name as owner, o.id as owner_id from ${identifier(tableOf(object).name)} t
     left join employee o on o.id = t.owner_id where t.id = $1::uuid and t.deleted_at is null`,
    [row.record_id],
  )
  return {
    ...row,
    title: record?.title ?? null,
    owner: record?.owner ?? null,
    owner_id: record?.owner_id ?? null,
  }
}

/** One request, or undefined. */
export async function readRequest(sql: Sql, id: string): Promise<RequestRow | undefined> {
  const [row] = await sql.query<RequestRow>(`${select} where r.id = $1::uuid`, [id])
  return row && withTitle(sql, row)
}

/** Requests that wait for somebody's word, the oldest first, with how many there are in all. */
export async function waitingRequests(
  sql: Sql,
  employeeId: string,
  limit: number,
): Promise<{ rows: RequestRow[]; total: number }> {
  const waiting = `where r.state = 'pending' and r.deciders @> array[$1::uuid]`
  const rows = await sql.query<RequestRow>(`${select} ${waiting} order by r.created_at, r.id limit $2::int`, [
    employeeId,
    limit,
  ])
  const [count] = await sql.query<{ total: number }>(
    `select count(*)::int as total from duplicate_request r ${waiting}`,
    [employeeId],
  )
  return { rows: await Promise.all(rows.map(row => withTitle(sql, row))), total: count!.total }
}
