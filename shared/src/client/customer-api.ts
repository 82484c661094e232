/** What the pages of customers ask beside records and actions. Paths are relative to the server's origin. */
import type { ObjectName } from '../objects/declare'
import type { RecordView, Reference, StreamEntry, Value } from './api'

/** A partner that a customer may be signed with, and by what it was found. */
export interface SignCandidate {
  id: string
  number: string
  name: string
  taxNumber: string | null
  state: 'valid' | 'invalid'
  byName: boolean
  byTaxNumber: boolean
  /** Same name, but another tax number. */
  otherTaxNumber: boolean
  /** Living customers linked to it. */
  customers: number
}

/** GET /api/customers/:id/sign-candidates?name=&taxNumber= ; without them the customer's own. */
export interface SignCandidatesAnswer {
  name: string
  taxNumber: string | null
  candidates: SignCandidate[]
  /** What signing does now: make a partner, link the one, or ask which. */
  outcome: 'make' | 'link' | 'choose'
  /** The partner, where the customer is signed already. */
  partner: Reference | null
}

/** GET /api/bin: what the reader may restore, by kind; counts stop at 1,000. */
export interface BinCountsAnswer {
  objects: { object: ObjectName; count: number }[]
}

/** A record in the bin. */
export interface BinRow {
  id: string
  object: ObjectName
  title: string
  number: string | null
  deletedAt: string
  /** Null: the system. */
  deletedBy: Reference | null
  /** Where it goes back to: its owner, or its pool. */
  owner: Reference | null
  pool: Reference | null
  /** What went with it and comes back with it. */
  with: { object: ObjectName; count: number }[]
}

/** POST /api/bin/:object/query { search?, mine?, cursor?, limit? } : the last deleted first. */
export interface BinAnswer {
  rows: BinRow[]
  next: string | null
  count: number
}

/** POST /api/customers/stages { tab?, filter?, search? } (as in a list): how many per stage, each stopping at 1,000. */
export interface StagesAnswer {
  stages: { stage: 'potential' | 'following' | 'cooperating' | 'dormant'; count: number }[]
}

/** One field of two customers that is not the same. */
export interface MergeField {
  name: string
  winner: Value
  loser: Value
  /** Names of references, ready to be shown. */
  winnerText: string
  loserText: string
  /** What we would take: the winner's, or the loser's where the winner has none. */
  suggested: 'winner' | 'loser'
}

/** POST /api/customers/merge-preview { winner, loser } */
export interface MergePreviewAnswer {
  winner: RecordView
  loser: RecordView
  fields: MergeField[]
  /** How many fields are the same on both sides. */
  same: number
  /** What moves to the winner: `contact`, `followUp`, … with how many there are. */
  moves: { kind: string; count: number }[]
  /** Why it is impossible now, in the reader's language. */
  blocked: string | null
}

/** Kinds of what happens with a customer. */
export const timelineKinds = [
  'followUp',
  'stage',
  'pool',
  'contract',
  'approval',
  'service',
  'task',
  'change',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** One thing that happened with a customer, or with what belongs to it. */
export interface TimelineEntry extends StreamEntry {
  group: TimelineKind
  /** The record that it happened with, where that is not the customer itself; "object:id" opens it. */
  about: { record: string; title: string } | null
}

/** GET /api/customers/:id/timeline?kinds=followUp,contract&cursor= : newest first, twenty at a time. */
export interface TimelineAnswer {
  entries: TimelineEntry[]
  next: string | null
}

/** GET /api/customers/:id/overview */
export interface OverviewAnswer {
  record: RecordView
  figures: {
    followUps: number
    contracts: number
    /** Of effective contracts, by currency; money as strings with two digits. */
    amounts: { currency: string; amount: string }[]
    requests: number
    openRequests: number
    assets: number
    contacts: number
    /** Days since it became a customer. */
    days: number
    /** Days since the last follow-up; null before the first. */
    quiet: number | null
  }
  /** Contacts made per month, the oldest first; `month` is YYYY-MM. Twelve of them. */
  months: { month: string; count: number }[]
  /** What comes next, the earliest first. */
  next: {
    kind: 'nextContact' | 'task' | 'followDue' | 'signDue' | 'dormantDue' | 'approval'
    at: string | null
    title: string
    record: string
  }[]
  related: { object: ObjectName; field: string; count: number }[]
}
