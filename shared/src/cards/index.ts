import { approvalCard, rejectReasons } from './approval'
import type { CardKind, CardKindName } from './declare'
import { poolClaimCard, poolDigestCard } from './pool'
import { followReminderCard, recycleWarningCard, snoozes } from './reminder'
import { dispatchCard, lowMarkCard, urgedCard, workOrderCard } from './service'

/** Every kind of card and what its buttons do. */
export const cardKinds: Readonly<Record<CardKindName, CardKind>> = {
  poolClaim: poolClaimCard,
  poolDigest: poolDigestCard,
  approval: approvalCard,
  followReminder: followReminderCard,
  recycleWarning: recycleWarningCard,
  dispatch: dispatchCard,
  workOrder: workOrderCard,
  urged: urgedCard,
  lowMark: lowMarkCard,
}

/** The ids of every list that a card offers; their words stand under `bot.choice.<list>.<id>`. */
export const cardChoices: Readonly<Record<string, readonly string[]>> = {
  rejectReason: rejectReasons,
  snooze: snoozes,
}

export { reasonFields } from './approval'
export type { CardKind, CardKindName, CardPress, CardSource } from './declare'
export { snoozeChoice } from './reminder'
