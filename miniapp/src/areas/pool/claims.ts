import { cell } from '../../lib/cell'

/** How a press on "claim" ended: ours now, or refused with the sentence that says why (who was faster, which limit). */
export type ClaimResult =
  | { state: 'busy' }
  | { state: 'claimed' }
  | { state: 'asked' }
  | { state: 'refused'; text: string; gone: boolean }

/** Results by "object:id"; they stay on the row although the list is fetched anew. */
export const claims = cell<Readonly<Record<string, ClaimResult>>>({})

/** Puts a result at a row, or takes it off. */
export function setClaim(record: string, result: ClaimResult | undefined): void {
  const { [record]: _old, ...others } = claims.get()
  claims.set(result ? { ...others, [record]: result } : others)
}
