import { refuse } from '../kernel/errors'
import type { Row } from './columns'

/** A new customer that waits for its review, or did not pass it, does not count yet (CUST-6). Other rows always do. */
export const counts = (row: Row): boolean => row.review_state !== 'pending' && row.review_state !== 'rejected'

/** For what takes a customer that counts: claims, contracts, signing. @throws Refusal customerUnreviewed */
export function demandCounted(row: Row): void {
  if (!counts(row)) refuse('customerUnreviewed', { record: String(row.name) })
}

/** The end of a lead: it was closed, or has become a customer. It fills no limit, and nobody takes it (CUST-1, CUST-2). */
export const isOver = (row: Row): boolean => row.status === 'closed' || row.status === 'converted'

/** SQL boolean: the customer or lead under `alias` is not over (see `isOver`). */
export const livelySql = (object: string, alias: string): string =>
  object === 'lead' ? `${alias}.status in ('open', 'following')` : 'true'

/** SQL boolean: whoever belongs to its pool could take the customer or lead under `alias` now. */
export const freeSql = (object: string, alias: string): string =>
  `(${alias}.owner_id is null and ${alias}.deleted_at is null and ${alias}.claimant_id is null and ${
    object === 'lead' ? livelySql(object, alias) : `${alias}.review_state not in ('pending', 'rejected')`
  })`
