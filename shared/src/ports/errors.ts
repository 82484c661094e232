/**
 * How a call to a platform failed, and what may be done about it.
 * - token: the token was refused even after one refresh
 * - throttled: too fast; try again after `retryAfterMs`
 * - quota: used up for the day or month; do not retry before then
 * - transient: the platform is ill (5xx, time-out before an answer, nonsense); retry with growing pauses
 * - unknown: the request left and no answer came; it may have been done
 * - permission | addressList: an administrator has to change a setting
 * - recipient: this person cannot be reached (left, out of range)
 * - window: the platform lets us write only after the person did; fall back to a template message
 * - spent: a single-use code was used or has expired
 * - input: we sent something the platform does not take
 */
export type PlatformFailure =
  | 'token'
  | 'throttled'
  | 'quota'
  | 'transient'
  | 'unknown'
  | 'permission'
  | 'addressList'
  | 'recipient'
  | 'window'
  | 'spent'
  | 'input'

/** A failed platform call. The message names platform, method and code; never a token, secret or address with either. */
export class PlatformError extends Error {
  override name = 'PlatformError'
  constructor(
    readonly platform: string,
    readonly method: string,
    readonly failure: PlatformFailure,
    /** The platform's own code (`60140`, `param.cardNotExist`) or `timeout`, `http 502`. */
    readonly code: string,
    readonly retryAfterMs?: number,
  ) {
    super(`${platform} ${method} failed: ${failure} (${code})`)
  }
}
