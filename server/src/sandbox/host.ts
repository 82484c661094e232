import { hkdfSync } from 'node:crypto'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type {
  SandboxCompany,
  SandboxPage,
  SandboxPlatforms,
  SandboxStore,
  StartSandbox,
} from '@gonghai/shared/ports/sandbox'
import type { Database } from '../db/database'
import type { SharedClock } from '../kernel/clock'
import { moveClock } from '../kernel/move-clock'
import { playedFlows } from './played'
import { readCompany } from './read-company'

/** What the sandbox gives: configurations of platforms that have no real credentials, and the page. */
export interface HostedSandbox extends SandboxPlatforms {
  page?: SandboxPage
  close(): Promise<void>
}

interface Options {
  db: Database
  clock: SharedClock
  publicUrl: string
  secret: string
  /** Does this process run the stand-ins, or does it find those of another? */
  hosting: boolean
  real: Record<PlatformName, boolean>
  /** Loads the stand-ins; called in sandbox mode only. */
  load(): Promise<{ startSandbox: StartSandbox }>
  storeFor(prefix: string): SandboxStore
}

const settingKey = 'sandboxPlatforms'
const patienceMs = 30_000
const pollMs = 200

/** Starts the stand-ins in this process and tells the others where they are; or waits until another process has. */
export async function hostSandbox(options: Options): Promise<HostedSandbox> {
  return options.hosting ? host(options) : find(options)
}

async function host({ db, clock, publicUrl, secret, real, load, storeFor }: Options): Promise<HostedSandbox> {
  const company: SandboxCompany = await readCompany(db)
  const { startSandbox } = await load()
  const before = await announced(db)
  const started = await startSandbox({
    company,
    real,
    publicUrl,
    now: () => clock.now(),
    secretFor: purpose => Buffer.from(hkdfSync('sha256', secret, 'sandbox', purpose, 32)).toString('hex'),
    storeFor,
    ports: portsOf(before),
    moveClock: to => moveClock(db, clock, to),
    played: () => playedFlows(db),
  })
  const { page, close, ...platforms } = started
  await db.query(
    `insert into setting (key, value, updated_at) values ($1, $2::jsonb, $3::timestamptz)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [settingKey, JSON.stringify(platforms), clock.now()],
  )
  return { ...platforms, page, close }
}

/** Where the stand-ins are, or were at the last start. */
async function announced(db: Database): Promise<SandboxPlatforms | undefined> {
  const [row] = await db.query<{ value: SandboxPlatforms }>('select value from setting where key = $1', [
    settingKey,
  ])
  return row?.value
}

function portsOf(before: SandboxPlatforms = {}): Partial<Record<PlatformName, number>> {
  const platforms = Object.entries(before).filter(([, one]) => one !== undefined)
  return Object.fromEntries(platforms.map(([name, one]) => [name, Number(new URL(one.apiBase).port)]))
}

async function find({ db }: Options): Promise<HostedSandbox> {
  for (let waited = 0; waited < patienceMs; waited += pollMs) {
    const found = await announced(db)
    // They may be those of an earlier run, whose ports are gone.
    if (found && (await answers(found))) return { ...found, close: async () => undefined }
    await new Promise(resolve => setTimeout(resolve, pollMs))
  }
  throw new Error('No process with SERVICES=bot has started the stand-ins of this sandbox; start it first.')
}

async function answers(platforms: SandboxPlatforms): Promise<boolean> {
  const reached = Object.values(platforms).map(({ apiBase }) =>
    fetch(apiBase).then(
      () => true,
      () => false,
    ),
  )
  return (await Promise.all(reached)).every(Boolean)
}
