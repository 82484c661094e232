import {
  poolAgreeExtension,
  poolAskExtension,
  poolRefuseExtension,
  poolWithdrawExtension,
} from '@gonghai/shared/actions/clocks'
import { translator } from '@gonghai/shared/i18n'
import { objects } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { actorId } from '../../kernel/actor'
import { clockWords, dayIn } from '../../kernel/clock'
import { type Ctx, handle } from '../../kernel/context'
import { listedFor } from '../../kernel/words'
import type { ClockName } from '../../records/clocks/expressions'
import { identifier, type Row, selectList } from '../../records/columns'
import { extendDeadline, pressingClock } from './deadlines'
import {
  closeExtension,
  type ExtensionOutcome,
  extensionApprovers,
  lapseDays,
  lapseOf,
  pendingExtension,
} from './extension-request'
import { type PooledObject, pooledRecord } from './pooled-record'

/** The owner asks for more days; the record stays until that is decided (POOL-6). */
export const askExtension = handle(poolAskExtension, async (ctx, input) => {
  const { object, id, row, title, owner, poolId } = pooledRecord(ctx)
  const me = actorId(ctx.actor) ?? owner
  if (!me || owner !== me) return ctx.refuse('notPermitted')
  if (row.extension_asked_at) ctx.refuse('extensionAsked', { record: title })
  const { clock } = pressingClock(object, row) ?? ctx.refuse('noDeadline', { record: title })
  const lapsesAt = await lapseOf(ctx, { object, id, row, asker: me })
  if (lapsesAt <= ctx.now) ctx.refuse('extensionLapsed', { record: title, count: lapseDays })
  const approvers = await extensionApprovers(ctx.tx, me, poolId)
  if (approvers.length === 0) ctx.refuse('noApprovers')
  const request = uuid()
  await ctx.tx.query(
    `insert into extension_request
       (id, object, record_id, asker_id, approvers, clock, days, reason, created_at, lapses_at)
     values ($1::uuid, $2, $3::uuid, $4::uuid, $5::uuid[], $6, $7::int, $8, $9::timestamptz, $10::timestamptz)`,
    [request, object, id, me, approvers, clock, input.days, input.reason, ctx.now, lapsesAt],
  )
  await ctx.write.update(
    object,
    row,
    { extensionAskedAt: ctx.now.toISOString() },
    { note: `${input.days} · ${input.reason}` },
  )
  ctx.emit('extension.asked', { request, approvers }, { object, id })
  ctx.emit('pool.deadlineMoved', { object, ids: [id] })
  const people = await ctx.tx.query<{ name: string }>(
    'select name from employee where id = any($1::uuid[]) order by id',
    [approvers],
  )
  return {
    result: { record: `${object}:${id}`, request },
    say: {
      name: title,
      approvers: listedFor(
        ctx.actor.locale,
        people.map(({ name }) => name),
      ),
    },
    undo: { record: `${object}:${id}` },
  }
})

/** A request under decision: its row is locked, so the first decision stands. */
interface Asked {
  id: string
  object: PooledObject
  clock: ClockName
  days: number
  askerId: string
  record: Row
}

/** @throws Refusal alreadyDecided | extensionLapsed | notYourTurn | handsChanged */
async function openAsked(ctx: Ctx): Promise<Asked> {
  const { id, row } = ctx.refs.get('request')
  if (row.state !== 'pending') await refuseDecided(ctx, row)
  const me = actorId(ctx.actor)
  if (me && !(row.approvers as string[]).includes(me)) ctx.refuse('notYourTurn')
  const object = row.object as PooledObject
  const [record] = await ctx.tx.query<Row>(
    `select ${selectList(objects[object], 't')} from ${identifier(object)} t
     where t.id = $1::uuid and t.deleted_at is null for no key update of t`,
    [row.record_id],
  )
  if (!record || record.owner_id !== row.asker_id || !record.extension_asked_at)
    return ctx.refuse('handsChanged', { record: String(record?.name ?? '') })
  return {
    id,
    object,
    clock: row.clock as ClockName,
    days: row.days as number,
    askerId: row.asker_id as string,
    record,
  }
}

/** Says how it ended, and by whom. @throws Refusal handsChanged | extensionLapsed | alreadyDecided */
async function refuseDecided(ctx: Ctx, row: Row): Promise<never> {
  const object = row.object as PooledObject
  if (row.state === 'void' || row.state === 'lapsed') {
    const [subject] = await ctx.tx.query<{ name: string }>(
      `select name from ${identifier(object)} where id = $1::uuid`,
      [row.record_id],
    )
    const record = subject?.name ?? ''
    if (row.state === 'void') ctx.refuse('handsChanged', { record })
    ctx.refuse('extensionLapsed', { record, count: lapseDays })
  }
  const [person] = await ctx.tx.query<{ name: string }>('select name from employee where id = $1::uuid', [
    row.decider_id,
  ])
  const t = translator(ctx.actor.locale)
  return ctx.refuse('alreadyDecided', {
    name: person?.name ?? '',
    time: clockWords(new Date(row.decided_at as string), ctx.now, ctx.actor.timeZone),
    decision: t(`error.decision.${row.state}`),
  })
}

/** Ends it, and lets the record's history tell. */
async function settle(
  ctx: Ctx,
  { id, object, record }: Pick<Asked, 'id' | 'object' | 'record'>,
  outcome: ExtensionOutcome,
  comment?: string,
): Promise<void> {
  await closeExtension(ctx, { id, object, record_id: record.id as string }, outcome, comment)
  await ctx.write.update(object, record, { extensionAskedAt: null }, comment ? { note: comment } : {})
}

/** The leader gives the days; which deadline they move was fixed when they were asked for. */
export const agreeExtension = handle(poolAgreeExtension, async (ctx, input) => {
  const asked = await openAsked(ctx)
  const { object, record, clock, days } = asked
  await settle(ctx, asked, 'agreed', input.comment)
  const running = record[`${clock}_due`] ? clock : pressingClock(object, record)?.clock
  if (!running) return ctx.refuse('noDeadline', { record: String(record.name) })
  const moved = await extendDeadline(ctx, {
    object,
    id: record.id as string,
    row: record,
    clock: running,
    days,
  })
  return {
    result: { request: asked.id, until: moved.until.toISOString() },
    say: { name: String(record.name), until: dayIn(ctx.actor.timeZone, moved.goes) },
  }
})

/** The leader does not; the deadline stands, and the asker is told why. */
export const refuseExtension = handle(poolRefuseExtension, async (ctx, input) => {
  if (input.reason.trim() === '') ctx.refuse('reasonNeeded')
  const asked = await openAsked(ctx)
  await settle(ctx, asked, 'rejected', input.reason)
  return { result: { request: asked.id }, say: { name: String(asked.record.name) } }
})

/** Whoever asked takes it back; the deadline stands as it stood. */
export const withdrawExtension = handle(poolWithdrawExtension, async ctx => {
  const { object, id, row, title } = pooledRecord(ctx)
  const asked = await pendingExtension(ctx, { object, id })
  if (!asked) return ctx.refuse('nothingAsked', { record: title })
  const me = actorId(ctx.actor)
  if (me && asked.asker_id !== me) ctx.refuse('notYourTurn')
  await settle(ctx, { id: asked.id, object, record: row }, 'withdrawn')
  return { result: { record: `${object}:${id}`, request: asked.id }, say: { name: title } }
})
