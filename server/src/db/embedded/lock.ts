import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Cluster } from './cluster'
import { connect } from './connect'

const key = 7_260_001
const patienceMs = 1_000

/**
 * Takes the data folder for this process and gives the connection that holds it. The lock is PostgreSQL's own,
 * so it can be neither stale nor raced for: it goes when its holder goes, however that ends.
 * Throws, naming the holder, where another process has it.
 */
export async function takeLock(cluster: Cluster, port: number, home: string): Promise<pg.Client> {
  const client = await connect(cluster, port, `gonghai process ${process.pid}`)
  try {
    // A holder killed a moment ago is still being tidied away: look a few times.
    const deadline = performance.now() + patienceMs
    for (;;) {
      const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [key])
      if (rows[0].taken) return client
      if (performance.now() > deadline) break
      await sleep(100)
    }
    throw new Error(
      `The data folder ${home} is in use by ${await holder(client)}. ` +
        'Stop that one first, or set GONGHAI_DATA_DIR to another folder.',
    )
  } catch (error) {
    await client.end()
    throw error
  }
}

async function holder(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `select application_name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and objid = $1 and granted`,
    [key],
  )
  return rows[0]?.application_name ?? 'another process'
}
