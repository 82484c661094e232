import os from 'node:os'
import { openDatabase } from '@gonghai/server/db/database'
import { migrate } from '@gonghai/server/db/migrate'
import { measureCallbacks } from './callbacks'
import { measureClaims } from './claims'
import { measureLists } from './lists'
import type { Subject } from './processes'
import { seedStage } from './seed'
import { type Compared, table } from './table'
import type { Measure } from './world'

/** How the bench is run; see docs/bench.md. */
export interface BenchOptions {
  /** An empty database. */
  databaseUrl: string
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
  callbacks: measureCallbacks,
}

const say = (line: string) => process.stderr.write(`${line}\n`)

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
  const stage = await seedStage(db, customers, new Date())
  const rows: Compared[] = []
  for (const [name, measure] of Object.entries(measures)) {
    if (!options.only.has(name)) continue
    const running = async <T extends Subject>(starting: Promise<T>) => {
      const subject = await starting
      subjects.push(subject)
      return subject
    }
    rows.push(...(await measure({ ...options, db, stage, running, say })))
    await stopAll()
  }
  const load = os.loadavg().map(value => value.toFixed(1))
  const cores = os.availableParallelism()
  say(`Node ${process.version}, ${cores} cores, load ${load.join(' ')}, ${options.rounds} rounds, fsync on`)
  process.stdout.write(`${table(rows)}\n`)
}
