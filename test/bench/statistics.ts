/** The value below which a share of the numbers lies (nearest rank). @param share 0–1 */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** The middle of the numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return Number.isInteger(middle)
    ? (sorted[middle - 1]! + sorted[middle]!) / 2
    : (sorted[Math.floor(middle)] ?? Number.NaN)
}

/** The middle half of the numbers: how far apart rounds were. */
export function spread(numbers: readonly number[]): [from: number, to: number] {
  return [quantile(numbers, 0.25), quantile(numbers, 0.75)]
}
