import pg from 'pg'
import type { Cluster } from './cluster'

const database = 'gonghai'

/** Connection string of the product's database, or another of the same cluster. */
export function databaseUrl({ user, password }: Cluster, port: number, name = database): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`
}

/** Opens a connection to the cluster's maintenance database. */
export async function connect(
  cluster: Cluster,
  port: number,
  applicationName = 'gonghai',
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl(cluster, port, 'postgres'),
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // Without a listener a lost connection would end the process; 'end' follows and is what callers wait for.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Makes the product's database where it is missing. */
export async function makeDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = await connect(cluster, port)
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (!rowCount) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}
