import { poolRecycle } from '@gonghai/shared/actions/reminder'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { Database } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import { handle } from '../../kernel/context'
import type { Messenger } from '../../messaging/messenger'
import { type WatchedObject, watchedObjects } from '../../records/clocks/expressions'
import { identifier } from '../../records/columns'
import { fallAsleep } from './fall-asleep'
import { graceOfUnwarned } from './grace-of-unwarned'
import { lapseExtensions, remindOfExtensions } from './lapse-extensions'
import { pooledRecord } from './pooled-record'
import { remindAdministrators } from './remind-administrators'
import { takeBack } from './take-back'
import { tendReviews } from './tend-reviews'
import { warnOwners } from './warn-owners'

/** What the sweep works with. */
export interface SweepDeps {
  db: Database
  clock: Clock
  messenger: Messenger
  log: Logger
}

/** What one sweep did. */
export interface Swept {
  warned: number
  reminded: number
  slept: number
  recycled: number
  /** Records that could not be taken back; each stands in the log with its reason. */
  failed: number
}

/** Takes one overdue record back, by the same statement as the sweep (POOL-5). */
export const recycleRecord = handle(poolRecycle, async ctx => {
  const record = pooledRecord(ctx)
  const [done] = await takeBack(ctx.tx, record.object, [record.id], ctx.now)
  if (!done) ctx.refuse('notInPool', { record: record.title })
  return { result: { record: `${record.object}:${record.id}` }, say: { name: record.title } }
})

/** So many records go back by one statement. */
const chunkSize = 500
/** So many are looked for at a time. */
const batchSize = 20_000

/** A record that may be overdue, and whose it is: records of one owner go back together. */
interface Candidate {
  id: string
  owner_id: string
}

function overdue(
  { db, clock }: SweepDeps,
  object: WatchedObject,
  after: Candidate | undefined,
): Promise<Candidate[]> {
  const one = (due: string) => `select id, owner_id from ${identifier(object)}
    where ${due} <= $1::timestamptz and owner_id is not null and deleted_at is null and locked_at is null
      and extension_asked_at is null`
  return db.query<Candidate>(
    `select * from (${one('follow_due')} union ${one('sign_due')}) r
     where $2::uuid is null or (owner_id, id) > ($2::uuid, $3::uuid) order by owner_id, id limit ${batchSize}`,
    [clock.now(), after?.owner_id ?? null, after?.id ?? null],
  )
}

/** One chunk; where its statement fails, its records go one by one, and the failing one is reported. */
async function takeChunk(
  deps: SweepDeps,
  object: WatchedObject,
  ids: string[],
): Promise<{ recycled: number; failed: number }> {
  const { db, clock, log } = deps
  const take = (some: string[]) => db.transaction(tx => takeBack(tx, object, some, clock.now()))
  try {
    return { recycled: (await take(ids)).length, failed: 0 }
  } catch (error) {
    if (ids.length === 1) {
      const reason = error instanceof Error ? error.message : String(error)
      log.error({ object, id: ids[0], reason }, 'a record could not be recycled')
      return { recycled: 0, failed: 1 }
    }
  }
  const each = { recycled: 0, failed: 0 }
  for (const id of ids) {
    const done = await takeChunk(deps, object, [id])
    each.recycled += done.recycled
    each.failed += done.failed
  }
  return each
}

async function takeAll(
  deps: SweepDeps,
  object: WatchedObject,
): Promise<{ recycled: number; failed: number }> {
  const sum = { recycled: 0, failed: 0 }
  let batch = await overdue(deps, object, undefined)
  while (batch.length > 0) {
    for (let start = 0; start < batch.length; start += chunkSize) {
      const ids = batch.slice(start, start + chunkSize).map(({ id }) => id)
      const done = await takeChunk(deps, object, ids)
      sum.recycled += done.recycled
      sum.failed += done.failed
    }
    batch = batch.length === batchSize ? await overdue(deps, object, batch.at(-1)) : []
  }
  return sum
}

/**
 * Warns owners, lets customers fall asleep, takes back what is overdue and reminds administrators, until nothing is left to do;
 * then ends asks that nobody answered and reminds of reviews (task `recycle`). It reads deadlines from columns only, never from
 * history (decision 14).
 */
export async function recycleSweep(deps: SweepDeps): Promise<Swept> {
  const swept: Swept = { warned: 0, reminded: 0, slept: await fallAsleep(deps), recycled: 0, failed: 0 }
  for (const object of watchedObjects) {
    await graceOfUnwarned(deps, object)
    swept.warned += await warnOwners(deps, object)
    const { recycled, failed } = await takeAll(deps, object)
    swept.recycled += recycled
    swept.failed += failed
  }
  swept.reminded = await remindAdministrators(deps)
  await lapseExtensions(deps)
  await remindOfExtensions(deps)
  await tendReviews(deps)
  return swept
}
