import { createHash } from 'node:crypto'
import type { Sql } from '../db/database'
import { refuse } from '../kernel/errors'
import { normalisePhone } from '../records/normalise-name'

const minuteMs = 60_000

/** How many tries are free before the pauses begin: of one number or account, and from one address. */
const free = { who: 5, address: 30 } as const
const longestMinutes = 60

/** Who tries, as it is kept: numbers are hashed, and one that nobody has is guarded like any other. */
export function guardKeys(who: string, address: string): { key: string; free: number }[] {
  const hash = createHash('sha256').update(who).digest('base64url')
  return [
    { key: `who:${hash}`, free: free.who },
    { key: `address:${address}`, free: free.address },
  ]
}

/** The keys of a number, however it is typed. */
export const numberKeys = (mobile: string, address: string) => guardKeys(normalisePhone(mobile), address)

/**
 * Takes one try of each key before anything is compared, so that guesses at the same moment are counted too. Beyond the free
 * ones each try closes the door for twice as long as the one before, at most an hour. @throws Refusal loginLocked
 */
export async function takeTry(
  sql: Sql,
  keys: readonly { key: string; free: number }[],
  now: Date,
): Promise<void> {
  for (const one of keys) {
    const rows = await sql.query(
      `insert into login_guard as g (key, tries, last_at, until) values ($1, 1, $2::timestamptz, $2::timestamptz)
       on conflict (key) do update set
         tries = case when g.last_at < $2::timestamptz - interval '1 day' then 1 else g.tries + 1 end,
         last_at = $2::timestamptz,
         until = case when g.last_at >= $2::timestamptz - interval '1 day' and g.tries + 1 >= $3::int
           then $2::timestamptz + make_interval(mins => least($4::int, power(2, least(g.tries + 1 - $3::int, 10))::int))
           else $2::timestamptz end
       where g.until <= $2::timestamptz returning 1 as one`,
      [one.key, now, one.free, longestMinutes],
    )
    if (rows.length > 0) continue
    const [closed] = await sql.query<{ until: Date }>('select until from login_guard where key = $1', [
      one.key,
    ])
    const minutes = Math.ceil(((closed?.until.getTime() ?? now.getTime()) - now.getTime()) / minuteMs)
    refuse('loginLocked', { minutes: Math.max(minutes, 1) })
  }
}

/** Forgets the tries of keys, after one that was right. */
export async function forgetTries(sql: Sql, keys: readonly { key: string }[]): Promise<void> {
  await sql.query('delete from login_guard where key = any($1::text[])', [keys.map(one => one.key)])
}

/** Until when numbers are closed, by number. */
export async function closedUntil(
  sql: Sql,
  numbers: readonly string[],
  now: Date,
): Promise<Map<string, Date>> {
  const keys = new Map(numbers.map(number => [numberKeys(number, '')[0]!.key, number]))
  const rows = await sql.query<{ key: string; until: Date }>(
    'select key, until from login_guard where key = any($1::text[]) and until > $2::timestamptz',
    [[...keys.keys()], now],
  )
  return new Map(rows.map(row => [keys.get(row.key)!, row.until]))
}
