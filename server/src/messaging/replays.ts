import type { ReplayTable } from '@gonghai/shared/ports/replays'
import type { Sql } from '../db/database'

/** Remembers signatures with their bodies in the database, for all processes; see `ReplayTable`. */
export function createReplayTable(sql: Sql): ReplayTable {
  return {
    async bind(platform, key, value, until) {
      const [row] = await sql.query<{ value: string }>(
        `insert into callback_replay as r (platform, key, value, until) values ($1, $2, $3, $4::timestamptz)
         on conflict (platform, key) do update set until = greatest(r.until, excluded.until)
         returning r.value`,
        [platform, key, value, until],
      )
      return row?.value === value
    },
  }
}
