import { findObject } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import { identifier, tableOf } from '../../records/columns'

/** A request with the names that are shown of it. */
export interface RequestRow {
  id: string
  object: string
  record_id: string
  reason: string
  state: 'waiting' | 'granted' | 'refused' | 'withdrawn' | 'ended'
  access: 'read' | 'edit' | null
  until: Date | null
  answer: string | null
  deciders: string[]
  requester_id: string
  requester: string
  department: string
  decider: string | null
  decided_at: Date | null
  created_at: Date
}

/** Columns and joins of `RequestRow`, before the WHERE. */
export const requestColumns = `
  select q.id, q.object, q.record_id, q.reason, q.state, q.access, q.until, q.answer, q.deciders, q.requester_id,
    e.name as requester, d.name as department, b.name as decider, q.decided_at, q.created_at
  from access_request q join employee e on e.id = q.requester_id join department d on d.id = e.department_id
    left join employee b on b.id = q.decided_by`

/** What the record is called; empty where it is gone. */
export async function titleOf(sql: Sql, name: string, id: string): Promise<string> {
  const object = findObject(name)
  if (!object) return ''
  const column = identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)
  const [row] = await sql.query<{ title: string }>(
    `select left(t.${column}, 100) as title from ${identifier(tableOf(object).name)} t
     where t.id = $1::uuid and t.deleted_at is null`,
    [id],
  )
  return row?.title ?? ''
}
