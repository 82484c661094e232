import type { Handler } from '../kernel/context'
import type { Reaction, TimerHandler } from '../kernel/reactions'
import type { CardRenderers } from '../messaging/render'
import { genericHandlers } from '../records/generic-actions'
import { approvalRenderer } from './approval/cards'
import { decisionHandlers } from './approval/decide'
import { approvalReactions } from './approval/reactions'
import { startApproval } from './approval/start-approval'
import type { ApprovalSubjects } from './approval/subject'
import { createCustomer, createLead } from './customers/create-record'
import { removeCustomer } from './customers/remove-customer'
import { announceReactions } from './pool/announce'
import { assignRecord } from './pool/assign-record'
import { poolClaimRenderer, poolDigestRenderer } from './pool/cards'
import { claimRecord } from './pool/claim-record'
import { releaseRecord } from './pool/release-record'
import { undoClaim } from './pool/undo-claim'
import { createPool, updatePool } from './pool/write-pool'
import { contractApproval } from './sales/contract-approval'
import { submitContract } from './sales/submit-contract'
import { createContract, updateContract } from './sales/write-contract'
import { attachFile } from './work/attach-file'
import { completeTask, reopenTask } from './work/complete-task'
import { createFollowUp } from './work/write-follow-up'

/** What can be approved; areas meet here and nowhere else. */
const subjects: ApprovalSubjects = { contract: contractApproval }

const own: readonly Handler[] = [
  claimRecord,
  undoClaim,
  assignRecord,
  releaseRecord,
  createPool,
  updatePool,
  createCustomer,
  removeCustomer,
  createLead,
  createContract,
  updateContract,
  submitContract((ctx, object, row) => startApproval(ctx, contractApproval, object, row)),
  ...decisionHandlers(subjects),
  createFollowUp,
  completeTask,
  reopenTask,
  attachFile,
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
  return { reactions: [...announcing.reactions, ...approvalReactions], timers: announcing.timers }
}

/** One renderer per kind of card. */
export const cardRenderers: CardRenderers = {
  poolClaim: poolClaimRenderer,
  poolDigest: poolDigestRenderer,
  approval: approvalRenderer,
}
