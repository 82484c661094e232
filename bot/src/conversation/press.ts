import { type CardPress, type CardSource, cardChoices, cardKinds } from '@gonghai/shared/cards'
import type { Value } from '@gonghai/shared/client/api'
import type { PreparedCall, PressedCard } from '@gonghai/shared/ports/crm'
import type { PressEvent } from '@gonghai/shared/ports/events'
import type { Acknowledgement } from '@gonghai/shared/ports/platform'
import { snoozeMoment } from '@gonghai/shared/rules/snooze'
import { execute, offer, replyRefused } from './act'
import type { Turn } from './deps'
import { echo, reply } from './reply'

type PressTurn = Turn<PressEvent>

/** Words that came with a press: what was written, else the words of what was chosen. */
function wordsOf(turn: PressTurn, source: Extract<CardSource, { from: 'words' }>): string | undefined {
  const written = turn.event.values[source.key]?.trim()
  if (written) return written
  const list = source.choice
  const chosen = list ? turn.event.values[list] : undefined
  // Only what we offered ourselves: the key of a word is never made from anything else.
  if (!list || !chosen || !cardChoices[list]?.includes(chosen)) return undefined
  return turn.t(`bot.choice.${list}.${chosen}`)
}

const readers: {
  [F in CardSource['from']]: (
    turn: PressTurn,
    card: PressedCard,
    source: Extract<CardSource, { from: F }>,
  ) => Value | undefined
} = {
  matter: (_turn, card) => card.matter,
  matterId: (_turn, card) => card.matter.slice(card.matter.indexOf(':') + 1),
  words: (turn, _card, source) => wordsOf(turn, source),
  moment: (turn, _card, { choice, otherwise }) =>
    snoozeMoment(turn.event.values[choice] ?? otherwise, turn.crm.now(), turn.person.timeZone).toISOString(),
  fixed: (_turn, _card, { value }) => value,
  // An id is looked up with its own checks, so it needs none here.
  chosen: (turn, _card, { key }) => turn.event.values[key] || undefined,
}

function readSource(turn: PressTurn, card: PressedCard, source: CardSource): Value | undefined {
  const read = readers[source.from] as (
    turn: PressTurn,
    card: PressedCard,
    source: CardSource,
  ) => Value | undefined
  return read(turn, card, source)
}

/** The call that a button stands for; the input comes from the matter, never from the press. */
function callOf(turn: PressTurn, card: PressedCard, press: CardPress): PreparedCall {
  const fields = Object.entries(press.input).map(([field, source]) => [field, readSource(turn, card, source)])
  const input = Object.fromEntries(fields.filter(([, value]) => value !== undefined))
  return { action: press.action, input }
}

/** Nothing was chosen on the card: its list is offered as lines to choose from. */
async function offerChoice(
  turn: PressTurn,
  card: PressedCard,
  call: PreparedCall,
  pick: NonNullable<CardPress['pick']>,
): Promise<void> {
  const options = card.choice?.options ?? []
  if (options.length === 0) return reply(turn, turn.t('bot.cardButton'))
  const choices = options.map(({ id }) => ({
    title: card.title,
    call: { action: call.action, input: { ...call.input, [pick.field]: id } },
  }))
  const lines = options.map(({ text }, at) => `${at + 1}. ${text}`)
  await offer(turn, [turn.t(pick.question, { title: echo(card.title) }), ...lines].join('\n'), choices)
}

async function runPress(turn: PressTurn, card: PressedCard, press: CardPress): Promise<void> {
  const call = callOf(turn, card, press)
  const who = turn.event.from
  const { ask, pick } = press
  if (pick && call.input[pick.field] === undefined) return offerChoice(turn, card, call, pick)
  if (ask && call.input[ask.field] === undefined) {
    await turn.crm.dialog.ask(who, { kind: 'words', title: card.title, call, ask })
    return reply(turn, turn.t(ask.question, { title: echo(card.title) }))
  }
  const outcome = await execute(turn, call, 'card')
  if (outcome.ok) return turn.crm.dialog.rememberUndo(who, outcome.undo ?? null)
  // The card itself may look the same as before, so a refusal is always said.
  await replyRefused(turn, card.title, outcome.message)
}

/** The card as it looks after the press, for platforms that take it in their acknowledgement. */
async function acknowledge(turn: PressTurn): Promise<Acknowledgement> {
  if (!turn.abilities || turn.abilities.updateNeedsCode) return {}
  const card = await turn.crm.showCard(turn.event.copyId, turn.abilities)
  return card ? { card } : {}
}

/** A button was pressed. Who pressed must be allowed to by themselves; the card only says what is meant (decision 22). */
export async function onPress(turn: PressTurn): Promise<Acknowledgement> {
  const { copyId, action, from } = turn.event
  const card = await turn.crm.press(copyId, from)
  if (!card?.mine) {
    await reply(turn, turn.t('bot.cardGone'))
    return {}
  }
  const { presses } = cardKinds[card.kind]
  const press = Object.hasOwn(presses, action) ? presses[action] : undefined
  if (!press) {
    turn.log.warn({ card: card.kind, action }, 'a card has a button that nothing answers')
    await reply(turn, turn.t('bot.cardButton'))
    return {}
  }
  await runPress(turn, card, press)
  return acknowledge(turn)
}
