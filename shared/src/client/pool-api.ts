/** Pools beyond their records: what waits for a word, and which pool a record goes to. */
import type { Reference, Value } from './api'

/** One question about a pooled record or a new customer, as whoever asked or was asked sees it. */
export interface ReviewView {
  id: string
  kind: 'claim' | 'assign' | 'newCustomer'
  /** "object:id" */
  record: string
  title: string
  pool: string
  asker: Reference | null
  claimant: Reference | null
  lastOwner: string | null
  reviewers: Reference[]
  state: 'waiting' | 'agreed' | 'rejected' | 'withdrawn' | 'overruled'
  reason: string | null
  decidedBy: string | null
  decidedAt: string | null
  createdAt: string
  /** Names of actions whose input `review` may be this one's id. */
  allowed: string[]
}

/** GET /api/pools/reviews?tab=waiting|asked|decided&cursor= */
export interface ReviewListAnswer {
  rows: ReviewView[]
  next: string | null
  /** Waiting for the reader, whatever the tab. */
  waiting: number
}

/** One line of the routes: the first that fits says the pool. */
export interface RouteLine {
  field: 'region' | 'industry' | 'source' | 'interest'
  value: string
  pool: Reference
}

/** GET /api/pools/routes?object=customer|lead */
export interface RoutesAnswer {
  object: 'customer' | 'lead'
  /** For the history of changes; null before the first. */
  id: string | null
  version: number
  routes: RouteLine[]
  /** Takes what no line takes. */
  defaultPool: Reference | null
  /** Pools that a line may name. */
  pools: Reference[]
}

/** POST /api/pools/routes/preview */
export interface RoutesPreview {
  object: 'customer' | 'lead'
  routes: { field: string; value: string; pool: string }[]
}

/** Of the records made in the last `days` days: how many each line would have taken, in their order, and how many none. */
export interface RoutesPreviewAnswer {
  days: number
  total: number
  lines: number[]
  otherwise: number
  /** A few that a line takes, newest first, to judge by. */
  samples: { line: number; title: string; value: Value }[]
}
