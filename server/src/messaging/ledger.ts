import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Tx } from '../db/database'
import { dayIn } from '../kernel/clock'
import type { MessagingDeps } from './deps'

/** Counts a call towards its platform's day (decision 19). */
export async function countCall(
  deps: Pick<MessagingDeps, 'clock' | 'timeZone'>,
  tx: Tx,
  platform: PlatformName,
  api: string,
  failed: boolean,
): Promise<void> {
  await tx.query(
    `insert into call_ledger as l (platform, api, day, calls, failures) values ($1, $2, $3, 1, $4::int)
     on conflict (platform, api, day) do update set calls = l.calls + 1, failures = l.failures + excluded.failures`,
    [platform, api, dayIn(deps.timeZone, deps.clock.now()), failed ? 1 : 0],
  )
}

/** True when less than a fifth of the platform's daily budget is left: then only answers and approvals go out. */
export async function budgetIsShort(deps: MessagingDeps, tx: Tx, platform: PlatformName): Promise<boolean> {
  const budget = deps.budgets?.[platform]
  if (budget === undefined) return false
  const [row] = await tx.query<{ calls: number | string }>(
    'select coalesce(sum(calls), 0)::int as calls from call_ledger where platform = $1 and day = $2',
    [platform, dayIn(deps.timeZone, deps.clock.now())],
  )
  return Number(row?.calls ?? 0) >= budget * 0.8
}
