import type { Lane } from '@gonghai/shared/ports/delivery'
import type { Tx } from '../db/database'

/** How much one person may be sent within any rolling minute and hour. */
export interface PersonLimit {
  perMinute: number
  perHour: number
}

const minuteMs = 60_000
const hourMs = 3_600_000

function windowStart(now: Date, length: number): Date {
  return new Date(Math.floor(now.getTime() / length) * length)
}

/**
 * Counts one message to a person, in one statement. Windows are fixed and hold half of the limit each, so that no
 * rolling window, which touches two of them at most, ever holds more than the whole.
 * @returns null when it may be sent, else from when on
 */
export async function takeRate(
  tx: Tx,
  api: string,
  lane: Lane,
  limit: PersonLimit,
  now: Date,
): Promise<Date | null> {
  const minute = windowStart(now, minuteMs)
  const hour = windowStart(now, hourMs)
  const perMinute = Math.max(1, Math.floor(limit.perMinute / 2))
  const perHour = Math.max(1, Math.floor(limit.perHour / 2))
  const taken = await tx.query(
    `insert into rate_window as r (platform, api, user_id, minute_at, minute_count, hour_at, hour_count)
     values ($1, $2, $3, $4::timestamptz, 1, $5::timestamptz, 1)
     on conflict (platform, api, user_id) do update set
       minute_at = excluded.minute_at,
       minute_count = case when r.minute_at = excluded.minute_at then r.minute_count + 1 else 1 end,
       hour_at = excluded.hour_at,
       hour_count = case when r.hour_at = excluded.hour_at then r.hour_count + 1 else 1 end
     where (r.minute_at <> excluded.minute_at or r.minute_count < $6::int)
       and (r.hour_at <> excluded.hour_at or r.hour_count < $7::int)
     returning 1 as taken`,
    [lane.platform, api, lane.userId, minute, hour, perMinute, perHour],
  )
  if (taken.length > 0) return null
  const [row] = await tx.query<{ hour_full: boolean }>(
    `select hour_at = $4::timestamptz and hour_count >= $5::int as hour_full from rate_window
     where platform = $1 and api = $2 and user_id = $3`,
    [lane.platform, api, lane.userId, hour, perHour],
  )
  return new Date(row?.hour_full ? hour.getTime() + hourMs : minute.getTime() + minuteMs)
}
