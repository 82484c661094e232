/// <reference lib="dom" />
import type { Sitter } from '../screen'
import { type Scanned, scanEvent } from './ask-scanner'
import { el } from './dom'
import type { PlatformName } from './server'
import { say } from './words'

/** The phone's web view: the mini-app in a frame whose name says who holds the phone. */
export class WebView {
  readonly node = el('div', { class: 'web', hidden: true })
  private frame: HTMLIFrameElement | undefined
  private readonly wait = el('div', { class: 'wait' }, say('phone.loading'))

  constructor(
    private readonly platform: PlatformName,
    private readonly home: string,
    private readonly titled: (title: string) => void,
    private readonly scan: () => Promise<string | undefined>,
  ) {
    this.node.append(this.wait)
  }

  /** Whether the mini-app has been opened by this person. */
  get opened(): boolean {
    return this.frame !== undefined
  }

  /** The title of the page inside, where one is open. */
  get title(): string {
    return this.inside()?.title ?? ''
  }

  /** Opens the mini-app at this address, or shows it as it was left. */
  open(sitter: Sitter, url?: string): void {
    const target = this.ownAddress(url ?? this.home)
    if (this.frame) {
      if (url) this.frame.src = target
      else this.wake()
      return
    }
    this.wait.hidden = false
    const name = `gonghai-phone:${this.platform}:${encodeURIComponent(sitter.userId)}`
    const title = `${say(`platform.${this.platform}`)} · ${sitter.name} · ${say('phone.miniapp')}`
    this.frame = el('iframe', { name, title, src: target, allow: 'clipboard-write' })
    this.frame.addEventListener('load', () => this.loaded())
    this.frame.addEventListener(
      scanEvent,
      event => void this.scan().then((event as CustomEvent<Scanned>).detail),
    )
    this.node.append(this.frame)
  }

  /** Opens anew, as after closing the web view. */
  reload(sitter: Sitter): void {
    this.close()
    this.open(sitter)
  }

  close(): void {
    this.frame?.remove()
    this.frame = undefined
    this.titled('')
  }

  /** True when the address belongs to the mini-app, under whatever name this page was opened. */
  owns(url: string): boolean {
    const { origin } = new URL(url, location.href)
    return origin === location.origin || origin === new URL(this.home, location.href).origin
  }

  /** The web view comes back into sight: its page hears so, as it does in the real client. */
  private wake(): void {
    const view = this.inside()?.defaultView
    view?.dispatchEvent(new view.Event('visibilitychange'))
  }

  private ownAddress(url: string): string {
    const { pathname, search, hash } = new URL(url, location.href)
    return `${location.origin}${pathname}${search}${hash}`
  }

  private loaded(): void {
    this.wait.hidden = true
    const inside = this.inside()
    if (!inside) return
    const tell = () => this.titled(inside.title)
    tell()
    new MutationObserver(tell).observe(inside.head, { childList: true, subtree: true, characterData: true })
  }

  /** The document inside, when it is ours: on a platform's login page it is not. */
  private inside(): Document | undefined {
    try {
      return this.frame?.contentDocument ?? undefined
    } catch {
      return undefined
    }
  }
}
