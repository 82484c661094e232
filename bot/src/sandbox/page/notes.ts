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
      say(`flow.${id}.title`),
      el('span', { class: 'hidden-words' }, say(done ? 'notes.done' : 'notes.open')),
    ),
  )
}

/** What there is to play, step by step; it ticks itself. */
export class Notes {
  readonly node = el('div', { class: 'notes' })

  show(flows: Flow[]): void {
    const entries = flows.map(({ id, done }) =>
      el(
        'li',
        { class: done ? 'done' : '' },
        el('h3', {}, tick(done), say(`flow.${id}.title`)),
        el('ol', {}, ...sayAll(`flow.${id}.steps`).map(step => el('li', {}, step))),
      ),
    )
    fill(
      this.node,
      el('h2', {}, say('notes.title')),
      el('p', {}, say('notes.intro')),
      el('ul', {}, ...entries),
      el('p', { class: 'foot' }, say('notes.foot')),
    )
  }
}
