import type { InboxItem, InboxPort, Lane } from '@gonghai/shared/ports/delivery'
import type { InboundEvent, PressEvent } from '@gonghai/shared/ports/events'
import type { TextMessage } from '@gonghai/shared/ports/messages'
import type { Acknowledgement } from '@gonghai/shared/ports/platform'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import type { MessagingDeps } from './deps'
import { leaseMs } from './lane-lease'
import { enqueueMessages, machineTime, wakeCopies } from './outbound'
import { defaultCodeLifetimeMs } from './settle-message'

type Deps = Pick<MessagingDeps, 'db' | 'clock'>

/** A waiter that has died says nothing: after so long its time counts as over. */
const graceMs = 1500

const later = (at: Date, ms: number) => new Date(at.getTime() + ms)

async function wakeInbox(deps: Deps, tx: Tx, lane: Lane, at?: Date): Promise<void> {
  const payload = { platform: lane.platform, userId: lane.userId }
  await tx.addJob('inbox', payload, {
    urgency: 'awaited',
    ...(at ? { runAt: machineTime(deps.clock, at) } : {}),
  })
}

/** Keeps the code that a press gave, and holds updates of that card back while its platform waits for our answer. */
async function keepPress(deps: Deps, tx: Tx, event: PressEvent, inlineMs: number): Promise<void> {
  const now = deps.clock.now()
  const [copy] = await tx.query<{ id: string }>(
    `update card_copy set hold_until = $4::timestamptz
     where id::text = $1 and platform = $2 and user_id = $3 returning id`,
    [event.copyId, event.platform, event.from.userId, inlineMs > 0 ? later(now, inlineMs) : null],
  )
  if (!copy || !event.pressCode) return
  await tx.query(
    `insert into card_code (id, copy_id, kind, code, expires_at)
     values ($1::uuid, $2::uuid, 'press', $3, $4::timestamptz) on conflict (copy_id, code) do nothing`,
    [uuid(), copy.id, event.pressCode, later(now, defaultCodeLifetimeMs)],
  )
}

async function store(deps: Deps, event: InboundEvent, inlineMs: number) {
  return deps.db.transaction(async tx => {
    const now = deps.clock.now()
    const stored = tx.query<{ id: string }>(
      `insert into inbox (id, platform, dedupe_key, user_id, event, state, next_at, received_at, wait_until)
       values ($1::uuid, $2, $3, $4, $5::jsonb, 'waiting', $6::timestamptz, $6::timestamptz, $7::timestamptz)
       on conflict (platform, dedupe_key) do nothing returning id`,
      [
        uuid(),
        event.platform,
        event.dedupeKey,
        event.from.userId,
        JSON.stringify(event),
        now,
        inlineMs > 0 ? later(now, inlineMs + graceMs) : null,
      ],
    )
    // Travels with it: whom a repeat wakes finds nothing to do.
    const woken = wakeInbox(deps, tx, event.from, inlineMs > 0 ? later(now, inlineMs) : undefined)
    const [[fresh]] = await Promise.all([stored, woken])
    if (!fresh) return findRepeated(tx, event)
    if (event.type === 'press') await keepPress(deps, tx, event, inlineMs)
    return { id: fresh.id, repeated: false }
  })
}

async function findRepeated(tx: Tx, event: InboundEvent) {
  const [row] = await tx.query<{ id: string; state: string; answer: Acknowledgement | null }>(
    'select id, state, answer from inbox where platform = $1 and dedupe_key = $2',
    [event.platform, event.dedupeKey],
  )
  const answer = row!.state === 'waiting' ? undefined : (row!.answer ?? {})
  return { id: row!.id, repeated: true, ...(answer ? { answer } : {}) }
}

interface Row {
  id: string
  event: InboundEvent
  attempts: number
  next_at: Date
  lease_until: Date | null
}

async function take(deps: Deps, lane: Lane): Promise<InboxItem | null> {
  return deps.db.transaction(async tx => {
    const now = deps.clock.now()
    const [row] = await tx.query<Row>(
      `select id, event, attempts, next_at, lease_until from inbox
       where platform = $1 and user_id = $2 and state = 'waiting' order by seq limit 1 for update`,
      [lane.platform, lane.userId],
    )
    if (!row || row.next_at > now || (row.lease_until && row.lease_until > now)) return null
    const lease = uuid()
    await tx.query(
      `update inbox set lease_token = $2::uuid, lease_until = $3::timestamptz, attempts = attempts + 1
       where id = $1::uuid`,
      [row.id, lease, later(now, leaseMs)],
    )
    const event = { ...row.event, at: new Date(row.event.at) }
    return { id: row.id, event, attempts: row.attempts + 1, lease }
  })
}

