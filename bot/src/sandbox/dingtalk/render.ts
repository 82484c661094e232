import type { ScreenButton, ScreenCard, ScreenChoice, ScreenItem } from '../screen'
import { isJson } from './guard'
import type { CardDoc, LineDoc, MessageDoc, Params } from './state'

/** The template's slots, built on the card platform from the list of variables that Gonghai ships. */
const slots = [1, 2, 3, 4, 5, 6]

/** What a viewer sees: public values, then what the own press had shown, then private values. */
export function valuesFor(card: CardDoc, viewer: string, variables: string[]): Params {
  const merged = { ...card.publicData, ...card.presserData[viewer], ...card.privateData[viewer] }
  return Object.fromEntries(Object.entries(merged).filter(([name]) => variables.includes(name)))
}

const filled = (text: string | undefined) => (text ? text : undefined)

function styleOf(text: string | undefined): ScreenButton['style'] {
  return text === 'primary' || text === 'danger' ? text : 'plain'
}

function buttons(values: Params): ScreenButton[] {
  return slots.flatMap(slot => {
    const text = values[`button${slot}Text`]
    const url = filled(values[`button${slot}Url`])
    const shown = { key: values[`button${slot}Key`] ?? '', style: styleOf(values[`button${slot}Style`]) }
    return text ? [{ ...shown, text, ...(url && { url }) }] : []
  })
}

function options(text: string | undefined): ScreenChoice['options'] {
  try {
    const rows: unknown = JSON.parse(text || '[]')
    if (!Array.isArray(rows)) return []
    return rows.filter(isJson).map(row => ({ id: `${row.id}`, text: `${row.text}` }))
  } catch {
    return []
  }
}

/** A card instance as the template draws it: `state` other than `open` hides buttons, choice and field. */
export function renderCard(values: Params): ScreenCard {
  const open = values.state === 'open'
  const { choiceKey, inputKey } = values
  const choice = { key: choiceKey ?? '', title: values.choiceTitle ?? '', selected: [], many: false }
  const input = { key: inputKey ?? '', title: values.inputTitle ?? '', placeholder: values.inputPlaceholder }
  return {
    source: filled(values.source),
    flag: filled(values.flag),
    title: values.title ?? '',
    subtitle: filled(values.subtitle),
    facts: slots.flatMap(slot => {
      const label = values[`fact${slot}Label`]
      return label ? [{ label, value: values[`fact${slot}Value`] ?? '' }] : []
    }),
    url: filled(values.url),
    buttons: open ? buttons(values) : [],
    choices:
      open && choiceKey ? [{ ...choice, options: options(values.choiceOptions), disabled: false }] : [],
    inputs: open && inputKey ? [input] : [],
    links: [],
    outcome: open ? undefined : filled(values.outcome),
  }
}

/** The payload of a press on the button with this key, as the template's buttons are set up. */
export function pressParams(values: Params, key: string, given: Record<string, string>) {
  const slot = slots.find(number => values[`button${number}Key`] === key && values[`button${number}Text`])
  const { choiceKey = '', inputKey = '' } = values
  const choice = { choiceKey, choice: given[choiceKey] ?? '' }
  const input = { inputKey, input: given[inputKey] ?? '' }
  return { actionIds: [`button${slot}`], params: { action: key, ...choice, ...input } }
}

function linkCard(message: MessageDoc): ScreenCard {
  const { param } = message
  const word = (name: string) => (typeof param[name] === 'string' ? (param[name] as string) : '')
  const pairs: [string, string][] = [
    [word('singleTitle'), word('singleURL')],
    [word('actionTitle1'), word('actionURL1')],
    [word('actionTitle2'), word('actionURL2')],
    [word('buttonTitle1'), word('buttonUrl1')],
    [word('buttonTitle2'), word('buttonUrl2')],
  ]
  return {
    title: word('title'),
    body: word('text'),
    facts: [],
    url: filled(word('messageUrl')),
    buttons: pairs
      .filter(([text, url]) => text && url)
      .map(([text, url]) => ({ key: '', text, url, style: 'plain' as const })),
    choices: [],
    inputs: [],
    links: [],
  }
}

type Shown = Pick<ScreenItem, 'kind' | 'text' | 'mediaId' | 'card'>

function show(message: MessageDoc): Shown {
  const { msgKey, param } = message
  if (msgKey === 'sampleText') return { kind: 'text', text: `${param.content}` }
  if (msgKey === 'sampleMarkdown') return { kind: 'markdown', text: `${param.text}` }
  if (msgKey === 'sampleImageMsg') return { kind: 'image', mediaId: `${param.photoURL}` }
  if (msgKey === 'sampleFile') return { kind: 'text', text: `${param.fileName}` }
  return { kind: 'card', card: linkCard(message) }
}

/** A message on its reader's screen. */
export function showMessage(message: MessageDoc): ScreenItem {
  const base = { id: message.id, at: new Date(message.at).toISOString(), from: 'app' as const }
  return message.recalled ? { ...base, kind: 'recalled' } : { ...base, ...show(message) }
}

/** An employee's own line. */
export function showLine(line: LineDoc): ScreenItem {
  const { id, kind, text, mediaId } = line
  const base = { id, at: new Date(line.at).toISOString(), from: 'me' as const, kind, text, mediaId }
  return line.delivered ? base : { ...base, undelivered: true }
}
