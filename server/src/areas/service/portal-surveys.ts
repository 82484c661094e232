import { type PortalAccess, portalCondition } from '../../access/portal'
import type { Sql } from '../../db/database'
import { Params } from '../../records/reader'

/** A survey that waits for an answer. */
export interface PortalSurveyView {
  id: string
  request: { id: string; number: string; title: string }
  engineer: string | null
  askedAt: string
  expiresAt: string
}

/** Surveys that the reader may still answer, the oldest first. */
export async function pendingSurveys(sql: Sql, access: PortalAccess, now: Date): Promise<PortalSurveyView[]> {
  const { values, bind } = new Params()
  const mine = portalCondition(access, 'survey', 'portal', bind, 's')
  const rows = await sql.query<{
    id: string
    request_id: string
    number: string
    title: string
    engineer: string | null
    asked_at: Date
    expires_at: Date
  }>(
    `select s.id, s.request_id, r.number, r.title, e.name as engineer, s.asked_at, s.expires_at
     from survey s join service_request r on r.id = s.request_id left join employee e on e.id = s.engineer_id
     where s.deleted_at is null and s.state = 'asked' and s.expires_at > ${bind(now)}::timestamptz and (${mine})
     order by s.asked_at, s.id limit 20`,
    values,
  )
  return rows.map(row => ({
    id: row.id,
    request: { id: row.request_id, number: row.number, title: row.title },
    engineer: row.engineer,
    askedAt: row.asked_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }))
}
