import type { Delivery, PhoneControl, ScreenItem, Sitter } from '../screen'
import { callbackFault, type WechatCallback } from './account'
import { push, verifyUrl } from './callback'
import { click, follow, notFollowing, say, sayMedia, scan, unfollow, view } from './deeds'
import { allowanceOf } from './grants'
import { isJson } from './guard'
import { liveMedia, storeMedia } from './media'
import { findEntry } from './menu'
import { mintCode, type WechatScope } from './oauth'
import { findCode, isOpen } from './qrcode'
import { isShown, showLine, showMessage } from './render'
import type { FollowerDoc, WechatState } from './state'
import { checkSignature, type WechatSignatureClaim } from './tickets'
import type { XmlFields } from './xml'

type File = { bytes: Buffer; fileName: string; contentType: string }

/** How a person stands to the account. */
export interface Standing {
  following: boolean
  /** Has switched off the account's messages. */
  refuses: boolean
  /** Logs in as a virtual person. */
  snapshot: boolean
  /** Messages that the account may still write by itself, and until when (ISO time); none without a deed. */
  allowance: { left: number; until?: string }
}

/** What people do in WeChat, and what the account's administrator sets. */
export class WechatControl implements PhoneControl {
  readonly platform = 'wechat' as const

  constructor(private readonly state: WechatState) {}

  get faults() {
    return this.state.faults
  }

  get wire() {
    return this.state.wire
  }

  get changes() {
    return this.state.changes
  }

  /** What stands above the chat. */
  get accountName(): string {
    return this.state.account.name
  }

  /** Everybody with WeChat, whether following or not. */
  people(): Sitter[] {
    return this.state.account.people.map(({ openId, nickname }) => ({
      userId: openId,
      name: nickname,
      leader: false,
    }))
  }

  standing(userId: string): Standing {
    const follower = this.person(userId)
    const { left, until } = allowanceOf(this.state, follower)
    const { following, refuses, snapshot } = follower
    const allowance = { left, ...(until > 0 && { until: new Date(until).toISOString() }) }
    return { following, refuses, snapshot, allowance }
  }

  /** The chat since the person last followed; empty for everybody else. */
  screen(userId: string): ScreenItem[] {
    const { openId, following, sinceSeq } = this.person(userId)
    if (!following) return []
    const mine = (doc: { openId: string; seq: number }) => doc.openId === openId && doc.seq > sinceSeq
    const messages = this.state.messages
      .values()
      .filter(message => mine(message) && isShown(message))
      .map(message => ({ seq: message.seq, item: showMessage(this.state, message) }))
    const lines = this.state.lines
      .values()
      .filter(mine)
      .map(line => ({ seq: line.seq, item: showLine(line) }))
    return [...messages, ...lines].sort((a, b) => a.seq - b.seq).map(({ item }) => item)
  }

  /** The menu at the foot of the chat, in the platform's form; followers only. */
  menu(userId: string): unknown[] {
    return this.person(userId).following ? (this.state.menus.get('menu')?.button ?? []) : []
  }

  media(userId: string, mediaId: string) {
    const shown = this.screen(userId).some(item => item.mediaId === mediaId)
    const doc = shown ? liveMedia(this.state, mediaId) : undefined
    return doc && { bytes: Buffer.from(doc.base64, 'base64'), contentType: doc.contentType }
  }

  async typeLine(userId: string, text: string): Promise<Delivery> {
    if (!this.person(userId).following) return notFollowing
    return say(this.state, userId, { kind: 'text', text }, { MsgType: 'text', Content: text })
  }

  async sendPicture(userId: string, picture: File): Promise<Delivery> {
    if (!this.person(userId).following) return notFollowing
    const more = (mediaId: string) => ({ PicUrl: `${this.state.base}/files/${mediaId}` })
    return sayMedia(this.state, userId, 'image', picture, more)
  }

  /** A voice message; `recognition` is what the platform heard in it, where the account has that switched on. */
  async sendVoice(userId: string, voice: File, recognition?: string): Promise<Delivery> {
    if (!this.person(userId).following) return notFollowing
    const heard: XmlFields = recognition === undefined ? {} : { Recognition: recognition }
    return sayMedia(this.state, userId, 'voice', voice, () => ({ Format: 'amr', ...heard }))
  }

  async sendLocation(
    userId: string,
    place: { latitude: number; longitude: number; label: string },
  ): Promise<Delivery> {
    if (!this.person(userId).following) return notFollowing
    const { latitude, longitude, label } = place
    const fields = { Location_X: latitude, Location_Y: longitude, Scale: 16, Label: label }
    const shown = { kind: 'location' as const, text: `[位置] ${label}` }
    return say(this.state, userId, shown, { MsgType: 'location', ...fields })
  }

  /** A picture that a page uploads through the JS-API. @returns its media id */
  async uploadPicture(picture: File): Promise<string> {
    return (await storeMedia(this.state, 'image', picture)).mediaId
  }

