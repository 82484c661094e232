import type { Card, CardButton, CardChoice, CardFact } from '@gonghai/shared/ports/messages'
import { renderAnchoredText } from '../anchored-text'
import type { Json } from '../call'
import { checkUrl } from '../check-url'
import { cutCharacters, plainLine } from '../cut-text'
import { fitsKey } from '../fits-key'
import { uniqueBy } from '../unique-by'

/** WeCom's limits: lists are refused above theirs, texts are cut (by the client if not by us). Characters, or bytes where named. */
export const WECOM_CARD_LIMITS = {
  source: 20,
  title: 36,
  subtitle: 44,
  line: 160,
  facts: 6,
  label: 5,
  value: 30,
  buttons: 6,
  buttonText: 10,
  /** WeCom names no limit for the words in place of the buttons: about one line. */
  replaceText: 24,
  keyBytes: 1024,
  options: 10,
  optionText: 16,
  optionIdBytes: 128,
  choiceTitle: 13,
  urlBytes: 2048,
} as const

const LIMITS = WECOM_CARD_LIMITS
const STYLES: Record<CardButton['style'], number> = { primary: 1, plain: 2, danger: 3 }
const SOURCE_GREY = 0
const SOURCE_RED = 2
/** WeCom refuses empty titles and labels. */
const EMPTY = '-'

/** A neutral card as WeCom's `template_card` for sending: with buttons while it has some, else a plain notice. */
export function renderWecomCard(card: Card): Json {
  const buttons = card.outcome ? [] : renderButtons(card.buttons)
  if (buttons.length === 0) return { card_type: 'text_notice', ...renderCommon(card, card.outcome) }
  return {
    card_type: 'button_interaction',
    ...renderCommon(card),
    ...renderChoice(card.choice),
    button_list: buttons,
  }
}

/** The same for an update: the final words then stand where the buttons were, which a new message can't do. */
export function renderWecomUpdate(card: Card): Json {
  if (!card.outcome) return renderWecomCard(card)
  const replace_text = line(card.outcome, LIMITS.replaceText)
  // What the grey button can't hold is said in full above it.
  const whole = replace_text === line(card.outcome, LIMITS.line) ? undefined : card.outcome
  // WeCom wants buttons on a card of this kind, though it shows the words instead.
  const button = {
    type: 0,
    text: line(card.outcome, LIMITS.buttonText) || EMPTY,
    style: STYLES.plain,
    key: 'outcome',
  }
  return {
    card_type: 'button_interaction',
    ...renderCommon(card, whole),
    button_list: [button],
    replace_text,
  }
}

function renderCommon(card: Card, outcome?: string): Json {
  return {
    source: { desc: line(card.source, LIMITS.source), desc_color: card.flag ? SOURCE_RED : SOURCE_GREY },
    main_title: {
      title: line(card.title, LIMITS.title) || EMPTY,
      desc: line(card.subtitle ?? '', LIMITS.subtitle),
    },
    sub_title_text: line([outcome, card.flag].filter(Boolean).join(' · '), LIMITS.line),
    horizontal_content_list: card.facts.slice(0, LIMITS.facts).map(renderFact),
    card_action: { type: 1, url: checkedUrl(card.url) },
  }
}

function renderFact(fact: CardFact): Json {
  return { keyname: line(fact.label, LIMITS.label) || EMPTY, value: line(fact.value, LIMITS.value) || EMPTY }
}

function renderButtons(buttons: CardButton[]): Json[] {
  return uniqueBy(buttons, button => button.key)
    .filter(button => button.url !== undefined || fitsKey(button.key, LIMITS.keyBytes))
    .slice(0, LIMITS.buttons)
    .map(button => ({
      text: line(button.text, LIMITS.buttonText) || EMPTY,
      style: STYLES[button.style],
      ...(button.url === undefined ? { type: 0, key: button.key } : { type: 1, url: checkedUrl(button.url) }),
    }))
}

function renderChoice(choice: CardChoice | undefined): Json {
  const options = uniqueBy(choice?.options ?? [], option => option.id)
    .filter(option => fitsKey(option.id, LIMITS.optionIdBytes))
    .slice(0, LIMITS.options)
  if (!choice || options.length === 0 || !fitsKey(choice.key, LIMITS.keyBytes)) return {}
  return {
    button_selection: {
      question_key: choice.key,
      title: line(choice.title, LIMITS.choiceTitle),
      option_list: options.map(({ id, text }) => ({ id, text: line(text, LIMITS.optionText) || EMPTY })),
    },
  }
}

function checkedUrl(url: string): string {
  return checkUrl('wecom', 'message/send', url, LIMITS.urlBytes)
}

function line(text: string, max: number): string {
  return cutCharacters(plainLine(text), max)
}

const TEXT_BYTES = 2048

/** Plain words with links in WeCom's own form, at most 2048 bytes; links stay whole, the words give way. */
export function renderWecomText(text: string, links: { text: string; url: string }[]): string {
  return renderAnchoredText(text, links, TEXT_BYTES)
}
