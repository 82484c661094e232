import type { Availability } from '../../records/availability'

/** A task is either done or not. */
export const taskAvailability: readonly Availability[] = [
  { action: 'task.complete', judge: ({ row }) => (row.state === 'done' ? 'hide' : 'offer') },
  { action: 'task.reopen', judge: ({ row }) => (row.state === 'done' ? 'offer' : 'hide') },
]

/** Only the owner has agreed on a next contact, and only while there is one. */
export const reminderAvailability: readonly Availability[] = ['reminder.done', 'reminder.snooze'].map(
  action => ({
    action,
    judge: ({ actor, row }) => (row.owner_id === actor.employeeId && row.next_contact_at ? 'offer' : 'hide'),
  }),
)
