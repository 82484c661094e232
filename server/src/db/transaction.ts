import type { Writable } from 'node:stream'
import type pg from 'pg'

/** What a transaction is done on. */
export type Connection = Pick<pg.PoolClient, 'query'>

/** Streams that hold back what is written until the end of the present turn. */
const holding = new WeakSet<Writable>()

/** Statements that are given in one turn leave by one write: each write of its own would wake the database once more. */
function gather(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  if (holding.has(stream)) return
  holding.add(stream)
  stream.cork()
  process.nextTick(() => {
    holding.delete(stream)
    stream.uncork()
  })
}

async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit')
  // PostgreSQL takes a COMMIT after a failed statement for a ROLLBACK.
  if (command !== 'COMMIT') throw new Error('A statement had failed, but the transaction went on.')
}

/**
 * Runs `work` between BEGIN and COMMIT on a connection of its own; whatever it throws rolls back. Statements that it does
 * not wait for travel together, as the connections are pipelined, and are done in their order.
 * @param timeoutMs after which the connection is given up, and with it all that was done; no statement may take longer
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  timeoutMs: number,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let over: Error | undefined
  // Whoever goes on behind the end must not speak in the transaction of the connection's next user.
  const query = (...given: Parameters<pg.PoolClient['query']>) => {
    if (over) return Promise.reject(over)
    gather(client)
    return client.query(...given)
  }
  let late: Error | undefined
  const timer = setTimeout(() => {
    late = over = new Error(`A transaction took longer than ${timeoutMs} ms.`)
    client.release(late)
  }, timeoutMs)
  try {
    // Not waited for by the first statement, which travels with it.
    gather(client)
    const begun = client.query(`begin; set local statement_timeout = ${Math.ceil(timeoutMs)}`)
    begun.catch(() => undefined)
    const result = await work({ query: query as Connection['query'] })
    await begun
    if (late) throw late
    clearTimeout(timer)
    over = new Error('The transaction is over.')
    await commit(client)
    client.release()
    return result
  } catch (error) {
    clearTimeout(timer)
    if (late) throw late
    over = new Error('The transaction was rolled back.')
    const failed = await client.query('rollback').catch((cause: Error) => cause)
    client.release(failed instanceof Error ? failed : undefined)
    throw error
  }
}
