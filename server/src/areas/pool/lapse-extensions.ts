import { v7 as uuid } from 'uuid'
import type { Database, Tx } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import { Outbox } from '../../kernel/events'
import type { Messenger } from '../../messaging/messenger'
import { watchedObjects } from '../../records/clocks/expressions'
import { identifier } from '../../records/columns'
import { byReader } from './by-reader'
import type { PooledObject } from './pooled-record'
import { sweeper } from './take-back'

const roundSize = 200
/** Whoever is to decide is reminded after so many days. */
const remindAfter = 1
const heard = new Set(['extension.decided', 'pool.deadlineMoved'])

interface Lapsed {
  id: string
  object: PooledObject
  record_id: string
}

/** Ends what nobody answered in time; whoever asked is warned anew before a rule takes the record. */
async function lapse(tx: Tx, now: Date): Promise<Lapsed[]> {
  const lapsed = await tx.query<Lapsed>(
    `update extension_request q set state = 'lapsed', decided_at = $1::timestamptz
     from (select id from extension_request where state = 'pending' and lapses_at <= $1::timestamptz
       order by lapses_at, id limit ${roundSize} for no key update skip locked) late
     where q.id = late.id returning q.id, q.object, q.record_id`,
    [now],
  )
  for (const object of watchedObjects) {
    const ids = lapsed.filter(one => one.object === object).map(one => one.record_id)
    if (ids.length === 0) continue
    await tx.query(
      `update ${identifier(object)} set extension_asked_at = null, warned_for = null where id = any($1::uuid[])`,
      [ids],
    )
  }
  return lapsed
}

/** Every record's history tells that its owner's ask came to nothing. */
async function note(tx: Tx, lapsed: readonly Lapsed[], now: Date): Promise<void> {
  await tx.query(
    `insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, note, at)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[]) n(id, object, record_id)
     cross join (select 'pool.lapseExtension', 'job', 'system', null::uuid, 'lapse', '{}'::jsonb, null::text, $4::timestamptz) h`,
    [lapsed.map(() => uuid()), lapsed.map(one => one.object), lapsed.map(one => one.record_id), now],
  )
}

interface Unanswered extends Lapsed {
  approvers: string[]
  asker: string
  title: string
}

/** Whoever is to decide is reminded once, after a day; one message per person and round. */
async function remind(tx: Tx, messenger: Messenger, now: Date): Promise<number> {
  const rows = await tx.query<Unanswered>(
    `update extension_request q set reminded_at = $1::timestamptz
     from (select v.id, coalesce(c.name, l.name) as title from extension_request v
       left join customer c on v.object = 'customer' and c.id = v.record_id
       left join lead l on v.object = 'lead' and l.id = v.record_id
       where v.state = 'pending' and v.reminded_at is null and v.created_at <= $2::timestamptz
       order by v.created_at, v.id limit ${roundSize} for no key update of v skip locked) old
     join employee a on true where q.id = old.id and a.id = q.asker_id
     returning q.id, q.object, q.record_id, q.approvers, a.name as asker, old.title`,
    [now, new Date(now.getTime() - remindAfter * 86_400_000)],
  )
  for (const [employeeId, theirs] of byReader(rows, row => row.approvers)) {
    const [first] = theirs
    await messenger.sendNotice(tx, {
      employeeId,
      text:
        theirs.length === 1
          ? { key: 'waiting.extension.one', params: { record: first!.title, name: first!.asker } }
          : { key: 'waiting.extension.several', params: { count: theirs.length } },
      links: theirs
        .slice(0, 3)
        .map(({ title, object, record_id: id }) => ({ text: title, record: `${object}:${id}` })),
      dedupeKey: `extension.remind:${first!.id}`,
    })
  }
  return rows.length
}

/** Reminds of asks for more days that have waited for a day (POOL-6). */
export async function remindOfExtensions({
  db,
  clock,
  messenger,
}: {
  db: Database
  clock: Clock
  messenger: Messenger
}): Promise<void> {
  let done = roundSize
  while (done === roundSize) done = await db.transaction(tx => remind(tx, messenger, clock.now()))
}

/** An ask for more days that nobody answered is over after a week; both sides hear of it (POOL-6). @returns how many */
export async function lapseExtensions({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  let all = 0
  for (;;) {
    const done = await db.transaction(async tx => {
      const now = clock.now()
      const lapsed = await lapse(tx, now)
      if (lapsed.length === 0) return 0
      await note(tx, lapsed, now)
      const outbox = new Outbox(heard)
      for (const { id, object, record_id: record } of lapsed) {
        outbox.add('extension.decided', { request: id }, { object, id: record })
        outbox.add('pool.deadlineMoved', { object, ids: [record] }, { object, id: record })
      }
      await outbox.flush(tx, sweeper, now, `lapse:${lapsed[0]!.id}`)
      return lapsed.length
    })
    all += done
    if (done < roundSize) return all
  }
}
