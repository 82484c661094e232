import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client'
import { keepPlan, statementOf } from './kept-plans'
import { type ReadOnlyPrisma, readsOn, SharedPool } from './prisma-reads'
import { type Connection, inTransaction } from './transaction'

/** Runs one statement with `$1` parameters. Rows have the column names; numeric comes as string, int8 as number. */
export interface Sql {
  query<T = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<T[]>
}

/** Who waits for a job: somebody at a chat, what follows from an action, nobody. */
export type JobUrgency = 'awaited' | 'normal' | 'background'

export interface JobOptions {
  /** Jobs that are due are taken in this order, however many others were added before; default normal. */
  urgency?: JobUrgency
  /** One pending job per key: a later one replaces it. */
  key?: string
  runAt?: Date
  queue?: string
  maxAttempts?: number
}

/** One database transaction. */
export interface Tx extends Sql {
  prisma: ReadOnlyPrisma
  /** Adds a job that exists only if this transaction commits. */
  addJob(task: string, payload: object, options?: JobOptions): Promise<void>
}

export interface TransactionOptions {
  /** After which it is rolled back; default 30 s. */
  timeoutMs?: number
}

export interface Database extends Sql {
  pool: pg.Pool
  prisma: PrismaClient
  /** Runs `work` in a transaction; 40001 and 40P01 are tried again three times with jitter. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  close(): Promise<void>
}

export interface DatabaseOptions {
  url: string
  /** Connections of this process; transactions are admitted below it so that they never starve each other. */
  connections: number
  onError(error: Error): void
}

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)

const addJobStatement =
  keepPlan(`select 1 as added from graphile_worker.add_job($1, payload := $2::json, job_key := $3,
  run_at := $4::timestamptz, queue_name := $5, max_attempts := $6::int, priority := $7::int)`)

/** The worker takes low numbers first. */
const priorities: Record<JobUrgency, number> = { awaited: -10, normal: 0, background: 10 }

function jobParams(task: string, payload: object, options: JobOptions): unknown[] {
  return [
    task,
    JSON.stringify(payload),
    options.key ?? null,
    options.runAt ?? null,
    options.queue ?? null,
    options.maxAttempts ?? 25,
    priorities[options.urgency ?? 'normal'],
  ]
}

/** Adds a job outside of a transaction. */
export async function addJob(
  sql: Sql,
  task: string,
  payload: object,
  options: JobOptions = {},
): Promise<void> {
  await sql.query(addJobStatement, jobParams(task, payload, options))
}

function wrapTransaction(prisma: PrismaClient, connection: Connection): Tx {
  const query = async <T>(text: string, params: readonly unknown[] = []) =>
    (await connection.query(statementOf(text, params))).rows as T[]
  return {
    query,
    prisma: readsOn(prisma, connection),
    addJob: (task, payload, options) => addJob({ query }, task, payload, options),
  }
}

/** The SQLSTATE of a database error, however deep the adapter wrapped it; undefined for other errors. */
export function sqlState(error: unknown): string | undefined {
  for (let at = error, depth = 0; at && typeof at === 'object' && depth < 6; depth++) {
    const layer = at as {
      code?: unknown
      originalCode?: unknown
      meta?: unknown
      cause?: unknown
      driverAdapterError?: unknown
    }
    for (const code of [layer.originalCode, layer.code]) {
      if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code
    }
    if (layer.code === 'P2034') return '40001'
    at =
      (layer.meta as typeof layer | undefined)?.driverAdapterError ?? layer.driverAdapterError ?? layer.cause
  }
  return undefined
}

const again = new Set(['40001', '40P01'])
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Opens the pool that Prisma, the statements and the jobs of this process share (decision 6). */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new SharedPool({
    connectionString: options.url,
    max: options.connections,
    connectionTimeoutMillis: 10_000,
    pipeline: true,
  })
  pool.on('error', options.onError)
  // Without a listener, losing a connection that is in use would end the process.
  pool.on('connect', client => client.on('error', options.onError))
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    pool,
    prisma,
    query: async <T>(text: string, params: readonly unknown[] = []) =>
      (await pool.query(statementOf(text, params))).rows as T[],
    async transaction(work, { timeoutMs = 30_000 } = {}) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await inTransaction(pool, timeoutMs, connection => work(wrapTransaction(prisma, connection)))
        } catch (error) {
          if (attempt > 3 || !again.has(sqlState(error) ?? '')) throw error
          await pause(attempt * 20 * Math.random())
        }
      }
    },
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
