/** Patterns of numbers as the mini-app sees them (SET-4). */
import type { ObjectName } from '../objects/declare'
import type { NumberPattern } from '../rules/numbers'

/** GET /api/number-rules: the pattern of each kind of record that has numbers. */
export interface NumberRulesAnswer {
  rules: (NumberPattern & {
    /** An object, or an object and its kind: `customer`, `pool.lead`. */
    key: string
    object: ObjectName
    /** The kind of an object whose kinds have patterns of their own. */
    kind: string | null
    /** Has the company changed it? Then it has a history. */
    id: string | null
    version: number
    standard: NumberPattern
    /** The number that the next record gets. */
    next: string
  })[]
}

/** POST /api/number-rules/preview → { next }: the number that a pattern would give next, without saving it. */
export type NumberPreviewInput = NumberPattern & { key: string }
