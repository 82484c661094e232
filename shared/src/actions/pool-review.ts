import { defineAction, recordRef, ref } from './declare'

/** The record that waits for a word, or the review itself as a card names it; one of the two must be given. */
const reviewOf = <const T extends readonly ('customer' | 'lead')[]>(targets: T) =>
  ({
    record: { kind: 'record', targets, need: 'reviewed' },
    review: { kind: 'reference', target: 'poolReview', need: 'assigned' },
  }) as const

const reason = { kind: 'text', required: true, max: 200 } as const

/** The last leader lets a claim of another group through: the claimer gets the record, if the limits still allow it (POOL-7). */
export const poolAgreeClaim = defineAction({
  name: 'pool.agreeClaim',
  area: 'pool',
  input: reviewOf(['customer', 'lead']),
  needs: { object: 'pool', verb: 'review' },
  errors: [
    'alreadyDecided',
    'notYourTurn',
    'notInPool',
    'cannotOwn',
    'claimantLimited',
    'leadClosed',
    'leadConverted',
  ],
  bulk: 'record',
})

/** The last leader keeps the record in its pool; the claimer is told why. */
export const poolRejectClaim = defineAction({
  name: 'pool.rejectClaim',
  area: 'pool',
  input: { ...reviewOf(['customer', 'lead']), reason },
  needs: { object: 'pool', verb: 'review' },
  errors: ['alreadyDecided', 'notYourTurn', 'reasonNeeded'],
  bulk: 'record',
})

/** Whoever asked takes the question back; the record is free again. */
export const poolWithdrawClaim = defineAction({
  name: 'pool.withdrawClaim',
  area: 'pool',
  input: {
    record: { kind: 'record', targets: ['customer', 'lead'], need: 'pooled' },
    review: { kind: 'reference', target: 'poolReview', need: 'assigned' },
  },
  needs: { object: 'pool', verb: 'claim' },
  errors: ['alreadyDecided', 'notYourTurn'],
})

/** A pool's administrator lets a new customer in (CUST-6). */
export const customerReview = defineAction({
  name: 'customer.review',
  area: 'pool',
  input: reviewOf(['customer']),
  needs: { object: 'customer', verb: 'review' },
  errors: ['alreadyDecided', 'notYourTurn'],
  bulk: 'record',
})

/** A pool's administrator does not let a new customer in, and says why. */
export const customerRejectReview = defineAction({
  name: 'customer.rejectReview',
  area: 'pool',
  input: { ...reviewOf(['customer']), reason },
  needs: { object: 'customer', verb: 'review' },
  errors: ['alreadyDecided', 'notYourTurn', 'reasonNeeded'],
  bulk: 'record',
})

/** Asks once more for a customer that was not let in, after it was put right. */
export const customerSubmitReview = defineAction({
  name: 'customer.submitReview',
  area: 'pool',
  input: { record: recordRef(['customer'], 'edit') },
  needs: { object: 'customer', verb: 'update' },
  errors: ['nothingToReview', 'noApprovers'],
})

/** What waits for somebody who left waits for another from now on: reviews, and days that are asked for. */
export const poolPassOnReviews = defineAction({
  name: 'pool.passOnReviews',
  area: 'pool',
  input: { employee: ref('person', 'exists'), to: ref('employee', 'exists') },
  needs: { object: 'organisation', verb: 'configure' },
  errors: ['stillActive'],
})
