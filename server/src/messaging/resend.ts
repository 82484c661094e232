import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Sql, Tx } from '../db/database'
import type { MessagingDeps } from './deps'
import { wakeLanes } from './outbound'

/** A message that did not arrive, or of which nobody knows. */
export interface Undelivered {
  id: string
  platform: PlatformName
  userId: string
  kind: 'text' | 'card'
  state: 'dead' | 'unknown'
  /** A PlatformFailure, and the platform's own code. */
  failure: string
  code: string
  attempts: number
  createdAt: Date
}

/** The messages that were given up or whose fate is unknown, newest first. */
export async function listUndelivered(sql: Sql, limit: number): Promise<Undelivered[]> {
  return sql.query<Undelivered>(
    `select id, platform, user_id as "userId", kind, state, failure, code, attempts, created_at as "createdAt"
     from outbound_message where state in ('dead', 'unknown') order by seq desc limit $1::int`,
    [limit],
  )
}

/** Brings a failed copy back to life, unless its reader has another live one of the matter by now. */
async function reviveCopy(tx: Tx, copyId: string): Promise<boolean> {
  const revived = await tx.query(
    `update card_copy c set state = 'waiting', failure = null, open_key = c.card_id || ':' || c.platform || ':' || c.user_id
     where c.id = $1::uuid and c.state = 'failed' and not exists (
       select 1 from card_copy other
       where other.open_key = c.card_id || ':' || c.platform || ':' || c.user_id and other.id <> c.id)
     returning c.id`,
    [copyId],
  )
  return revived.length > 0
}

/** Sends a given-up or unknown message once more, at its old place. @returns false when there is nothing to send again */
export async function resend(deps: Pick<MessagingDeps, 'db' | 'clock'>, id: string): Promise<boolean> {
  return deps.db.transaction(async tx => {
    const [row] = await tx.query<{ platform: PlatformName; user_id: string; copy_id: string | null }>(
      `select platform, user_id, copy_id from outbound_message
       where id = $1::uuid and state in ('dead', 'unknown') for update`,
      [id],
    )
    if (!row || (row.copy_id && !(await reviveCopy(tx, row.copy_id)))) return false
    await tx.query(
      `update outbound_message set state = 'waiting', attempts = 0, next_at = $2::timestamptz, settled_at = null
       where id = $1::uuid`,
      [id, deps.clock.now()],
    )
    await wakeLanes(tx, deps.clock, [{ platform: row.platform, userId: row.user_id }])
    return true
  })
}
