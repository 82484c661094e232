import type { CircuitVerdict, SyncResult, Verdict } from '@gonghai/shared/ports/delivery'
import type { PlatformFailure } from '@gonghai/shared/ports/errors'

const seconds = 1000
const minutes = 60 * seconds
const hours = 60 * minutes

/** Growing pauses: about a day in all, then the message is given up and stays visible. */
const patient = [
  5 * seconds,
  30 * seconds,
  2 * minutes,
  10 * minutes,
  30 * minutes,
  hours,
  2 * hours,
  4 * hours,
  8 * hours,
  8 * hours,
]
/** For what an administrator has to change first. */
const unhurried = [10 * minutes, hours, 4 * hours, 12 * hours]

interface FailureRule {
  /** Pauses between tries; `endless` keeps trying with one pause, because the fault is not the message's. */
  tries: readonly number[] | 'endless'
  pauseMs: number
  circuit: CircuitVerdict['circuit']
  /** The platform surely did not take the call, so a single-use code is still good. */
  refused: boolean
  /** An update that fails for good is told in words instead. */
  tell: boolean
}

/** What follows from each way of failing. A table, so that a new way does not compile without an answer. */
const rules: Record<PlatformFailure, FailureRule> = {
  token: { tries: 'endless', pauseMs: minutes, circuit: 'trip', refused: true, tell: true },
  throttled: { tries: 'endless', pauseMs: minutes, circuit: 'count', refused: true, tell: true },
  quota: { tries: 'endless', pauseMs: hours, circuit: 'trip', refused: true, tell: true },
  transient: { tries: patient, pauseMs: 5 * seconds, circuit: 'count', refused: true, tell: true },
  unknown: { tries: patient, pauseMs: 5 * seconds, circuit: 'count', refused: false, tell: true },
  permission: { tries: unhurried, pauseMs: 10 * minutes, circuit: 'leave', refused: true, tell: true },
  addressList: { tries: unhurried, pauseMs: 10 * minutes, circuit: 'leave', refused: true, tell: true },
  recipient: { tries: [], pauseMs: 0, circuit: 'leave', refused: true, tell: false },
  // Whatever has another way to reach the person takes it; the message itself can't go.
  window: { tries: [], pauseMs: 0, circuit: 'leave', refused: true, tell: false },
  spent: { tries: [], pauseMs: 0, circuit: 'leave', refused: false, tell: true },
  input: { tries: [], pauseMs: 0, circuit: 'leave', refused: true, tell: true },
}

/** A failed call, with how often it was tried, this time included. */
export interface FailedCall {
  failure: PlatformFailure
  attempts: number
  retryAfterMs?: number
}

function pauseOf(rule: FailureRule, call: FailedCall): number | null {
  const planned = rule.tries === 'endless' ? rule.pauseMs : rule.tries[call.attempts - 1]
  return planned === undefined ? null : Math.max(planned, call.retryAfterMs ?? 0)
}

/** The pause that a failure means for its whole platform. */
export function circuitAfter(call: FailedCall): CircuitVerdict {
  const rule = rules[call.failure]
  return { circuit: rule.circuit, pauseMs: call.retryAfterMs ?? rule.pauseMs }
}

/**
 * What becomes of a message after a failed send.
 * @param repeatable the platform notices a repeat of this very message
 */
export function verdictAfter(call: FailedCall, repeatable: boolean): Verdict {
  const rule = rules[call.failure]
  if (call.failure === 'unknown' && !repeatable) return { state: 'unknown' }
  const pauseMs = pauseOf(rule, call)
  return pauseMs === null ? { state: 'dead' } : { state: 'waiting', pauseMs }
}

/** What becomes of a card after a failed update. @param usesCode it was to be done with a single-use code */
export function syncResultAfter(call: FailedCall, usesCode: boolean): SyncResult {
  const rule = rules[call.failure]
  if (usesCode && !rule.refused) return { result: 'lost' }
  const pauseMs = pauseOf(rule, call)
  return pauseMs === null
    ? { result: 'failed', tell: rule.tell }
    : { result: 'again', pauseMs, keepCode: rule.refused }
}
