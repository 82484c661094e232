import type { CardKindName } from '@gonghai/shared/cards'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Tx } from '../db/database'
import type { MessengerDeps } from './messenger'
import { wakeCopies } from './outbound'

/** Asks for every live copy of a matter to be rendered anew: desired version up, one sync for those already sent. */
export async function touchCard(
  deps: Pick<MessengerDeps, 'clock'>,
  tx: Tx,
  card: { kind: CardKindName; matter: string },
): Promise<void> {
  const [row] = await tx.query<{ id: string }>(
    'update card set version = version + 1 where kind = $1 and matter = $2 returning id',
    [card.kind, card.matter],
  )
  if (!row) return
  // A statement of its own: it sees the copies of whoever held the card's row until now.
  const copies = await tx.query<{ id: string; platform: PlatformName; state: string }>(
    `with live as (
       select id from card_copy where card_id = $1::uuid and open_key is not null order by id for update
     )
     update card_copy c set dirty_since = coalesce(c.dirty_since, $2::timestamptz)
     from live where c.id = live.id
     returning c.id, c.platform, c.state`,
    [row.id, deps.clock.now()],
  )
  const shown = copies.filter(copy => copy.state === 'open').map(({ id, platform }) => ({ id, platform }))
  await wakeCopies(tx, deps.clock, shown)
}
