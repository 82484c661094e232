import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { FaultKind } from '@gonghai/bot/sandbox/faults'
import pg from 'pg'
import { type TestDatabase, testDatabase } from './database'
import { Phone, type PhonePlatform } from './phone'
import { freePort, type ServerProcess, startServer } from './server-process'
import { type Session, signIn } from './session'

interface Options {
  /** More environment variables, or others. */
  env?: Record<string, string>
  /** `embedded`: the product starts its own PostgreSQL in its data folder. Default: a database of the test's own. */
  database?: 'embedded' | TestDatabase
  /** Where it is reached, when something stands before it. */
  publicUrl?: string
}

/** What a fault switch of the sandbox page takes. */
interface FaultSwitch {
  offline?: boolean
  dropCallbacks?: boolean
  clear?: true
  path?: string
  kind?: FaultKind
  times?: number
}

interface SandboxState {
  now: string
  phones: { platform: PhonePlatform; faults: { waiting: { left: number }[] } }[]
}

/** The product at work in sandbox mode: the real bundle as a child process, reached only by its own doors. */
export class Gonghai {
  private process: ServerProcess | undefined
  private port = '0'

  private constructor(
    private readonly env: Record<string, string>,
    private readonly database: TestDatabase | undefined,
    readonly dataDir: string,
    private readonly publicUrl: string | undefined,
  ) {}

  /** Starts it on an empty database, which it migrates and seeds itself. */
  static async start({ env = {}, database, publicUrl }: Options = {}): Promise<Gonghai> {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'gonghai-e2e-'))
    // Under root the embedded database runs as another user, who has to come through.
    await chmod(dataDir, 0o755)
    const own = database === 'embedded' ? undefined : (database ?? (await testDatabase({ empty: true })))
    const gonghai = new Gonghai(
      {
        GONGHAI_MODE: 'sandbox',
        GONGHAI_DATA_DIR: dataDir,
        POOL_GATHER_SECONDS: '0',
        ...(own ? { DATABASE_URL: own.url } : {}),
        ...env,
      },
      own,
      dataDir,
      publicUrl,
    )
    await gonghai.restart()
    return gonghai
  }

  /** Where its users reach it. */
  get url(): string {
    return this.publicUrl ?? this.ownUrl
  }

  /** Where this process listens. */
  get ownUrl(): string {
    const { port } = this
    return `http://127.0.0.1:${port}`
  }

  /** What the present process has printed. */
  output(): string {
    return this.running().output()
  }

  /** Starts it again on the same data, at the same address unless `env` says otherwise. */
  async restart(env: Record<string, string> = {}): Promise<void> {
    const port = this.port === '0' ? String(await freePort()) : this.port
    this.port = env.PORT ?? port
    this.process = await startServer({ ...this.env, PORT: this.port, ...env })
  }

  /** kill -9. */
  async kill9(): Promise<void> {
    await this.running().kill9()
  }

  /** SIGTERM. @returns the exit code */
  stop(): Promise<number | null> {
    return this.running().stop()
  }

  /** Stops it and removes all that it kept. */
  async end(): Promise<void> {
    await this.process?.stop()
    if (process.env.SHOW_SERVER) console.log(this.process?.output())
    await this.database?.drop()
    await rm(this.dataDir, { recursive: true, force: true })
  }

  phone(platform: PhonePlatform, userId: string): Phone {
    return new Phone(() => this.url, platform, userId)
  }

  /** Signs somebody in by a platform's own login. */
  signIn(platform: PhonePlatform, userId: string): Promise<Session> {
    return signIn(() => this.url, this.phone(platform, userId))
  }

  /** Sets fault switches of a platform's stand-in. */
  faults(platform: PhonePlatform, fault: FaultSwitch): Promise<void> {
    return this.sandbox('faults', { platform, ...fault })
  }

  /** Faults of a platform that no call has met yet. */
  async faultsLeft(platform: PhonePlatform): Promise<number> {
    const { phones } = await this.sandboxState()
    const waiting = phones.find(phone => phone.platform === platform)?.faults.waiting ?? []
    return waiting.reduce((sum, fault) => sum + fault.left, 0)
  }

  /** Moves the company's clock ahead, so that what waits for a time to pass need not wait. */
  async moveClock(seconds: number): Promise<void> {
    const { now } = await this.sandboxState()
    await this.sandbox('clock', { to: new Date(Date.parse(now) + seconds * 1000).toISOString() })
  }

  private async sandboxState(): Promise<SandboxState> {
    return (await (await fetch(`${this.url}/sandbox/api/state`)).json()) as SandboxState
  }

  private async sandbox(verb: string, input: object): Promise<void> {
    const headers = { 'x-sandbox': '1', 'content-type': 'application/json' }
    const address = `${this.url}/sandbox/api/${verb}`
    const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(input) })
    if (!answer.ok) throw new Error(`The sandbox's ${verb} answers ${answer.status}.`)
  }

  /** Ids of the demo's people by their user id on the platforms. */
  async employees(): Promise<Map<string, string>> {
    const rows = await this.query<{ user_id: string; employee_id: string }>(
      'select user_id, employee_id from identity',
    )
    return new Map(rows.map(row => [row.user_id, row.employee_id]))
  }

  /** Reads the database, for what no door shows. */
  async query<T>(text: string, params: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.database!.url })
    await client.connect()
    try {
      return (await client.query(text, params)).rows as T[]
    } finally {
      await client.end()
    }
  }

  private running(): ServerProcess {
    if (!this.process) throw new Error('Gonghai was not started.')
    return this.process
  }
}
