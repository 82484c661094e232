import type { Sql } from '../../db/database'
import type { WatchedObject } from '../../records/clocks/expressions'

/** An ask for more days that waits for somebody's word. */
export interface WaitingExtension {
  id: string
  object: WatchedObject
  record_id: string
  /** Of the record. */
  name: string
  asker: string
  days: number
  reason: string
  created_at: Date
  /** How many there are in all. */
  total: number
}

/** Who asks somebody for more days, the longest waiting first; `words` is part of the record's name, or its number (POOL-6). */
export function waitingExtensions(
  sql: Sql,
  employeeId: string,
  { limit, words }: { limit: number; words?: string },
): Promise<WaitingExtension[]> {
  return sql.query<WaitingExtension>(
    `select q.id, q.object, q.record_id, coalesce(c.name, l.name) as name, e.name as asker, q.days, q.reason,
       q.created_at, count(*) over ()::int as total
     from extension_request q join employee e on e.id = q.asker_id
     left join customer c on q.object = 'customer' and c.id = q.record_id
     left join lead l on q.object = 'lead' and l.id = q.record_id
     where q.approvers @> array[$1::uuid] and q.state = 'pending'
       and coalesce(c.owner_id, l.owner_id) = q.asker_id and coalesce(c.deleted_at, l.deleted_at) is null
       and ($3::text is null or strpos(lower(coalesce(c.name, l.name)), lower($3::text)) > 0
         or coalesce(c.number, l.number) = upper($3::text))
     order by q.created_at, q.id limit $2::int`,
    [employeeId, limit, words || null],
  )
}
