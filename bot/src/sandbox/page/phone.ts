/// <reference lib="dom" />
import type { Delivery, ScreenItem, Sitter } from '../screen'
import { Chat } from './chat'
import { Composer } from './composer'
import { el, icon } from './dom'
import { type MenuEntry, type PhoneState, server } from './server'
import { Switcher } from './switcher'
import { clockTime } from './time'
import { WebView } from './web-view'
import { say } from './words'

/** What a phone needs from the desk. */
export interface Desk {
  now(): Date
  miniappUrl: string
}

const storageKey = (platform: string) => `gonghai.sandbox.seat.${platform}`

/** Why a press or a line did not arrive, in words. */
const reasons: Record<string, string> = {
  timeout: 'timeout',
  refused: 'refused',
  offline: 'offline',
  dropped: 'dropped',
  'no connection': 'none',
  'no callback url': 'none',
  'no such button': 'button',
}

function failure(reason: string): string {
  const key = reasons[reason]
  const words = key ? say(`delivery.${key}`) : say('delivery.other', { code: reason })
  return say('delivery.failed', { reason: words })
}

/** One phone: who holds it, the chat with the app, the mini-app. */
export class Phone {
  readonly node: HTMLElement
  readonly platform: PhoneState['platform']
  private sitter: Sitter
  private readonly chat: Chat
  private readonly composer: Composer
  private readonly web: WebView
  private readonly switcher: Switcher
  private readonly clock = el('span', { class: 'now' })
  private readonly title = el('span', { class: 'bar-title' })
  private readonly toast = el('div', { class: 'toast', role: 'status', hidden: true })
  private readonly link = el('span', { class: 'link-state' })
  private readonly tabs: Record<'chat' | 'web', HTMLButtonElement>
  private readonly device: HTMLElement
  private toastTimer = 0
  private reading = 0

  constructor(
    state: PhoneState,
    private readonly desk: Desk,
  ) {
    this.platform = state.platform
    const remembered = localStorage.getItem(storageKey(this.platform)) ?? state.seat
    const found = state.people.find(({ userId }) => userId === remembered) ?? state.people[0]
    if (!found) throw new Error(`nobody is on ${this.platform}`)
    this.sitter = found
    const { platform } = this
    this.chat = new Chat({
      platform,
      sitter: () => this.sitter,
      now: () => desk.now(),
      open: url => this.openLink(url),
      press: (item, key, values) => this.press(item, key, values),
      say: text => this.say(text),
    })
    this.composer = new Composer({
      platform,
      say: text => this.say(text),
      picture: file => void this.deliver(server.picture(platform, this.sitter.userId, file)),
      menu: entry => this.pressMenu(entry),
      complain: words => this.tell(words),
    })
    this.web = new WebView(platform, desk.miniappUrl, title => this.setTitle(title))
    this.switcher = new Switcher(state.people, found, person => this.seat(person))
    this.tabs = { chat: this.tab('chat'), web: this.tab('web') }
    this.device = this.build()
    this.node = el(
      'section',
      { class: `seat ${platform}`, 'data-platform': platform, 'aria-label': say(`platform.${platform}`) },
      this.caption(),
      this.device,
    )
    this.setFaults(state.faults)
    this.look('chat')
    void this.read()
    void server.open(platform, this.sitter.userId).catch(() => this.tell(say('error.load')))
  }

  /** Somebody's screen changed. */
  changed(userIds: string[]): void {
    if (userIds.includes(this.sitter.userId)) void this.read()
    this.switcher.mark(userIds)
  }

  /** Reads this person's screen again. */
  async read(): Promise<void> {
    const { userId } = this.sitter
    const mine = ++this.reading
    try {
      const { items, menu } = await server.screen(this.platform, userId)
      if (mine !== this.reading || userId !== this.sitter.userId) return
      this.composer.setMenu(menu)
      this.chat.show(items)
    } catch {
      if (mine === this.reading) this.tell(say('error.load'))
    }
  }

  /** This phone has come into sight on a small window. */
  reveal(): void {
    this.chat.toEnd()
  }

  tick(): void {
    this.clock.textContent = clockTime(this.desk.now())
  }

