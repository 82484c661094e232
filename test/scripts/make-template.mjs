import { loadTypeScript } from '../../server/scripts/build.mjs'

const name = 'gonghai_template'

/** Makes the database that every test file gets a copy of: all migrations applied, no rows. Gives its name. */
export async function makeTemplate(clusterUrl) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const { migrate } = await loadTypeScript('server/src/db/migrate.ts')
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  await migrate(url.href)
  return name
}
