import type { CardKind } from './declare'

/** Offers one record of a pool to a member (POOL-10). */
export const poolClaimCard: CardKind = {
  presses: { 'pool.claim': { action: 'pool.claim', input: { record: { from: 'matter' } } } },
  urgency: 'normal',
}

/** Tells a member that several records came into a pool; it only opens the pool (decision 19). */
export const poolDigestCard: CardKind = { presses: {}, urgency: 'normal' }
