import type { Tx } from '../../db/database'
import { bearerOf, matchKey } from '../../records/match-keys'
import { regionsAgree } from '../../records/normalise-name'

/** A living customer of the same name, as names are compared, whatever the rules for duplicates say. */
export async function sameNamed(
  tx: Tx,
  name: string,
  but: string,
): Promise<{ name: string; number: string } | undefined> {
  const key = matchKey('company', name)
  if (!key) return undefined
  const rows = await tx.query<{ name: string; number: string; regions: string[] }>(
    `select c.name, c.number, k.regions from duplicate_key k join customer c on c.id = ${bearerOf('k')}
     where k.kind = 'company' and k.value = $1 and k.object = 'customer' and c.deleted_at is null and c.id <> $2::uuid
     order by c.created_at limit 50`,
    [key.value, but],
  )
  return rows.find(row => regionsAgree(row.regions, key.regions))
}
