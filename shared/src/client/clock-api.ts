/** What falls back, when and why, as the mini-app sees it. Times are ISO 8601 in UTC, days are YYYY-MM-DD. */
import type { Reference } from './api'

/** The deadlines: no follow-up, no deal, nothing at all while cooperating. */
export type ClockName = 'follow' | 'sign' | 'dormant'

/** What a deadline counts from: the last follow-up, since its owner has it, since it sleeps, the last deal or follow-up. */
export type ClockCause = 'followUp' | 'held' | 'asleep' | 'deal'

/** Why a rule leaves a record with its owner. */
export type SparedReason = 'locked' | 'extensionAsked' | 'contractInApproval' | 'inReview'

/** The nearest deadline of a record (RecordView.countdown). `dormant` makes it sleep, the others take it back. */
export interface Countdown {
  clock: ClockName
  due: string
  /** What it counts from, and since when. */
  cause: ClockCause
  since: string
  /** The rule's figure. */
  days: number
  /** The pool whose rule it is. */
  pool: string
  /** A leader gave more days, or a changed rule left some. */
  extended: boolean
  spared: 'locked' | 'extensionAsked' | null
}

/** The figures of a rule as they would be; those left out stay as they are, null switches one off. */
export interface RuleDraft {
  recycleDays?: number | null
  recycleCooperating?: boolean
  dealDays?: number | null
  dormantDays?: number | null
  warnDays?: number
}

/** POST /api/pools/:id/simulate : what the rule would do in the next days if nobody did anything; nothing changes. */
export interface SimulateQuery extends RuleDraft {
  /** 1–90, default 30. */
  days?: number
}

/** How many records would go, per day and per owner. */
export interface SimulateAnswer {
  days: number
  /** Every day of the span, in the company's time zone, with how many would go back and how many would fall asleep. */
  perDay: { day: string; taken: number; slept: number }[]
  /** Who would lose how many, most first; at most 200 people. */
  owners: { owner: Reference; taken: number; perDay: Record<string, number> }[]
  /** People beyond those 200. */
  moreOwners: number
  taken: number
  slept: number
  /** Overdue in that span, but left alone, by reason. */
  spared: Partial<Record<SparedReason, number>>
  /** Records held under the rule in all. */
  held: number
  /** The same without the draft: what the rule as it stands would take. */
  takenNow: number
}

/** POST /api/pools/:id/simulate/records { …SimulateQuery, owner?, day?, spared? } : which ones, soonest first; at most 100. */
export interface SimulatedRecords {
  records: {
    id: string
    object: 'customer' | 'lead'
    /** Empty where the reader may not see it. */
    title: string
    owner: Reference
    day: string
    due: string
    /** "last followed up 27 days ago; rule: 30 days without follow-up", in the reader's language. */
    because: string
    spared: SparedReason | null
  }[]
  more: number
}

/** GET /api/records/:object/:id/why-recycled : every time that a rule took it back, the latest first, with the reason. */
export interface WhyRecycledAnswer {
  title: string
  times: {
    at: string
    owner: Reference
    pool: string
    rule: 'follow' | 'sign'
    days: number
    cause: ClockCause
    since: string
    due: string
    because: string
  }[]
}
