import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One request as it arrived. */
export interface Arrived {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  body: Record<string, unknown>
}

/** How a request is answered: a JSON value, a raw answer, silence, or a cut connection. */
export type Answer =
  | { json: unknown; status?: number; headers?: Record<string, string> }
  | { raw: string | Buffer; status?: number; headers?: Record<string, string> }
  | { silent: true }
  | { cut: true }

/** Answers by path; a queue entry is used once, the standing answer always. */
export interface AnsweringServer {
  base: string
  arrived: Arrived[]
  /** What came for one path. */
  at(path: string): Arrived[]
  standing(path: string, answer: Answer | ((request: Arrived) => Answer)): void
  next(path: string, ...answers: Answer[]): void
  stop(): Promise<void>
}

/** Starts a loopback HTTP server that plays a platform by script. */
export async function startAnsweringServer(): Promise<AnsweringServer> {
  const arrived: Arrived[] = []
  const standing = new Map<string, (request: Arrived) => Answer>()
  const queued = new Map<string, Answer[]>()
  const sockets = new Set<Socket>()
  const server = createServer(async (request, response) => {
    const read = await readRequest(request)
    arrived.push(read)
    const answer = queued.get(read.path)?.shift() ?? standing.get(read.path)?.(read)
    give(response, answer ?? { json: { errcode: 404, errmsg: 'no answer scripted' }, status: 404 })
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    at: path => arrived.filter(request => request.path === path),
    standing: (path, answer) => standing.set(path, typeof answer === 'function' ? answer : () => answer),
    next: (path, ...answers) => queued.set(path, [...(queued.get(path) ?? []), ...answers]),
    stop: () => stop(server, sockets),
  }
}

async function readRequest(request: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://loopback')
  const text = Buffer.concat(chunks).toString('utf8')
  const { method = '', headers } = request
  return { method, path: url.pathname, query: url.searchParams, headers, body: text ? JSON.parse(text) : {} }
}

function give(response: ServerResponse, answer: Answer): void {
  if ('silent' in answer) return
  if ('cut' in answer) {
    response.socket?.destroy()
    return
  }
  const type = 'json' in answer ? 'application/json' : 'text/html'
  response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers })
  response.end('json' in answer ? JSON.stringify(answer.json) : answer.raw)
}

function stop(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise(done => server.close(() => done()))
}
