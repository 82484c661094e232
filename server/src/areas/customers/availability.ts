import { inScope } from '../../access/scope'
import type { Availability } from '../../records/availability'
import { counts } from '../../records/counted'

/** When signing makes sense: owned, not signed yet, by owner or superior; a new customer must count first. */
export const customerAvailability: readonly Availability[] = [
  {
    action: 'pool.discard',
    // Whoever may delete it anyway needs no second button.
    judge: ({ actor, object, row }) =>
      row.owner_id || inScope(actor.access, object, 'edit', row) ? 'hide' : 'offer',
  },
  {
    action: 'customer.sign',
    judge: ({ actor, object, row }) => {
      const ownBusiness = row.owner_id && inScope(actor.access, object, 'edit', row)
      if (!ownBusiness || row.partner_id) return 'hide'
      return counts(row) ? 'offer' : { code: 'customerUnreviewed', params: { record: String(row.name) } }
    },
  },
]
