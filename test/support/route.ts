import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A reverse proxy as an operator puts it before several processes. */
export interface FrontDoor {
  url: string
  close(): Promise<void>
}

/** Passes each request on to what `target` answers for its path: an origin, read anew for every request. */
export async function openFrontDoor(target: (path: string) => string): Promise<FrontDoor> {
  const server = createServer((incoming, outgoing) => {
    const to = new URL(incoming.url ?? '/', target(incoming.url ?? '/'))
    const passed = request(
      to,
      { method: incoming.method, headers: { ...incoming.headers, host: to.host } },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    passed.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(passed)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
