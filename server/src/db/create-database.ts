import pg from 'pg'

const alreadyThere = '42P04'

/**
 * Makes an empty database beside the one of `url`, whose user must be allowed to, unless it is there. @param name a plain word
 * @returns its address
 * @public scripts load it by its path
 */
export async function createDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client
      .query(
        `create database ${client.escapeIdentifier(name)} template template0 locale 'C.UTF-8' encoding 'UTF8'`,
      )
      .catch((error: pg.DatabaseError) => {
        if (error.code !== alreadyThere) throw error
      })
  } finally {
    await client.end()
  }
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.toString()
}
