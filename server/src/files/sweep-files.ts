import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import type { FileStore } from './local-store'

const batch = 500
/** Whoever puts bytes writes their row within this time. */
const underway = 3_600_000

/** The rows whose time is over go, and the operations that left them say so. @returns hashes of their bytes, and of how many */
async function forget(db: Database, now: Date): Promise<{ hashes: string[]; rows: number }> {
  const gone = await db.query<{ hash: string }>(
    `with gone as (
       delete from stored_file where id in (
         select id from stored_file where kept_until < $1::timestamptz order by kept_until limit ${batch}
         for update skip locked)
       returning id, hash),
     told as (
       update operation o set result = (o.result - 'file') || '{"fileGone": true}'::jsonb
       from gone g where o.kind = 'export' and o.result -> 'file' ->> 'id' = g.id::text)
     select hash from gone`,
    [now],
  )
  return { hashes: [...new Set(gone.map(({ hash }) => hash))], rows: gone.length }
}

/** Bytes that no row names any more. */
async function unnamed(db: Database, hashes: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ hash: string }>(
    `select h.hash from unnest($1::text[]) as h(hash)
     where not exists (select 1 from stored_file f where f.hash = h.hash)`,
    [hashes],
  )
  return rows.map(({ hash }) => hash)
}

/**
 * Removes files of the company's own making whose time is over (part of the task `cleanup`, nightly); the bytes go unless
 * another file has the same.
 */
export async function sweepFiles(deps: { db: Database; clock: Clock; store: FileStore }): Promise<void> {
  const { db, clock, store } = deps
  const now = clock.now()
  // The store knows only the machine's time.
  const before = new Date(now.getTime() - clock.offset() - underway)
  for (;;) {
    const { hashes, rows } = await forget(db, now)
    for (const hash of await unnamed(db, hashes)) await store.remove(hash, before)
    if (rows < batch) return
  }
}
