import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { FaultKind, Faults } from './faults'
import type { Wire } from './wire'

/** A request as the stand-ins' routes see it. `params` are the `:name` parts of the route. */
export interface Call {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
  params: Record<string, string>
}

/** An answer; an object is sent as JSON. `quiet` keeps pages and scripts off the wire log. */
export interface Answer {
  status?: number
  type?: string
  headers?: Record<string, string>
  body: string | Buffer | object
  quiet?: boolean
}

export type Route = (call: Call) => Promise<Answer> | Answer

/** What one platform's host answers; keys are `METHOD /path/:param`. */
export interface HostOptions {
  /** Taken if it is free; otherwise, and by default, any free one. */
  port?: number
  routes: Record<string, Route>
  unknown: Route
  faults: Faults
  wire: Wire
  /** The platform's own words for a fault kind (rate limit, expired token) on this path. */
  faultAnswer(kind: 'rate' | 'token', call: Call): Answer
  log(line: string): void
}

/** A listening host; `close` cuts what is open. */
export interface Host {
  port: number
  server: Server
  /** Cuts every open connection, as when the network goes. */
  cut(): void
  close(): Promise<void>
}

const maxBody = 25 * 1024 * 1024

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBody) throw new Error('body too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

interface Compiled {
  method: string
  pattern: RegExp
  run: Route
}

function compile(routes: Record<string, Route>): Compiled[] {
  return Object.entries(routes).map(([key, run]) => {
    const [method = '', path = ''] = key.split(' ')
    const source = path.replace(/[.]/g, '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+)')
    return { method, pattern: new RegExp(`^${source}$`), run }
  })
}

function find(routes: Compiled[], method: string, path: string) {
  for (const route of routes) {
    const match = route.method === method ? route.pattern.exec(path) : null
    if (match) return { run: route.run, params: { ...match.groups } }
  }
  return undefined
}

const commonFaults: Record<'http' | 'html' | 'nonsense', Answer> = {
  http: { status: 502, type: 'text/plain', body: 'Bad Gateway' },
  html: { status: 200, type: 'text/html', body: '<html><body><h1>Service Unavailable</h1></body></html>' },
  nonsense: { status: 200, type: 'application/json', body: '{"errcode":0,"errm' },
}

function readable(call: Call): unknown {
  const text = call.body.toString('utf8')
  const query = Object.fromEntries(call.query)
  const shown = Object.keys(query).length > 0 ? { query } : {}
  if (call.body.length === 0) return shown
  if (`${call.headers['content-type']}`.includes('multipart')) return { ...shown, bytes: call.body.length }
  try {
    return { ...shown, body: JSON.parse(text) as unknown }
  } catch {
    return { ...shown, body: text }
  }
}

function readableAnswer(answer: Answer): unknown {
  if (Buffer.isBuffer(answer.body)) return { bytes: answer.body.length, type: answer.type }
  return answer.body
}

function write(response: ServerResponse, answer: Answer): void {
  const plain = typeof answer.body === 'string' || Buffer.isBuffer(answer.body)
  const body = plain ? (answer.body as string | Buffer) : JSON.stringify(answer.body)
  response.writeHead(answer.status ?? 200, {
    'content-type': answer.type ?? 'application/json; charset=UTF-8',
    ...answer.headers,
  })
  response.end(body)
}

class Handling {
  constructor(
    private readonly options: HostOptions,
    private readonly routes: Compiled[],
  ) {}

  async run(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.options.faults.offline) return void request.socket.destroy()
    const url = new URL(request.url ?? '/', 'http://stand-in')
    const method = request.method ?? 'GET'
    const found = find(this.routes, method, url.pathname)
    const call: Call = {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: await readBody(request),
      params: found?.params ?? {},
    }
    const fault = this.options.faults.take(call.path)
    if (fault === 'hang') return this.note(call, 'hang', null)
    const answer = fault && fault !== 'lost' ? this.faulty(fault, call) : await this.answer(found?.run, call)
    if (fault === 'lost') {
      this.note(call, 'lost', answer)
      return void request.socket.destroy()
    }
    if (!answer.quiet) this.note(call, `${answer.status ?? 200}`, answer)
    write(response, answer)
  }

  private faulty(kind: Exclude<FaultKind, 'hang' | 'lost'>, call: Call): Answer {
    return kind === 'rate' || kind === 'token' ? this.options.faultAnswer(kind, call) : commonFaults[kind]
  }

  private async answer(run: Route | undefined, call: Call): Promise<Answer> {
    return await (run ?? this.options.unknown)(call)
  }

  private note(call: Call, outcome: string, answer: Answer | null): void {
    this.options.wire.add({
      direction: 'call',
      title: `${call.method} ${call.path}`,
      outcome,
      request: readable(call),
      response: answer ? readableAnswer(answer) : null,
    })
  }
}

/** Starts a host on 127.0.0.1 that answers by a table of routes, with faults and wire log in front. */
export async function startHost(options: HostOptions): Promise<Host> {
  const handling = new Handling(options, compile(options.routes))
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    handling.run(request, response).catch((error: unknown) => {
      options.log(`stand-in failed on ${request.url?.split('?')[0]}: ${String(error)}`)
      if (!response.headersSent) write(response, { status: 500, type: 'text/plain', body: 'stand-in failed' })
    })
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await listen(server, options.port ?? 0).catch(error => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return listen(server, 0)
  })
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    server,
    cut,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        cut()
      }),
  }
}
