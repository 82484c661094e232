import type { Translate } from '../i18n'
import type { CardInput } from '../ports/messages'
import type { CardKind, CardPress } from './declare'

const agrees = (action: string): CardPress => ({ action, input: { review: { from: 'matterId' } } })

const rejects = (action: string): CardPress => ({
  action,
  input: { review: { from: 'matterId' }, reason: { from: 'words', key: 'reason' } },
  ask: { field: 'reason', question: 'bot.ask.rejectReason' },
})

/** Asks a leader about a claim of another group, or a pool's administrators about a new customer (POOL-7, CUST-6). */
export const poolReviewCard: CardKind = {
  presses: {
    'pool.agreeClaim': agrees('pool.agreeClaim'),
    'pool.rejectClaim': rejects('pool.rejectClaim'),
    'customer.review': agrees('customer.review'),
    'customer.rejectReview': rejects('customer.rejectReview'),
  },
  urgency: 'now',
}

/** The field for a reason, where a platform can show one; elsewhere the chat asks. */
export function rejectField(t: Translate): { input: CardInput } {
  return {
    input: { key: 'reason', title: t('bot.card.comment'), placeholder: t('bot.card.commentHint') },
  }
}
