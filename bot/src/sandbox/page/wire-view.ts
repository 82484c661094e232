/// <reference lib="dom" />
import type { WireEntry } from '../wire'
import { el, fill, icon } from './dom'
import { type PlatformName, server } from './server'
import { wireTime } from './time'
import { say } from './words'

const rowsShown = 120

function pretty(value: unknown): string {
  if (typeof value === 'string') return value
  const single = value as { decrypted?: unknown } | null
  if (typeof single?.decrypted === 'string') return single.decrypted.replace(/(<\/\w+>|<xml>)(?=<)/g, '$1\n')
  return JSON.stringify(value, null, 2)
}

function half(title: string, value: unknown): HTMLElement {
  const empty = value === null || value === undefined
  const body = empty
    ? el('p', { class: 'none' }, say('wire.noResponse'))
    : el('pre', { tabindex: 0 }, pretty(value))
  return el('div', {}, el('h4', {}, title), body)
}

const good = (outcome: string) => /^2\d\d$/.test(outcome)

/** What goes over the wire, newest first; each entry opens to its request and answer. */
export class WireView {
  readonly node = el('div', { class: 'wire' })
  private readonly list = el('ol', {})
  private readonly open = new Set<string>()
  private readonly rows = new Map<string, HTMLElement>()
  private only: PlatformName | undefined
  private entries: WireEntry[] = []

  constructor(platforms: PlatformName[]) {
    const choices = [undefined, ...platforms]
    const buttons = choices.map(platform => {
      const words = platform ? say(`platform.${platform}`) : say('wire.all')
      const choose = () => {
        this.only = platform
        for (const [index, button] of buttons.entries())
          button.setAttribute('aria-pressed', `${choices[index] === platform}`)
        this.draw()
      }
      return el('button', { type: 'button', 'aria-pressed': `${!platform}`, onclick: choose }, words)
    })
    const hint = el('p', { class: 'hint' }, say('wire.hint'))
    this.node.append(el('div', { class: 'filter' }, ...buttons), hint, this.list)
  }

  async read(): Promise<void> {
    this.entries = await server.wire()
    this.draw()
  }

  private draw(): void {
    const shown = this.entries
      .filter(({ platform }) => !this.only || platform === this.only)
      .slice(-rowsShown)
    const rows = shown.reverse().map(entry => this.row(entry))
    fill(this.list, ...(rows.length > 0 ? rows : [el('li', { class: 'none' }, say('wire.empty'))]))
  }

  private row(entry: WireEntry): HTMLElement {
    const key = `${entry.platform} ${entry.id} ${entry.at}`
    const old = this.rows.get(key)
    if (old) return old
    const out = entry.direction === 'call'
    const head = el(
      'button',
      { type: 'button', 'aria-expanded': 'false', onclick: () => this.toggle(key, row, head, entry) },
      el(
        'span',
        { class: out ? 'way out' : 'way in', title: say(out ? 'wire.call' : 'wire.callback') },
        icon(out ? 'out' : 'in', 14),
      ),
      el('span', { class: 'what' }, entry.title.replace('/cgi-bin', '')),
      el('span', { class: good(entry.outcome) ? 'outcome-chip' : 'outcome-chip bad' }, entry.outcome),
      el('small', {}, `${say(`platform.${entry.platform}`)} · ${wireTime(new Date(entry.at))}`),
    )
    const row = el('li', {}, head)
    this.rows.set(key, row)
    return row
  }

  private toggle(key: string, row: HTMLElement, head: HTMLElement, entry: WireEntry): void {
    const opening = !this.open.has(key)
    head.setAttribute('aria-expanded', `${opening}`)
    if (opening) {
      this.open.add(key)
      row.append(
        el(
          'div',
          { class: 'both' },
          half(say('wire.request'), entry.request),
          half(say('wire.response'), entry.response),
        ),
      )
      return
    }
    this.open.delete(key)
    row.lastElementChild?.remove()
  }
}
