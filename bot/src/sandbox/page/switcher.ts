/// <reference lib="dom" />
import type { Sitter } from '../screen'
import { avatar, el, fill, icon } from './dom'
import { say } from './words'

/** What stands beside the name: colleagues by their title, customers as such. */
const roleOf = (person: Sitter) => person.title ?? (person.stickers ? say('phone.customer') : '')

/** The button above a phone that says who holds it, with the list of everybody who could. */
export class Switcher {
  readonly node = el('div', { class: 'switcher' })
  private readonly news = new Set<string>()
  private readonly button = el('button', {
    type: 'button',
    class: 'sitter',
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
  })
  private readonly list = el('div', {
    class: 'people',
    role: 'listbox',
    'aria-label': say('phone.seats'),
    hidden: true,
  })

  constructor(
    private readonly people: Sitter[],
    private sitter: Sitter,
    private readonly choose: (sitter: Sitter) => void,
  ) {
    this.button.addEventListener('click', () => this.toggle(this.list.hidden))
    this.node.addEventListener('keydown', event => this.key(event))
    document.addEventListener('pointerdown', event => {
      if (!this.node.contains(event.target as Node)) this.toggle(false)
    })
    this.node.append(this.button, this.list)
    this.draw()
  }

  /** Something new waits on the screens of these people. */
  mark(userIds: string[]): void {
    for (const userId of userIds) if (userId !== this.sitter.userId) this.news.add(userId)
    this.draw()
  }

  private toggle(open: boolean): void {
    // Made anew when it opens, never while it is open: a row that is replaced between press and release is not clicked.
    if (open && this.list.hidden) fill(this.list, ...this.people.map(person => this.row(person)))
    this.list.hidden = !open
    this.button.setAttribute('aria-expanded', `${open}`)
    if (open) this.list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !this.list.hidden) {
      this.toggle(false)
      this.button.focus()
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    if (this.list.hidden) {
      this.toggle(true)
      return
    }
    const rows = [...this.list.children] as HTMLElement[]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    rows[(at + (event.key === 'ArrowDown' ? 1 : rows.length - 1)) % rows.length]?.focus()
  }

  private pick(person: Sitter): void {
    this.sitter = person
    this.news.delete(person.userId)
    this.toggle(false)
    this.draw()
    this.button.focus()
    this.choose(person)
  }

  private draw(): void {
    const { name } = this.sitter
    const dot = this.news.size > 0 ? el('i', { class: 'dot', title: say('phone.news') }) : null
    this.button.setAttribute('aria-label', `${say('phone.seat')}: ${name}`)
    fill(
      this.button,
      avatar(name, 'tiny'),
      el('b', {}, name),
      el('span', {}, roleOf(this.sitter)),
      dot,
      icon('chevronDown', 16),
    )
  }

  private row(person: Sitter): HTMLElement {
    const selected = person.userId === this.sitter.userId
    const ending = person.phoneEnding && say('phone.ending', { digits: person.phoneEnding })
    const role = [person.title, person.department, ending].filter(Boolean).join(' · ')
    return el(
      'button',
      { type: 'button', role: 'option', 'aria-selected': `${selected}`, onclick: () => this.pick(person) },
      avatar(person.name),
      el('span', { class: 'who' }, el('b', {}, person.name), el('small', {}, role)),
      this.news.has(person.userId) ? el('i', { class: 'dot', title: say('phone.news') }) : null,
      person.leader ? el('span', { class: 'leader' }, say('phone.leader')) : null,
    )
  }
}
