import type { InboxItem, InboxPort, Lane } from '@gonghai/shared/ports/delivery'
import type { InboundEvent, PressEvent } from '@gonghai/shared/ports/events'
import type { Acknowledgement } from '@gonghai/shared/ports/platform'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import type { MessagingDeps } from './deps'
import { leaseMs } from './lane-lease'
import { machineTime, wakeCopies } from './outbound'
import { defaultCodeLifetimeMs } from './settle-message'

type Deps = Pick<MessagingDeps, 'db' | 'clock'>

const later = (at: Date, ms: number) => new Date(at.getTime() + ms)

async function wakeInbox(deps: Deps, tx: Tx, lane: Lane, at?: Date): Promise<void> {
  const payload = { platform: lane.platform, userId: lane.userId }
  await tx.addJob('inbox', payload, at ? { runAt: machineTime(deps.clock, at) } : {})
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
    const [fresh] = await tx.query<{ id: string }>(
      `insert into inbox (id, platform, dedupe_key, user_id, event, state, next_at, received_at)
       values ($1::uuid, $2, $3, $4, $5::jsonb, 'waiting', $6::timestamptz, $6::timestamptz)
       on conflict (platform, dedupe_key) do nothing returning id`,
      [uuid(), event.platform, event.dedupeKey, event.from.userId, JSON.stringify(event), now],
    )
    if (!fresh) return findRepeated(tx, event)
    if (event.type === 'press') await keepPress(deps, tx, event, inlineMs)
    await wakeInbox(deps, tx, event.from, inlineMs > 0 ? later(now, inlineMs) : undefined)
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

async function finish(deps: Deps, item: InboxItem, answer: Acknowledgement): Promise<void> {
  await deps.db.transaction(async tx => {
    const done = await tx.query(
      `update inbox set state = 'done', answer = $3::jsonb, done_at = $4::timestamptz, lease_token = null, lease_until = null
       where id = $1::uuid and lease_token = $2::uuid returning id`,
      [item.id, item.lease, JSON.stringify(answer), deps.clock.now()],
    )
    if (done.length === 0) return
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

/** Storage of what comes in; see `InboxPort`. */
export function createInbox(deps: Deps): InboxPort {
  return {
    store: (event, inlineMs) => store(deps, event, inlineMs),
    take: lane => take(deps, lane),
    finish: (item, answer) => finish(deps, item, answer),
    fail: (item, reason, pauseMs) => fail(deps, item, reason, pauseMs),
    async answer(id) {
      const [row] = await deps.db.query<{ state: string; answer: Acknowledgement | null }>(
        'select state, answer from inbox where id = $1::uuid',
        [id],
      )
      return !row || row.state === 'waiting' ? null : (row.answer ?? {})
    },
  }
}
