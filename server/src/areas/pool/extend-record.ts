import { poolExtend } from '@gonghai/shared/actions/clocks'
import { dayIn } from '../../kernel/clock'
import { handle } from '../../kernel/context'
import { extendDeadline, pressingClock } from './deadlines'
import { pooledRecord } from './pooled-record'

/** A leader gives a record more days; where another deadline comes first, the answer says so (POOL-6, POOL-11). */
export const extendRecord = handle(poolExtend, async (ctx, input) => {
  const { object, id, row, title } = pooledRecord(ctx)
  const clock =
    input.clock ?? pressingClock(object, row)?.clock ?? ctx.refuse('noDeadline', { record: title })
  const note = input.reason ? { note: input.reason } : {}
  const { until, goes } = await extendDeadline(ctx, { object, id, row, clock, days: input.days, ...note })
  const day = (at: Date) => dayIn(ctx.actor.timeZone, at)
  return {
    result: { record: `${object}:${id}`, until: until.toISOString(), goes: goes.toISOString() },
    say: { name: title, days: input.days, until: day(goes) },
  }
})
