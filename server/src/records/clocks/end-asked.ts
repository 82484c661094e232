import type { Tx } from '../../db/database'
import type { WatchedObject } from './expressions'

/** More days that an owner asked for are nobody's matter any more once the record has another one, or lies in the bin. @returns ids of the asks */
export async function endAsked(tx: Tx, object: WatchedObject, id: string, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update extension_request set state = 'void', decided_at = $3::timestamptz
     where object = $1 and record_id = $2::uuid and state = 'pending' returning id`,
    [object, id, now],
  )
  return rows.map(row => row.id)
}
