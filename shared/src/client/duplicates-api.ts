/** Duplicates as the mini-app sees them (CUST-11). Paths are relative to the server's origin. */
import type { DuplicateCondition, DuplicateEffect, DuplicateObject, ShownField } from '../rules/duplicates'
import type { Value } from './api'

/** What one may do about a record that was found: open it, take it from its pool, ask its owner, ask the owner's leader. */
export type HitStep = 'open' | 'claim' | 'cooperate' | 'appeal'

/** A record that resembles the given values; only as much of it as the rule shows and the reader may see. */
export interface DuplicateHit {
  /** "object:id" */
  record: string
  object: DuplicateObject
  /** Percent; 100 = the same. */
  degree: number
  effect: DuplicateEffect
  /** Names of the rules that found it. */
  rules: string[]
  /** Fields of the asker's record that resemble it. */
  by: string[]
  /** Null where no rule shows it. */
  title: string | null
  owner: { name: string; department: string } | null
  /** The pool it lies in, where nobody owns it. */
  pool: string | null
  /** In the reader's language. */
  state: string
  facts: { label: string; value: string }[]
  may: HitStep[]
  /** What the reader has asked for already and nobody has answered. */
  asked: ('cooperation' | 'appeal')[]
}

/**
 * POST /api/duplicates/check { object, values, exclude? } → what was found company-wide, whatever the asker may see, by the
 * rules that hold; `exclude` = "object:id" of the record that is being changed.
 * POST /api/duplicates/look-up { words } → the same for a typed company, phone or tax number; names that contain it, too.
 */
export interface DuplicateCheckAnswer {
  /** What saving would do. */
  effect: DuplicateEffect | 'none'
  /** At most 20, the likest first. */
  hits: DuplicateHit[]
}

/** POST /api/duplicates/analyse { object, records: ["id", …] (≤ 100) }: one row per record that the reader may view. */
export interface CollisionAnalysis {
  rows: {
    id: string
    title: string
    /** Of the likest hit; 0 where there is none. */
    degree: number
    effect: DuplicateEffect | 'none'
    hits: DuplicateHit[]
  }[]
}

export interface DuplicateRuleView {
  id: string
  version: number
  object: DuplicateObject
  /** As it is stored. */
  name: string
  /** As the reader is shown it. */
  title: string
  active: boolean
  conditions: DuplicateCondition[]
  targets: DuplicateObject[]
  shown: ShownField[]
  effect: DuplicateEffect
}

/** GET /api/duplicates/rules: every rule in its order, and what each object's rules may compare. */
export interface DuplicateRulesAnswer {
  rules: DuplicateRuleView[]
  fields: Record<DuplicateObject, { field: string; fuzzy: boolean; comparesWith: DuplicateObject[] }[]>
}

/** POST /api/duplicates/try { rule?, object, values }: what rules (or this one, unsaved) would find, as a colleague would see it. */
export interface DuplicateTryInput {
  object: DuplicateObject
  values: Record<string, Value>
  rule?: Omit<DuplicateRuleView, 'id' | 'version' | 'title'>
}

/** GET /api/duplicates/requests/:id */
export interface DuplicateRequestView {
  id: string
  kind: 'cooperation' | 'appeal'
  record: string
  title: string
  asker: { name: string; department: string }
  reason: string | null
  state: 'pending' | 'agreed' | 'refused'
  decidedBy: string | null
  decidedAt: string | null
  comment: string | null
  may: ('duplicate.agree' | 'duplicate.handOver' | 'duplicate.refuse')[]
  /** It is the asker's own by now. */
  handed: boolean
}
