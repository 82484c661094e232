import type { Reference } from './api'

/** GET /api/settings/history?subject=&id=&cursor=: how a setting came to be as it is, newest first, 20 at a time. */
export interface SettingHistoryAnswer {
  entries: {
    id: string
    /** ISO 8601 in UTC. */
    at: string
    /** Null where the system did it. */
    by: Reference | null
    /** What was done, in the reader's language. */
    text: string
    detail: string | null
    changes: { label: string; from: string; to: string }[]
  }[]
  /** For the next page; null at the end. */
  next: string | null
}
