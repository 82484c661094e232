import { type CardKindName, cardKinds } from '@gonghai/shared/cards'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../db/database'
import type { MessengerDeps, OpenCard } from './messenger'
import { enqueueMessages, type NewMessage } from './outbound'
import { findRecipients, type Recipient } from './recipients'
import { touchCard } from './touch-card'

async function keepCard(deps: MessengerDeps, tx: Tx, card: OpenCard): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `insert into card (id, kind, matter, params, created_at) values ($1::uuid, $2, $3, $4::jsonb, $5::timestamptz)
     on conflict (kind, matter) do update set params = excluded.params
     returning id`,
    [uuid(), card.kind, card.matter, JSON.stringify(card.params ?? {}), deps.clock.now()],
  )
  return row!.id
}

/** Whom a copy is for. */
type Reader = Pick<Recipient, 'employeeId' | 'platform' | 'userId'>

async function addCopies(
  deps: Pick<MessengerDeps, 'clock'>,
  tx: Tx,
  cardId: string,
  recipients: readonly Reader[],
) {
  const rows = recipients.map(one => ({
    id: uuid(),
    employee_id: one.employeeId,
    platform: one.platform,
    user_id: one.userId,
    open_key: `${cardId}:${one.platform}:${one.userId}`,
  }))
  return tx.query<{ id: string; platform: Recipient['platform']; user_id: string }>(
    `insert into card_copy (id, card_id, employee_id, platform, user_id, state, open_key, created_at)
     select c.id, $2::uuid, c.employee_id, c.platform, c.user_id, 'waiting', c.open_key, $3::timestamptz
     from jsonb_to_recordset($1::jsonb) as c(id uuid, employee_id uuid, platform text, user_id text, open_key text)
     on conflict (open_key) do nothing
     returning id, platform, user_id`,
    [JSON.stringify(rows), cardId, deps.clock.now()],
  )
}

/** Gives each reader a copy of a card, unless they have a live one, and queues its sending. */
export async function sendCopies(
  deps: Pick<MessengerDeps, 'clock'>,
  tx: Tx,
  card: { id: string; kind: CardKindName },
  readers: readonly Reader[],
): Promise<void> {
  const copies = await addCopies(deps, tx, card.id, readers)
  const { urgency } = cardKinds[card.kind]
  const messages = copies.map(
    (copy): NewMessage => ({
      platform: copy.platform,
      userId: copy.user_id,
      urgency,
      dedupeKey: `card:${copy.id}`,
      content: { kind: 'card', copyId: copy.id },
    }),
  )
  await enqueueMessages(tx, deps.clock, messages)
}

/** Puts a card before people: one live copy per matter, person and platform; see `Messenger.openCard`. */
export async function openCard(deps: MessengerDeps, tx: Tx, card: OpenCard): Promise<void> {
  const recipients = await findRecipients(tx, [...new Set(card.recipients)], deps.platforms)
  if (recipients.length === 0) return
  const id = await keepCard(deps, tx, card)
  await touchCard(deps, tx, card)
  await sendCopies(deps, tx, { id, kind: card.kind }, recipients)
}
