import type { ActionOutcome, DialogChoice, PreparedCall } from '@gonghai/shared/ports/crm'
import type { TextMessage } from '@gonghai/shared/ports/messages'
import type { Turn } from './deps'
import { echo, reply } from './reply'

/** How often a call that found us busy is tried again before that is the answer. */
export const triesWhenBusy = 3

/** A call could not run just now; the inbox tries again. */
export class Busy extends Error {
  override name = 'Busy'
}

/** Executes under the event's own key, so that working on the event again does nothing twice. */
export async function execute(turn: Turn, call: PreparedCall, door: 'card' | 'chat'): Promise<ActionOutcome> {
  const outcome = await turn.crm.execute({ ...call, person: turn.person, door, key: turn.id })
  if (!outcome.ok && outcome.retry && turn.attempts <= triesWhenBusy) throw new Busy(outcome.code)
  return outcome
}

/** What came of it, naming what it was about. */
function about(turn: Turn, key: 'bot.done' | 'bot.refused', title: string, message: string): string {
  return !title || message.includes(title) ? message : turn.t(key, { title: echo(title), message })
}

/**
 * Executes what was typed and answers with the result, or with who was faster and which limit holds.
 * @param title what the call is about; the answer names it
 */
export async function executeTyped(turn: Turn, call: PreparedCall, title: string): Promise<void> {
  const outcome = await execute(turn, call, 'chat')
  if (!outcome.ok) return reply(turn, about(turn, 'bot.refused', title, outcome.message))
  await turn.crm.dialog.rememberUndo(turn.event.from, outcome.undo ?? null)
  const message = about(turn, 'bot.done', title, outcome.message)
  await reply(turn, outcome.undo ? turn.t('bot.undoHint', { message }) : message)
}

/** Says why a pressed button did nothing. */
export function replyRefused(turn: Turn, title: string, message: string): Promise<void> {
  return reply(turn, about(turn, 'bot.refused', title, message))
}

/** Executes a chosen call, or asks for the words that it still needs. */
export async function pursue(turn: Turn, choice: DialogChoice): Promise<void> {
  const { ask, call, title } = choice
  if (!ask) return executeTyped(turn, call, title)
  await turn.crm.dialog.ask(turn.event.from, { kind: 'words', title, call, ask })
  await reply(turn, turn.t(ask.question, { title }))
}

/** Offers choices; the next line picks one by its place. */
export async function offer(
  turn: Turn,
  text: string,
  choices: DialogChoice[],
  links: TextMessage['links'] = [],
): Promise<void> {
  await turn.crm.dialog.ask(turn.event.from, { kind: 'choose', choices })
  await reply(turn, text, links)
}
