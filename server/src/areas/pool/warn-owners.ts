import type { Database, Tx } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import type { Messenger } from '../../messaging/messenger'
import { rulePool, type WatchedObject } from '../../records/clocks/expressions'
import { identifier } from '../../records/columns'
import { byOwner } from './by-owner'
import { sparedSql } from './fate'

const roundSize = 500
/** More at once than these come as one line of words and not as so many cards (decision 19). */
const cardsAtOnce = 3

interface Warned {
  id: string
  owner_id: string
  name: string
  due: Date
}

/** Marks what is about to fall back, in the order of the owners, and answers it; each once per deadline. */
function markDue(tx: Tx, object: WatchedObject, now: Date): Promise<Warned[]> {
  const due = 'least(r.follow_due, r.sign_due)'
  const near = (column: string) => `select r.id from ${identifier(object)} r
    where r.${column} > $1::timestamptz and r.${column} <= $1::timestamptz
      + make_interval(days => coalesce((select max(warn_days) from pool), 3))`
  return tx.query<Warned>(
    `update ${identifier(object)} r set warned_for = ${due}
     from (
       select r.id from ${identifier(object)} r
       join pool p on p.id = ${rulePool(object, 'r.pool_id')} and not p.rewinding
       where r.id in (${near('follow_due')} union ${near('sign_due')})
         and r.owner_id is not null and r.deleted_at is null and ${due} > $1::timestamptz
         and ${due} - make_interval(days => p.warn_days) <= $1::timestamptz
         and r.warned_for is distinct from ${due} and (${sparedSql(object, 'r')}) is null
       order by r.owner_id, r.id limit ${roundSize} for no key update of r skip locked
     ) near where r.id = near.id returning r.id, r.owner_id, r.name, ${due} as due`,
    [now],
  )
}

async function tell(
  messenger: Messenger,
  tx: Tx,
  object: WatchedObject,
  owner: string,
  rows: Warned[],
): Promise<void> {
  rows.sort((a, b) => a.due.getTime() - b.due.getTime() || (a.id < b.id ? -1 : 1))
  if (rows.length > cardsAtOnce) {
    await messenger.sendNotice(tx, {
      employeeId: owner,
      text: {
        key: `recycle.warnMany.${object}`,
        params: {
          count: rows.length,
          names: rows.slice(0, 5).map(({ name }) => name),
        },
      },
      links: rows.slice(0, 3).map(({ id, name }) => ({ text: name, record: `${object}:${id}` })),
      dedupeKey: `warn:${owner}:${rows[0]!.id}:${rows[0]!.due.getTime()}`,
    })
    return
  }
  for (const { id, due } of rows) {
    await messenger.openCard(tx, {
      kind: 'recycleWarning',
      matter: `${object}:${id}`,
      params: { due: due.toISOString() },
      recipients: [owner],
    })
  }
}

/** Warns the owners of what is about to fall back, some days ahead, each once per deadline (POOL-4). @returns how many records */
export async function warnOwners(
  { db, clock, messenger }: { db: Database; clock: Clock; messenger: Messenger },
  object: WatchedObject,
): Promise<number> {
  let all = 0
  for (;;) {
    const done = await db.transaction(async tx => {
      const rows = await markDue(tx, object, clock.now())
      for (const [owner, theirs] of byOwner(rows)) await tell(messenger, tx, object, owner, theirs)
      return rows.length
    })
    all += done
    if (done < roundSize) return all
  }
}
