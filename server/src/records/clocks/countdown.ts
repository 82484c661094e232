import type { ClockCause, ClockName, Countdown } from '@gonghai/shared/client/clock-api'
import type { Sql } from '../../db/database'
import type { Row } from '../columns'
import { clocks, type WatchedObject } from './expressions'

/** What of a pool's rule a countdown names. */
export interface PoolFigures {
  id: string
  name: string
  kind: string
  is_default: boolean
  recycle_days: number | null
  deal_days: number | null
  dormant_days: number | null
}

const cache = new WeakMap<Sql, { epoch: number; pools: readonly PoolFigures[] }>()

/** The rules of all pools; a change of a pool raises the permission epoch, so they are kept until that rises. */
export async function poolFigures(sql: Sql, epoch: number): Promise<readonly PoolFigures[]> {
  const known = cache.get(sql)
  if (known?.epoch === epoch) return known.pools
  const pools = await sql.query<PoolFigures>(
    `select id, name, kind, is_default, recycle_days, deal_days, dormant_days from pool
     where deleted_at is null order by id`,
  )
  cache.set(sql, { epoch, pools })
  return pools
}

const momentOf = (value: unknown) => (value ? new Date(value as string | Date) : null)

function latest(...moments: (Date | null)[]): Date | null {
  const known = moments.filter(moment => moment !== null)
  return known.length > 0 ? new Date(Math.max(...known.map(moment => moment.getTime()))) : null
}

/** What a deadline counts from; the same as `since` of the clock's form in SQL, which a test holds together. */
function causeOf(clock: ClockName, row: Row): { cause: ClockCause; since: Date } {
  const begun = momentOf(row.held_since) ?? momentOf(row.created_at)!
  if (clock === 'sign') return { cause: 'held', since: begun }
  const followed = momentOf(row.last_follow_at)
  if (clock === 'dormant') {
    return { cause: 'deal', since: latest(momentOf(row.deal_at), followed) ?? begun }
  }
  const asleep = momentOf(row.dormant_since)
  const since = latest(begun, followed, asleep)!
  if (since.getTime() === followed?.getTime()) return { cause: 'followUp', since }
  return { cause: since.getTime() === asleep?.getTime() ? 'asleep' : 'held', since }
}

/** The fields of which a countdown tells: one that is masked would be told by it. */
export const countdownFields: readonly string[] = [
  'followDue',
  'signDue',
  'dormantDue',
  'lastFollowAt',
  'heldSince',
  'dealAt',
  'dormantSince',
]

const figureOf: Record<ClockName, 'recycle_days' | 'deal_days' | 'dormant_days'> = {
  follow: 'recycle_days',
  sign: 'deal_days',
  dormant: 'dormant_days',
}

const dayMs = 86_400_000

/** The nearest deadline of a record, and why it runs; undefined where no rule watches it. */
export function countdownOf(
  object: WatchedObject,
  row: Row,
  pools: readonly PoolFigures[],
): Countdown | undefined {
  if (!row.owner_id) return undefined
  const [first] = (Object.keys(clocks[object]) as ClockName[])
    .flatMap(clock => {
      const due = momentOf(row[clocks[object][clock]!.due])
      return due ? [{ clock, due }] : []
    })
    .sort((a, b) => a.due.getTime() - b.due.getTime())
  const pool =
    pools.find(({ id }) => id === row.pool_id) ?? pools.find(p => p.is_default && p.kind === object)
  if (!first || !pool) return undefined
  const { cause, since } = causeOf(first.clock, row)
  const days = pool[figureOf[first.clock]] ?? Math.round((first.due.getTime() - since.getTime()) / dayMs)
  return {
    clock: first.clock,
    due: first.due.toISOString(),
    cause,
    since: since.toISOString(),
    days,
    pool: pool.name,
    extended: first.due.getTime() > since.getTime() + days * dayMs,
    spared: row.locked_at ? 'locked' : row.extension_asked_at ? 'extensionAsked' : null,
  }
}
