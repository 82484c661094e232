import type { ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import type { Tx } from '../../db/database'
import { identifier, type Row, selectList, tableOf } from '../../records/columns'

/** The row of a record that follows from the one that the actor named: locked, without a scope of its own. */
export async function lockRecord(tx: Tx, name: ObjectName, id: string): Promise<Row> {
  const object = objects[name]
  const [row] = await tx.query<Row>(
    `select ${selectList(object, 't')} from ${identifier(tableOf(object).name)} t where t.id = $1::uuid
     for no key update of t`,
    [id],
  )
  if (!row) throw new Error(`${name} ${id} is gone`)
  return row
}
