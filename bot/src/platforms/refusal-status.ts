import type { CallbackRefused } from './callback-crypto'

/** The HTTP status of a refused callback. */
export const refusalStatus: Record<CallbackRefused['reason'], number> = {
  signature: 403,
  receiver: 403,
  stale: 403,
  replay: 403,
  ciphertext: 400,
  shape: 400,
  key: 500,
}
