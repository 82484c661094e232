import { translator } from '@gonghai/shared/i18n'
import type { InboxItem } from '@gonghai/shared/ports/delivery'
import type { Acknowledgement } from '@gonghai/shared/ports/platform'
import type { ConversationDeps } from '../deps'
import { onMedia } from './media'
import { onOpen } from './open'
import { onText } from './text'
import { type Answer, type CustomerTurn, words } from './turn'

/** What an event finds as it was when it is worked on again; after all others, the world looks different. */
const repeatable: ReadonlySet<string> = new Set(['request.file', 'request.add'])

async function take(turn: CustomerTurn): Promise<Answer> {
  const { event } = turn
  if (event.type === 'text') return event.chat === 'single' ? onText({ ...turn, event }) : null
  if (event.type === 'media') return event.chat === 'single' ? onMedia({ ...turn, event }) : null
  if (event.type === 'open') return onOpen({ ...turn, event })
  return null
}

/**
 * Does what a follower's event asks for. The answer travels in the acknowledgement while the platform waits, and as a
 * message when it does no longer; which of both is the inbox's business.
 */
export async function handleCustomerEvent(
  deps: ConversationDeps,
  { event, id, attempts }: InboxItem,
): Promise<Acknowledgement> {
  const { crm, log } = deps
  const desk = crm.customers
  if (event.type === 'leave') {
    await desk.left(event.from)
    return {}
  }
  if (event.type === 'report') {
    await crm.delivery.report(event)
    return {}
  }
  // Only followers can write or press the menu.
  const customer = await desk.meet(event.from, true)
  const dialog = await desk.question(event.from, id)
  const t = translator(customer.locale)
  const done = attempts > 1 ? await desk.doneBy(customer, id) : null
  if (done && !repeatable.has(done.action)) return { reply: words(done.message) }
  const reply = await take({ desk, log, id, attempts, event, customer, dialog, t })
  return reply ? { reply } : {}
}
