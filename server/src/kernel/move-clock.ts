import type { Database } from '../db/database'
import { addJob } from '../db/database'
import type { SharedClock } from './clock'

/** On which processes hear that the clock was moved. */
export const clockChannel = 'gonghai_clock'

/**
 * Moves the company's clock ahead (sandbox only): all processes hear of it, and whatever has become due is done at once.
 * It never goes back: what happened stays in the past.
 */
export async function moveClock(db: Database, clock: SharedClock, to: Date): Promise<void> {
  const offset = clock.offset() + Math.max(0, to.getTime() - clock.now().getTime())
  await db.query(
    `insert into setting (key, value, updated_at) values ('clockOffset', to_jsonb($1::bigint), $2::timestamptz)
     on conflict (key) do update set value = greatest(setting.value, excluded.value), updated_at = excluded.updated_at`,
    [Math.round(offset), to],
  )
  await clock.refresh(db)
  await db.query('select pg_notify($1, $2)', [clockChannel, ''])
  await addJob(db, 'fireDue', {})
  await addJob(db, 'sweepMessaging', {})
  await addJob(db, 'recycle', {})
}
