import type { Availability } from '../../records/availability'

/** A task is either done or not. */
export const taskAvailability: readonly Availability[] = [
  { action: 'task.complete', judge: ({ row }) => (row.state === 'done' ? 'hide' : 'offer') },
  { action: 'task.reopen', judge: ({ row }) => (row.state === 'done' ? 'offer' : 'hide') },
]
