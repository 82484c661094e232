import type { Tx } from '../../db/database'
import { normaliseName } from '../../records/normalise-name'
import { queryKeys } from '../../records/search-keys'

/** A living customer of the same name, as names are compared; found by the words of the name, then looked at closely. */
export async function sameNamed(
  tx: Tx,
  name: string,
  but: string,
): Promise<{ name: string; number: string } | undefined> {
  const keys = queryKeys(normaliseName(name)).flatMap(word => word.grams)
  const rows = await tx.query<{ name: string; number: string }>(
    `select name, number from customer
     where search_keys @> $1::text[] and deleted_at is null and id <> $2::uuid order by created_at limit 500`,
    [keys, but],
  )
  const wanted = normaliseName(name)
  return rows.find(row => normaliseName(row.name) === wanted)
}
