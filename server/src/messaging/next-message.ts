import type { Lane, LaneStep, OutboundItem } from '@gonghai/shared/ports/delivery'
import type { Card, TextMessage } from '@gonghai/shared/ports/messages'
import type { PlatformAbilities } from '@gonghai/shared/ports/platform'
import type { Tx } from '../db/database'
import { circuitOpenUntil } from './circuit'
import { drawCopy, loadCopy } from './copies'
import type { MessagingDeps } from './deps'
import { freeLane, leaseLane } from './lane-lease'
import { budgetIsShort } from './ledger'
import { wakeLanes } from './outbound'
import { takeRate } from './rate'

interface Head {
  id: string
  kind: 'text' | 'card'
  copy_id: string | null
  body: TextMessage | null
  fallback: Card | null
  instead: boolean
  attempts: number
  next_at: Date
}

/** What a crash left as under way: sent again where the platform notices repeats, else visible as unknown (decision 20). */
async function recoverLane(tx: Tx, lane: Lane, abilities: PlatformAbilities, now: Date): Promise<void> {
  const { idempotentText, idempotentCard = true } = abilities
  await tx.query(
    `update outbound_message m set state = case when r.repeatable then 'waiting' else 'unknown' end,
       settled_at = case when r.repeatable then null else $4::timestamptz end,
       failure = 'unknown', code = 'interrupted'
     from (select id, case when kind = 'card' then true when instead then $5::boolean else $3::boolean end as repeatable
       from outbound_message where platform = $1 and user_id = $2 and state = 'sending') r
     where m.id = r.id`,
    [lane.platform, lane.userId, idempotentText, now, idempotentCard],
  )
}

async function findHead(tx: Tx, lane: Lane, urgentOnly: boolean): Promise<Head | null> {
  const [head] = await tx.query<Head>(
    `select id, kind, copy_id, body, fallback, instead, attempts, next_at from outbound_message
     where platform = $1 and user_id = $2 and state = 'waiting' ${urgentOnly ? "and urgency = 'now'" : ''}
     order by seq limit 1 for update`,
    [lane.platform, lane.userId],
  )
  return head ?? null
}

/** Draws the card of a message, or settles the message as skipped when there is nothing left to ask. */
async function drawItem(
  deps: MessagingDeps,
  tx: Tx,
  head: Head,
  abilities: PlatformAbilities,
): Promise<OutboundItem | null> {
  const attempts = head.attempts + 1
  if (head.kind === 'text') {
    const { id, fallback, instead } = head
    return { id, attempts, kind: 'text', message: head.body!, ...(fallback ? { fallback, instead } : {}) }
  }
  const copy = await loadCopy(tx, head.copy_id!, 'lock')
  if (!copy) throw new Error(`message ${head.id} has no card copy`)
  const { card, hash, final } = await drawCopy(deps, tx, copy, abilities)
  // Over, or decided by the reader elsewhere, before anybody was asked: there is nothing to ask any more.
  if ((final || card.outcome !== undefined) && head.attempts === 0) {
    await skip(tx, head.id, copy.id, deps.clock.now())
    return null
  }
  // What the first try would show: when the platform later says it has this card already, it looks like that.
  await tx.query(
    'update card_copy set dirty_since = null, shown_hash = coalesce(shown_hash, $2) where id = $1::uuid',
    [copy.id, hash],
  )
  return { id: head.id, attempts, kind: 'card', copyId: copy.id, card, hash, final }
}

async function skip(tx: Tx, messageId: string, copyId: string, now: Date): Promise<void> {
  await tx.query(
    `update card_copy set state = 'skipped', open_key = null, dirty_since = null where id = $1::uuid`,
    [copyId],
  )
  await tx.query(
    `update outbound_message set state = 'skipped', settled_at = $2::timestamptz where id = $1::uuid`,
    [messageId, now],
  )
}

/** Why a lane must wait. The end of a platform's pause wakes every lane by a sweep, so nobody needs a wake-up of its own. */
interface Wait {
  until: Date
  woken: 'bySweep' | 'byJob'
}

async function pickItem(
  deps: MessagingDeps,
  tx: Tx,
  lane: Lane,
  abilities: PlatformAbilities,
): Promise<OutboundItem | Wait | null> {
  const now = deps.clock.now()
  const urgentOnly = await budgetIsShort(deps, tx, lane.platform)
  for (;;) {
    const head = await findHead(tx, lane, urgentOnly)
    if (!head) return null
    if (head.next_at > now) return { until: head.next_at, woken: 'byJob' }
    const item = await drawItem(deps, tx, head, abilities)
    if (!item) continue
    // Only with something to send: passing a lapsed pause makes this lane the one that tries.
    const paused = await circuitOpenUntil(tx, lane.platform, now)
    if (paused) return { until: paused, woken: 'bySweep' }
    const full = await takeRate(tx, 'message', lane, abilities.perPerson, now)
    return full ? { until: full, woken: 'byJob' } : item
  }
}

/** Leases a lane and marks its first due message as under way; see `DeliveryPort.next`. */
export async function nextMessage(
  deps: MessagingDeps,
  lane: Lane,
  abilities: PlatformAbilities,
  held?: string,
): Promise<LaneStep> {
  return deps.db.transaction(async (tx): Promise<LaneStep> => {
    const lease = await leaseLane(tx, lane, deps.clock.now(), held)
    if (!lease) return { step: 'busy' }
    await recoverLane(tx, lane, abilities, deps.clock.now())
    const item = await pickItem(deps, tx, lane, abilities)
    if (item && 'id' in item) {
      await tx.query(
        `update outbound_message set state = 'sending', attempts = $2::int where id = $1::uuid`,
        [item.id, item.attempts],
      )
      return { step: 'send', lease, item }
    }
    await freeLane(tx, lane)
    if (!item) return { step: 'idle' }
    if (item.woken === 'byJob') await wakeLanes(tx, deps.clock, [lane], item.until)
    return { step: 'wait', until: item.until }
  })
}
