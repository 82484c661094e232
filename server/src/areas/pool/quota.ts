import type { ListAnswer } from '@gonghai/shared/client/api'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { dayIn } from '../../kernel/clock'
import { standing } from './limits'

/** The reader's standing in a pool, for the line above its list. */
export function poolQuota(now: () => Date, timeZone: string) {
  return async (sql: Sql, actor: EmployeeActor, poolId: string): Promise<ListAnswer['quota']> => {
    const [pool] = await sql.query<{
      id: string
      kind: string
      hold_limit: number | null
      day_limit: number | null
    }>('select id, kind, hold_limit, day_limit from pool where id = $1::uuid', [poolId])
    if (!pool) return undefined
    const { held, today, waiting } = await standing(sql, pool, actor.employeeId, dayIn(timeZone, now()))
    return { held, holdLimit: pool.hold_limit, today, dayLimit: pool.day_limit, waiting }
  }
}
