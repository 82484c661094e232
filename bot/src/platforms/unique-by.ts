/** The first item of each key, in the given order. */
export function uniqueBy<T>(list: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>()
  return list.filter(item => !seen.has(key(item)) && seen.add(key(item)))
}
