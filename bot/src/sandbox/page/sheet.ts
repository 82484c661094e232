/// <reference lib="dom" />
import { el, fill, icon } from './dom'
import { say } from './words'

/** A sheet that comes up from the foot of a phone; one at a time. */
export class Sheet {
  readonly node = el('div', { class: 'sheet-room', hidden: true })
  private closed: (() => void) | undefined

  constructor() {
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.close()
    })
  }

  /** @param closed runs when it goes, for whatever reason */
  open(title: string, content: (Node | null)[], closed?: () => void): void {
    this.close()
    this.closed = closed
    const shut = el(
      'button',
      { type: 'button', class: 'tool', 'aria-label': say('sheet.close'), onclick: () => this.close() },
      icon('close', 20),
    )
    const head = el('header', {}, el('h3', {}, title), shut)
    fill(
      this.node,
      el('div', { class: 'veil', onclick: () => this.close() }),
      el('div', { class: 'sheet', role: 'dialog', 'aria-label': title }, head, ...content),
    )
    this.node.hidden = false
    shut.focus({ preventScroll: true })
  }

  close(): void {
    this.node.hidden = true
    const { closed } = this
    this.closed = undefined
    closed?.()
  }
}
