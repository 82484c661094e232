import { v7 as uuid } from 'uuid'
import type { Tx } from '../../db/database'
import { actorId } from '../../kernel/actor'
import type { Ctx, Handled } from '../../kernel/context'
import { listedFor } from '../../kernel/words'
import type { Crossing } from './group'
import type { PooledRecord } from './pooled-record'

/** What waits for a word: a claim, an assignment, or a new customer. */
export type ReviewKind = 'claim' | 'assign' | 'newCustomer'

/** A question to be put before its reviewers. */
interface Question {
  kind: ReviewKind
  object: 'customer' | 'lead'
  recordId: string
  title: string
  poolId: string
  asker: string | null
  claimant: string | null
  leader: string | null
  reviewers: readonly string[]
}

/** Stores a question and announces it. @returns its id */
export async function putQuestion(ctx: Ctx, question: Question): Promise<string> {
  const id = uuid()
  const { kind, object, recordId, poolId, title, asker, claimant, leader, reviewers } = question
  await ctx.tx.query(
    `insert into pool_review (id, kind, object, record_id, pool_id, title, asker_id, claimant_id, leader_id, reviewers, created_at)
     values ($1::uuid, $2, $3, $4::uuid, $5::uuid, $6, $7::uuid, $8::uuid, $9::uuid, $10::uuid[], $11::timestamptz)`,
    [id, kind, object, recordId, poolId, title, asker, claimant, leader, reviewers, ctx.now],
  )
  const about = { object, id: recordId }
  ctx.emit('pool.reviewAsked', { review: id, reviewers: [...reviewers], ...about }, about)
  return id
}

/** Names of employees, in the order of their ids' list. */
export async function peopleOf(tx: Pick<Tx, 'query'>, ids: readonly string[]): Promise<string[]> {
  const people = await tx.query<{ name: string }>(
    'select name from employee where id = any($1::uuid[]) order by array_position($1::uuid[], id)',
    [ids],
  )
  return people.map(person => person.name)
}

/** The record stays in its pool, marked, until the last leader has said a word; the claimer is told who that is (POOL-7). */
export async function askReview(
  ctx: Ctx,
  record: PooledRecord,
  given: { kind: 'claim' | 'assign'; to: string; toName: string; crossing: Crossing },
): Promise<Handled> {
  const { kind, to, toName, crossing } = given
  const people = await peopleOf(ctx.tx, crossing.reviewers)
  const reviewers = listedFor(ctx.actor.locale, people)
  const note = { key: `history.note.${kind}Asked`, params: { name: toName, reviewers: people } }
  await ctx.write.update(record.object, record.row, { claimant: to, reviewers: crossing.reviewers }, { note })
  const review = await putQuestion(ctx, {
    kind,
    object: record.object,
    recordId: record.id,
    title: record.title,
    poolId: record.poolId!,
    asker: actorId(ctx.actor),
    claimant: to,
    ...crossing,
  })
  const name = `${record.object}:${record.id}`
  return {
    result: { record: name, waits: true, review, reviewers },
    say: { name: record.title, to: toName, reviewers },
    told: 'asked',
  }
}
