import { PlatformError } from '@gonghai/shared/ports/errors'
import type { Card, CardButton, CardChoice } from '@gonghai/shared/ports/messages'
import { cutBytes, cutCharacters, plainLine } from '../cut-text'
import { escapeMarkdown } from '../escape-markdown'
import { fitsKey } from '../fits-key'
import { uniqueBy } from '../unique-by'

/** What our template takes, and DingTalk's 1 KB for any value. */
export const DINGTALK_CARD_LIMITS = {
  facts: 6,
  buttons: 6,
  source: 60,
  flag: 30,
  title: 80,
  subtitle: 120,
  label: 12,
  value: 120,
  buttonText: 10,
  fieldTitle: 40,
  optionText: 30,
  outcome: 200,
  valueBytes: 1024,
} as const

const LIMITS = DINGTALK_CARD_LIMITS

/** The values of our template (`card-template.json`): always all of them, '' for what is absent, so that an update leaves nothing old behind. */
export function renderDingtalkCard(card: Card): Record<string, string> {
  return {
    state: card.outcome ? 'closed' : 'open',
    source: line(card.source, LIMITS.source),
    flag: line(card.flag, LIMITS.flag),
    title: line(card.title, LIMITS.title),
    subtitle: line(card.subtitle, LIMITS.subtitle),
    url: checkedUrl(card.url),
    outcome: line(card.outcome, LIMITS.outcome),
    ...renderFacts(card),
    ...renderButtons(card.outcome ? [] : card.buttons),
    ...renderChoice(card.outcome ? undefined : card.choice),
    ...renderInput(card),
  }
}

function renderFacts(card: Card): Record<string, string> {
  return numbered(LIMITS.facts, index => {
    const fact = card.facts[index]
    const label = fact && (line(fact.label, LIMITS.label) || '-')
    return {
      [`fact${index + 1}Label`]: label ?? '',
      [`fact${index + 1}Value`]: line(fact?.value, LIMITS.value),
    }
  })
}

function renderButtons(buttons: CardButton[]): Record<string, string> {
  const kept = uniqueBy(buttons, button => button.key).filter(button => fits(button.key))
  return numbered(LIMITS.buttons, index => {
    const button = kept[index]
    const name = `button${index + 1}`
    return {
      [`${name}Text`]: button ? line(button.text, LIMITS.buttonText) || '-' : '',
      [`${name}Key`]: button && button.url === undefined ? button.key : '',
      [`${name}Style`]: button?.style ?? '',
      [`${name}Url`]: button?.url === undefined ? '' : checkedUrl(button.url),
    }
  })
}

function renderChoice(choice: CardChoice | undefined): Record<string, string> {
  const options = choice && fits(choice.key) ? fittingOptions(choice) : []
  if (!choice || options.length === 0) return { choiceKey: '', choiceTitle: '', choiceOptions: '[]' }
  const choiceTitle = line(choice.title, LIMITS.fieldTitle)
  return { choiceKey: choice.key, choiceTitle, choiceOptions: JSON.stringify(options) }
}

/** As many options as the value holds; an option is never cut to something else. */
function fittingOptions(choice: CardChoice): { id: string; text: string }[] {
  const kept: { id: string; text: string }[] = []
  for (const { id, text } of uniqueBy(choice.options, option => option.id)) {
    const more = [...kept, { id, text: line(text, LIMITS.optionText) || '-' }]
    if (fits(JSON.stringify(more))) kept.push(more[kept.length]!)
  }
  return kept
}

function renderInput(card: Card): Record<string, string> {
  const input = !card.outcome && card.input && fits(card.input.key) ? card.input : undefined
  return {
    inputKey: input?.key ?? '',
    inputTitle: line(input?.title, LIMITS.fieldTitle),
    inputPlaceholder: line(input?.placeholder, LIMITS.fieldTitle),
  }
}

function numbered(count: number, values: (index: number) => Record<string, string>): Record<string, string> {
  return Object.assign({}, ...Array.from({ length: count }, (_, index) => values(index)))
}

function line(text: string | undefined, max: number): string {
  return cutBytes(cutCharacters(escapeMarkdown(plainLine(text ?? '')), max), LIMITS.valueBytes)
}

function fits(value: string): boolean {
  return fitsKey(value, LIMITS.valueBytes)
}

/** An address can't be cut: a wrong one is our fault and is refused before DingTalk does it. */
function checkedUrl(url: string): string {
  if (/^https?:\/\//i.test(url) && fits(url)) return url
  throw new PlatformError('dingtalk', 'card', 'input', 'card url')
}
