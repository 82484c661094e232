import { assignReach } from '../../access/assign-reach'
import { inScope } from '../../access/scope'
import type { Availability } from '../../records/availability'
import { counts } from '../../records/counted'

/** When signing makes sense: owned, and not signed yet; a new customer must count first. */
export const customerAvailability: readonly Availability[] = [
  {
    action: 'pool.discard',
    // Whoever may delete it anyway needs no second button.
    judge: ({ actor, object, row }) => {
      if (row.owner_id || inScope(actor.access, object, 'beyondTeam', row)) return 'hide'
      return assignReach(actor.access, row.pool_id as string) === 'nobody' ? 'hide' : 'offer'
    },
  },
  {
    action: 'customer.sign',
    judge: ({ row }) => {
      if (!row.owner_id || row.partner_id) return 'hide'
      return counts(row) ? 'offer' : { code: 'customerUnreviewed', params: { record: String(row.name) } }
    },
  },
]
