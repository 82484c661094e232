import { createHash } from 'node:crypto'
import type { DirectoryEvent } from '@gonghai/shared/ports/events'
import type { Json } from '../call'
import { ownEntry } from '../own-entry'
import type { DingtalkConfig } from './config'

/** The contact events that change the directory, and where their ids stand. */
const CHANGES: Record<string, { change: DirectoryEvent['change']; ids: string }> = {
  user_add_org: { change: 'employee', ids: 'userid' },
  user_modify_org: { change: 'employee', ids: 'userid' },
  user_leave_org: { change: 'employee', ids: 'userid' },
  user_active_org: { change: 'employee', ids: 'userid' },
  org_dept_create: { change: 'department', ids: 'deptid' },
  org_dept_modify: { change: 'department', ids: 'deptid' },
  org_dept_remove: { change: 'department', ids: 'deptid' },
}

/** What the envelope of a Stream event adds to its fields. */
export interface EventEnvelope {
  eventType?: string
  eventId?: string
  corpId?: string
}

/** The directory change in an event, or undefined for others and for those of another corporation. */
export function parseDirectoryEvent(
  config: DingtalkConfig,
  json: Json,
  now: Date,
  envelope: EventEnvelope = {},
): DirectoryEvent | undefined {
  // Older senders write UserId, newer ones userId.
  const fields = new Map(Object.entries(json).map(([name, value]) => [name.toLowerCase(), value]))
  const kind = ownEntry(CHANGES, envelope.eventType ?? text(fields.get('eventtype')))
  const corpId = envelope.corpId || text(fields.get('corpid'))
  if (!kind || (corpId && corpId !== config.corpId)) return undefined
  const at = Number(fields.get('timestamp') ?? fields.get('eventtime'))
  return {
    platform: 'dingtalk',
    type: 'directory',
    dedupeKey: envelope.eventId || text(fields.get('eventid')) || digest(json),
    from: { platform: 'dingtalk', userId: 'sys' },
    at: Number.isSafeInteger(at) && at > 0 ? new Date(at) : now,
    change: kind.change,
    ids: list(fields.get(kind.ids)).map(String),
  }
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function digest(json: Json): string {
  return `event:${createHash('sha256').update(JSON.stringify(json)).digest('base64url')}`
}
