import type { Availability } from '../../records/availability'

const when =
  (states: readonly string[]): Availability['judge'] =>
  ({ row }) =>
    states.includes(String(row.status)) ? 'offer' : 'hide'

/** A lead is worked on, closed, or has become a customer. */
export const leadAvailability: readonly Availability[] = [
  { action: 'lead.close', judge: when(['open', 'following']) },
  { action: 'lead.reopen', judge: when(['closed']) },
  { action: 'lead.convert', judge: when(['open', 'following']) },
  { action: 'lead.transfer', judge: when(['open', 'following', 'closed']) },
  // What was made of it is where one goes on.
  {
    action: 'followUp.create',
    judge: ({ object, row }) => (object.name === 'lead' && row.status === 'converted' ? 'hide' : 'offer'),
  },
]
