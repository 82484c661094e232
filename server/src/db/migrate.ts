import type { MigrationList } from '@prisma/schema-engine-wasm'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { enginePool } from './engine-adapter'
import { migrationsFolder, noFilters, readMigrations, withSchemaEngine } from './schema-engine'

const lockKey = 7_260_002

/**
 * Brings a database up to date: our migrations, then the job queue's own. Processes that start at once wait for
 * one another; being killed anywhere leaves a database from which the next start goes on. Throws with the
 * migration's name and PostgreSQL's words.
 * @param folder where the migrations lie, a folder each
 * @returns the names of our migrations that were applied
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'gonghai migrate' })
  await lock.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [lockKey])
    const applied = await applyPending(url, await readMigrations(folder), await finishedMigrations(lock))
    await runMigrations({ connectionString: url, logger: new Logger(() => () => undefined) })
    return applied
  } finally {
    await lock.end()
  }
}

async function applyPending(url: string, list: MigrationList, finished: Set<string>): Promise<string[]> {
  const applied: string[] = []
  for (const [index, { path: name }] of list.migrationDirectories.entries()) {
    if (finished.has(name)) continue
    const upToHere = { ...list, migrationDirectories: list.migrationDirectories.slice(0, index + 1) }
    await applyWhole(url, upToHere).catch(cause => {
      throw new Error(`Migration ${name} failed: ${cause.message}`, { cause })
    })
    applied.push(name)
  }
  return applied
}

async function finishedMigrations(client: pg.Client): Promise<Set<string>> {
  const table = await client.query(`select to_regclass('_prisma_migrations') is not null as present`)
  if (!table.rows[0].present) return new Set()
  const { rows } = await client.query(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  return new Set(rows.map(row => row.migration_name))
}

/**
 * Applies one migration inside a transaction. Prisma by itself writes "started", runs the script and writes
 * "finished" apart, and refuses for ever after a kill in between; this way it is all there or not at all.
 */
async function applyWhole(url: string, migrationsList: MigrationList): Promise<void> {
  const pool = enginePool(url, 1)
  try {
    await pool.query('begin')
    await withSchemaEngine(pool, engine => engine.applyMigrations({ migrationsList, filters: noFilters }))
    await pool.query('commit')
  } finally {
    await pool.end()
  }
}
