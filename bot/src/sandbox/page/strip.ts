/// <reference lib="dom" />

import { el, fill, icon } from './dom'
import type { DrawerTab } from './drawer'
import { flowChips } from './notes'
import { type PageState, type PlatformName, server } from './server'
import { clockTime, longDay, tomorrowMorning } from './time'
import { chooseLanguage, language, languages, say } from './words'

/** What the strip does to the page. */
export interface StripActions {
  now(): Date
  toggle(tab: DrawerTab): void
  choosePhone(platform: PlatformName): void
  changed(state: PageState): void
}

/** The strip at the top: name, checklist, clock, wire, faults, language; on a small window which phone to see. */
export class Strip {
  readonly node: HTMLElement
  private readonly flows = el('div', { class: 'flows' })
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
      this.clock(state.canMoveClock),
      this.tool('wire', 'wire'),
      this.tool('faults', 'fault'),
      this.tool('notes', 'list'),
      this.languages(),
    )
    this.show(state.flows)
  }

  show(flows: PageState['flows']): void {
    fill(this.flows, ...flowChips(flows))
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

  private tool(tab: DrawerTab, name: 'wire' | 'fault' | 'list'): HTMLElement {
    const words = say(`${tab}.title`)
    const open = () => this.actions.toggle(tab)
    return el(
      'button',
      { type: 'button', class: `strip-tool for-${tab}`, 'aria-label': words, onclick: open },
      icon(name, 18),
      el('span', {}, words),
    )
  }

  private clock(canMove: boolean): HTMLElement {
    const face = el('span', { class: 'clock', title: say('clock.title') }, icon('clock', 18), this.time)
    if (!canMove) return face
    const { now } = this.actions
    const moves: [string, () => Date][] = [
      ['hour', () => new Date(now().getTime() + 3600_000)],
      ['day', () => new Date(now().getTime() + 24 * 3600_000)],
      ['morning', () => tomorrowMorning(now())],
    ]
    const buttons = moves.map(([name, to]) =>
      el(
        'button',
        { type: 'button', onclick: () => void server.clock(to()).then(state => this.actions.changed(state)) },
        say(`clock.${name}`),
      ),
    )
    return el(
      'details',
      { class: 'clock-menu' },
      el('summary', {}, face),
      el('div', {}, el('p', {}, say('clock.hint')), ...buttons),
    )
  }

  private languages(): HTMLElement {
    const select = el(
      'select',
      { class: 'language', 'aria-label': say('language'), onchange: () => chooseLanguage(select.value) },
      ...languages.map(([value, words]) => el('option', { value, selected: value === language }, words)),
    )
    return select
  }
}
