import type { Lane } from '@gonghai/shared/ports/delivery'
import type { Tx } from '../db/database'

/** How much one person may be sent within any rolling minute and hour. */
export interface PersonLimit {
  perMinute: number
  perHour: number
}

/** A minute, and what a message may take on its way: the platform counts when it arrives. */
const minuteMs = 65_000
const hourMs = 3_600_000

/**
 * Counts one message to a person, in one statement. The minute rolls: its messages are remembered one by one. The hour
 * is fixed and holds half of the limit, so that no rolling hour, which touches two of them at most, holds more than all.
 * @returns null when it may be sent, else from when on
 */
export async function takeRate(
  tx: Tx,
  api: string,
  lane: Lane,
  limit: PersonLimit,
  now: Date,
): Promise<Date | null> {
  const hour = new Date(Math.floor(now.getTime() / hourMs) * hourMs)
  const since = new Date(now.getTime() - minuteMs)
  const perHour = Math.max(1, Math.floor(limit.perHour / 2))
  const taken = await tx.query(
    `insert into rate_window as r (platform, api, user_id, recent, hour_at, hour_count)
     values ($1, $2, $3, array[$4::timestamptz], $5::timestamptz, 1)
     on conflict (platform, api, user_id) do update set
       recent = array(select t from unnest(r.recent) t where t > $6::timestamptz order by t) || excluded.recent,
       hour_at = excluded.hour_at,
       hour_count = case when r.hour_at = excluded.hour_at then r.hour_count + 1 else 1 end
     where (select count(*) from unnest(r.recent) t where t > $6::timestamptz) < $7::int
       and (r.hour_at <> excluded.hour_at or r.hour_count < $8::int)
     returning 1 as taken`,
    [lane.platform, api, lane.userId, now, hour, since, limit.perMinute, perHour],
  )
  if (taken.length > 0) return null
  return freeAt(tx, api, lane, { hour, since, perMinute: limit.perMinute, perHour })
}

/** When the full hour is over, or enough of the minute's messages are old. */
async function freeAt(
  tx: Tx,
  api: string,
  lane: Lane,
  window: { hour: Date; since: Date; perMinute: number; perHour: number },
): Promise<Date> {
  const [row] = await tx.query<{ hour_full: boolean; oldest: Date | null }>(
    `select hour_at = $4::timestamptz and hour_count >= $5::int as hour_full,
       (select t from unnest(recent) t where t > $6::timestamptz order by t desc offset $7::int - 1 limit 1) as oldest
     from rate_window where platform = $1 and api = $2 and user_id = $3`,
    [lane.platform, api, lane.userId, window.hour, window.perHour, window.since, window.perMinute],
  )
  const hourEnds = window.hour.getTime() + hourMs
  if (row?.hour_full || !row?.oldest) return new Date(hourEnds)
  return new Date(row.oldest.getTime() + minuteMs)
}
