import { teamObjects } from '@gonghai/shared/actions/team'
import { transfers } from '@gonghai/shared/actions/transfer'
import type { Availability } from '../../records/availability'

/** When a record can change hands, and who is offered to choose its team. */
export const relationAvailability: readonly Availability[] = [
  ...transfers.map(
    ({ name }): Availability => ({
      action: name,
      judge: ({ row, inApproval }) => {
        if (!row.owner_id) return 'hide'
        return inApproval ? { code: 'frozen' } : 'offer'
      },
    }),
  ),
  {
    action: 'tag.remove',
    judge: ({ row }) => (Array.isArray(row.tags) && row.tags.length > 0 ? 'offer' : 'hide'),
  },
  // Relations are drawn, and changed where they are.
  ...['contact.relate', 'contact.unrelate', 'contact.knows', 'customer.relate', 'customer.unrelate'].map(
    (action): Availability => ({ action, judge: () => 'hide' }),
  ),
  // The team has its own place on the page, where whoever leaves it is chosen.
  ...teamObjects.map((object): Availability => ({ action: `${object}.unshare`, judge: () => 'hide' })),
]
