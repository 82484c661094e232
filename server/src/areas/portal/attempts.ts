import type { Sql } from '../../db/database'
import { refuse } from '../../kernel/errors'

/** Wrong tries that are borne per follower, serial number and phone ending (decision 22). */
const most = 5
const lockMs = 3_600_000

/** Whose tries are counted: a follower's own, then those at one machine and with one ending by whomever. */
export interface Tried {
  portalUserId: string
  serial: string
  ending: string
}

const sharedKeys = ({ serial, ending }: Tried) => [`serial:${serial}`, `ending:${ending}`].sort()
const ownKey = ({ portalUserId }: Tried) => `follower:${portalUserId}`

/** Counts one try under each key, in one statement. @returns until when the first full one is locked, else null */
async function count(sql: Sql, keys: readonly string[], now: Date): Promise<Date | null> {
  const rows = await sql.query<{ tries: number; until: Date }>(
    `insert into portal_attempt as a (key, tries, until)
     select key, 1, $3::timestamptz from unnest($1::text[]) key order by key
     on conflict (key) do update set
       tries = case when a.until <= $2::timestamptz then 1 else a.tries + 1 end,
       until = case when a.until <= $2::timestamptz or a.tries < $4::int then excluded.until else a.until end
     returning tries, until`,
    [keys, now, new Date(now.getTime() + lockMs), most],
  )
  const full = rows.filter(row => row.tries > most).map(row => row.until.getTime())
  return full.length > 0 ? new Date(Math.max(...full)) : null
}

function lock(until: Date, now: Date): never {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000)
  return refuse('verifyLocked', { seconds, minutes: Math.ceil(seconds / 60) })
}

/**
 * Counts a try before it is looked at, so that many at the same moment do not get more. Stands by itself: what a refusal
 * rolls back must not take the count along. Whoever is locked does not lock machines. @throws Refusal verifyLocked
 */
export async function countAttempt(sql: Sql, tried: Tried, now: Date): Promise<void> {
  const own = await count(sql, [ownKey(tried)], now)
  if (own) lock(own, now)
  const shared = await count(sql, sharedKeys(tried), now)
  if (shared) lock(shared, now)
}

/** A right try does not count: the follower starts anew, the machine and the ending are given theirs back. */
export async function forgiveAttempt(sql: Sql, tried: Tried): Promise<void> {
  await sql.query('delete from portal_attempt where key = $1', [ownKey(tried)])
  await sql.query('update portal_attempt set tries = tries - 1 where key = any($1::text[]) and tries > 0', [
    sharedKeys(tried),
  ])
}
