import type { TodayAnswer } from '@gonghai/shared/client/api'
import type { Database, Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import type { Clock } from '../kernel/clock'
import type { Handler } from '../kernel/context'
import type { Reaction, TimerHandler } from '../kernel/reactions'
import type { ChatReads } from '../messaging/chat-query'
import type { CardRenderers } from '../messaging/render'
import { genericHandlers } from '../records/generic-actions'
import { listRecords } from '../records/list'
import type { ReadServices } from '../records/reader'
import { approvalRenderer } from './approval/cards'
import { decisionHandlers } from './approval/decide'
import { approvalReactions } from './approval/reactions'
import { startApproval } from './approval/start-approval'
import type { ApprovalSubjects } from './approval/subject'
import { listApprovals, pendingApproval } from './approval/view'
import { createCustomer, createLead } from './customers/create-record'
import { removeCustomer } from './customers/remove-customer'
import { announceReactions } from './pool/announce'
import { assignRecord } from './pool/assign-record'
import { poolAvailability } from './pool/availability'
import { poolClaimRenderer, poolDigestRenderer } from './pool/cards'
import { claimRecord } from './pool/claim-record'
import { poolQuota } from './pool/quota'
import { recycleRecord } from './pool/recycle'
import { releaseRecord } from './pool/release-record'
import { restoreCustomer, restoreLead } from './pool/restore-record'
import { undoClaim } from './pool/undo-claim'
import { createPool, updatePool } from './pool/write-pool'
import { grantCompany } from './portal/grant-company'
import { portalReactions } from './portal/tell-follower'
import { verifyFollower } from './portal/verify'
import { contractAvailability } from './sales/availability'
import { contractApproval } from './sales/contract-approval'
import { submitContract } from './sales/submit-contract'
import { createContract, removeContract, updateContract } from './sales/write-contract'
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
import { attachFile } from './work/attach-file'
import { reminderAvailability, taskAvailability } from './work/availability'
import { completeTask, reopenTask } from './work/complete-task'
import { followReminderRenderer, recycleWarningRenderer } from './work/reminder-cards'
import { finishReminder, reminderReactions, reminderTimers, snoozeReminder } from './work/reminders'
import { readToday } from './work/today'
import { createFollowUp, removeFollowUp } from './work/write-follow-up'

/** What can be approved; areas meet here and nowhere else. */
const subjects: ApprovalSubjects = { contract: contractApproval }

const own: readonly Handler[] = [
  claimRecord,
  undoClaim,
  assignRecord,
  releaseRecord,
  restoreCustomer,
  restoreLead,
  createPool,
  updatePool,
  createCustomer,
  removeCustomer,
  createLead,
  createContract,
  updateContract,
  removeContract,
  submitContract((ctx, object, row) => startApproval(ctx, contractApproval, object, row)),
  ...decisionHandlers(subjects),
  createFollowUp,
  completeTask,
  reopenTask,
  attachFile,
  recycleRecord,
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
]

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
  return {
    reactions: [
      ...announcing.reactions,
      ...approvalReactions,
      ...reminderReactions,
      ...serviceReactions,
      ...surveyReactions,
      ...portalReactions,
    ],
    timers: [...announcing.timers, ...reminderTimers, ...surveyTimers],
  }
}

/** One renderer per kind of card. */
export const cardRenderers: CardRenderers = {
  poolClaim: poolClaimRenderer,
  poolDigest: poolDigestRenderer,
  approval: approvalRenderer,
  followReminder: followReminderRenderer,
  recycleWarning: recycleWarningRenderer,
  dispatch: dispatchRenderer,
  workOrder: workOrderRenderer,
  urged: urgedRenderer,
  lowMark: lowMarkRenderer,
}

/** What the reading side is given by the areas. */
export function createReadServices(options: {
  clock: Clock
  timeZone: string
  cursorKey: Buffer
}): ReadServices {
  return {
    cursorKey: options.cursorKey,
    availability: [
      ...poolAvailability,
      ...contractAvailability,
      ...taskAvailability,
      ...reminderAvailability,
      ...serviceAvailability,
    ],
    poolQuota: poolQuota(() => options.clock.now(), options.timeZone),
    pendingApproval,
  }
}

/** What areas put into everybody's day besides what the area of work finds itself. */
const todaySources = [...serviceToday]

/** Everything that waits for somebody, most urgent first. */
export function today(sql: Sql, actor: EmployeeActor, now: Date, limit = 30): Promise<TodayAnswer> {
  return readToday(sql, actor, now, limit, todaySources)
}

/** What typed lines look up: the same reads as every other door's. */
export function chatReads(deps: { db: Database; clock: Clock; services: ReadServices }): ChatReads {
  return {
    list: (actor, object, query) => listRecords(deps.db, actor, deps.services, object, query),
    today: (actor, limit) => today(deps.db, actor, deps.clock.now(), limit),
    approvals: async (actor, words, limit) =>
      (await listApprovals(deps.db, actor, { tab: 'waiting', words, limit })).rows,
  }
}

export { recycleSweep } from './pool/recycle'
export { customerReads } from './service/customer-reads'
