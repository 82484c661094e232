import type { Sql } from '../db/database'

/** By which deed each flow of the checklist counts as played. */
const deeds: Record<string, string> = {
  claim: `select 1 from history where action = 'pool.claim' and door <> 'seed'`,
  approve: `select 1 from approval_task where decided_at is not null and door <> 'seed'`,
  // A reminder was answered, or came and then the follow-up was written.
  remind: `select 1 from history where action in ('reminder.done', 'reminder.snooze') and door <> 'seed'
           union all
           select 1 from card c join follow_up f
             on c.matter = f.record_object || ':' || f.record_id and f.created_at > c.created_at
           where c.kind = 'followReminder'`,
  // Filed by a customer of this sandbox, and brought to its end.
  request: `select 1 from service_request r join history h on h.object = 'serviceRequest' and h.record_id = r.id
            where r.state = 'done' and h.action = 'request.file' and h.door <> 'seed'`,
  rate: `select 1 from history where object = 'survey' and action = 'survey.answer' and door <> 'seed'`,
}

/** The flows that somebody has played in this sandbox, by whatever door; the seed's own acts do not count. */
export async function playedFlows(sql: Sql): Promise<string[]> {
  const columns = Object.entries(deeds).map(([flow, deed]) => `exists (${deed}) as ${flow}`)
  const [row = {}] = await sql.query<Record<string, boolean>>(`select ${columns.join(', ')}`)
  return Object.keys(deeds).filter(flow => row[flow])
}
