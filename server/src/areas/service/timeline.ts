import type { Sql } from '../../db/database'

/** A file beside a step. */
export interface StepFile {
  id: string
  fileName: string
  contentType: string
}

/** One step of a request as it is shown; what is in it, the customer may see. */
export interface TimelineStep {
  id: string
  kind: string
  at: string
  byCustomer: boolean
  /** The engineer whom it is about; the phone only of the one who has the request now. */
  who: { name: string; phone: string | null } | null
  words: string | null
  expectedAt: string | null
  files: StepFile[]
}

interface StepRow {
  id: string
  kind: string
  at: Date
  by_customer: boolean
  name: string | null
  phone: string | null
  words: string | null
  expected_at: Date | null
  files: StepFile[] | null
}

/** The steps of a request in their order; whoever calls has checked that it may be read. */
export async function readTimeline(sql: Sql, requestId: string): Promise<TimelineStep[]> {
  const rows = await sql.query<StepRow>(
    `select s.id, s.kind, s.at, s.by_customer, e.name, s.words, s.expected_at,
       case when e.id = r.owner_id and r.state not in ('received', 'done', 'withdrawn') then e.mobile end as phone,
       (select json_agg(json_build_object('id', f.id, 'fileName', f.file_name, 'contentType', f.content_type)
          order by array_position(s.file_ids, f.id)) from stored_file f where f.id = any(s.file_ids)) as files
     from request_step s join service_request r on r.id = s.request_id left join employee e on e.id = s.employee_id
     where s.request_id = $1::uuid order by s.at, s.id`,
    [requestId],
  )
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    byCustomer: row.by_customer,
    who: row.name === null ? null : { name: row.name, phone: row.phone },
    words: row.words,
    expectedAt: row.expected_at?.toISOString() ?? null,
    files: row.files ?? [],
  }))
}
