import { v7 as uuid } from 'uuid'
import type { Database } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import { Outbox } from '../../kernel/events'
import { rewind } from '../../records/clocks/rewind'
import { sweeper } from './take-back'

const chunkSize = 500
const heard = new Set(['customer.slept'])

/**
 * Customers that cooperate but with whom nothing has happened for too long are dormant from now on; their owner's days
 * without a follow-up begin anew (POOL-11). @returns how many fell asleep
 */
export async function fallAsleep({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  let all = 0
  for (;;) {
    const now = clock.now()
    const done = await db.transaction(async tx => {
      const rows = await tx.query<{ id: string }>(
        `with due as (
           select r.id, r.dormant_since from customer r left join pool p on p.id = r.pool_id
           where r.dormant_due <= $1::timestamptz and r.stage = 'cooperating' and r.deleted_at is null
             and r.owner_id is not null and p.rewinding is not true
           order by r.id limit ${chunkSize} for no key update of r skip locked
         ), slept as (
           update customer r set stage = 'dormant', dormant_since = $1::timestamptz, updated_at = $1::timestamptz,
             updated_by = null, version = r.version + 1 from due where r.id = due.id returning r.id
         ) insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, at)
           select gen_random_uuid(), 'customer', id, 'customer.sleep', 'job', 'system', null, $2,
             '{"stage": ["cooperating", "dormant"]}'::jsonb, $1::timestamptz from slept returning record_id as id`,
        [now, `sleep:${uuid()}`],
      )
      if (rows.length === 0) return 0
      const ids = rows.map(({ id }) => id)
      await rewind(tx, 'customer', ids)
      const outbox = new Outbox(heard)
      outbox.add('customer.slept', { ids, at: now.toISOString() })
      await outbox.flush(tx, sweeper, now, `sleep:${ids[0]}`)
      return ids.length
    })
    all += done
    if (done < chunkSize) return all
  }
}