  setFaults(faults: PhoneState['faults']): void {
    this.device.classList.toggle('cut', faults.offline)
    this.link.textContent = say(faults.offline ? 'phone.offline' : 'phone.online')
    this.link.className = faults.offline ? 'link-state off' : 'link-state'
  }

  private caption(): HTMLElement {
    const name = el('b', { class: 'platform' }, say(`platform.${this.platform}`))
    return el(
      'header',
      { class: 'caption' },
      name,
      this.switcher.node,
      el('span', { class: 'space' }),
      this.link,
    )
  }

  private tab(view: 'chat' | 'web'): HTMLButtonElement {
    const words = say(view === 'chat' ? 'phone.chat' : 'phone.miniapp')
    return el(
      'button',
      { type: 'button', role: 'tab', onclick: () => this.look(view) },
      icon(view === 'chat' ? 'chat' : 'app', 16),
      words,
    )
  }

  private build(): HTMLElement {
    const status = el(
      'div',
      { class: 'status', 'aria-hidden': 'true' },
      this.clock,
      el('i', { class: 'island' }),
      el('span', { class: 'signs' }, icon('signal', 16), icon('battery', 20)),
    )
    const back = el(
      'button',
      {
        type: 'button',
        class: 'bar-button back',
        title: say('phone.back'),
        'aria-label': say('phone.back'),
        onclick: () => this.look('chat'),
      },
      icon('back', 20),
    )
    const reload = el(
      'button',
      {
        type: 'button',
        class: 'bar-button reload',
        title: say('phone.reload'),
        'aria-label': say('phone.reload'),
        onclick: () => this.web.reload(this.sitter),
      },
      icon('reload', 18),
    )
    const bar = el('div', { class: 'bar' }, back, this.title, reload)
    const tabs = el('div', { class: 'tabs', role: 'tablist' }, this.tabs.chat, this.tabs.web)
    const talk = el('div', { class: 'talk' }, this.chat.node, this.chat.more, this.composer.node)
    return el(
      'div',
      { class: 'device' },
      status,
      bar,
      tabs,
      el('div', { class: 'screen' }, talk, this.web.node, this.toast),
    )
  }

  private look(view: 'chat' | 'web', url?: string): void {
    for (const [name, button] of Object.entries(this.tabs))
      button.setAttribute('aria-selected', `${name === view}`)
    this.device.dataset.view = view
    this.web.node.hidden = view === 'chat'
    if (view === 'web') this.web.open(this.sitter, url)
    else this.chat.toEnd()
    this.setTitle(this.web.title)
  }

  private setTitle(title: string): void {
    const web = this.device?.dataset.view === 'web'
    this.title.textContent = web ? title || say('phone.miniapp') : say('bot')
  }

  private seat(person: Sitter): void {
    this.sitter = person
    localStorage.setItem(storageKey(this.platform), person.userId)
    this.web.close()
    this.chat.reset()
    this.composer.clear()
    this.look('chat')
    void this.read()
    void server.open(this.platform, person.userId).catch(() => this.tell(say('error.load')))
  }

  private openLink(url: string): void {
    if (!/^https?:/.test(url)) return
    if (this.web.owns(url)) this.look('web', url)
    else window.open(url, '_blank', 'noopener')
  }

  private say(text: string): void {
    void this.deliver(server.say(this.platform, this.sitter.userId, text))
  }

  private press(item: ScreenItem, key: string, values: Record<string, string>): Promise<void> {
    return this.deliver(server.press(this.platform, this.sitter.userId, item.id, key, values))
  }

  private pressMenu(entry: MenuEntry): void {
    if (entry.url) this.openLink(entry.url)
    else if (entry.key) void this.deliver(server.menu(this.platform, this.sitter.userId, entry.key))
  }

  private async deliver(sent: Promise<Delivery>): Promise<void> {
    this.chat.toEnd()
    try {
      const { delivered, reason } = await sent
      if (!delivered) this.tell(failure(reason ?? ''))
    } catch (error) {
      this.tell(say('error.action', { reason: error instanceof Error ? error.message : '' }))
    }
  }

  /** A line at the foot of this phone, for a few seconds. */
  private tell(words: string): void {
    this.toast.textContent = words
    this.toast.hidden = false
    clearTimeout(this.toastTimer)
    this.toastTimer = window.setTimeout(() => {
      this.toast.hidden = true
    }, 5000)
  }
}
