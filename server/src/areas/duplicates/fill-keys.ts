import { findObject } from '@gonghai/shared/objects'
import { type DuplicateObject, duplicateObjects } from '@gonghai/shared/rules/duplicates'
import type { Database, Tx } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import { decodeRow, identifier, type Row, selectList, tableOf } from '../../records/columns'
import { matchKeys, putMatchKeys } from '../../records/match-keys'

/** Raise it when names are normalised otherwise: all keys are then made anew at the next start. */
const edition = 1
const setting = 'duplicateKeys'
const chunk = 2000

const nobody = '00000000-0000-0000-0000-000000000000'

/** One set of records in the order of their ids. @returns the last id, or undefined where none is left */
async function fillChunk(tx: Tx, name: DuplicateObject, after: string): Promise<string | undefined> {
  const object = findObject(name)!
  // Shared locks: nobody changes a record between our look at it and its keys; readers and claims of others go on.
  const rows = await tx.query<Row>(
    `select ${selectList(object, 't')} from ${identifier(tableOf(object).name)} t where t.id > $1::uuid
     order by t.id limit ${chunk} for share of t`,
    [after],
  )
  const records = rows.map(row => ({ id: row.id as string, keys: matchKeys(object, decodeRow(object, row)) }))
  await putMatchKeys(tx, name, records)
  return rows.at(-1)?.id as string | undefined
}

/**
 * Gives keys to records that came before there were any (task `fillDuplicateKeys`, at every start): set by set, each in a
 * transaction of its own. Once done for an edition it does nothing; what it has done before a crash is done again.
 * @returns how many sets were filled
 */
export async function fillDuplicateKeys({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const [done] = await db.query<{ value: number }>('select value from setting where key = $1', [setting])
  if (Number(done?.value ?? 0) >= edition) return 0
  let sets = 0
  for (const object of duplicateObjects) {
    for (let after: string | undefined = nobody; after; sets++) {
      const from: string = after
      after = await db.transaction(tx => fillChunk(tx, object, from))
    }
  }
  await db.query(
    `insert into setting (key, value, updated_at) values ($1, $2::jsonb, $3::timestamptz)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [setting, JSON.stringify(edition), clock.now()],
  )
  return sets
}
