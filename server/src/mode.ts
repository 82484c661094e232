import type { Config } from './config'
import type { Sql } from './db/database'

/**
 * Stores the mode at the first start; a database made for one mode is never opened in the other (decision 1): the sandbox's
 * stand-ins would let anybody sign in as anybody. @throws Error that says what to do
 */
export async function claimMode(sql: Sql, mode: Config['mode'], now: Date): Promise<void> {
  await sql.query(
    `insert into setting (key, value, updated_at) values ('mode', to_jsonb($1::text), $2::timestamptz)
     on conflict (key) do nothing`,
    [mode, now],
  )
  const [row] = await sql.query<{ value: string }>(`select value from setting where key = 'mode'`)
  if (row?.value !== mode) {
    throw new Error(
      `This database was made in ${row?.value} mode and cannot be opened in ${mode} mode. ` +
        `Use another database, or set GONGHAI_MODE=${row?.value}.`,
    )
  }
}
