import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** WeCom's server, as far as an answer goes out: tokens and messages, taken at once. */
export interface WecomApi {
  url: string
  /** Settles with the moment (`performance.now()`) at which a message for this person arrives. */
  arrival(userId: string): Promise<number>
  stop(): Promise<void>
}

/** Listens on a free port. */
export async function serveWecomApi(): Promise<WecomApi> {
  const waiting = new Map<string, (at: number) => void>()
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const method = new URL(request.url ?? '/', 'http://wecom').pathname
    let answer: object = { errcode: 0, errmsg: 'ok' }
    if (method === '/cgi-bin/gettoken') answer = { ...answer, access_token: 'token', expires_in: 7200 }
    if (method === '/cgi-bin/message/send') {
      const { touser } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { touser: string }
      waiting.get(touser)?.(performance.now())
      waiting.delete(touser)
      answer = { ...answer, msgid: `m${performance.now()}` }
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  // As long as ours: a caller must not meet a connection that is just being closed.
  server.keepAliveTimeout = 65_000
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrival: userId => new Promise(resolve => waiting.set(userId, resolve)),
    stop: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
