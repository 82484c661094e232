/// <reference lib="dom" />
import type { ScreenButton, ScreenCard, ScreenChoice } from '../screen'
import { el, icon } from './dom'
import { inline, type OpenLink } from './rich-text'
import { say } from './words'

/** What a card needs from its phone. `draft` keeps what was chosen and written while the card is redrawn. */
export interface CardActions {
  open: OpenLink
  press(key: string, values: Record<string, string>): Promise<void>
  draft: Record<string, string>
}

function facts(card: ScreenCard, open: OpenLink): HTMLElement | undefined {
  if (card.facts.length === 0) return undefined
  const rows = card.facts.flatMap(({ label, value, url }) => [
    el('dt', {}, label),
    el('dd', {}, ...(url ? inline(`[${value}](${url})`, open) : [value])),
  ])
  return el('dl', { class: 'facts' }, ...rows)
}

function choice(entry: ScreenChoice, draft: Record<string, string>): HTMLElement {
  const chosen = () => (draft[entry.key] ?? entry.selected.join(',')).split(',').filter(Boolean)
  const pick = (id: string) => {
    const others = entry.many ? chosen().filter(other => other !== id) : []
    const on = chosen().includes(id)
    draft[entry.key] = (on && entry.many ? others : [...others, id]).join(',')
    for (const button of list.children)
      button.setAttribute('aria-checked', `${chosen().includes(button.getAttribute('data-id') ?? '')}`)
  }
  const options = entry.options.map(({ id, text }) =>
    el(
      'button',
      {
        type: 'button',
        class: 'option',
        role: entry.many ? 'checkbox' : 'radio',
        'data-id': id,
        'aria-checked': `${chosen().includes(id)}`,
        disabled: entry.disabled,
        onclick: () => pick(id),
      },
      text,
    ),
  )
  const list = el(
    'div',
    { class: 'options', role: entry.many ? 'group' : 'radiogroup', 'aria-label': entry.title },
    ...options,
  )
  return el('div', { class: 'question' }, el('span', { class: 'label' }, entry.title), list)
}

function input(entry: ScreenCard['inputs'][number], draft: Record<string, string>): HTMLElement {
  const area = el('textarea', {
    rows: 2,
    placeholder: entry.placeholder,
    maxlength: 500,
    'aria-label': entry.title,
    oninput: () => {
      draft[entry.key] = area.value
    },
  })
  area.value = draft[entry.key] ?? ''
  return el('label', { class: 'question' }, el('span', { class: 'label' }, entry.title), area)
}

function action(button: ScreenButton, actions: CardActions, row: () => HTMLElement): HTMLElement {
  const press = async () => {
    if (button.url) return actions.open(button.url)
    row().classList.add('busy')
    node.classList.add('pressed')
    try {
      await actions.press(button.key, { ...actions.draft })
    } finally {
      row().classList.remove('busy')
      node.classList.remove('pressed')
    }
  }
  const node = el(
    'button',
    { type: 'button', class: `act ${button.style}`, onclick: () => void press() },
    button.text,
  )
  return node
}

function acts(card: ScreenCard, actions: CardActions): HTMLElement | undefined {
  if (card.outcome) return el('div', { class: 'outcome' }, icon('check', 16), el('span', {}, card.outcome))
  if (card.buttons.length === 0) return undefined
  const long = card.buttons.length > 3 || card.buttons.some(({ text }) => text.length > 8)
  const row: HTMLElement = el('div', { class: long ? 'acts stacked' : 'acts' })
  row.append(...card.buttons.map(button => action(button, actions, () => row)))
  return row
}

function head(card: ScreenCard, open: OpenLink): HTMLElement {
  const { url } = card
  const title = url
    ? el('button', { type: 'button', class: 'title link', onclick: () => open(url) }, card.title)
    : el('div', { class: 'title' }, card.title)
  const small = card.source || card.flag
  return el(
    'div',
    { class: 'head' },
    small
      ? el(
          'div',
          { class: 'small' },
          el('span', {}, card.source ?? ''),
          card.flag ? el('span', { class: 'chip' }, card.flag) : null,
        )
      : null,
    title,
    card.subtitle ? el('div', { class: 'subtitle' }, card.subtitle) : null,
  )
}

/** A card as its reader sees it, with working buttons, choices and fields. */
export function renderCard(card: ScreenCard, actions: CardActions): HTMLElement {
  const body = card.body?.split('\n').map(line => el('p', {}, ...inline(line, actions.open)))
  const links = card.links.map(({ text, url }) =>
    el('button', { type: 'button', class: 'jump', onclick: () => actions.open(url) }, text, icon('out', 16)),
  )
  return el(
    'article',
    { class: card.outcome ? 'card done' : 'card', 'aria-label': card.title || say('phone.chat') },
    head(card, actions.open),
    body ? el('div', { class: 'body' }, ...body) : null,
    facts(card, actions.open) ?? null,
    ...card.choices.map(entry => choice(entry, actions.draft)),
    ...card.inputs.map(entry => input(entry, actions.draft)),
    ...links,
    acts(card, actions) ?? null,
  )
}
