import { approvalCard } from './approval'
import type { CardKind, CardKindName } from './declare'
import { poolClaimCard, poolDigestCard } from './pool'

/** Every kind of card and what its buttons do. */
export const cardKinds: Readonly<Record<CardKindName, CardKind>> = {
  poolClaim: poolClaimCard,
  poolDigest: poolDigestCard,
  approval: approvalCard,
}

export { reasonFields, rejectReasons } from './approval'
export type { CardKind, CardKindName, CardPress, CardSource } from './declare'
