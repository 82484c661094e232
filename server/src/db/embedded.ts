import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type Account, unprivilegedAccount } from './embedded/account'
import { type Binaries, binaries } from './embedded/binaries'
import { type Cluster, openCluster } from './embedded/cluster'
import { databaseUrl, makeDatabase } from './embedded/connect'
import { dataHome } from './embedded/home'
import { takeLock } from './embedded/lock'
import { isAlive, runningPostmaster } from './embedded/postmaster'
import { ensureRunning } from './embedded/run'

/** What the embedded database needs to know. */
export interface EmbeddedOptions {
  /** The folder of the data; made where missing. */
  dataDir: string
  /** Off only where losing everything is fine (tests). */
  fsync?: boolean
  /** Gets short lines for people. */
  log: (line: string) => void
}

/** A running embedded database. */
export interface Embedded {
  /** Connection string of the database `gonghai`; it holds the password, so keep it out of logs. */
  url: string
  /** Stops PostgreSQL, finishing its write-ahead log first. */
  stop(): Promise<void>
}

const stopPatienceMs = 30_000
const longestPauseMs = 10_000

/**
 * Starts PostgreSQL on a data folder, or adopts the one that a killed process left running there.
 * One process holds a data folder at a time: a second start throws and says who. While it is held, a server
 * that dies is started again on the same port.
 */
export async function startEmbedded({ dataDir, fsync = true, log }: EmbeddedOptions): Promise<Embedded> {
  const account = await unprivilegedAccount(path.join(dataDir, 'cluster'))
  const home = await dataHome(path.resolve(dataDir), account)
  const programs = await binaries(account, home)
  const cluster = await openCluster(home, programs, account)
  const keeper = new Keeper(cluster, programs, { fsync, account, home, log })
  const port = await keeper.start()
  await makeDatabase(cluster, port)
  return { url: databaseUrl(cluster, port), stop: () => keeper.stop() }
}

/** Keeps one server running for as long as this process holds its data folder. */
class Keeper {
  #port = 0
  readonly #stopping = new AbortController()
  #reviving: Promise<void> = Promise.resolve()

  constructor(
    private readonly cluster: Cluster,
    private readonly programs: Binaries,
    private readonly options: {
      fsync: boolean
      account?: Account
      home: string
      log: (line: string) => void
    },
  ) {}

  async start(): Promise<number> {
    this.#port = await ensureRunning(this.programs.postgres, this.cluster, this.options)
    this.#watch(await takeLock(this.cluster, this.#port, this.options.home))
    return this.#port
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#reviving
    const server = await runningPostmaster(this.cluster)
    if (!server) return
    process.kill(server.pid, 'SIGINT')
    const deadline = performance.now() + stopPatienceMs
    while (await runningPostmaster(this.cluster)) {
      if (performance.now() > deadline && isAlive(server.pid)) process.kill(server.pid, 'SIGQUIT')
      await sleep(20)
    }
  }

  /** The lock's connection ends when the server does, whether it is our child or an adopted one. */
  #watch(lock: pg.Client): void {
    lock.once('end', () => {
      if (!this.#stopping.signal.aborted) this.#reviving = this.#revive()
    })
  }

  async #revive(): Promise<void> {
    const { log, home } = this.options
    log('PostgreSQL went away; starting it again.')
    for (let pause = 100; !this.#stopping.signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        await ensureRunning(this.programs.postgres, this.cluster, { ...this.options, port: this.#port })
        this.#watch(await takeLock(this.cluster, this.#port, home))
        log('PostgreSQL is back.')
        return
      } catch (error) {
        log(`PostgreSQL does not come back yet: ${(error as Error).message}`)
        await sleep(pause, undefined, { signal: this.#stopping.signal }).catch(endOfPause)
      }
    }
  }
}

/** A pause that stop() cuts short ends like any other. */
function endOfPause(error: Error): void {
  if (error.name !== 'AbortError') throw error
}
