import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Tx } from '../db/database'
import type { MessagingDeps } from './deps'
import { machineTime, wakeCopies, wakeLanes } from './outbound'

const laneBatch = 50
const sweepLimit = 2000
const keepInboxDays = 30
const keepOutboundDays = 180

interface LaneRow {
  platform: PlatformName
  user_id: string
}

function batches<T>(rows: T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / laneBatch) }, (_, at) =>
    rows.slice(at * laneBatch, (at + 1) * laneBatch),
  )
}

/** Lanes whose first message is due (or was under way) and that nobody holds. */
async function sweepLanes(deps: MessagingDeps, tx: Tx, platforms: PlatformName[], now: Date): Promise<void> {
  const rows = await tx.query<LaneRow>(
    `select head.platform, head.user_id from (
       select distinct on (platform, user_id) platform, user_id, next_at from outbound_message
       where state in ('waiting', 'sending') and platform = any($1::text[]) order by platform, user_id, seq) head
     left join delivery_lane l on l.platform = head.platform and l.user_id = head.user_id
     where head.next_at <= $2::timestamptz and (l.lease_until is null or l.lease_until <= $2::timestamptz)
     limit $3::int`,
    [platforms, now, sweepLimit],
  )
  for (const batch of batches(rows)) {
    await wakeLanes(
      tx,
      deps.clock,
      batch.map(row => ({ platform: row.platform, userId: row.user_id })),
    )
  }
}

/** Copies that should look different, or whose update was interrupted. */
async function sweepCopies(deps: MessagingDeps, tx: Tx, platforms: PlatformName[], now: Date): Promise<void> {
  const settled = new Date(now.getTime() - 5000)
  const rows = await tx.query<{ id: string; platform: PlatformName }>(
    `select id, platform from card_copy
     where platform = any($1::text[]) and state = 'open' and (lease_until is null or lease_until <= $2::timestamptz)
       and (dirty_since <= $3::timestamptz or lease_until <= $2::timestamptz)
     limit $4::int`,
    [platforms, now, settled, sweepLimit],
  )
  for (const batch of batches(rows)) await wakeCopies(tx, deps.clock, batch)
}

async function sweepInbox(tx: Tx, now: Date): Promise<void> {
  const rows = await tx.query<LaneRow>(
    `select distinct platform, user_id from inbox
     where state = 'waiting' and next_at <= $1::timestamptz and (lease_until is null or lease_until <= $2::timestamptz)
     limit $3::int`,
    [new Date(now.getTime() - 5000), now, sweepLimit],
  )
  for (const row of rows)
    await tx.addJob('inbox', { platform: row.platform, userId: row.user_id }, { urgency: 'awaited' })
}

/** Whoever held a lease may have been killed: looked at again when the first one ends, not only at the next minute. */
async function sweepAgain(deps: MessagingDeps, tx: Tx, now: Date): Promise<void> {
  const [first] = await tx.query<{ until: Date | null }>(
    `select min(held.lease_until) as until from (
       select l.lease_until from delivery_lane l where l.lease_until > $1::timestamptz and exists (
         select 1 from outbound_message m where m.platform = l.platform and m.user_id = l.user_id
           and m.state in ('waiting', 'sending'))
       union all select lease_until from card_copy where lease_until > $1::timestamptz
       union all select lease_until from inbox where state = 'waiting' and lease_until > $1::timestamptz
     ) held`,
    [now],
  )
  if (!first?.until) return
  const runAt = machineTime(deps.clock, new Date(first.until.getTime() + 100))
  await tx.addJob('sweepMessaging', {}, { key: 'sweepMessaging:lease', runAt })
}

async function purge(tx: Tx, now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
  await tx.query(
    `delete from inbox where id in (
       select id from inbox where state = 'done' and next_at < $1::timestamptz limit 1000)`,
    [daysAgo(keepInboxDays)],
  )
  await tx.query(
    `delete from outbound_message where id in (
       select id from outbound_message where state in ('sent', 'skipped') and next_at < $1::timestamptz limit 1000)`,
    [daysAgo(keepOutboundDays)],
  )
  await tx.query('delete from callback_replay where until < $1::timestamptz', [now])
  await tx.query('delete from chat_dialog where expires_at < $1::timestamptz', [now])
}

/** Wakes whatever a crash or a closed circuit left waiting, and forgets what is old; see `DeliveryPort.sweep`. */
export async function sweepMessaging(deps: MessagingDeps, platforms: PlatformName[]): Promise<void> {
  await deps.db.transaction(async tx => {
    const now = deps.clock.now()
    const ill = await tx.query<{ platform: PlatformName }>(
      'select platform from delivery_circuit where open_until > $1::timestamptz',
      [now],
    )
    const well = platforms.filter(name => !ill.some(row => row.platform === name))
    await sweepLanes(deps, tx, well, now)
    await sweepCopies(deps, tx, well, now)
    await sweepInbox(tx, now)
    await sweepAgain(deps, tx, now)
    await purge(tx, now)
  })
}
