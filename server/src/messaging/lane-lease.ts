import type { Lane } from '@gonghai/shared/ports/delivery'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'

/** Longer than any platform call with its token refresh may take. */
export const leaseMs = 45_000

/**
 * Locks a lane's row and takes (or keeps) its lease; the row stays locked until the transaction ends.
 * @param held the lease of the previous step of the same drain
 * @returns the lease, or null while somebody else holds a living one
 */
export async function leaseLane(tx: Tx, lane: Lane, now: Date, held?: string): Promise<string | null> {
  await tx.query(
    'insert into delivery_lane (platform, user_id) values ($1, $2) on conflict (platform, user_id) do nothing',
    [lane.platform, lane.userId],
  )
  const current = await lockLane(tx, lane)
  const alive = current.token !== null && current.until !== null && current.until > now
  if (alive && current.token !== held) return null
  if (held && current.token !== held) return null
  const lease = held ?? uuid()
  await tx.query(
    `update delivery_lane set lease_token = $3::uuid, lease_until = $4::timestamptz
     where platform = $1 and user_id = $2`,
    [lane.platform, lane.userId, lease, new Date(now.getTime() + leaseMs)],
  )
  return lease
}

/** Locks a lane's row and reads who holds it. */
export async function lockLane(tx: Tx, lane: Lane): Promise<{ token: string | null; until: Date | null }> {
  const [row] = await tx.query<{ lease_token: string | null; lease_until: Date | null }>(
    'select lease_token, lease_until from delivery_lane where platform = $1 and user_id = $2 for update',
    [lane.platform, lane.userId],
  )
  return { token: row?.lease_token ?? null, until: row?.lease_until ?? null }
}

/** Gives the lane back. */
export async function freeLane(tx: Tx, lane: Lane): Promise<void> {
  await tx.query(
    'update delivery_lane set lease_token = null, lease_until = null where platform = $1 and user_id = $2',
    [lane.platform, lane.userId],
  )
}
