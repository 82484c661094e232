/// <reference lib="dom" />
import type { Delivery, ScreenItem, Sitter, Sticker } from '../screen'
import { Chat } from './chat'
import { Composer } from './composer'
import { failureWords } from './delivery-words'
import { el } from './dom'
import { accountFace, Official } from './official'
import { PhoneFrame, type View } from './phone-frame'
import { scan } from './scanner'
import { type MenuEntry, type PhoneState, type Screen, server } from './server'
import { Sheet } from './sheet'
import { Switcher } from './switcher'
import { clockTime } from './time'
import { WebView } from './web-view'
import { say } from './words'

/** What a phone needs from the desk. */
export interface Desk {
  now(): Date
  miniappUrl: string
  /** The QR codes on all machines; somebody of ours may stand before any of them. */
  stickers: Sticker[]
}

const storageKey = (platform: string) => `gonghai.sandbox.seat.${platform}`

/** One phone: who holds it, the chat with the app, the mini-app. */
export class Phone {
  readonly node: HTMLElement
  readonly platform: PhoneState['platform']
  private sitter: Sitter
  private readonly chat: Chat
  private readonly composer: Composer
  private readonly web: WebView
  private readonly switcher: Switcher
  private readonly frame: PhoneFrame
  private readonly sheet = new Sheet()
  private readonly official: Official | undefined
  private readonly toast = el('div', { class: 'toast', role: 'status', hidden: true })
  private readonly link = el('span', { class: 'link-state' })
  private readonly talk: HTMLElement
  private codes: NonNullable<Screen['codes']> = []
  private toastTimer = 0
  private reading = 0

  constructor(
    private readonly state: PhoneState,
    private readonly desk: Desk,
  ) {
    const { platform } = state
    this.platform = platform
    const remembered = localStorage.getItem(storageKey(platform)) ?? state.seat
    const found = state.people.find(({ userId }) => userId === remembered) ?? state.people[0]
    if (!found) throw new Error(`nobody is on ${platform}`)
    this.sitter = found
    this.official = platform === 'wechat' ? this.account() : undefined
    this.chat = this.makeChat()
    this.composer = this.makeComposer()
    this.web = new WebView(
      platform,
      state.platform === 'wechat'
        ? new URL('p', new URL(desk.miniappUrl, location.href)).href
        : desk.miniappUrl,
      title => this.setTitle(title),
      () => this.scan(),
    )
    this.switcher = new Switcher(state.people, found, person => this.seat(person))
    this.talk = el('div', { class: 'talk' }, this.chat.node, this.chat.more, this.composer.node)
    this.frame = this.makeFrame()
    this.node = el(
      'section',
      { class: `seat ${platform}`, 'data-platform': platform, 'aria-label': say(`platform.${platform}`) },
      this.caption(),
      this.frame.node,
    )
    this.setFaults(state.faults)
    this.look('chat')
    this.arrive()
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
      const { items, menu, standing, codes } = await server.screen(this.platform, userId)
      if (mine !== this.reading || userId !== this.sitter.userId) return
      this.codes = codes ?? []
      this.official?.show(standing)
      this.talk.classList.toggle('stranger', this.official?.following === false)
      this.frame.node.classList.toggle('stranger', this.official?.following === false)
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
    this.frame.time = clockTime(this.desk.now())
  }

  setFaults(faults: PhoneState['faults']): void {
    this.frame.node.classList.toggle('cut', faults.offline)
    this.link.textContent = say(faults.offline ? 'phone.offline' : 'phone.online')
    this.link.className = faults.offline ? 'link-state off' : 'link-state'
  }

  private get name(): string {
    return this.state.name ?? say('bot')
  }

  private account(): Official {
    return new Official({
      name: this.name,
      sheet: this.sheet,
      sitter: () => this.sitter,
      deliver: sent => this.deliver(sent),
      complain: words => this.tell(words),
    })
  }

