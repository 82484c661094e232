import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Card, TextMessage } from '@gonghai/shared/ports/messages'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import type { Clock } from '../kernel/clock'

/** A message on its way into a lane. */
export interface NewMessage {
  platform: PlatformName
  userId: string
  urgency: 'now' | 'normal'
  /** Once per person and platform. */
  dedupeKey: string
  /** `fallback` goes out where the platform does not take the text just now. */
  content: { kind: 'text'; message: TextMessage; fallback?: Card } | { kind: 'card'; copyId: string }
}

function rowOf(message: NewMessage) {
  const { content } = message
  return {
    id: uuid(),
    platform: message.platform,
    user_id: message.userId,
    kind: content.kind,
    urgency: message.urgency,
    copy_id: content.kind === 'card' ? content.copyId : null,
    body: content.kind === 'text' ? content.message : null,
    fallback: content.kind === 'text' ? (content.fallback ?? null) : null,
    dedupe_key: message.dedupeKey,
  }
}

/** Puts messages into their lanes and wakes the worker for them, in one job; repeats are left out. */
export async function enqueueMessages(tx: Tx, clock: Clock, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return
  const queued = await tx.query<{ platform: PlatformName; user_id: string; urgency: NewMessage['urgency'] }>(
    `insert into outbound_message
       (id, platform, user_id, kind, urgency, copy_id, body, fallback, dedupe_key, state, next_at, created_at)
     select m.id, m.platform, m.user_id, m.kind, m.urgency, m.copy_id, m.body, m.fallback, m.dedupe_key,
       'waiting', $2::timestamptz, $2::timestamptz
     from jsonb_to_recordset($1::jsonb) as m(id uuid, platform text, user_id text, kind text, urgency text,
       copy_id uuid, body jsonb, fallback jsonb, dedupe_key text)
     on conflict (platform, user_id, dedupe_key) do nothing
     returning platform, user_id, urgency`,
    [JSON.stringify(messages.map(rowOf)), clock.now()],
  )
  const lanesOf = (urgency: NewMessage['urgency']) =>
    queued
      .filter(row => row.urgency === urgency)
      .map(row => ({ platform: row.platform, userId: row.user_id }))
  const [now, normal] = [lanesOf('now'), lanesOf('normal')]
  // An answer does not wait behind the notices of ten thousand others.
  if (now.length > 0) await tx.addJob('deliver', { lanes: now }, { urgency: 'awaited' })
  if (normal.length > 0) await wakeLanes(tx, clock, normal)
}

/** Has the worker drain these lanes, now or at a moment of our clock; what somebody waits for goes first. */
export async function wakeLanes(
  tx: Tx,
  clock: Clock,
  lanes: readonly { platform: PlatformName; userId: string }[],
  at?: Date,
): Promise<void> {
  await tx.addJob(
    'deliver',
    { lanes },
    {
      urgency: 'background',
      ...(at ? { runAt: machineTime(clock, at) } : {}),
    },
  )
}

/** Has the worker bring these copies up to date, now or at a moment of our clock. */
export async function wakeCopies(
  tx: Tx,
  clock: Clock,
  copies: readonly { id: string; platform: PlatformName }[],
  at?: Date,
): Promise<void> {
  if (copies.length === 0) return
  await tx.addJob(
    'syncCopy',
    { copies },
    {
      urgency: 'awaited',
      ...(at ? { runAt: machineTime(clock, at) } : {}),
    },
  )
}

/** Jobs wake by the machine's clock; ours may be ahead of it. */
export function machineTime(clock: Clock, at: Date): Date {
  return new Date(at.getTime() - clock.offset())
}
