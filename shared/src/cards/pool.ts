import type { CardKind } from './declare'

const record = { from: 'matter' } as const

/** Offers one record of a pool to a member, and to whoever may give it to somebody (POOL-10). */
export const poolClaimCard: CardKind = {
  presses: {
    'pool.claim': { action: 'pool.claim', input: { record } },
    'pool.assign': {
      action: 'pool.assign',
      input: { record, to: { from: 'chosen', key: 'colleague' } },
      pick: { field: 'to', question: 'bot.pick.assignee' },
    },
  },
  urgency: 'normal',
}

/** Tells a member that several records came into a pool; it only opens the pool (decision 19). */
export const poolDigestCard: CardKind = { presses: {}, urgency: 'normal' }
