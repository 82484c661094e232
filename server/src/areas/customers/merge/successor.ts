import type { Sql } from '../../../db/database'

/** The living customer that a merged one has become part of, or undefined. */
export async function successorOf(sql: Sql, object: string, id: string): Promise<string | undefined> {
  if (object !== 'customer') return undefined
  const [row] = await sql.query<{ id: string }>(
    `select w.id from customer c join customer w on w.id = c.merged_into_id
     where c.id = $1::uuid and w.deleted_at is null`,
    [id],
  )
  return row?.id
}
