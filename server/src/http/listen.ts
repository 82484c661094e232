import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An open port whose answers can be given later, so that the address is known before everything else is put together. */
export interface Door {
  port: number
  serve(listener: RequestListener): void
  /** Takes no new connections, lets running requests finish, then closes what is idle. */
  close(): Promise<void>
}

const patienceMs = 10_000

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Opens a port; where any will do (`flexible`), a taken one is replaced by a free one. */
export async function openDoor(options: { host: string; port: number; flexible: boolean }): Promise<Door> {
  let answer: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Retry-After': '1' }).end()
  }
  const server = createServer((request, response) => answer(request, response))
  server.requestTimeout = 60_000
  server.headersTimeout = 15_000
  server.keepAliveTimeout = 65_000
  try {
    await listen(server, options.port, options.host)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || !options.flexible) throw error
    await listen(server, 0, options.host)
  }
  return {
    port: (server.address() as AddressInfo).port,
    serve: listener => {
      answer = listener
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), patienceMs).unref()
      }),
  }
}
