/// <reference lib="dom" />
import { el, fill, icon } from './dom'
import type { MenuEntry } from './server'
import { say } from './words'

/** The app's menu at the foot of a chat; an entry with entries below it opens them above itself. */
export class MenuBar {
  readonly node = el('nav', { class: 'menu-bar', hidden: true, 'aria-label': say('phone.menu') })
  private drawn = ''

  constructor(private readonly press: (entry: MenuEntry) => void) {
    document.addEventListener('pointerdown', event => {
      if (!this.node.contains(event.target as Node)) this.fold()
    })
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.fold()
    })
  }

  /** Nothing is shown when there is no menu. */
  show(entries: MenuEntry[]): void {
    const text = JSON.stringify(entries)
    if (text === this.drawn) return
    this.drawn = text
    this.node.hidden = entries.length === 0
    fill(this.node, ...entries.map(entry => this.entry(entry)))
  }

  private entry(entry: MenuEntry): HTMLElement {
    const below = entry.sub_button ?? []
    if (below.length === 0)
      return el('button', { type: 'button', onclick: () => this.press(entry) }, entry.name)
    const list = el('div', { class: 'submenu', hidden: true })
    const choose = (one: MenuEntry) => {
      this.fold()
      this.press(one)
    }
    list.append(...below.map(one => el('button', { type: 'button', onclick: () => choose(one) }, one.name)))
    const toggle = () => {
      const open = list.hidden
      this.fold()
      list.hidden = !open
      head.setAttribute('aria-expanded', `${open}`)
    }
    const head = el(
      'button',
      { type: 'button', 'aria-expanded': 'false', onclick: toggle },
      icon('list', 14),
      entry.name,
    )
    return el('div', {}, list, head)
  }

  private fold(): void {
    for (const list of this.node.querySelectorAll<HTMLElement>('.submenu')) list.hidden = true
    for (const head of this.node.querySelectorAll('[aria-expanded]'))
      head.setAttribute('aria-expanded', 'false')
  }
}
