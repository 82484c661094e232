/// <reference lib="dom" />
import type { ScreenItem, Sitter } from '../screen'
import { renderCard } from './card'
import { avatar, el, fill } from './dom'
import { markdown, type OpenLink, plainText } from './rich-text'
import { type PlatformName, server } from './server'
import { chatTime } from './time'
import { say } from './words'

/** What a chat needs from its phone. */
export interface ChatActions {
  platform: PlatformName
  /** The picture beside the app's messages. */
  face(): HTMLElement
  sitter(): Sitter
  now(): Date
  open: OpenLink
  press(item: ScreenItem, key: string, values: Record<string, string>): Promise<void>
  say(text: string): void
}

/** Messages closer than this stand under one time. */
const gapMs = 5 * 60_000

/** The messages of one phone; redraws only what changed, and keeps half-written words in cards. */
export class Chat {
  readonly node = el('div', { class: 'chat', role: 'log', 'aria-live': 'polite', tabindex: 0 })
  readonly more = el(
    'button',
    { type: 'button', class: 'more', hidden: true, onclick: () => this.toEnd() },
    say('phone.newBelow'),
  )
  private drawn = new Map<string, { text: string; node: HTMLElement }>()
  private drafts = new Map<string, Record<string, string>>()
  private count = -1

  constructor(private readonly actions: ChatActions) {
    this.node.addEventListener('scroll', () => {
      if (this.atEnd()) this.more.hidden = true
    })
  }

  /** Forgets everything: somebody else sits here now. */
  reset(): void {
    this.drawn.clear()
    this.drafts.clear()
    this.count = -1
    this.node.replaceChildren()
  }

  show(items: ScreenItem[]): void {
    const follow = this.count < 0 || this.atEnd()
    const grown = this.count >= 0 && items.length > this.count
    this.count = items.length
    if (items.length === 0) {
      fill(this.node, this.empty())
      return
    }
    const before = this.drawn
    this.drawn = new Map()
    const nodes: HTMLElement[] = []
    let last = 0
    for (const item of items) {
      const at = Date.parse(item.at)
      if (at - last > gapMs) nodes.push(this.separator(new Date(at)))
      last = at
      nodes.push(this.draw(item, before.get(item.id)))
    }
    this.place(nodes)
    if (follow) this.toEnd()
    else if (grown) this.more.hidden = false
  }

  toEnd(): void {
    this.node.scrollTop = this.node.scrollHeight
    this.more.hidden = true
  }

  private atEnd(): boolean {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 80
  }

  /** Puts the nodes in order without touching those that stay: a field being written in keeps its focus. */
  private place(nodes: HTMLElement[]): void {
    const keep = new Set<Node>(nodes)
    for (const child of [...this.node.childNodes]) if (!keep.has(child)) child.remove()
    nodes.forEach((node, index) => {
      const there = this.node.childNodes[index]
      if (there !== node) this.node.insertBefore(node, there ?? null)
    })
  }

  private separator(at: Date): HTMLElement {
    const text = chatTime(at, this.actions.now())
    const key = `time ${at.toISOString()}`
    const old = this.drawn.get(key)
    const node = old?.node ?? el('div', { class: 'time' }, text)
    this.drawn.set(key, { text, node })
    return node
  }

  private draw(item: ScreenItem, old: { text: string; node: HTMLElement } | undefined): HTMLElement {
    const text = JSON.stringify(item)
    const node = old?.text === text ? old.node : this.bubble(item, old !== undefined)
    this.drawn.set(item.id, { text, node })
    return node
  }

  private bubble(item: ScreenItem, again: boolean): HTMLElement {
    if (item.kind === 'recalled') return el('div', { class: 'time' }, say('phone.recalled'))
    const mine = item.from === 'me'
    const face = mine ? avatar(this.actions.sitter().name) : this.actions.face()
    const lost = item.undelivered ? el('span', { class: 'lost' }, say('phone.undelivered')) : null
    const classes = `message ${mine ? 'me' : 'app'} ${item.kind}${again ? ' changed' : ''}`
    return el(
      'div',
      { class: classes, 'data-item': item.id },
      face,
      el('div', { class: 'content' }, this.content(item), lost),
    )
  }

  private content(item: ScreenItem): HTMLElement {
    if (item.kind === 'card' && item.card) {
      const draft = this.drafts.get(item.id) ?? {}
      this.drafts.set(item.id, draft)
      const press = (key: string, values: Record<string, string>) => this.actions.press(item, key, values)
      return renderCard(item.card, { open: this.actions.open, press, draft })
    }
    if (item.kind === 'image') return this.picture(item)
    const shown = item.kind === 'markdown' ? markdown : plainText
    return el('div', { class: 'bubble' }, shown(item.text ?? '', this.actions.open))
  }

  private picture(item: ScreenItem): HTMLElement {
    const { platform } = this.actions
    const source = server.media(platform, this.actions.sitter().userId, item.mediaId ?? '')
    const image = el('img', { class: 'picture', src: source, alt: say('phone.pictureAlt') })
    image.addEventListener('load', () => {
      if (this.atEnd() || !this.more.hidden) return
      this.toEnd()
    })
    return image
  }

  private empty(): HTMLElement {
    const line = say('phone.emptyLine')
    return el(
      'div',
      { class: 'empty' },
      el('b', {}, say('phone.empty')),
      el('p', {}, say('phone.emptyHint')),
      el('button', { type: 'button', class: 'quiet', onclick: () => this.actions.say(line) }, line),
    )
  }
}
