import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account'
import type { Cluster } from './cluster'
import { connect } from './connect'
import { logTail, runningPostmaster, spawnPostmaster } from './postmaster'

const attempts = 8
const silenceMs = 60_000

/**
 * Sees to it that a server runs on the cluster and takes connections; gives its port. A running one is used as it
 * is. `port` asks for a certain one (a restart under living pools). Throws with the end of PostgreSQL's log.
 */
export async function ensureRunning(
  program: string,
  cluster: Cluster,
  options: { fsync: boolean; account?: Account; port?: number; log: (line: string) => void },
): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const adopted = await untilReady(cluster, options.log)
    if (adopted) return adopted
    const port = options.port ?? (await freePort())
    const { exited } = await spawnPostmaster(program, cluster, port, options)
    const ready = await Promise.race([exited.then(() => undefined), untilUp(cluster, exited, options.log)])
    if (ready) return ready
    // It ended at once: the port was taken meanwhile, remains of a killed server linger, or it is truly broken.
    await sleep(100 * 2 ** attempt)
  }
  throw new Error(`PostgreSQL does not start. Its log ends with:\n${await logTail(cluster)}`)
}

/** Waits for a server that was just started to write its pid file, then to answer. */
async function untilUp(
  cluster: Cluster,
  exited: Promise<void>,
  log: (line: string) => void,
): Promise<number | undefined> {
  let ended = false
  exited.then(
    () => (ended = true),
    () => (ended = true),
  )
  while (!ended) {
    const port = await untilReady(cluster, log)
    if (port) return port
    await sleep(20)
  }
  return undefined
}

/** Waits while a server is there but not ready (starting, recovering, shutting down); undefined where none is. */
async function untilReady(cluster: Cluster, log: (line: string) => void): Promise<number | undefined> {
  let silentSince = performance.now()
  let told = silentSince
  for (;;) {
    const server = await runningPostmaster(cluster)
    if (!server) return undefined
    const answer = server.port ? await ask(cluster, server.port) : 'silent'
    if (answer === 'ready') return server.port
    if (answer === 'busy') silentSince = performance.now()
    if (performance.now() - silentSince > silenceMs) {
      throw new Error(`PostgreSQL (process ${server.pid}) runs but does not answer on port ${server.port}.`)
    }
    if (performance.now() - told > 10_000) {
      told = performance.now()
      log('PostgreSQL is recovering what was not finished; still waiting …')
    }
    await sleep(20)
  }
}

/** Codes under which a healthy server puts off a connection: starting or stopping, and all connections taken. */
const busyCodes = new Set(['57P03', '53300'])

async function ask(cluster: Cluster, port: number): Promise<'ready' | 'busy' | 'silent'> {
  try {
    const client = await connect(cluster, port)
    await client.end()
    return 'ready'
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '28P01') {
      throw new Error(
        'PostgreSQL refuses the password in the data folder: the file and the database do not belong together.',
      )
    }
    return code && busyCodes.has(code) ? 'busy' : 'silent'
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return address.port
}
