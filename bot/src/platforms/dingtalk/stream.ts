import type { Logger } from '@gonghai/shared/ports/logger'
import WebSocket from 'ws'
import { z } from 'zod'
import { parseJson } from '../answer'

const MAX_FRAME_BYTES = 1024 * 1024
const HANDSHAKE_MS = 10_000

const frameShape = z.object({
  type: z.string(),
  headers: z.object({
    messageId: z.string().min(1),
    topic: z.string().default(''),
    time: z.coerce.number().optional(),
    eventType: z.string().optional(),
    eventId: z.string().optional(),
    eventCorpId: z.string().optional(),
  }),
  data: z.string().default('{}'),
})

/** One message of the gateway; `data` is JSON text. */
export type StreamFrame = z.infer<typeof frameShape>

/** What goes back for a frame: a code like HTTP's, and `data` for the sender. */
export interface StreamReply {
  code: number
  message: string
  data: unknown
}

/** What a stream needs. */
export interface StreamOptions {
  /** Asks for a place to connect; the ticket is good for one connection within 90 seconds. */
  open(): Promise<{ endpoint: string; ticket: string }>
  /** Answers EVENT and CALLBACK frames; a rejection is answered with 500. */
  answer(frame: StreamFrame): Promise<StreamReply>
  log: Logger
  /** Random number in [0, 1) for the jitter of pauses. */
  random?: () => number
  timing?: Partial<StreamTiming>
}

/** All in milliseconds. */
export interface StreamTiming {
  /** Between our pings; a ping without an answer until the next one ends the connection. */
  heartbeat: number
  firstPause: number
  longestPause: number
  /** A connection that lived this long forgets earlier failures. */
  stable: number
  /** Waiting for running answers when closing. */
  drain: number
}

const TIMING: StreamTiming = {
  heartbeat: 30_000,
  firstPause: 1000,
  longestPause: 60_000,
  stable: 60_000,
  drain: 3000,
}

/** DingTalk's Stream: one socket at a time, replaced before it ends and reopened when it breaks, until `close`. */
export class DingtalkStream {
  private current?: WebSocket
  private opening = false
  private closed = false
  private failures = 0
  private pause?: NodeJS.Timeout
  private readonly running = new Set<Promise<void>>()
  private readonly timing: StreamTiming

  constructor(private readonly options: StreamOptions) {
    this.timing = { ...TIMING, ...options.timing }
  }

  /** Opens a connection and puts it in the place of the present one; resolves after the first try, whatever came of it. */
  async connect(): Promise<void> {
    if (this.opening || this.closed) return
    this.opening = true
    clearTimeout(this.pause)
    try {
      const socket = await this.openSocket()
      if (this.closed) return socket.terminate()
      const replaced = this.current
      this.current = socket
      replaced?.close()
    } catch (error) {
      this.options.log.warn({ platform: 'dingtalk', error: String(error) }, 'stream not opened')
      this.reconnectLater()
    } finally {
      this.opening = false
    }
    // The socket may have ended while nobody was looking.
    if (this.current && this.current.readyState > WebSocket.OPEN) this.lost(this.current)
  }

  /** Answers what is running, then ends the connection. */
  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.pause)
    let timer: NodeJS.Timeout | undefined
    const enough = new Promise<void>(done => {
      timer = setTimeout(done, this.timing.drain)
    })
    await Promise.race([Promise.all(this.running), enough])
    clearTimeout(timer)
    const socket = this.current
    this.current = undefined
    if (!socket || socket.readyState === WebSocket.CLOSED) return
    const ended = new Promise(done => socket.once('close', done))
    socket.close()
    setTimeout(() => socket.terminate(), 500).unref()
    await ended
  }

  private async openSocket(): Promise<WebSocket> {
    const { endpoint, ticket } = await this.options.open()
    const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`, {
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: MAX_FRAME_BYTES,
      followRedirects: false,
      perMessageDeflate: false,
    })
    // From the start: the gateway may speak with the handshake.
    socket.on('message', data => this.take(socket, String(data)))
    return new Promise((resolve, reject) => {
      socket.once('open', () => {
        this.watch(socket)
        resolve(socket)
      })
      socket.on('error', reject)
    })
  }

  private watch(socket: WebSocket): void {
    let alive = true
    const stable = setTimeout(() => {
      this.failures = 0
    }, this.timing.stable)
    const heartbeat = setInterval(() => {
      if (!alive) return socket.terminate()
      alive = false
      socket.ping()
    }, this.timing.heartbeat)
    socket.on('pong', () => {
      alive = true
    })
    socket.once('close', () => {
      clearTimeout(stable)
      clearInterval(heartbeat)
      this.lost(socket)
    })
    this.options.log.info({ platform: 'dingtalk' }, 'stream open')
  }

  /** A socket that was replaced may go; the present one is opened anew. */
  private lost(socket: WebSocket): void {
    if (this.current !== socket || this.closed) return
    this.current = undefined
    this.options.log.warn({ platform: 'dingtalk' }, 'stream lost')
    this.reconnectLater()
  }

  private reconnectLater(): void {
    if (this.closed) return
    const { firstPause, longestPause } = this.timing
    const pause = Math.min(longestPause, firstPause * 2 ** this.failures)
    this.failures = Math.min(this.failures + 1, 16)
    clearTimeout(this.pause)
    const jitter = 0.5 + (this.options.random ?? Math.random)() / 2
    this.pause = setTimeout(() => void this.connect(), pause * jitter)
  }

  private take(socket: WebSocket, text: string): void {
    const frame = frameShape.safeParse(parseJson(text))
    if (!frame.success) {
      this.options.log.warn({ platform: 'dingtalk' }, 'stream frame not understood')
      return
    }
    if (frame.data.type === 'SYSTEM') {
      this.takeSystem(socket, frame.data)
      return
    }
    const answering = this.answer(socket, frame.data).finally(() => this.running.delete(answering))
    this.running.add(answering)
  }

  private takeSystem(socket: WebSocket, frame: StreamFrame): void {
    if (frame.headers.topic === 'ping')
      reply(socket, frame, { code: 200, message: 'OK', data: parseJson(frame.data) })
    if (frame.headers.topic === 'disconnect') void this.connect()
  }

  private async answer(socket: WebSocket, frame: StreamFrame): Promise<void> {
    try {
      reply(socket, frame, await this.options.answer(frame))
    } catch (error) {
      const { type, headers } = frame
      this.options.log.error(
        { platform: 'dingtalk', type, topic: headers.topic, error: String(error) },
        'push failed',
      )
      reply(socket, frame, { code: 500, message: 'error', data: { response: null } })
    }
  }
}

function reply(socket: WebSocket, frame: StreamFrame, { code, message, data }: StreamReply): void {
  if (socket.readyState !== WebSocket.OPEN) return
  const headers = { contentType: 'application/json', messageId: frame.headers.messageId }
  socket.send(JSON.stringify({ code, headers, message, data: JSON.stringify(data) }))
}
