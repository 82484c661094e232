import { randomInt } from 'node:crypto'
import { randomId } from '../random-id'
import type { Delivery, PhoneControl, ScreenItem, Sitter } from '../screen'
import { type CallbackTiming, push, verifyUrl } from './callback'
import { findMember, type WecomApp, type WecomPerson } from './corp'
import { storeMedia } from './media'
import { mintCode } from './oauth'
import { showLine, showMessage } from './render'
import { responseCodeLifetime } from './send'
import type { Json, LineDoc, MessageDoc, WecomState } from './state'
import { checkSignature, type SignatureClaim } from './tickets'
import type { XmlValue } from './xml'

/** What members do in the client, and what an administrator sets. The stand-in has one app per phone: the first. */
export class WecomControl implements PhoneControl {
  readonly platform = 'wecom' as const

  constructor(
    private readonly state: WecomState,
    private readonly timing: CallbackTiming,
  ) {}

  get faults() {
    return this.state.faults
  }

  get wire() {
    return this.state.wire
  }

  get changes() {
    return this.state.changes
  }

  people(): Sitter[] {
    const leaders = new Set(this.state.corp.people.map(({ leaderUserId }) => leaderUserId))
    const departments = new Map(this.state.corp.departments.map(({ id, name }) => [id, name]))
    return this.state.corp.people
      .filter(person => person.active !== false)
      .map(person => ({
        userId: person.userId,
        name: person.name,
        title: person.title,
        department: departments.get(person.departments[0] ?? 0),
        leader: (person.leads ?? []).length > 0 || leaders.has(person.userId),
      }))
  }

  screen(userId: string): ScreenItem[] {
    const person = this.member(userId)
    const messages = this.state.messages
      .values()
      .filter(message => message.readers.includes(person.userId))
      .map(message => ({ seq: message.seq, item: showMessage(message, person.userId) }))
    const lines = this.state.lines
      .values()
      .filter(line => line.userId === person.userId)
      .map(line => ({ seq: line.seq, item: showLine(line) }))
    return [...messages, ...lines].sort((a, b) => a.seq - b.seq).map(({ item }) => item)
  }

  /** The app's menu at the foot of the chat. */
  menu(): unknown[] {
    return this.state.menus.get(`${this.app().agentId}`)?.button ?? []
  }

  media(userId: string, mediaId: string) {
    const shown = this.screen(userId).some(item => item.mediaId === mediaId)
    const doc = shown ? this.state.media.get(mediaId) : undefined
    return doc && { bytes: Buffer.from(doc.base64, 'base64'), contentType: doc.contentType }
  }

  async typeLine(userId: string, text: string): Promise<Delivery> {
    const person = this.member(userId)
    return this.say(person, { kind: 'text', text }, { MsgType: 'text', Content: text })
  }

  async sendPicture(userId: string, picture: { bytes: Buffer; fileName: string; contentType: string }) {
    const person = this.member(userId)
    const media = await storeMedia(this.state, 'image', picture)
    return this.say(
      person,
      { kind: 'image', mediaId: media.mediaId },
      { MsgType: 'image', PicUrl: `https://stand-in.invalid/${media.mediaId}`, MediaId: media.mediaId },
    )
  }

  /** A picture that a page uploads through the JS-API. @returns its media id */
  async uploadPicture(picture: { bytes: Buffer; fileName: string; contentType: string }): Promise<string> {
    return (await storeMedia(this.state, 'image', picture)).mediaId
  }

  async openChat(userId: string): Promise<Delivery> {
    return this.event(this.member(userId), { Event: 'enter_agent', EventKey: '' })
  }

  /** A press on a `click` entry of the menu. */
  async pressMenu(userId: string, key: string): Promise<Delivery> {
    return this.event(this.member(userId), { Event: 'click', EventKey: key })
  }

