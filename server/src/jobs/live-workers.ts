import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { PoolClient } from 'pg'
import type { Database } from '../db/database'

const lockSpace = 'gonghai.worker'
const reconnectMs = 500

/** A worker takes jobs from its first moment on, and shows that it lives a little later. */
export const shownWithinMs = 3000

/**
 * Shows the other processes that these workers live: one connection holds an advisory lock for each of them, and the
 * database gives the locks back the moment this process is gone, however it went.
 * @returns how to end that
 */
export function showAlive(db: Database, workers: () => readonly string[], log: Logger): () => Promise<void> {
  const ended = new AbortController()
  const hold = async () => {
    while (!ended.signal.aborted) {
      await holdLocks(db, workers(), ended.signal).catch(error =>
        log.warn({ error: String(error) }, 'workers could not show that they live'),
      )
      await sleep(reconnectMs, undefined, { signal: ended.signal }).catch(() => undefined)
    }
  }
  const holding = hold()
  return async () => {
    ended.abort()
    await holding
  }
}

/** Holds the locks until the connection is lost or `ended`. */
async function holdLocks(db: Database, workers: readonly string[], ended: AbortSignal): Promise<void> {
  const client = await db.pool.connect()
  const lost = untilLost(client, ended)
  try {
    await client.query('select pg_advisory_lock(hashtext($1), hashtext(id)) from unnest($2::text[]) id', [
      lockSpace,
      workers,
    ])
    await lost
  } finally {
    client.release(true)
  }
}

function untilLost(client: PoolClient, ended: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    client.once('error', () => resolve())
    client.once('end', () => resolve())
    ended.addEventListener('abort', () => resolve(), { once: true })
  })
}

/**
 * Gives jobs back that a dead process had taken; left alone, they would wait four hours. Those taken just now are spared: whoever
 * took them may not have shown yet that it lives, and they would be done twice.
 */
export async function freeJobsOfTheDead(db: Database): Promise<void> {
  await db.query(
    `select graphile_worker.force_unlock_workers(array_agg(taken.id)) from (
       select locked_by as id from graphile_worker.jobs where locked_by is not null group by locked_by
       having max(locked_at) < now() - make_interval(secs => $2 / 1000.0) offset 0) taken
     where pg_try_advisory_xact_lock(hashtext($1), hashtext(taken.id))`,
    [lockSpace, shownWithinMs],
  )
}
