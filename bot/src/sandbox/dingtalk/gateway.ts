import { randomInt } from 'node:crypto'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Answer, Host, Route } from '../http-host'
import { randomId } from '../random-id'
import { acceptNew, refuseNew } from './errors'
import { isJson, openNew } from './guard'
import { appOf, type DingtalkState, type EventDoc, type Json } from './state'

/** Topics of the Stream gateway. */
export const robotTopic = '/v1.0/im/bot/messages/get'
export const cardTopic = '/v1.0/card/instances/callback'

/** How long the gateway waits, in ms: for a card's answer, for any ack, before it repeats, before it hangs up. */
export interface GatewayTiming {
  cardMs: number
  ackMs: number
  repeatMs: number
  hangUpMs: number
  pingMs: number
}

export const defaultTiming: GatewayTiming = {
  cardMs: 2000,
  ackMs: 3000,
  repeatMs: 60_000,
  hangUpMs: 10_000,
  pingMs: 30_000,
}

interface Connection {
  id: string
  socket: WebSocket
  appKey: string
  topics: string[]
}

/** What came back for a frame: the ack, or why there is none. */
export type Acked = { ack: Json } | { reason: 'no connection' | 'timeout' | 'offline' | 'dropped' }

function parse(text: string): Json {
  try {
    const value: unknown = JSON.parse(text)
    return isJson(value) ? value : {}
  } catch {
    return {}
  }
}

/** The Stream gateway: tickets, sockets, frames, acks, repeats. */
export class Gateway {
  private readonly connections = new Map<string, Connection>()
  private readonly waiting = new Map<string, (ack: Json) => void>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly sockets = new WebSocketServer({ noServer: true })

  constructor(
    private readonly state: DingtalkState,
    private readonly timing: GatewayTiming,
  ) {}

  /** POST v1.0/gateway/connections/open: a ticket for one connection within 90 s; XML unless JSON is asked for. */
  open(): Route {
    return openNew(async (body, call): Promise<Answer> => {
      const app = appOf(this.state, `${body.clientId ?? ''}`)
      if (!app || app.appSecret !== body.clientSecret)
        return refuseNew('invalidClientIdOrSecret', '无效的clientId或者clientSecret', 401)
      const subscriptions = Array.isArray(body.subscriptions) ? body.subscriptions.filter(isJson) : []
      if (subscriptions.length === 0) return refuseNew('subscriptions.empty')
      if (subscriptions.some(({ type, topic }) => type === 'EVENT' && topic !== '*'))
        return refuseNew('subscriptions.topic.invalid')
      const topics = subscriptions.map(({ type, topic }) => (type === 'EVENT' ? 'EVENT' : `${topic}`))
      const ticket = randomId('', 16)
      const expires = this.state.now().getTime() + 90_000
      await this.state.gatewayTickets.put(ticket, { ticket, appKey: app.appKey, topics, expires })
      const endpoint = `${this.state.base.replace(/^http/, 'ws')}/connect`
      if (!`${call.headers.accept ?? ''}`.includes('application/json')) {
        const xml = `<OpenConnectionResponse><endpoint>${endpoint}</endpoint><ticket>${ticket}</ticket></OpenConnectionResponse>`
        return { type: 'application/xml', body: xml }
      }
      return acceptNew({ endpoint, ticket })
    })
  }

