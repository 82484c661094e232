import type { StreamFile } from '@gonghai/shared/client/api'
import { can } from '../access/context'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'

/** What was put beside follow-ups that the reader may read, by follow-up, in the order in which it was put there. */
export async function followUpFiles(
  sql: Sql,
  actor: EmployeeActor,
  ids: readonly string[],
): Promise<Map<string, StreamFile[]>> {
  if (ids.length === 0 || !can(actor.access, { object: 'attachment', verb: 'view' })) return new Map()
  const rows = await sql.query<{ at: string; files: StreamFile[] }>(
    `select record_id as at, json_agg(json_build_object('id', id, 'name', file_name, 'type', content_type) order by id) as files
     from attachment where record_object = 'followUp' and record_id = any($1::uuid[]) and deleted_at is null
     group by record_id`,
    [ids],
  )
  return new Map(rows.map(({ at, files }) => [at, files]))
}
