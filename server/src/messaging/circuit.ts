import type { CircuitVerdict } from '@gonghai/shared/ports/delivery'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Tx } from '../db/database'
import type { Clock } from '../kernel/clock'
import { machineTime } from './outbound'

const failuresToOpen = 5
const longestPauseMs = 10 * 60_000
/** How long the one lane that tries first has before others may. */
const probeMs = 30_000

interface CircuitRow {
  failures: number
  open_until: Date | null
}

/** Until when nothing may be sent on this platform; null when it may. Passing a lapsed pause makes the caller the one that tries. */
export async function circuitOpenUntil(tx: Tx, platform: PlatformName, now: Date): Promise<Date | null> {
  const [row] = await tx.query<CircuitRow>(
    'select failures, open_until from delivery_circuit where platform = $1 and open_until is not null',
    [platform],
  )
  if (!row?.open_until) return null
  if (row.open_until > now) return row.open_until
  const until = new Date(now.getTime() + probeMs)
  const won = await tx.query(
    `update delivery_circuit set open_until = $2::timestamptz, updated_at = $3::timestamptz
     where platform = $1 and open_until <= $3::timestamptz returning platform`,
    [platform, until, now],
  )
  return won.length > 0 ? null : until
}

/** Applies what a call taught us about its platform. A pause ends with a sweep that wakes everybody who waited. */
export async function applyCircuit(
  tx: Tx,
  clock: Clock,
  platform: PlatformName,
  verdict: CircuitVerdict,
  reason: string,
): Promise<void> {
  if (verdict.circuit === 'leave') return
  if (verdict.circuit === 'close') return closeCircuit(tx, platform, clock.now())
  const now = clock.now()
  const [row] = await tx.query<{ failures: number }>(
    `insert into delivery_circuit (platform, failures, reason, updated_at) values ($1, 1, $2, $3::timestamptz)
     on conflict (platform) do update set failures = delivery_circuit.failures + 1, reason = $2, updated_at = $3::timestamptz
     returning failures`,
    [platform, reason, now],
  )
  const failures = row!.failures
  if (verdict.circuit === 'count' && failures < failuresToOpen) return
  const growth = verdict.circuit === 'count' ? 2 ** Math.min(failures - failuresToOpen, 10) : 1
  const pause =
    verdict.circuit === 'count' ? Math.min(verdict.pauseMs * growth, longestPauseMs) : verdict.pauseMs
  await openCircuit(tx, clock, platform, new Date(now.getTime() + pause))
}

async function openCircuit(tx: Tx, clock: Clock, platform: PlatformName, until: Date): Promise<void> {
  await tx.query('update delivery_circuit set open_until = $2::timestamptz where platform = $1', [
    platform,
    until,
  ])
  await tx.addJob('sweepMessaging', {}, { key: `circuit:${platform}`, runAt: machineTime(clock, until) })
}

async function closeCircuit(tx: Tx, platform: PlatformName, now: Date): Promise<void> {
  // Looked at without a lock first: nearly always there is nothing to close, and every send passes here.
  const [row] = await tx.query<CircuitRow>(
    'select failures, open_until from delivery_circuit where platform = $1',
    [platform],
  )
  if (!row || (row.failures === 0 && !row.open_until)) return
  await tx.query(
    `update delivery_circuit set failures = 0, open_until = null, reason = null, updated_at = $2::timestamptz
     where platform = $1`,
    [platform, now],
  )
  if (row.open_until) await tx.addJob('sweepMessaging', {}, { key: `circuit:${platform}` })
}
