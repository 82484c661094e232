import { v7 as uuid } from 'uuid'
import { superiorsOf } from '../../access/superiors'
import type { Database, Tx } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import { Outbox } from '../../kernel/events'
import type { Messenger } from '../../messaging/messenger'
import { identifier } from '../../records/columns'
import { peopleOf } from './ask-review'
import { byReader } from './by-reader'
import type { ReviewRow } from './open-review'
import { livingRecord } from './review-list'
import { sweeper } from './take-back'

/** What the tending of waiting matters works with. */
interface TendDeps {
  db: Database
  clock: Clock
  messenger: Messenger
}

const dayMs = 86_400_000
/** Whoever was asked is reminded after so many days. */
const remindAfter = 1
/** A claim that still waits after so many days is put before the next leader above, too. */
const raiseAfter = 3
const roundSize = 200
const heard = new Set(['pool.reviewAsked'])

type Waiting = Pick<
  ReviewRow,
  'id' | 'kind' | 'object' | 'record_id' | 'title' | 'reviewers' | 'asker_id' | 'claimant_id' | 'leader_id'
> & { administrators: string[] }

/** SQL of the questions that those who are asked now have left alone since $1, locked. */
const leftAlone = (condition: string) => `
  select v.id, v.kind, v.object, v.record_id, v.title, v.reviewers, v.asker_id, v.claimant_id, v.leader_id, p.administrators
  from pool_review v join pool p on p.id = v.pool_id
  where v.state = 'waiting' and coalesce(v.raised_at, v.created_at) <= $1::timestamptz and ${condition} and ${livingRecord}
  order by v.created_at, v.id limit ${roundSize} for no key update of v skip locked`

/** One message per reviewer and round. @returns how many questions */
async function remind(tx: Tx, messenger: Messenger, now: Date): Promise<number> {
  const since = new Date(now.getTime() - remindAfter * dayMs)
  const rows = await tx.query<Waiting>(leftAlone('v.reminded_at is null'), [since])
  await tx.query('update pool_review set reminded_at = $2::timestamptz where id = any($1::uuid[])', [
    rows.map(({ id }) => id),
    now,
  ])
  for (const [employeeId, theirs] of byReader(rows, row => row.reviewers)) {
    const [first] = theirs
    await messenger.sendNotice(tx, {
      employeeId,
      text:
        theirs.length === 1
          ? { key: `waiting.review.${first!.kind}`, params: { record: first!.title } }
          : { key: 'waiting.review.several', params: { count: theirs.length } },
      links: theirs
        .slice(0, 3)
        .map(({ title, object, record_id: id }) => ({ text: title, record: `${object}:${id}` })),
      dedupeKey: `review.remind:${first!.id}:${now.getTime()}`,
    })
  }
  return rows.length
}

/** The first above the last leader who was not asked yet, else the pool's administrators; who asked is no judge of it. */
async function nextAbove(tx: Tx, review: Waiting): Promise<string[]> {
  const but = [...review.reviewers, review.asker_id, review.claimant_id].filter(id => id !== null)
  const { leader_id: leader } = review
  const above = leader ? await superiorsOf(tx, leader) : []
  const next = above.find(id => !but.includes(id))
  if (next) return [next]
  const administrators = await tx.query<{ id: string }>(
    'select id from employee where id = any($1::uuid[]) and active and not id = any($2::uuid[]) order by id',
    [review.administrators, but],
  )
  return administrators.map(({ id }) => id)
}

async function raiseOne(tx: Tx, messenger: Messenger, review: Waiting, now: Date): Promise<void> {
  const next = await nextAbove(tx, review)
  const reviewers = [...review.reviewers, ...next]
  // Where nobody is left above, those who are asked are reminded once more.
  await tx.query(
    `update pool_review set reviewers = $2::uuid[], raised_at = $3::timestamptz, reminded_at = null where id = $1::uuid`,
    [review.id, reviewers, now],
  )
  if (next.length === 0) return
  const { object, record_id: id } = review
  await tx.query(`update ${identifier(object)} set reviewers = $2::uuid[] where id = $1::uuid`, [
    id,
    reviewers,
  ])
  const names = await peopleOf(tx, next)
  await tx.query(
    `insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, words, at)
     values ($1::uuid, $2, $3::uuid, 'pool.raiseReview', 'job', 'system', null, $4, '{}'::jsonb, $5::jsonb, $6::timestamptz)`,
    [uuid(), object, id, `raise:${review.id}`, JSON.stringify({ key: 'list.names', params: { names } }), now],
  )
  const outbox = new Outbox(heard)
  outbox.add('pool.reviewAsked', { review: review.id, reviewers: next, object, id }, { object, id })
  await outbox.flush(tx, sweeper, now, `raise:${review.id}`)
  const asker = review.kind === 'claim' ? review.claimant_id : review.asker_id
  if (!asker) return
  await messenger.sendNotice(tx, {
    employeeId: asker,
    text: { key: 'waiting.review.raised', params: { record: review.title, names, count: raiseAfter } },
    links: [{ text: review.title, record: `${object}:${id}` }],
    dedupeKey: `review.raised:${review.id}:${now.getTime()}`,
  })
}

async function raise(tx: Tx, messenger: Messenger, now: Date): Promise<number> {
  const since = new Date(now.getTime() - raiseAfter * dayMs)
  const rows = await tx.query<Waiting>(leftAlone(`v.kind in ('claim', 'assign')`), [since])
  for (const review of rows) await raiseOne(tx, messenger, review, now)
  return rows.length
}

/**
 * No question about a pooled record waits unnoticed: after a day those who are asked are reminded, after three days the next
 * leader above, in the end the pool's administrators, may decide as well, and whoever asked hears of it (POOL-7).
 */
export async function tendReviews({ db, clock, messenger }: TendDeps): Promise<void> {
  for (const tend of [raise, remind]) {
    let done = roundSize
    while (done === roundSize) done = await db.transaction(tx => tend(tx, messenger, clock.now()))
  }
}
