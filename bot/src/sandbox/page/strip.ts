/// <reference lib="dom" />

import type { ClockView } from './clock-view'
import { el, fill, icon } from './dom'
import type { DrawerTab } from './drawer'
import { languageSelect } from './language-select'
import { flowChips } from './notes'
import type { PageState, PlatformName } from './server'
import { clockTime, longDay } from './time'
import { language, say } from './words'

/** What the strip does to the page. */
export interface StripActions {
  now(): Date
  toggle(tab: DrawerTab): void
  choosePhone(platform: PlatformName): void
  /** Moves the clock; without it the time only stands there. */
  clock?: ClockView
}

/** The strip at the top: name, checklist, clock, wire, faults, language; on a small window which phone to see. */
export class Strip {
  readonly node: HTMLElement
  private readonly flows = el('div', { class: 'flows' })
  private readonly score = el('b', { class: 'score' })
  private readonly time = el('span', { class: 'time-now' })
  private readonly phones: Map<PlatformName, HTMLButtonElement>

  constructor(
    state: PageState,
    private readonly actions: StripActions,
  ) {
    const sign = el('span', { class: 'sign' }, icon('waves', 20))
    const name = el(
      'h1',
      {},
      say('product'),
      language === 'en' ? null : el('span', {}, 'Gonghai'),
      el('small', {}, say('tagline')),
    )
    this.phones = new Map(state.phones.map(({ platform }) => [platform, this.phoneButton(platform)]))
    const which = el(
      'div',
      { class: 'which', role: 'tablist', 'aria-label': say('phone.switch') },
      ...this.phones.values(),
    )
    this.node = el(
      'header',
      { class: 'strip' },
      sign,
      name,
      which,
      this.flows,
      el('span', { class: 'space' }),
      this.clock(),
      this.tool('wire', 'wire'),
      this.tool('faults', 'fault'),
      this.tool('notes', 'list', this.score),
      languageSelect(),
    )
    this.show(state.flows)
  }

  show(flows: PageState['flows']): void {
    fill(this.flows, ...flowChips(flows))
    this.score.textContent = `${flows.filter(({ done }) => done).length}/${flows.length}`
  }

  tick(): void {
    const now = this.actions.now()
    this.time.textContent = `${longDay(now)} ${clockTime(now)}`
  }

  /** Marks the phone that a small window shows. */
  select(platform: PlatformName): void {
    for (const [name, button] of this.phones) button.setAttribute('aria-selected', `${name === platform}`)
  }

  private phoneButton(platform: PlatformName): HTMLButtonElement {
    const choose = () => this.actions.choosePhone(platform)
    return el('button', { type: 'button', role: 'tab', onclick: choose }, say(`platform.${platform}`))
  }

  private tool(tab: DrawerTab, name: 'wire' | 'fault' | 'list', more?: HTMLElement): HTMLElement {
    const words = say(`${tab}.title`)
    const open = () => this.actions.toggle(tab)
    return el(
      'button',
      { type: 'button', class: `strip-tool for-${tab}`, 'aria-label': words, onclick: open },
      icon(name, 18),
      el('span', {}, words),
      more,
    )
  }

  private clock(): HTMLElement {
    const face = el('span', { class: 'clock', title: say('clock.title') }, icon('clock', 18), this.time)
    const { clock } = this.actions
    if (!clock) return face
    const summary = el('summary', { 'aria-label': say('clock.title') }, face)
    const menu = el('details', { class: 'clock-menu' }, summary, el('div', {}, clock.node))
    const fold = () => {
      menu.open = false
    }
    document.addEventListener('pointerdown', event => {
      if (!menu.contains(event.target as Node)) fold()
    })
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape') fold()
    })
    return menu
  }
}
