import type { Availability } from '../../records/availability'

/** When a contract can be submitted, changed and deleted. */
export const contractAvailability: readonly Availability[] = [
  {
    action: 'contract.submit',
    judge: ({ row }) => {
      if (row.state !== 'draft' && row.state !== 'rejected') return 'hide'
      return Number(row.amount ?? 0) > 0 ? 'offer' : { code: 'emptyContract' }
    },
  },
  {
    action: 'contract.remove',
    judge: ({ row }) => (row.state === 'effective' ? { code: 'frozen' } : 'offer'),
  },
]
