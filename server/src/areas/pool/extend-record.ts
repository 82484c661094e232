import { poolExtend } from '@gonghai/shared/actions/clocks'
import { dayIn } from '../../kernel/clock'
import { type Ctx, handle } from '../../kernel/context'
import type { Row } from '../../records/columns'
import { extendDeadline, pressingClock } from './deadlines'
import { closeExtension, pendingExtension } from './extension-request'
import { type PooledObject, pooledRecord } from './pooled-record'

/** A leader gives a record more days; where another deadline comes first, the answer says so (POOL-6, POOL-11). */
export const extendRecord = handle(poolExtend, async (ctx, input) => {
  const { object, id, row, title } = pooledRecord(ctx)
  const clock =
    input.clock ?? pressingClock(object, row)?.clock ?? ctx.refuse('noDeadline', { record: title })
  const note = input.reason ? { note: input.reason } : {}
  const { until, goes } = await extendDeadline(ctx, { object, id, row, clock, days: input.days, ...note })
  await settleAsked(ctx, object, row, input.days)
  const day = (at: Date) => dayIn(ctx.actor.timeZone, at)
  return {
    result: { record: `${object}:${id}`, until: until.toISOString(), goes: goes.toISOString() },
    say: { name: title, days: input.days, until: day(goes) },
  }
})

/** Days that are given directly answer whoever had asked for some. */
async function settleAsked(ctx: Ctx, object: PooledObject, row: Row, days: number): Promise<void> {
  if (!row.extension_asked_at) return
  const asked = await pendingExtension(ctx, { object, id: row.id as string })
  if (asked) await closeExtension(ctx, asked, 'extended', String(days))
}
