import path from 'node:path'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { Config } from './config'
import { type Database, openDatabase } from './db/database'
import { type Embedded, startEmbedded } from './db/embedded'
import { migrate } from './db/migrate'
import { SharedClock } from './kernel/clock'
import { claimMode } from './mode'

/** The company's time zone: limits, numbers and due dates are counted by its days. */
export const companyTimeZone = 'Asia/Shanghai'

/** A database that is up, migrated, and of our mode. */
export interface Opened {
  db: Database
  clock: SharedClock
  embedded: Embedded | undefined
  /** For connections beside the pool. */
  url: string
}

/** Opens the given database, or starts the embedded one; brings it up to date; makes sure that its mode is ours. */
export async function openStore(config: Config, log: Logger, say: (line: string) => void): Promise<Opened> {
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbedded({ dataDir: path.join(config.dataDir, 'data'), log: say })
  try {
    const url = config.databaseUrl ?? embedded!.url
    await migrate(url)
    const db = openDatabase({
      url,
      connections: config.connections,
      onError: error => log.warn({ error: error.message }, 'a database connection was lost'),
    })
    const clock = new SharedClock()
    await clock.refresh(db)
    await claimMode(db, config.mode, clock.now())
    return { db, clock, embedded, url }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}
