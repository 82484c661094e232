import { accessRefusals, accessRequestCard } from './access'
import { approvalCard, rejectReasons } from './approval'
import type { CardKind, CardKindName } from './declare'
import { collisionCard } from './duplicates'
import { extensionCard, extensionRefusals } from './extension'
import { poolClaimCard, poolDigestCard } from './pool'
import { poolReviewCard } from './pool-review'
import { extensionReasons, followReminderCard, recycleWarningCard, snoozes } from './reminder'
import { dispatchCard, lowMarkCard, urgedCard, workOrderCard } from './service'

/** Every kind of card and what its buttons do. */
export const cardKinds: Readonly<Record<CardKindName, CardKind>> = {
  poolClaim: poolClaimCard,
  poolDigest: poolDigestCard,
  poolReview: poolReviewCard,
  approval: approvalCard,
  followReminder: followReminderCard,
  recycleWarning: recycleWarningCard,
  extension: extensionCard,
  dispatch: dispatchCard,
  workOrder: workOrderCard,
  urged: urgedCard,
  lowMark: lowMarkCard,
  accessRequest: accessRequestCard,
  collision: collisionCard,
}

/** The ids of every list that a card offers; their words stand under `bot.choice.<list>.<id>`. */
export const cardChoices: Readonly<Record<string, readonly string[]>> = {
  rejectReason: rejectReasons,
  refuseAccess: accessRefusals,
  snooze: snoozes,
  refuseExtension: extensionRefusals,
  askExtension: extensionReasons,
}

export { accessFields } from './access'
export { reasonFields } from './approval'
export type { CardKind, CardKindName, CardPress, CardSource } from './declare'
export { extensionFields } from './extension'
export { askExtensionFields, daysAsked, snoozeChoice } from './reminder'
