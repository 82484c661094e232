import { approvalCard, rejectReasons } from './approval'
import type { CardKind, CardKindName } from './declare'
import { poolClaimCard, poolDigestCard } from './pool'

/** Every kind of card and what its buttons do. */
export const cardKinds: Readonly<Record<CardKindName, CardKind>> = {
  poolClaim: poolClaimCard,
  poolDigest: poolDigestCard,
  approval: approvalCard,
}

/** The ids of every list that a card offers; their words stand under `bot.choice.<list>.<id>`. */
export const cardChoices: Readonly<Record<string, readonly string[]>> = { rejectReason: rejectReasons }

export { reasonFields } from './approval'
export type { CardKind, CardKindName, CardPress, CardSource } from './declare'
