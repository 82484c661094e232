import type { AccessRequestsAnswer } from '@gonghai/shared/client/access-api'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { dayIn } from '../../kernel/clock'
import { refuse } from '../../kernel/errors'
import { type RequestRow, requestColumns, titleOf } from './request-row'

/** Which requests are listed, newest first. */
const tabs: Readonly<Record<string, string>> = {
  waiting: `q.deciders @> array[$1::uuid] and q.state = 'waiting'`,
  mine: 'q.requester_id = $1::uuid',
  decided: `q.deciders @> array[$1::uuid] and q.state <> 'waiting'`,
}

/** GET /api/access/requests: what colleagues ask of the reader, and what the reader asked. At most 100. */
export async function listAccessRequests(
  sql: Sql,
  actor: EmployeeActor,
  { tab, id }: { tab: string; id?: string | undefined },
): Promise<AccessRequestsAnswer> {
  const condition = Object.hasOwn(tabs, tab) ? tabs[tab] : undefined
  if (!condition) return refuse('invalidInput', {}, [{ path: 'tab', rule: 'option' }])
  const one = '(q.deciders @> array[$1::uuid] or q.requester_id = $1::uuid) and q.id = $2::uuid'
  const rows = await sql.query<RequestRow>(
    `${requestColumns} where ${id ? one : condition} order by q.created_at desc, q.id limit 100`,
    id ? [actor.employeeId, id] : [actor.employeeId],
  )
  const requests: AccessRequestsAnswer['requests'] = []
  for (const row of rows) {
    const decides = row.deciders.includes(actor.employeeId)
    requests.push({
      id: row.id,
      object: row.object,
      record: `${row.object}:${row.record_id}`,
      // The asker learns the name with the record, not from the question.
      title: decides ? await titleOf(sql, row.object, row.record_id) : null,
      reason: row.reason,
      state: row.state,
      access: row.access,
      until: row.until ? dayIn(actor.timeZone, new Date(row.until.getTime() - 1)) : null,
      answer: row.answer,
      requester: { id: row.requester_id, name: row.requester, department: row.department },
      decider: row.decider,
      decidedAt: row.decided_at?.toISOString() ?? null,
      createdAt: row.created_at.toISOString(),
      open: decides && row.state === 'waiting',
    })
  }
  return { requests }
}