  private makeChat(): Chat {
    const bot = () => el('span', { class: 'avatar bot', 'aria-hidden': 'true' }, say('avatar'))
    return new Chat({
      platform: this.platform,
      face: () => (this.official ? accountFace(this.name) : bot()),
      sitter: () => this.sitter,
      now: () => this.desk.now(),
      open: url => this.openLink(url),
      press: (item, key, values) => this.press(item, key, values),
      say: text => this.say(text),
    })
  }

  private makeComposer(): Composer {
    return new Composer({
      platform: this.platform,
      say: text => this.say(text),
      picture: file => void this.deliver(server.picture(this.platform, this.sitter.userId, file)),
      menu: entry => this.pressMenu(entry),
      complain: words => this.tell(words),
      ...(this.official ? { scan: () => void this.useScanner() } : {}),
    })
  }

  private makeFrame(): PhoneFrame {
    const { official } = this
    return new PhoneFrame(
      {
        look: view => this.look(view),
        reload: () => this.web.reload(this.sitter),
        ...(official ? { profile: () => official.openProfile() } : {}),
      },
      this.talk,
      ...(official ? [official.card] : []),
      this.web.node,
      this.sheet.node,
      this.toast,
    )
  }

  private caption(): HTMLElement {
    const name = el('b', { class: 'platform' }, say(`platform.${this.platform}`))
    const space = el('span', { class: 'space' })
    return el('header', { class: 'caption' }, name, this.switcher.node, space, this.link)
  }

  private look(view: View, url?: string): void {
    this.sheet.close()
    this.frame.view = view
    this.web.node.hidden = view === 'chat'
    if (view === 'web') this.web.open(this.sitter, url)
    else this.chat.toEnd()
    this.setTitle(this.web.title)
  }

  private setTitle(title: string): void {
    // The web view is made before the frame that shows its title.
    if (!this.frame) return
    this.frame.heading = this.frame.view === 'web' ? title || say('phone.miniapp') : this.name
  }

  private seat(person: Sitter): void {
    this.sitter = person
    localStorage.setItem(storageKey(this.platform), person.userId)
    this.web.close()
    this.chat.reset()
    this.composer.clear()
    this.look('chat')
    this.arrive()
  }

  /** Whoever holds the phone now sees their chat. */
  private arrive(): void {
    void this.read()
    void server.open(this.platform, this.sitter.userId).catch(() => this.tell(say('error.load')))
  }

  private openLink(url: string): void {
    if (!/^https?:/.test(url)) return
    if (this.web.owns(url)) this.look('web', url)
    else window.open(url, '_blank', 'noopener')
  }

  /** Customers stand before their own machines. */
  private scan(): Promise<string | undefined> {
    const { stickers, phoneEnding } = this.sitter
    const hint = phoneEnding && say('scan.ending', { digits: phoneEnding })
    return scan(this.sheet, {
      stickers: stickers ?? this.desk.stickers,
      codes: this.codes,
      ...(hint ? { hint } : {}),
    })
  }

  /** WeChat's own scanner: the account's codes are told to the account, addresses open. */
  private async useScanner(): Promise<void> {
    const text = await this.scan()
    if (text === undefined) return
    if (this.codes.some(code => code.url === text)) {
      this.look('chat')
      return this.deliver(server.scan(this.sitter.userId, text))
    }
    this.openLink(text)
  }

  private say(text: string): void {
    void this.deliver(server.say(this.platform, this.sitter.userId, text))
  }

  private press(item: ScreenItem, key: string, values: Record<string, string>): Promise<void> {
    return this.deliver(server.press(this.platform, this.sitter.userId, item.id, key, values))
  }

  private pressMenu(entry: MenuEntry): void {
    const { url, key } = entry
    if (url) this.openLink(url)
    // WeChat tells the account that a page was opened, too.
    const told = url && this.official ? url : url ? undefined : key
    if (told) void this.deliver(server.menu(this.platform, this.sitter.userId, told))
  }

  private async deliver(sent: Promise<Delivery>): Promise<void> {
    this.chat.toEnd()
    try {
      const { delivered, reason } = await sent
      if (!delivered) this.tell(failureWords(reason ?? ''))
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
