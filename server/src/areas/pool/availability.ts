import type { Availability } from '../../records/availability'

/** When claiming, assigning, releasing and undoing make sense for a record. */
export const poolAvailability: readonly Availability[] = [
  { action: 'pool.claim', judge: ({ row }) => (row.owner_id ? 'hide' : 'offer') },
  { action: 'pool.assign', judge: ({ row }) => (row.owner_id ? 'hide' : 'offer') },
  { action: 'pool.release', judge: ({ row }) => (row.owner_id ? 'offer' : 'hide') },
  // Offered on the toast after a claim, not as a button.
  { action: 'pool.undoClaim', judge: () => 'hide' },
]
