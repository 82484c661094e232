import { v7 as uuid } from 'uuid'
import type { Sql } from '../db/database'

/** What happened at the door. */
export interface LoginEvent {
  kind: 'signIn' | 'signOut' | 'passwordSet' | 'resetIssued' | 'reset' | 'setUp' | 'linked' | 'unlocked'
  way: 'wecom' | 'dingtalk' | 'password' | 'code'
  /** Whom it is about, where that is known. */
  employeeId?: string | null
  /** Who did it, where that is somebody else. */
  actorId?: string | null
  ok: boolean
  /** Code of the refusal. */
  why?: string
  address?: string
}

/** Keeps who came in, or tried to (SET-7, SET-8). A number that was typed is not kept: it may be a password. */
export async function recordLogin(sql: Sql, event: LoginEvent, now: Date): Promise<void> {
  await sql.query(
    `insert into login_event (id, at, kind, way, employee_id, actor_id, ok, why, address)
     values ($1::uuid, $2::timestamptz, $3, $4, $5::uuid, $6::uuid, $7, $8, $9)`,
    [
      uuid(),
      now,
      event.kind,
      event.way,
      event.employeeId ?? null,
      event.actorId ?? null,
      event.ok,
      event.why ?? null,
      event.address ?? null,
    ],
  )
}
