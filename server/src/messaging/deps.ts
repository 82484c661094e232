import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import type { CardRenderers } from './render'

/** What the storage of messaging stands on. */
export interface MessagingDeps {
  db: Database
  clock: Clock
  /** The company's time zone: budgets are counted by its days. */
  timeZone: string
  /** The platforms that are on. */
  platforms: readonly PlatformName[]
  /** How people reach the mini-app, without a trailing slash. */
  baseUrl: string
  renderers: CardRenderers
  /** Calls that a platform grants per day; absent: no budget is known. */
  budgets?: Partial<Record<PlatformName, number>>
}
