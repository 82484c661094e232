import type { TodayAnswer, TodayItem } from '@gonghai/shared/client/api'
import type { Translate } from '@gonghai/shared/i18n'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'

/** Items of one kind, with how many there are in all. */
export interface Waiting {
  items: TodayItem[]
  total: number
}

/** Who looks at their day, and when. */
export interface TodayReader {
  sql: Sql
  actor: EmployeeActor
  t: Translate
  now: Date
  /** At most so many items; the total counts on. */
  limit: number
}

/** What an area puts into everybody's day: a figure, the page behind it, and the items. */
export interface TodaySource {
  figure: TodayAnswer['figures'][number]['key']
  /** An address of the app. */
  open: string
  /** Null where it is no work of the reader's: then the figure is absent, too. */
  read(reader: TodayReader): Promise<Waiting | null>
}
