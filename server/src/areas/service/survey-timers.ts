import type { SystemActor } from '../../kernel/actor'
import type { DomainEvent } from '../../kernel/events'
import { Outbox } from '../../kernel/events'
import { HistoryBook } from '../../kernel/history'
import type { Reaction, ReactionCtx, TimerHandler } from '../../kernel/reactions'
import { Writer } from '../../kernel/writer'
import type { Row } from '../../records/columns'
import { lockRecord } from './lock-record'

const remindAfterMs = 2 * 86_400_000

const system: SystemActor = { kind: 'system', locale: 'zh-CN', timeZone: 'UTC', door: 'job' }

/** A survey that is still to be answered, locked. */
async function askedSurvey(ctx: ReactionCtx, id: string): Promise<Row | undefined> {
  const row = await lockRecord(ctx.tx, 'survey', id)
  return row.state === 'asked' ? row : undefined
}

/** Whoever has not answered after two days is asked once more, and after a week no longer. */
async function plan(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  if (payload.again) return
  const ref = String(payload.survey)
  const row = await lockRecord(ctx.tx, 'survey', ref)
  const dueAt = new Date(new Date(row.asked_at as string).getTime() + remindAfterMs)
  await ctx.schedule({ kind: 'surveyReminder', ref, dueAt })
  await ctx.schedule({ kind: 'surveyExpiry', ref, dueAt: new Date(row.expires_at as string) })
}

async function remind(ctx: ReactionCtx, ref: string): Promise<void> {
  if (!(await askedSurvey(ctx, ref))) return
  const first = await ctx.tx.query(
    'update survey set reminded_at = $2::timestamptz where id = $1::uuid and reminded_at is null returning id',
    [ref, ctx.now],
  )
  if (first.length === 0) return
  const outbox = new Outbox(new Set(['survey.asked']))
  outbox.add('survey.asked', { survey: ref, again: true }, { object: 'survey', id: ref })
  await outbox.flush(ctx.tx, system, ctx.now, `survey:${ref}`)
}

async function expire(ctx: ReactionCtx, ref: string): Promise<void> {
  const row = await askedSurvey(ctx, ref)
  if (!row) return
  const { tx, now } = ctx
  const [history, outbox] = [new HistoryBook(), new Outbox(new Set())]
  const action = 'survey.expire'
  const write = new Writer({ tx, actor: system, now, timeZone: system.timeZone, action, history, outbox })
  await write.update('survey', row, { state: 'expired' })
  await history.flush(tx, system, now, `survey:${ref}`)
}

/** What follows from a survey that was asked. */
export const surveyReactions: readonly Reaction[] = [{ name: 'survey.plan', on: ['survey.asked'], run: plan }]

/** What is done about surveys as time goes by. */
export const surveyTimers: readonly TimerHandler[] = [
  { kind: 'surveyReminder', run: (ctx, timer) => remind(ctx, timer.ref) },
  { kind: 'surveyExpiry', run: (ctx, timer) => expire(ctx, timer.ref) },
]
