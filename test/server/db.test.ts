import { migrate } from '@gonghai/server/db/migrate'
import { planMigration } from '@gonghai/server/db/plan-migration'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../support/database'

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

  beforeEach(async () => {
    database = await testDatabase({ empty: true })
  })

  afterEach(() => database.drop())

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

  test('called by several at once, applies each migration by exactly one', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => migrate(database.url)))
    const recorded = await rows(database.url, 'select migration_name from _prisma_migrations')
    expect(answers.flat()).toHaveLength(recorded.length)
  })
})
