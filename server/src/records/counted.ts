import { refuse } from '../kernel/errors'
import type { Row } from './columns'

/** A new customer that waits for its review, or did not pass it, does not count yet (CUST-6). Other rows always do. */
export const counts = (row: Row): boolean => row.review_state !== 'pending' && row.review_state !== 'rejected'

/** For what takes a customer that counts: claims, contracts, signing. @throws Refusal customerUnreviewed */
export function demandCounted(row: Row): void {
  if (!counts(row)) refuse('customerUnreviewed', { record: String(row.name) })
}
