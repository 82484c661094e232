import type { Tx } from '../../db/database'
import type { Ctx } from '../../kernel/context'
import { type ClockName, clocks } from '../../records/clocks/expressions'
import { giveGrace, graceWhenOverdue } from '../../records/clocks/grace'
import { rewind } from '../../records/clocks/rewind'
import { identifier, type Row } from '../../records/columns'
import type { PooledObject } from './pooled-record'

const momentOf = (value: unknown) => (value ? new Date(value as string | Date) : null)

/** The deadlines that run for a record, the nearest first. */
export function runningClocks(object: PooledObject, row: Row): { clock: ClockName; due: Date }[] {
  return (Object.keys(clocks[object]) as ClockName[])
    .flatMap(clock => {
      const due = momentOf(row[clocks[object][clock]!.due])
      return due ? [{ clock, due }] : []
    })
    .sort((a, b) => a.due.getTime() - b.due.getTime())
}

/** The deadline that more days are asked for: while it cooperates until it sleeps, before that the nearest (POOL-6). */
export function pressingClock(object: PooledObject, row: Row): { clock: ClockName; due: Date } | undefined {
  const running = runningClocks(object, row)
  return running.find(({ clock }) => clock === 'dormant') ?? running[0]
}

const names: Record<ClockName, string> = { follow: 'followDue', sign: 'signDue', dormant: 'dormantDue' }

/** How a record's deadlines stand after a change, of those that people are told of. */
async function nearest(tx: Tx, object: PooledObject, id: string): Promise<Row> {
  const dormant = object === 'customer' ? ', dormant_due' : ''
  const [row] = await tx.query<Row>(
    `select follow_due, sign_due${dormant} from ${identifier(object)} where id = $1::uuid`,
    [id],
  )
  return row!
}

/** A locked record, and how its deadline moves. */
interface Extension {
  object: PooledObject
  id: string
  row: Row
  clock: ClockName
  days: number
  note?: string
}

/**
 * Moves a deadline by some days, counted from where it stands, or from now where it is over; the history keeps both.
 * @returns the moved deadline, and when the record really goes: another deadline may come first
 */
export async function extendDeadline(
  ctx: Ctx,
  { object, id, row, clock, days, note }: Extension,
): Promise<{ until: Date; goes: Date }> {
  const form = clocks[object][clock]
  const due = form && momentOf(row[form.due])
  if (!form || !due) return ctx.refuse('noDeadline', { record: String(row.name) })
  const from = due > ctx.now ? due : ctx.now
  const until = new Date(from.getTime() + days * 86_400_000)
  await ctx.tx.query(`update ${identifier(object)} set ${form.kept} = $2::timestamptz where id = $1::uuid`, [
    id,
    until,
  ])
  await rewind(ctx.tx, object, [id])
  ctx.write.note(object, id, note ?? '', { [names[clock]]: [due.toISOString(), until.toISOString()] })
  ctx.emit('pool.deadlineMoved', { object, ids: [id] }, { object, id })
  const [first] = runningClocks(object, await nearest(ctx.tx, object, id))
  return { until, goes: first?.due ?? until }
}

/** After a lock: nothing falls before its owner could have been warned. */
export async function graceAfterLock(ctx: Ctx, object: PooledObject, id: string): Promise<void> {
  await giveGrace(ctx.tx, object, [id], ctx.now)
  ctx.emit('pool.deadlineMoved', { object, ids: [id] }, { object, id })
}

/** After a review: nothing falls at once because its time came while it waited. */
export async function graceAfterReview(ctx: Ctx, object: PooledObject, id: string): Promise<void> {
  const moved = await graceWhenOverdue(ctx.tx, object, id, ctx.now)
  if (moved) ctx.emit('pool.deadlineMoved', { object, ids: [id] }, { object, id })
}