  /** Takes WebSocket upgrades of the host. */
  attach(host: Host): void {
    host.server.on('upgrade', (request, socket, head) => {
      const url = new URL(request.url ?? '/', 'http://stand-in')
      const ticket = this.state.gatewayTickets.get(url.searchParams.get('ticket') ?? '')
      const good = url.pathname === '/connect' && ticket && ticket.expires > this.state.now().getTime()
      if (!good || this.state.faults.offline) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
        return
      }
      this.state.gatewayTickets.remove(ticket.ticket).catch(error => this.state.log(`ticket: ${error}`))
      this.sockets.handleUpgrade(request, socket, head, opened => {
        this.connect({ id: randomId('', 8), socket: opened, appKey: ticket.appKey, topics: ticket.topics })
      })
    })
    this.every(this.timing.pingMs, () => this.ping())
  }

  /** How many connections are open. */
  get size(): number {
    return this.connections.size
  }

  /** Asks every connection to go: the `disconnect` frame, and the end of the socket a little later. */
  disconnect(reason = 'connection is expired'): void {
    for (const connection of this.connections.values()) {
      this.connections.delete(connection.id)
      connection.socket.send(this.frame(connection, 'SYSTEM', { topic: 'disconnect' }, { reason }).text)
      this.later(this.timing.hangUpMs, () => connection.socket.terminate())
    }
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const { socket } of this.connections.values()) socket.terminate()
  }

  /** Pushes a callback to one random connection with that topic and waits for its ack. */
  async callback(appKey: string, topic: string, data: Json, waitMs: number): Promise<Acked> {
    const send = () => this.push(appKey, topic, 'CALLBACK', { topic }, data, waitMs)
    const acked = await send()
    if ('ack' in acked && this.state.faults.duplicateCallbacks) await send()
    return acked
  }

  /** Pushes a robot message; without ack it comes once more after a while, under the same msgId. */
  async robot(appKey: string, data: Json): Promise<Acked> {
    const first = await this.callback(appKey, robotTopic, data, this.timing.ackMs)
    if ('reason' in first && first.reason === 'timeout')
      this.later(this.timing.repeatMs, () => void this.callback(appKey, robotTopic, data, this.timing.ackMs))
    return first
  }

  /** Stores an event and delivers it until it is acknowledged with SUCCESS. */
  async event(appKey: string, eventType: string, data: Json): Promise<void> {
    const born = this.state.now().getTime()
    const event: EventDoc = { eventId: randomId('', 16), appKey, eventType, born, data }
    await this.state.events.put(event.eventId, event)
    await this.deliverEvent(event)
  }

  /** Ends timers and sockets. */
  close(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.cut()
    this.sockets.close()
  }

  private connect(connection: Connection): void {
    this.connections.set(connection.id, connection)
    const { socket } = connection
    socket.on('message', (raw: RawData) => this.receive(`${raw}`))
    socket.on('error', error => this.state.log(`dingtalk stream: ${error.message}`))
    socket.on('close', () => {
      this.connections.delete(connection.id)
      this.state.changes.tell({ kind: 'faults' })
    })
    this.state.changes.tell({ kind: 'faults' })
    if (!connection.topics.includes('EVENT')) return
    for (const event of this.state.events.values().filter(({ appKey }) => appKey === connection.appKey))
      void this.deliverEvent(event)
  }

  private receive(text: string): void {
    const frame = parse(text)
    const headers = isJson(frame.headers) ? frame.headers : {}
    this.waiting.get(`${headers.messageId}`)?.(frame)
  }

  private frame(connection: Connection, type: string, extra: Json, data: Json) {
    const messageId = `${randomId('', 9)}_${randomInt(10_000)}`
    const headers = {
      appId: connection.appKey,
      connectionId: connection.id,
      contentType: 'application/json',
      messageId,
      time: `${this.state.now().getTime()}`,
      ...extra,
    }
    const frame = { specVersion: '1.0', type, headers, data: JSON.stringify(data) }
    return { messageId, text: JSON.stringify(frame) }
  }

  private async push(
    appKey: string,
    topic: string,
    type: string,
    extra: Json,
    data: Json,
    waitMs: number,
  ): Promise<Acked> {
    const acked = await this.exchange(appKey, topic, type, extra, data, waitMs)
    this.state.wire.add({
      direction: 'callback',
      title: `${type} ${extra.eventType ?? topic}`,
      outcome: 'reason' in acked ? acked.reason : `${acked.ack.code}`,
      request: data,
      response: 'ack' in acked ? parse(`${acked.ack.data}`) : null,
    })
    return acked
  }

  private async exchange(
    appKey: string,
    topic: string,
    type: string,
    extra: Json,
    data: Json,
    waitMs: number,
  ) {
    if (this.state.faults.offline) return { reason: 'offline' as const }
    if (this.state.faults.dropCallbacks) return { reason: 'dropped' as const }
    const able = [...this.connections.values()].filter(
      connection => connection.appKey === appKey && connection.topics.includes(topic),
    )
    const connection = able[able.length > 1 ? randomInt(able.length) : 0]
    if (!connection) return { reason: 'no connection' as const }
    const { messageId, text } = this.frame(connection, type, extra, data)
    return new Promise<Acked>(resolve => {
      const timer = this.later(waitMs, () => {
        this.waiting.delete(messageId)
        resolve({ reason: 'timeout' })
      })
      this.waiting.set(messageId, ack => {
        this.waiting.delete(messageId)
        clearTimeout(timer)
        this.timers.delete(timer)
        resolve({ ack })
      })
      connection.socket.send(text)
    })
  }

  private async deliverEvent(event: EventDoc): Promise<void> {
    const extra = {
      topic: '*',
      eventId: event.eventId,
      eventType: event.eventType,
      eventCorpId: this.state.corp.corpId,
      eventBornTime: `${event.born}`,
      eventUnifiedAppId: event.appKey,
    }
    const acked = await this.push(event.appKey, 'EVENT', 'EVENT', extra, event.data, this.timing.ackMs)
    const status = 'ack' in acked ? parse(`${acked.ack.data}`).status : undefined
    if (status === 'SUCCESS') return this.state.events.remove(event.eventId)
    if ('reason' in acked && acked.reason === 'no connection') return
    this.later(this.timing.repeatMs, () => void this.deliverEvent(event))
  }

  private ping(): void {
    for (const connection of this.connections.values())
      connection.socket.send(this.frame(connection, 'SYSTEM', { topic: 'ping' }, { opaque: randomId() }).text)
  }

  private later(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      run()
    }, ms)
    timer.unref()
    this.timers.add(timer)
    return timer
  }

  private every(ms: number, run: () => void): void {
    const timer = setInterval(run, ms)
    timer.unref()
    this.timers.add(timer)
  }
}
