import { assignReach } from '../../access/assign-reach'
import { inScope } from '../../access/scope'
import type { Availability, Situation, Verdict } from '../../records/availability'
import { counts, isOver } from '../../records/counted'
import { hindrance } from './pooled-record'

/** Somebody asked for it, or it does not count yet: shown grey, with the reason. Of what is over nothing is offered. */
function free({ row }: Situation): Verdict {
  const code = hindrance(row)
  if (!code) return 'offer'
  return isOver(row) ? 'hide' : { code, params: { record: String(row.name) } }
}

const mayAssign = ({ actor, row }: Situation) => assignReach(actor.access, row.pool_id as string) !== 'nobody'

const asks = ({ actor, row }: Situation) => (row.reviewers as string[] | null)?.includes(actor.employeeId)

/** Whoever is asked lets a customer in; one that was kept out and lies in a pool, its administrators. */
const letsIn = (at: Situation) => asks(at) || inScope(at.actor.access, at.object, 'reviewed', at.row)

/** When claiming, assigning, releasing and undoing make sense for a record, and what a review asks for. */
export const poolAvailability: readonly Availability[] = [
  { action: 'pool.claim', judge: at => (at.row.owner_id ? 'hide' : free(at)) },
  { action: 'pool.assign', judge: at => (at.row.owner_id || !mayAssign(at) ? 'hide' : free(at)) },
  {
    action: 'pool.directAssign',
    judge: at => (at.row.owner_id ? 'hide' : at.row.claimant_id && !isOver(at.row) ? 'offer' : free(at)),
  },
  { action: 'pool.release', judge: ({ row }) => (row.owner_id && !isOver(row) ? 'offer' : 'hide') },
  {
    action: 'pool.retire',
    judge: ({ row }) =>
      row.is_default ? { code: 'lastDefaultPool', params: { pool: String(row.name) } } : 'offer',
  },
  // Offered on the toast after a claim, not as a button.
  { action: 'pool.undoClaim', judge: () => 'hide' },
  { action: 'pool.agreeClaim', judge: at => (at.row.claimant_id && asks(at) ? 'offer' : 'hide') },
  { action: 'pool.rejectClaim', judge: at => (at.row.claimant_id && asks(at) ? 'offer' : 'hide') },
  {
    action: 'pool.withdrawClaim',
    judge: ({ actor, row }) => (row.claimant_id === actor.employeeId ? 'offer' : 'hide'),
  },
  {
    action: 'customer.review',
    judge: at => (!counts(at.row) && !at.inApproval && letsIn(at) ? 'offer' : 'hide'),
  },
  {
    action: 'customer.rejectReview',
    judge: at => (at.row.review_state === 'pending' && !at.inApproval && asks(at) ? 'offer' : 'hide'),
  },
  {
    action: 'customer.submitReview',
    judge: ({ row }) => (row.review_state === 'rejected' ? 'offer' : 'hide'),
  },
]
