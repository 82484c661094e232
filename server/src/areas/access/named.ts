import type { NamedReach } from '../../access/context'
import type { Sql } from '../../db/database'

/** Names of people and departments that rules speak of. */
export async function namesOf(sql: Sql, named: readonly NamedReach[]): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; name: string }>(
    `select id, name from employee where id = any($1::uuid[])
     union all select id, name from department where id = any($1::uuid[])`,
    [named.map(({ id }) => id)],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
