import type { ErrorCode } from '@gonghai/shared/errors'
import type { Sql } from '../../../db/database'
import type { Row } from '../../../records/columns'

/** Why two customers can't be merged just now. */
export interface Obstacle {
  code: ErrorCode
  params: Record<string, string | number>
}

/** Which of the two somebody has yet to decide about: an approval, a review, a claim or more days that were asked for. */
async function undecided(sql: Pick<Sql, 'query'>, ids: readonly unknown[]): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    `select record_id as id from approval where object = 'customer' and record_id = any($1::uuid[]) and state = 'pending'
     union all
     select record_id from pool_review where object = 'customer' and record_id = any($1::uuid[]) and state = 'waiting'
     union all
     select record_id from extension_request where object = 'customer' and record_id = any($1::uuid[]) and state = 'pending'
     limit 1`,
    [ids],
  )
  return row?.id
}

async function bothTrade(sql: Pick<Sql, 'query'>, ids: readonly unknown[]): Promise<boolean> {
  const rows = await sql.query(
    `select distinct customer_id from contract
     where customer_id = any($1::uuid[]) and state = 'effective' and deleted_at is null`,
    [ids],
  )
  return rows.length === ids.length
}

/** What stands in the way of a merge, if anything. */
export async function mergeObstacle(
  sql: Pick<Sql, 'query'>,
  winner: Row,
  loser: Row,
): Promise<Obstacle | undefined> {
  const rows = [winner, loser]
  const ids = rows.map(row => row.id)
  const waiting = await undecided(sql, ids)
  const record = rows.find(row => row.id === waiting || row.review_state === 'pending')
  if (record) return { code: 'mergeInApproval', params: { record: String(record.name) } }
  const apart = winner.partner_id && loser.partner_id && winner.partner_id !== loser.partner_id
  return apart && (await bothTrade(sql, ids)) ? { code: 'differentPartners', params: {} } : undefined
}
