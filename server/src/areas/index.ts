import type { TodayAnswer } from '@gonghai/shared/client/api'
import type { Database, Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import type { Clock } from '../kernel/clock'
import type { Handler } from '../kernel/context'
import type { WriteGuard } from '../kernel/guards'
import type { Reaction, TimerHandler } from '../kernel/reactions'
import type { ChatReads } from '../messaging/chat-query'
import type { CardRenderers } from '../messaging/render'
import { genericHandlers } from '../records/generic-actions'
import { listRecords } from '../records/list'
import type { ReadServices } from '../records/reader'
import { accessHandlers, accessReactions, accessRequestRenderer, accessTimers, accessToday } from './access'
import { approvalRenderer } from './approval/cards'
import { decisionHandlers } from './approval/decide'
import { holdApprovals } from './approval/hold'
import { passOnApprovals } from './approval/pass-on'
import { approvalReactions } from './approval/reactions'
import { startApproval } from './approval/start-approval'
import type { ApprovalSubjects } from './approval/subject'
import { listApprovals, pendingApproval } from './approval/view'
import { customerAvailability } from './customers/availability'
import { createPooled } from './customers/create-record'
import { discardRecord } from './customers/discard-record'
import { mergeCustomers } from './customers/merge/merge-customers'
import { mergeReactions } from './customers/merge/reactions'
import { successorOf } from './customers/merge/successor'
import { removeCustomer } from './customers/remove-customer'
import { removeLead } from './customers/remove-lead'
import { settleCustomer } from './customers/settle-restore'
import { signCustomer } from './customers/sign-customer'
import { createPartner, updatePartner } from './customers/write-partner'
import { directoryHandlers } from './directory'
import { appealRecord, askCooperation } from './duplicates/ask'
import { collisionRenderer } from './duplicates/cards'
import { agreeDuplicate, handOverDuplicate, refuseDuplicate } from './duplicates/decide'
import { duplicateGuard } from './duplicates/guard'
import { chatCollisions } from './duplicates/look-up'
import { passOnAskings } from './duplicates/pass-on'
import { duplicateReactions } from './duplicates/reactions'
import { duplicatesToday } from './duplicates/today'
import { createDuplicateRule, removeDuplicateRule, updateDuplicateRule } from './duplicates/write-rule'
import { leadAvailability } from './leads/availability'
import { closeLead, reopenLead } from './leads/close-lead'
import { convertLead } from './leads/convert-lead'
import { setMapping } from './leads/write-mapping'
import { changeNumberRule } from './numbers/change-rule'
import { organisationHandlers, organisationReactions } from './organisation'
import { announceReactions } from './pool/announce'
import { agreeExtension, askExtension, refuseExtension, withdrawExtension } from './pool/ask-extension'
import { assignRecord, directAssignRecord } from './pool/assign-record'
import { poolAvailability } from './pool/availability'
import { poolClaimRenderer, poolDigestRenderer } from './pool/cards'
import { claimRecord } from './pool/claim-record'
import { clockAvailability } from './pool/clock-availability'
import { clockReactions } from './pool/clock-reactions'
import { clockToday } from './pool/clock-today'
import { createGate } from './pool/customer-gate'
import { customerApproval, rejectCustomer, reviewCustomer, submitCustomer } from './pool/customer-review'
import { agreeClaim, rejectClaim, withdrawClaim } from './pool/decide-claim'
import { extendRecord } from './pool/extend-record'
import { extensionRenderer } from './pool/extension-card'
import { handOver } from './pool/hand-over'
import { demandHolding } from './pool/limits'
import { lockHandlers } from './pool/lock-record'
import { passOnReviews } from './pool/pass-reviews'
import { pooledRecord } from './pool/pooled-record'
import { poolQuota } from './pool/quota'
import { recycleRecord } from './pool/recycle'
import { releaseRecord } from './pool/release-record'
import { restorePooled } from './pool/restore-record'
import { retirePool } from './pool/retire-pool'
import { poolReviewRenderer } from './pool/review-card'
import { listReviews } from './pool/review-list'
import { reviewReactions } from './pool/review-reactions'
import { reviewToday } from './pool/review-today'
import { routePool } from './pool/route-pool'
import { ruleReactions, ruleTimers } from './pool/rule-change'
import { setRoutes } from './pool/set-routes'
import { undoClaim } from './pool/undo-claim'
import { waitingExtensions } from './pool/waiting-extensions'
import { createPool, updatePool } from './pool/write-pool'
import { grantCompany } from './portal/grant-company'
import { portalReactions } from './portal/tell-follower'
import { verifyFollower } from './portal/verify'
import { relationAvailability } from './relations/availability'
import { knowPerson } from './relations/know-person'
import { relateContact, relateCustomer, unrelateContact, unrelateCustomer } from './relations/relate'
import { teamHandlers } from './relations/share-record'
import { handedReactions } from './relations/tell-people'
import { transferHandlers } from './relations/transfer-record'
import { createKind, updateKind } from './relations/write-kind'
import { contractAvailability } from './sales/availability'
import { contractApproval } from './sales/contract-approval'
import { submitContract } from './sales/submit-contract'
import { createContract, removeContract, updateContract } from './sales/write-contract'
import { createSegment, removeSegment, updateSegment } from './segments/write-segment'
import { addToRequest } from './service/add-to-request'
import { acceptWork, beginWork, setOutToWork } from './service/advance-work'
import { answerSurvey } from './service/answer-survey'
import { serviceAvailability } from './service/availability'
import { completeRequest, completeWork } from './service/complete-work'
import { dispatchRenderer } from './service/dispatch-card'
import { dispatchRequest, undoDispatch } from './service/dispatch-request'
import { fileRequest } from './service/file-request'
import { handOverWork } from './service/hand-over-work'
import { lowMarkRenderer, urgedRenderer } from './service/notice-cards'
import { serviceReactions } from './service/reactions'
import { refuseWork } from './service/refuse-work'
import { surveyReactions, surveyTimers } from './service/survey-timers'
import { serviceToday } from './service/today'
import { urgeRequest } from './service/urge-request'
import { withdrawRequest } from './service/withdraw-request'
import { workOrderRenderer } from './service/work-order-card'
import { createAsset, updateAsset } from './service/write-asset'
import { createRequest, updateRequest } from './service/write-request'
import { arrangeCustomFields, restoreCustomField, retireCustomField } from './tables/retire-custom-field'
import { createCustomField, updateCustomField } from './tables/write-custom-field'
import { createView, preferList, removeView, updateView } from './tables/write-view'
import { addTags, removeTags } from './tags/tag-record'
import { createTag, discardTag, updateTag } from './tags/write-tag'
import { attachFile } from './work/attach-file'
import { reminderAvailability, taskAvailability } from './work/availability'
import { completeTask, reopenTask } from './work/complete-task'
import { followReminderRenderer, recycleWarningRenderer } from './work/reminder-cards'
import { finishReminder, reminderReactions, reminderTimers, snoozeReminder } from './work/reminders'
import { readToday } from './work/today'
import { createFollowUp, removeFollowUp } from './work/write-follow-up'

/** What can be approved; areas meet here and nowhere else. */
const subjects: ApprovalSubjects = { contract: contractApproval, customer: customerApproval }

/** How pools let new customers in. */
const gate = createGate((ctx, row) => startApproval(ctx, customerApproval, 'customer', row))
const intake = { routePool, gate }

const own: readonly Handler[] = [
  ...accessHandlers,
  claimRecord,
  undoClaim,
  assignRecord,
  directAssignRecord,
  agreeClaim,
  passOnReviews,
  rejectClaim,
  withdrawClaim,
  reviewCustomer,
  rejectCustomer,
  submitCustomer(gate),
  setRoutes,
  releaseRecord,
  restorePooled('customer', settleCustomer),
  restorePooled('lead', async () => ({})),
  createPool,
  updatePool,
  retirePool,
  createPooled('customer', intake),
  removeCustomer,
  removeLead,
  discardRecord,
  signCustomer,
  mergeCustomers((ctx, ids) => holdApprovals(ctx, contractApproval, 'contract', ids)),
  createPartner,
  updatePartner,
  createPooled('lead', intake),
  createContract,
  updateContract,
  removeContract,
  submitContract((ctx, object, row) => startApproval(ctx, contractApproval, object, row)),
  ...decisionHandlers(subjects),
  passOnApprovals,
  ...organisationHandlers(handOver),
  ...directoryHandlers,
  createFollowUp,
  completeTask,
  reopenTask,
  attachFile,
  recycleRecord,
  extendRecord,
  askExtension,
  withdrawExtension,
  agreeExtension,
  refuseExtension,
  ...lockHandlers,
  finishReminder,
  snoozeReminder,
  removeFollowUp,
  createAsset,
  updateAsset,
  createRequest,
  updateRequest,
  fileRequest,
  addToRequest,
  urgeRequest,
  withdrawRequest,
  dispatchRequest,
  undoDispatch,
  completeRequest,
  acceptWork,
  refuseWork,
  handOverWork,
  setOutToWork,
  beginWork,
  completeWork,
  answerSurvey,
  verifyFollower,
  grantCompany,
  changeNumberRule,
  createDuplicateRule,
  updateDuplicateRule,
  removeDuplicateRule,
  askCooperation,
  appealRecord,
  agreeDuplicate,
  handOverDuplicate,
  refuseDuplicate,
  passOnAskings,
  createCustomField,
  updateCustomField,
  retireCustomField,
  restoreCustomField,
  arrangeCustomFields,
  createView,
  updateView,
  removeView,
  preferList,
  ...transferHandlers(handOver),
  ...teamHandlers,
  closeLead,
  reopenLead(ctx => demandHolding(ctx, pooledRecord(ctx))),
  convertLead,
  setMapping,
  createTag,
  updateTag,
  discardTag,
  addTags,
  removeTags,
  createSegment,
  updateSegment,
  removeSegment,
  relateContact,
  unrelateContact,
  knowPerson,
  relateCustomer,
  unrelateCustomer,
  createKind,
  updateKind,
]

/** What must hold for every record that is written, whatever action writes it. */
export const guards: readonly WriteGuard[] = [duplicateGuard]

/** Every action's handler by name: an area's own stands in place of the generic one. */
export const handlers: ReadonlyMap<string, Handler> = new Map(
  [...genericHandlers, ...own].map(handler => [handler.contract.name, handler]),
)

/** What follows from events and what is done when timers are due. */
export function createReactions(options: { poolGatherSeconds: number }): {
  reactions: readonly Reaction[]
  timers: readonly TimerHandler[]
} {
  const announcing = announceReactions(options.poolGatherSeconds)
  const handed = handedReactions(Math.min(options.poolGatherSeconds, 20))
  return {
    reactions: [
      ...announcing.reactions,
      ...clockReactions,
      ...ruleReactions,
      ...reviewReactions,
      ...accessReactions,
      ...approvalReactions,
      ...reminderReactions,
      ...serviceReactions,
      ...surveyReactions,
      ...portalReactions,
      ...duplicateReactions,
      ...organisationReactions,
      ...mergeReactions,
      ...handed.reactions,
    ],
    timers: [
      ...announcing.timers,
      ...ruleTimers,
      ...handed.timers,
      ...reminderTimers,
      ...surveyTimers,
      ...accessTimers,
    ],
  }
}

/** One renderer per kind of card. */
export const cardRenderers: CardRenderers = {
  poolClaim: poolClaimRenderer,
  poolDigest: poolDigestRenderer,
  poolReview: poolReviewRenderer,
  approval: approvalRenderer,
  followReminder: followReminderRenderer,
  recycleWarning: recycleWarningRenderer,
  extension: extensionRenderer,
  dispatch: dispatchRenderer,
  workOrder: workOrderRenderer,
  urged: urgedRenderer,
  lowMark: lowMarkRenderer,
  accessRequest: accessRequestRenderer,
  collision: collisionRenderer,
}

/** What the reading side is given by the areas. */
export function createReadServices(options: {
  clock: Clock
  timeZone: string
  cursorKey: Buffer
}): ReadServices {
  return {
    clock: options.clock,
    cursorKey: options.cursorKey,
    availability: [
      ...poolAvailability,
      ...clockAvailability,
      ...contractAvailability,
      ...customerAvailability,
      ...taskAvailability,
      ...reminderAvailability,
      ...serviceAvailability,
      ...relationAvailability,
      ...leadAvailability,
    ],
    poolQuota: poolQuota(() => options.clock.now(), options.timeZone),
    pendingApproval,
    successor: successorOf,
  }
}

/** What areas put into everybody's day besides what the area of work finds itself. */
const todaySources = [...accessToday, ...clockToday, ...duplicatesToday, reviewToday, ...serviceToday]

/** Everything that waits for somebody, most urgent first. */
export function today(sql: Sql, actor: EmployeeActor, now: Date, limit = 30): Promise<TodayAnswer> {
  return readToday(sql, actor, now, limit, todaySources)
}

/** What typed lines look up: the same reads as every other door's. */
export function chatReads(deps: { db: Database; clock: Clock; services: ReadServices }): ChatReads {
  return {
    list: (actor, object, query) => listRecords(deps.db, actor, deps.services, object, query),
    today: (actor, limit) => today(deps.db, actor, deps.clock.now(), limit),
    collisions: (actor, words) => chatCollisions(deps.db, actor, words),
    approvals: async (actor, words, limit) =>
      (await listApprovals(deps.db, actor, { tab: 'waiting', words, limit })).rows,
    extensions: (actor, words, limit) => waitingExtensions(deps.db, actor.employeeId, { words, limit }),
    reviews: async (actor, words, limit) =>
      (await listReviews(deps.db, actor, { tab: 'waiting', words, limit })).rows,
  }
}

export { type DirectoryDeps, directoryTasks, onDirectory } from './directory'
export { recycleSweep } from './pool/recycle'
export { customerReads } from './service/customer-reads'
