import { randomId } from '../random-id'
import type { Delivery, PhoneControl, ScreenItem, Sitter } from '../screen'
import { reportPress } from './card-callback'
import { type DingtalkApp, type DingtalkPerson, findEmployee } from './corp'
import type { Gateway, GatewayTiming } from './gateway'
import { type ConfigClaim, checkConfig } from './jsapi'
import { mintCode } from './login'
import { storeMedia } from './media'
import { pressParams, renderCard, showLine, showMessage, valuesFor } from './render'
import type { CardDoc, DingtalkState, Json, LineDoc, Params } from './state'

const sessionLifetime = 90 * 60_000

/** What employees do in the client, and what goes on in the organisation. One app per phone: the first. */
export class DingtalkControl implements PhoneControl {
  readonly platform = 'dingtalk' as const

  constructor(
    private readonly state: DingtalkState,
    private readonly gateway: Gateway,
    private readonly timing: GatewayTiming,
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

  /** Open Stream connections. */
  get connections(): number {
    return this.gateway.size
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
    const messages = this.state.messages
      .values()
      .filter(message => message.readers.includes(userId))
      .map(message => ({ seq: message.seq, item: showMessage(message) }))
    const lines = this.state.lines
      .values()
      .filter(line => line.userId === userId)
      .map(line => ({ seq: line.seq, item: showLine(line) }))
    const cards = this.state.cards
      .values()
      .flatMap(card =>
        card.deliveries
          .filter(delivery => delivery.userId === userId)
          .map(({ seq, at }) => ({ seq, item: this.showCard(card, userId, at) })),
      )
    return [...messages, ...lines, ...cards].sort((a, b) => a.seq - b.seq).map(({ item }) => item)
  }

  media(userId: string, mediaId: string) {
    const shown = this.screen(userId).some(item => item.mediaId === mediaId)
    const doc = shown ? this.state.media.get(mediaId) : undefined
    return doc && { bytes: Buffer.from(doc.base64, 'base64'), contentType: doc.contentType }
  }

  async typeLine(userId: string, text: string): Promise<Delivery> {
    return this.say(
      this.employee(userId),
      { kind: 'text', text },
      { msgtype: 'text', text: { content: text } },
    )
  }

  async sendPicture(userId: string, picture: { bytes: Buffer; fileName: string; contentType: string }) {
    const person = this.employee(userId)
    const { mediaId } = await storeMedia(this.state, 'image', picture)
    const content = { downloadCode: mediaId, pictureDownloadCode: mediaId }
    return this.say(person, { kind: 'image', mediaId }, { msgtype: 'picture', content })
  }

  /** Reading is all that the platform notices. */
  async openChat(userId: string): Promise<Delivery> {
    const { messages } = this.state
    const unread = messages
      .values()
      .filter(({ readers, readBy }) => readers.includes(userId) && !readBy.includes(userId))
    await Promise.all(unread.map(doc => messages.put(doc.id, { ...doc, readBy: [...doc.readBy, userId] })))
    return { delivered: true }
  }

  async press(
    userId: string,
    itemId: string,
    key: string,
    values: Record<string, string>,
  ): Promise<Delivery> {
    const person = this.employee(userId)
    const card = this.state.cards.get(itemId)
    const shown = card?.deliveries.some(delivery => delivery.userId === userId)
      ? this.values(card, userId)
      : undefined
    const button =
      shown && renderCard(shown).buttons.find(candidate => candidate.key === key && !candidate.url)
    if (!card || !shown || !button) return { delivered: false, reason: 'no such button' }
    const pressed = pressParams(shown, key, values)
    return reportPress(this.state, this.gateway, card, person, pressed, this.timing.cardMs)
  }

  mintCode(userId: string): Promise<string> {
    return mintCode(this.state, this.employee(userId).userId, this.app().appKey, 'client')
  }

  /** What the client finds in dd.config: the digest used, or its error number. */
  checkPageConfig(claim: ConfigClaim): { hash: string } | { code: number } {
    return checkConfig(this.state, claim)
  }

  /** The directory changed: `user_add_org`, `user_modify_org`, `org_dept_create` … with its fields. */
  async emitEvent(eventType: string, data: Json): Promise<void> {
    await this.gateway.event(this.app().appKey, eventType, data)
  }

  /** Ends every Stream connection: with the platform's `disconnect` frame, or without a word. */
  dropConnections(politely: boolean): void {
    if (politely) this.gateway.disconnect()
    else this.gateway.cut()
  }

  /** The next `times` robot sends report this person as flow-controlled. */
  flowControl(userId: string, times = 1): void {
    this.state.flowControlled.set(userId, times)
  }

  /** The next card deliveries fail inside a 200. */
  failDeliveries(times = 1): void {
    this.state.failDeliveries = times
  }

  /** Takes every token out of service before its time. */
  async expireTokens(): Promise<void> {
    for (const token of this.state.tokens.values())
      await this.state.tokens.put(token.value, { ...token, expires: 0 })
  }

  private employee(userId: string): DingtalkPerson {
    const person = findEmployee(this.state.corp, userId)
    if (!person) throw new Error(`no such employee: ${userId}`)
    return person
  }

  private app(): DingtalkApp {
    const [app] = this.state.corp.apps
    if (!app) throw new Error('the organisation has no app')
    return app
  }

  private values(card: CardDoc, userId: string): Params {
    const app = this.state.corp.apps.find(({ appKey }) => appKey === card.appKey)
    return valuesFor(card, userId, app?.templates[card.templateId]?.variables ?? [])
  }

  private showCard(card: CardDoc, userId: string, at: number): ScreenItem {
    const base = { id: card.outTrackId, at: new Date(at).toISOString(), from: 'app' as const }
    return { ...base, kind: 'card', card: renderCard(this.values(card, userId)) }
  }

  private async session(person: DingtalkPerson) {
    const session = randomId('', 24)
    const expires = this.state.now().getTime() + sessionLifetime
    const doc = { session, appKey: this.app().appKey, userId: person.userId, expires }
    await this.state.sessions.put(session, doc)
    return doc
  }

  private async payload(person: DingtalkPerson, line: LineDoc, fields: Json): Promise<Json> {
    const { session, expires } = await this.session(person)
    return {
      senderPlatform: 'Android',
      conversationId: `cid${person.unionId}==`,
      chatbotCorpId: this.state.corp.corpId,
      chatbotUserId: '$:LWCP_v1:$standin',
      msgId: `msg${line.id}==`,
      senderNick: person.name,
      isAdmin: false,
      senderStaffId: person.userId,
      senderUnionId: person.unionId,
      sessionWebhookExpiredTime: expires,
      createAt: line.at,
      senderCorpId: this.state.corp.corpId,
      conversationType: '1',
      senderId: `$:LWCP_v1:$${person.unionId}`,
      sessionWebhook: `${this.state.base}/robot/sendBySession?session=${session}`,
      robotCode: this.app().appKey,
      ...fields,
    }
  }

  private async say(
    person: DingtalkPerson,
    shown: Pick<LineDoc, 'kind' | 'text' | 'mediaId'>,
    fields: Json,
  ): Promise<Delivery> {
    const { lines, changes } = this.state
    const at = this.state.now().getTime()
    const line = { ...shown, id: randomId('line'), seq: this.state.nextSeq(), at, userId: person.userId }
    await lines.put(line.id, { ...line, delivered: true })
    changes.tell({ kind: 'screen', userIds: [person.userId] })
    const payload = await this.payload(person, { ...line, delivered: true }, fields)
    const acked = await this.gateway.robot(this.app().appKey, payload)
    if ('ack' in acked) return { delivered: true }
    await lines.put(line.id, { ...line, delivered: false })
    changes.tell({ kind: 'screen', userIds: [person.userId] })
    return { delivered: false, reason: acked.reason }
  }
}
