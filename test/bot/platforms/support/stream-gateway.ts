import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** What a client sent back for a frame. */
export interface Ack {
  code: number
  headers: { messageId: string; contentType: string }
  message: string
  data: string
}

/** A gateway of DingTalk's Stream that plays by script. */
export interface StreamGateway {
  endpoint: string
  /** Tickets of the connections, in order. */
  tickets: string[]
  sockets: WebSocket[]
  /** Resolves when the n-th connection (from 1) stands. */
  connection(count: number): Promise<WebSocket>
  /** Sends a frame and waits for what comes back. */
  ask(socket: WebSocket, frame: object): Promise<Ack>
  stop(): Promise<void>
}

/** Starts a WebSocket server on loopback. */
export async function startStreamGateway(): Promise<StreamGateway> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise(done => server.once('listening', done))
  const gateway: Pick<StreamGateway, 'tickets' | 'sockets'> = { tickets: [], sockets: [] }
  const waiting: (() => void)[] = []
  server.on('connection', (socket, request) => {
    gateway.tickets.push(new URL(request.url ?? '/', 'http://x').searchParams.get('ticket') ?? '')
    gateway.sockets.push(socket)
    for (const look of waiting) look()
  })
  return {
    ...gateway,
    endpoint: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/connect`,
    connection: count =>
      new Promise(resolve => {
        const look = () => {
          const socket = gateway.sockets[count - 1]
          if (socket) resolve(socket)
        }
        waiting.push(look)
        look()
      }),
    ask: (socket, frame) =>
      new Promise(resolve => {
        socket.once('message', data => resolve(JSON.parse(String(data))))
        socket.send(JSON.stringify(frame))
      }),
    stop: () => {
      for (const socket of gateway.sockets) socket.terminate()
      return new Promise(done => server.close(() => done()))
    },
  }
}
