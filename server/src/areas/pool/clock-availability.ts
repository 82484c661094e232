import { can } from '../../access/context'
import type { Availability, Situation, Verdict } from '../../records/availability'
import { runningClocks } from './deadlines'
import type { PooledObject } from './pooled-record'

const running = ({ object, row }: Situation) => runningClocks(object.name as PooledObject, row).length > 0

function judgeAsk(situation: Situation): Verdict {
  const { actor, row } = situation
  if (row.owner_id !== actor.employeeId || row.locked_at || !running(situation)) return 'hide'
  // Whoever may give days does not have to ask for them.
  if (can(actor.access, { object: 'pool', verb: 'extend' })) return 'hide'
  return row.extension_asked_at ? { code: 'extensionAsked', params: { record: String(row.name) } } : 'offer'
}

const locks = (object: 'customer' | 'lead'): Availability[] => [
  { action: `${object}.lock`, judge: ({ row }) => (row.owner_id && !row.locked_at ? 'offer' : 'hide') },
  { action: `${object}.unlock`, judge: ({ row }) => (row.locked_at ? 'offer' : 'hide') },
]

/** When more days, locks and unlocks make sense for a record. */
export const clockAvailability: readonly Availability[] = [
  { action: 'pool.extend', judge: situation => (running(situation) ? 'offer' : 'hide') },
  { action: 'pool.askExtension', judge: judgeAsk },
  {
    action: 'pool.withdrawExtension',
    judge: ({ actor, row }) =>
      row.extension_asked_at && row.owner_id === actor.employeeId ? 'offer' : 'hide',
  },
  ...locks('customer'),
  ...locks('lead'),
]