  /** The platform does not tell when somebody opens the chat. */
  async openChat(): Promise<Delivery> {
    return { delivered: true }
  }

  /** Follows: found by search, or by a code (its content, ticket or picture's address). */
  async follow(userId: string, scanned?: string): Promise<Delivery> {
    const follower = this.person(userId)
    if (scanned === undefined) return follow(this.state, follower)
    const code = findCode(this.state, scanned)
    if (!code || !isOpen(this.state, code)) return { delivered: false, reason: 'no such code' }
    return follow(this.state, follower, code)
  }

  async unfollow(userId: string): Promise<Delivery> {
    return unfollow(this.state, this.person(userId))
  }

  /** Scans a code of the account: a stranger follows with it, a follower's scan is told. */
  async scan(userId: string, scanned: string): Promise<Delivery> {
    const follower = this.person(userId)
    const code = findCode(this.state, scanned)
    if (!code || !isOpen(this.state, code)) return { delivered: false, reason: 'no such code' }
    return follower.following ? scan(this.state, userId, code) : follow(this.state, follower, code)
  }

  /** The codes that can be scanned now, newest last. */
  codes(): { url: string; ticket: string; scene: string }[] {
    return this.state.codesWithScene
      .values()
      .filter(code => isOpen(this.state, code))
      .map(({ url, ticket, scene }) => ({ url, ticket, scene }))
  }

  /** A press on an entry of the menu: the key of a `click` entry, the address of a `view` entry. */
  async pressMenu(userId: string, key: string): Promise<Delivery> {
    if (!this.person(userId).following) return notFollowing
    const entry = findEntry(this.state, key)
    if (!entry) return { delivered: false, reason: 'no such entry' }
    return entry.type === 'click' ? click(this.state, userId, key) : view(this.state, userId, key)
  }

  /** A press on an answer of a message with a menu: the person says its words. */
  async press(userId: string, itemId: string, key: string): Promise<Delivery> {
    const message = this.state.messages.get(itemId)
    const shown = message && this.screen(userId).some(item => item.id === itemId)
    const list = shown && Array.isArray(message.body.list) ? message.body.list.filter(isJson) : []
    const answer = list.find(one => `${one.id}` === key)
    if (!answer) return { delivered: false, reason: 'no such button' }
    const text = `${answer.content}`
    const fields = { MsgType: 'text', Content: text, bizmsgmenuid: key }
    return say(this.state, userId, { kind: 'text', text }, fields)
  }

  /** A login code for the person who holds this phone: 5 minutes, once. */
  async mintCode(userId: string, scope: WechatScope = 'snsapi_base'): Promise<string> {
    return mintCode(this.state, this.person(userId).openId, scope)
  }

  /** What WeChat finds when a page calls wx.config; undefined when the signature is good. */
  checkPageSignature(claim: WechatSignatureClaim): string | undefined {
    return checkSignature(this.state, claim)
  }

  /** Switches the account's messages off or on for this person. */
  async setRefuses(userId: string, refuses: boolean): Promise<void> {
    await this.change(userId, { refuses })
  }

  /** From now on this person logs in as a virtual one. */
  async setSnapshot(userId: string, snapshot: boolean): Promise<void> {
    await this.change(userId, { snapshot })
  }

  /** The next template messages are taken and then fail inside the platform. */
  failTemplates(times = 1): void {
    this.state.failTemplates = times
  }

  /** Saves the callback settings as the admin console does: only when the address verifies. */
  async saveCallback(callback: WechatCallback): Promise<Delivery> {
    const wrong = callbackFault(callback)
    if (wrong) return { delivered: false, reason: wrong }
    const verified = await verifyUrl(this.state, callback)
    if (verified.delivered) await this.state.callback.put('callback', { ...callback })
    return verified
  }

  /** Pushes somebody's last line once more, as the platform does when an answer got lost. */
  async repeatLast(userId: string): Promise<Delivery> {
    const last = this.state.lastPush.get(userId)
    if (!last) return { delivered: false, reason: 'nothing pushed' }
    const { reply: _, ...delivery } = await push(this.state, last)
    return delivery
  }

  /** Takes every token out of service before its time. */
  async expireTokens(): Promise<void> {
    for (const token of this.state.tokens.values())
      await this.state.tokens.put(token.value, { ...token, expires: 0 })
  }

  /** Resolves when every push that nobody waits for has come to its end. */
  async settled(): Promise<void> {
    while (this.state.background.size > 0) await Promise.all(this.state.background)
  }

  private async change(userId: string, change: Partial<FollowerDoc>): Promise<void> {
    await this.state.followers.put(userId, { ...this.person(userId), ...change })
    this.state.changes.tell({ kind: 'screen', userIds: [userId] })
  }

  private person(userId: string): FollowerDoc {
    const person = this.state.account.people.some(({ openId }) => openId === userId)
    const follower = person ? this.state.followers.get(userId) : undefined
    if (!follower) throw new Error(`no such person: ${userId}`)
    return follower
  }
}
