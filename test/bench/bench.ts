import os from 'node:os'
import { openDatabase } from '@gonghai/server/db/database'
import { migrate } from '@gonghai/server/db/migrate'
import { measureCallbacks } from './callbacks'
import { measureClaims } from './claims'
import { measureLists } from './lists'
import type { Subject } from './processes'
import { measureSearches } from './searches'
import { type Stage, seedStage } from './seed'
import { measureSweep } from './sweep'
import { type Compared, table } from './table'
import type { Measure } from './world'

/** How the bench is run; see docs/bench.md. */
export interface BenchOptions {
  /** An empty database. */
  databaseUrl: string
  /** Another one on the same server, for the company with few customers. */
  smallUrl: string
  rounds: number
  customers: number
  only: ReadonlySet<string>
  before: string | undefined
  profile: string | undefined
  /** Takes what has to be undone if the bench is ended early. */
  atEnd(step: () => Promise<unknown>): void
}

const measures: Record<string, Measure> = {
  claims: measureClaims,
  lists: measureLists,
  searches: measureSearches,
  sweep: measureSweep,
  callbacks: measureCallbacks,
}

const say = (line: string) => process.stderr.write(`${line}\n`)

const fewCustomers = 10_000

async function smallStage({ smallUrl, atEnd }: BenchOptions): Promise<Stage> {
  await migrate(smallUrl)
  const db = openDatabase({ url: smallUrl, connections: 2, onError: error => say(error.message) })
  atEnd(() => db.close())
  return seedStage(db, fewCustomers, new Date(), say)
}

/** Seeds, measures one thing after the other, prints the table. */
export async function bench(options: BenchOptions): Promise<void> {
  const { databaseUrl, customers } = options
  await migrate(databaseUrl)
  const db = openDatabase({ url: databaseUrl, connections: 4, onError: error => say(error.message) })
  const subjects: Subject[] = []
  const stopAll = async () => {
    await Promise.all(subjects.splice(0).map(subject => subject.stop()))
  }
  options.atEnd(() => db.close())
  options.atEnd(stopAll)
  say(`Seeding ${customers} customers …`)
  const stage = await seedStage(db, customers, new Date(), say)
  const small = { databaseUrl: options.smallUrl, stage: await smallStage(options) }
  const rows: Compared[] = []
  const running = async <T extends Subject>(starting: Promise<T>) => {
    const subject = await starting
    subjects.push(subject)
    return subject
  }
  try {
    for (const [name, measure] of Object.entries(measures)) {
      if (!options.only.has(name)) continue
      rows.push(...(await measure({ ...options, db, stage, small, running, say })))
      await stopAll()
    }
  } finally {
    // What was measured before one failed took long enough.
    const load = os.loadavg().map(value => value.toFixed(1))
    const cores = os.availableParallelism()
    say(`Node ${process.version}, ${cores} cores, load ${load.join(' ')}, ${options.rounds} rounds, fsync on`)
    process.stdout.write(`${table(rows)}\n`)
  }
}
