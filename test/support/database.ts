import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** A database of one test file's own. */
export interface TestDatabase {
  /** Connection string for its owner. */
  url: string
  /** Removes it, ending whatever is still connected. */
  drop(): Promise<void>
}

/**
 * Clones the template that `npm test` made (all migrations applied, no rows), or with `empty` gives a database
 * without any table. Call it in `beforeAll` and `drop` in `afterAll`.
 */
export async function testDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const { cluster, template } = harness()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await execute(
    cluster,
    `create database ${name} template ${empty ? 'template0' : template} strategy file_copy`,
  )
  const url = new URL(cluster)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => execute(cluster, `drop database if exists ${name} with (force)`) }
}

function harness(): { cluster: string; template: string } {
  const { GONGHAI_TEST_CLUSTER: cluster, GONGHAI_TEST_TEMPLATE: template } = process.env
  if (!cluster || !template)
    throw new Error('Run tests by `npm test -- <file>`: it starts the database they need.')
  return { cluster, template }
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
