import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { migrate } from '@gonghai/server/db/migrate'
import { planMigration } from '@gonghai/server/db/plan-migration'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../support/database'
import { databaseProcess } from '../support/database-process'
import { until } from '../support/until'

async function rows(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('migrate', () => {
  let database: TestDatabase
  const folders: string[] = []

  beforeEach(async () => {
    database = await testDatabase({ empty: true })
  })

  afterEach(async () => {
    await database.drop()
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
  })

  test('makes what prisma/schema says: no migration is missing', async () => {
    expect(await planMigration(database.url)).toBe('')
  })

  test('applies everything once, also when asked twice', async () => {
    const applied = await migrate(database.url)
    expect(applied.length).toBeGreaterThan(0)
    expect(await migrate(database.url)).toEqual([])
    const recorded = await rows(database.url, 'select migration_name from _prisma_migrations order by 1')
    expect(recorded.map(row => row.migration_name)).toEqual(applied)
  })

  test('brings the tables of the job queue along', async () => {
    await migrate(database.url)
    const [found] = await rows(
      database.url,
      `select to_regclass('graphile_worker._private_jobs') is not null as there`,
    )
    expect(found).toEqual({ there: true })
  })

  test('run by two processes at once, applies each migration by exactly one', async () => {
    const children = [1, 2].map(() => databaseProcess('migrate', database.url))
    const said = await Promise.all(children.map(child => child.said))
    await Promise.all(children.map(child => child.kill()))
    const recorded = await rows(database.url, 'select migration_name from _prisma_migrations')
    expect(said.flatMap(({ applied }) => applied)).toHaveLength(recorded.length)
  })

  test('killed in the middle of a migration, leaves nothing behind and goes on the next time', async () => {
    const blocker = new pg.Client({ connectionString: database.url })
    await blocker.connect()
    // An uncommitted table of the same name makes the migration wait half-way through.
    await blocker.query('begin')
    await blocker.query('create table setting (key text)')
    const child = databaseProcess('migrate', database.url)
    await until(async () => (await waiting(database.url)) || undefined)
    await child.kill()
    await blocker.query('rollback')
    await blocker.end()
    expect((await migrate(database.url)).length).toBeGreaterThan(0)
    expect(await rows(database.url, 'select 1 from _prisma_migrations where finished_at is null')).toEqual([])
    expect(await planMigration(database.url)).toBe('')
  })

  test('runs scripts whole: semicolons in function bodies, strings and comments do not cut them', async () => {
    const folder = await migrations({
      '1_function': `-- first; then\ncreate function seven() returns int language plpgsql as $$
        begin perform 'a;b'; return 7; end; $$;\ncreate table kept as select seven() as value;`,
    })
    expect(await migrate(database.url, folder)).toEqual(['1_function'])
    expect(await rows(database.url, 'select value from kept')).toEqual([{ value: 7 }])
  })

  test('names the migration that failed, with the words of PostgreSQL, and keeps those before it', async () => {
    const folder = await migrations({
      '1_good': 'create table kept (a int)',
      '2_bad': 'create table half (a int); create table kept (a int)',
    })
    await expect(migrate(database.url, folder)).rejects.toThrow(
      'Migration 2_bad failed: relation "kept" already exists',
    )
    expect(await rows(database.url, `select to_regclass('half') as half`)).toEqual([{ half: null }])
    await writeFile(path.join(folder, '2_bad', 'migration.sql'), 'create table half (a int)')
    expect(await migrate(database.url, folder)).toEqual(['2_bad'])
  })

  async function migrations(scripts: Record<string, string>): Promise<string> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'gonghai-migrations-'))
    folders.push(folder)
    for (const [name, sql] of Object.entries(scripts)) {
      await mkdir(path.join(folder, name))
      await writeFile(path.join(folder, name, 'migration.sql'), sql)
    }
    return folder
  }

  async function waiting(url: string): Promise<boolean> {
    const found = await rows(
      url,
      `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'`,
    )
    return found.length > 0
  }
})
