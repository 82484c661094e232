/** The table's own entry for a key that came from outside: `constructor` and its like are none. */
export function ownEntry<T>(table: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
