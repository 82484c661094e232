/// <reference lib="dom" />
import { el, fill, icon } from './dom'
import type { PageState } from './server'
import { say, sayAll } from './words'

type Flow = PageState['flows'][number]

const tick = (done: boolean) =>
  el('span', { class: done ? 'tick done' : 'tick', 'aria-hidden': 'true' }, done ? icon('check', 14) : null)

/** The checklist in the strip: one chip per flow. */
export function flowChips(flows: Flow[]): HTMLElement[] {
  return flows.map(({ id, done }) =>
    el(
      'span',
      { class: done ? 'flow done' : 'flow', 'data-flow': id },
      tick(done),
      el('span', { class: 'long' }, say(`flow.${id}.title`)),
      el('span', { class: 'short', 'aria-hidden': 'true' }, say(`flow.${id}.short`)),
      el('span', { class: 'hidden-words' }, say(done ? 'notes.done' : 'notes.open')),
    ),
  )
}

/** What there is to play, step by step; it ticks itself. */
export class Notes {
  readonly node = el('div', { class: 'notes' })
  private drawn = ''

  /** The next one to play lies open, until somebody opens another. */
  show(flows: Flow[]): void {
    const text = JSON.stringify(flows)
    if (text === this.drawn) return
    this.drawn = text
    const next = flows.find(({ done }) => !done)
    const entries = flows.map(flow => this.entry(flow, flow === next))
    fill(
      this.node,
      el('h2', {}, say('notes.title')),
      el('p', {}, say('notes.intro')),
      el('ul', {}, ...entries),
      el('p', { class: 'foot' }, say('notes.foot')),
    )
  }

  private entry({ id, done }: Flow, open: boolean): HTMLElement {
    const title = el('h3', {}, say(`flow.${id}.title`))
    const steps = sayAll(`flow.${id}.steps`).map(step => el('li', {}, step))
    const summary = el('summary', {}, tick(done), title, icon('chevronDown', 16))
    return el('li', { class: done ? 'done' : '' }, el('details', { open }, summary, el('ol', {}, ...steps)))
  }
}