/** Wakes the person's next event: its own wake-up may have found the lane taken. */
async function wakeNext(deps: Deps, tx: Tx, lane: Lane): Promise<void> {
  const more = await tx.query(
    `select 1 as more from inbox where platform = $1 and user_id = $2 and state = 'waiting' limit 1`,
    [lane.platform, lane.userId],
  )
  if (more.length > 0) await wakeInbox(deps, tx, lane)
}

/** The answer's words reach the person once: by whoever waits for them, else as a message. */
async function replyLate(deps: Deps, tx: Tx, item: InboxItem, reply: TextMessage): Promise<void> {
  const content = { kind: 'text' as const, message: reply }
  const message = { ...item.event.from, urgency: 'now' as const, dedupeKey: `answer:${item.id}`, content }
  await enqueueMessages(tx, deps.clock, [message])
}

async function finish(deps: Deps, item: InboxItem, answer: Acknowledgement): Promise<void> {
  await deps.db.transaction(async tx => {
    const { reply, ...silent } = answer
    const [done] = await tx.query<{ waited: boolean }>(
      `update inbox set state = 'done', done_at = $5::timestamptz, lease_token = null, lease_until = null,
         answer = case when wait_until > $5::timestamptz then $3::jsonb else $4::jsonb end
       where id = $1::uuid and lease_token = $2::uuid
       returning coalesce(wait_until > $5::timestamptz, false) as waited`,
      [item.id, item.lease, JSON.stringify(answer), JSON.stringify(silent), deps.clock.now()],
    )
    if (!done) return
    if (reply && !done.waited) await replyLate(deps, tx, item, reply)
    const { event } = item
    if (event.type === 'press') await refreshPressed(deps, tx, event)
    await wakeNext(deps, tx, event.from)
  })
}

/** A press may have brought the code that a stale card was waiting for. */
async function refreshPressed(deps: Deps, tx: Tx, event: PressEvent): Promise<void> {
  const copies = await tx.query<{ id: string }>(
    `update card_copy set dirty_since = coalesce(dirty_since, $4::timestamptz)
     where id::text = $1 and platform = $2 and user_id = $3 and state in ('open', 'closed') returning id`,
    [event.copyId, event.platform, event.from.userId, deps.clock.now()],
  )
  await wakeCopies(
    tx,
    deps.clock,
    copies.map(copy => ({ id: copy.id, platform: event.platform })),
  )
}

async function fail(deps: Deps, item: InboxItem, reason: string, pauseMs: number | null): Promise<void> {
  await deps.db.transaction(async tx => {
    const now = deps.clock.now()
    const nextAt = later(now, pauseMs ?? 0)
    const failed = await tx.query(
      `update inbox set state = $3, failure = $4, next_at = $5::timestamptz, lease_token = null, lease_until = null,
         done_at = $6::timestamptz
       where id = $1::uuid and lease_token = $2::uuid returning id`,
      [
        item.id,
        item.lease,
        pauseMs === null ? 'failed' : 'waiting',
        reason.slice(0, 500),
        nextAt,
        pauseMs === null ? now : null,
      ],
    )
    if (failed.length === 0) return
    if (pauseMs === null) await wakeNext(deps, tx, item.event.from)
    else await wakeInbox(deps, tx, item.event.from, nextAt)
  })
}

async function answerOf(deps: Deps, id: string): Promise<Acknowledgement | null> {
  const [row] = await deps.db.query<{ state: string; answer: Acknowledgement | null }>(
    'select state, answer from inbox where id = $1::uuid',
    [id],
  )
  return !row || row.state === 'waiting' ? null : (row.answer ?? {})
}

async function stopWaiting(deps: Deps, id: string): Promise<Acknowledgement | null> {
  const stopped = await deps.db.query(
    `update inbox set wait_until = null where id = $1::uuid and state = 'waiting' returning 1 as one`,
    [id],
  )
  return stopped.length > 0 ? null : answerOf(deps, id)
}

/** Storage of what comes in; see `InboxPort`. */
export function createInbox(deps: Deps): InboxPort {
  return {
    store: (event, inlineMs) => store(deps, event, inlineMs),
    take: lane => take(deps, lane),
    finish: (item, answer) => finish(deps, item, answer),
    fail: (item, reason, pauseMs) => fail(deps, item, reason, pauseMs),
    answer: id => answerOf(deps, id),
    stopWaiting: id => stopWaiting(deps, id),
  }
}
