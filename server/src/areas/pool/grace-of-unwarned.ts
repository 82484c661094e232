import type { Database } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import { Outbox } from '../../kernel/events'
import { rulePool, type WatchedObject } from '../../records/clocks/expressions'
import { giveGrace } from '../../records/clocks/grace'
import { identifier } from '../../records/columns'
import { sparedSql } from './fate'
import { sweeper } from './take-back'

const roundSize = 500
const heard = new Set(['pool.deadlineMoved'])

/**
 * What is overdue without its owner having been warned of this deadline (the service stood still, or something spared the record
 * while it should have been warned of) gets the days of a warning (POOL-4). @returns how many records
 */
export async function graceOfUnwarned(
  { db, clock }: { db: Database; clock: Clock },
  object: WatchedObject,
): Promise<number> {
  let all = 0
  for (;;) {
    const done = await db.transaction(async tx => {
      const now = clock.now()
      const due = 'least(r.follow_due, r.sign_due)'
      const late = (column: string) =>
        `select r.id from ${identifier(object)} r where r.${column} <= $1::timestamptz`
      const rows = await tx.query<{ id: string }>(
        `select r.id from ${identifier(object)} r
         join pool p on p.id = ${rulePool(object, 'r.pool_id')} and p.deleted_at is null and not p.rewinding
         where r.id in (${late('follow_due')} union ${late('sign_due')}) and r.owner_id is not null
           and r.deleted_at is null and r.warned_for is distinct from ${due} and (${sparedSql(object, 'r')}) is null
         order by r.id limit ${roundSize} for no key update of r skip locked`,
        [now],
      )
      const ids = rows.map(({ id }) => id)
      if (ids.length === 0) return 0
      await giveGrace(tx, object, ids, now)
      const outbox = new Outbox(heard)
      outbox.add('pool.deadlineMoved', { object, ids })
      await outbox.flush(tx, sweeper, now, `grace:${ids[0]}`)
      return ids.length
    })
    all += done
    if (done < roundSize) return all
  }
}
