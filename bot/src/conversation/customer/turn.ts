import type { Translate } from '@gonghai/shared/i18n'
import type { ActionOutcome, PreparedCall } from '@gonghai/shared/ports/crm'
import type { Customer, CustomerDesk, CustomerDialog, CustomerRequest } from '@gonghai/shared/ports/customers'
import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { TextMessage } from '@gonghai/shared/ports/messages'
import { cutCharacters } from '../../platforms/cut-text'
import { Busy, triesWhenBusy } from '../act'

/** One thing that a follower did, with all that is needed to answer it. */
export interface CustomerTurn<E extends InboundEvent = InboundEvent> {
  desk: CustomerDesk
  log: Logger
  /** Id of the inbox row: idempotency key of what follows. */
  id: string
  attempts: number
  event: E
  customer: Customer
  /** What they had been asked before. */
  dialog: CustomerDialog | null
  t: Translate
}

/** What is said to them; null says nothing. */
export type Answer = TextMessage | null

/** Of a passive reply, with room for its links. */
const longestText = 560

/** Words with links, as an answer. */
export function words(text: string, links: TextMessage['links'] = []): TextMessage {
  return { text: cutCharacters(text, longestText), ...(links.length > 0 ? { links } : {}) }
}

/** Executes as the customer, under the event's own key, so that working on the event again does nothing twice. */
export async function perform(turn: CustomerTurn, call: PreparedCall): Promise<ActionOutcome> {
  const outcome = await turn.desk.execute({ ...call, customer: turn.customer, key: turn.id })
  if (!outcome.ok && outcome.retry && turn.attempts <= triesWhenBusy) throw new Busy(outcome.code)
  return outcome
}

/** What the next line is about; null: nothing. */
export function ask(turn: CustomerTurn, dialog: CustomerDialog | null): Promise<void> {
  return turn.desk.ask(turn.event.from, dialog, turn.id)
}

/** Their requests under way, but for the one that this very event has filed when it was worked on before. */
export function openRequests(turn: CustomerTurn, limit: number): Promise<CustomerRequest[]> {
  return turn.desk.openRequests(turn.customer, limit, turn.attempts > 1 ? turn.id : undefined)
}
