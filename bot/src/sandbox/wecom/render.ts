import type { ScreenButton, ScreenCard, ScreenChoice, ScreenItem } from '../screen'
import { isJson } from './guard'
import type { Json, LineDoc, MessageDoc } from './state'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])
const inner = (card: Json, name: string): Json => (isJson(card[name]) ? (card[name] as Json) : {})

/** Button styles of the platform, 1 to 4. */
const styles: Record<number, ScreenButton['style']> = { 1: 'primary', 2: 'plain', 3: 'danger', 4: 'plain' }

function choice(holder: Json, many: boolean): ScreenChoice {
  const options = list(holder.option_list)
  const checked = options.filter(option => option.is_checked === true).map(option => `${option.id}`)
  return {
    key: `${holder.question_key}`,
    title: text(holder.title) ?? '',
    options: options.map(option => ({ id: `${option.id}`, text: `${option.text}` })),
    selected: text(holder.selected_id) ? [`${holder.selected_id}`] : checked,
    many,
    disabled: holder.disable === true,
  }
}

function choices(card: Json): ScreenChoice[] {
  return [
    ...(isJson(card.button_selection) ? [choice(card.button_selection, false)] : []),
    ...(isJson(card.checkbox) ? [choice(card.checkbox, card.checkbox.mode === 1)] : []),
    ...list(card.select_list).map(holder => choice(holder, false)),
  ]
}

function buttons(card: Json): ScreenButton[] {
  const shown = list(card.button_list).map(button => ({
    key: `${button.key ?? ''}`,
    text: `${button.text}`,
    style: styles[Number(button.style ?? 1)] ?? ('primary' as const),
    ...(button.type === 1 && { url: `${button.url}` }),
  }))
  const submit = inner(card, 'submit_button')
  const send = { key: `${submit.key}`, text: `${submit.text}`, style: 'primary' as const }
  return text(submit.key) ? [...shown, send] : shown
}

function bodyOf(card: Json): string | undefined {
  const quote = inner(card, 'quote_area')
  const emphasis = inner(card, 'emphasis_content')
  const verticals = list(card.vertical_content_list).map(row => `${row.title}\n${row.desc ?? ''}`.trim())
  const parts = [
    emphasis.title,
    emphasis.desc,
    card.sub_title_text,
    quote.title,
    quote.quote_text,
    ...verticals,
  ]
  return text(parts.filter(text).join('\n'))
}

/** A template_card as a phone draws it. `caption` has replaced its buttons. */
export function renderCard(card: Json, caption?: string): ScreenCard {
  const outcome = caption ?? text(card.replace_text)
  return {
    source: text(inner(card, 'source').desc),
    title: text(inner(card, 'main_title').title) ?? '',
    subtitle: text(inner(card, 'main_title').desc),
    body: bodyOf(card),
    image: text(inner(card, 'card_image').url),
    facts: list(card.horizontal_content_list).map(row => ({
      label: `${row.keyname}`,
      value: `${row.value ?? ''}`,
      ...(row.type === 1 && { url: `${row.url}` }),
    })),
    url: text(inner(card, 'card_action').url),
    buttons: outcome ? [] : buttons(card),
    choices: outcome ? choices(card).map(entry => ({ ...entry, disabled: true })) : choices(card),
    inputs: [],
    links: list(card.jump_list).flatMap(row =>
      text(row.url) ? [{ text: `${row.title}`, url: `${row.url}` }] : [],
    ),
    outcome,
  }
}

function textCard(body: Json): ScreenCard {
  return {
    title: `${body.title}`,
    body: `${body.description}`.replace(/<br\s*\/?>/g, '\n').replace(/<[^>]*>/g, ''),
    facts: [],
    url: text(body.url),
    buttons: [
      {
        key: '',
        text: text(body.btntxt) ?? '详情',
        style: 'plain',
        ...(text(body.url) && { url: `${body.url}` }),
      },
    ],
    choices: [],
    inputs: [],
    links: [],
  }
}

type Shown = Pick<ScreenItem, 'kind' | 'text' | 'mediaId' | 'card'>

const shows: Record<string, (message: MessageDoc, reader: string) => Shown> = {
  text: message => ({ kind: 'text', text: `${message.body.content}` }),
  markdown: message => ({ kind: 'markdown', text: `${message.body.content}` }),
  image: message => ({ kind: 'image', mediaId: `${message.body.media_id}` }),
  file: message => ({ kind: 'text', text: `[${message.body.media_id}]` }),
  textcard: message => ({ kind: 'card', card: textCard(message.body) }),
  template_card: (message, reader) => {
    const change = message.changed[reader]
    return { kind: 'card', card: renderCard(change?.card ?? message.body, change?.caption) }
  },
}

/** A message of the app on its reader's screen. */
export function showMessage(message: MessageDoc, reader: string): ScreenItem {
  const base = { id: message.msgid, at: new Date(message.at).toISOString(), from: 'app' as const }
  if (message.recalled) return { ...base, kind: 'recalled' }
  const shown = shows[message.msgtype]?.(message, reader) ?? { kind: 'text' as const, text: message.msgtype }
  return { ...base, ...shown }
}

/** A member's own line on the member's screen. */
export function showLine(line: LineDoc): ScreenItem {
  return {
    id: line.id,
    at: new Date(line.at).toISOString(),
    from: 'me',
    kind: line.kind,
    text: line.text,
    mediaId: line.mediaId,
    ...(!line.delivered && { undelivered: true }),
  }
}