  async press(
    userId: string,
    itemId: string,
    key: string,
    values: Record<string, string>,
  ): Promise<Delivery> {
    const person = this.member(userId)
    const message = this.state.messages.get(itemId)
    const shown = message?.readers.includes(person.userId)
      ? showMessage(message, person.userId).card
      : undefined
    const button = shown?.buttons.find(candidate => candidate.key === key && !candidate.url)
    if (!message || !shown || !button) return { delivered: false, reason: 'no such button' }
    const card = message.changed[person.userId]?.card ?? message.body
    const chosen = shown.choices.map(({ key: question, selected }) => ({
      QuestionKey: question,
      OptionIds: {
        OptionId: (values[question] === undefined ? selected : values[question].split(',')).filter(Boolean),
      },
    }))
    return this.event(person, {
      Event: 'template_card_event',
      EventKey: key,
      TaskId: message.taskId ?? '',
      CardType: `${(card as Json).card_type}`,
      ResponseCode: await this.pressCode(message),
      ...(chosen.length > 0 && { SelectedItems: { SelectedItem: chosen } }),
    })
  }

  mintCode(userId: string): Promise<string> {
    return mintCode(this.state, this.member(userId).userId, this.app().agentId)
  }

  /** What the client finds when a page initialises the JS-API; undefined when the signature is good. */
  checkPageSignature(claim: SignatureClaim): string | undefined {
    return checkSignature(this.state, claim)
  }

  /** Saves the callback settings as the admin console does: only when the address verifies. */
  async saveCallback(
    agentId: number,
    settings: { callbackUrl: string; token: string; encodingAesKey: string },
  ): Promise<Delivery> {
    const app = this.state.apps.get(`${agentId}`)
    if (!app) return { delivered: false, reason: 'no such app' }
    const verified = await verifyUrl(this.state, { ...app, ...settings })
    if (verified.delivered) await this.state.apps.put(`${agentId}`, { ...app, ...settings })
    return verified
  }

  /** Takes a token out of service before its time, as the platform sometimes does. */
  async expireTokens(): Promise<void> {
    for (const token of this.state.tokens.values())
      await this.state.tokens.put(token.value, { ...token, expires: 0 })
  }

  private member(userId: string): WecomPerson {
    const person = findMember(this.state.corp, userId)
    if (!person) throw new Error(`no such member: ${userId}`)
    return person
  }

  private app(): WecomApp {
    const app = this.state.apps.get(`${this.state.corp.apps[0]?.agentId}`)
    if (!app) throw new Error('the corporation has no app')
    return app
  }

  private async pressCode(message: MessageDoc): Promise<string> {
    const code = randomId('', 48)
    const expires = this.state.now().getTime() + responseCodeLifetime
    await this.state.responseCodes.put(code, {
      code,
      msgid: message.msgid,
      agentId: message.agentId,
      expires,
      used: false,
    })
    return code
  }

  private envelope(person: WecomPerson): Record<string, XmlValue> {
    return {
      ToUserName: this.state.corp.corpId,
      FromUserName: person.userId,
      CreateTime: Math.floor(this.state.now().getTime() / 1000),
    }
  }

  private async say(
    person: WecomPerson,
    shown: Pick<LineDoc, 'kind' | 'text' | 'mediaId'>,
    fields: Record<string, XmlValue>,
  ): Promise<Delivery> {
    const line: LineDoc = {
      ...shown,
      id: randomId('line-'),
      seq: this.state.nextSeq(),
      at: this.state.now().getTime(),
      userId: person.userId,
      delivered: true,
    }
    await this.state.lines.put(line.id, line)
    this.state.changes.tell({ kind: 'screen', userIds: [person.userId] })
    const id = `${randomInt(1, 2 ** 31)}${randomInt(1_000_000_000)}`
    const app = this.app()
    const message = { ...this.envelope(person), ...fields, MsgId: id, AgentID: app.agentId }
    const delivery = await push(this.state, app, message, this.timing)
    if (!delivery.delivered) await this.state.lines.put(line.id, { ...line, delivered: false })
    if (!delivery.delivered) this.state.changes.tell({ kind: 'screen', userIds: [person.userId] })
    return delivery
  }

  private event(person: WecomPerson, fields: Record<string, XmlValue>): Promise<Delivery> {
    const app = this.app()
    const event = { ...this.envelope(person), MsgType: 'event', ...fields, AgentID: app.agentId }
    return push(this.state, app, event, this.timing)
  }
}
