/** Rows by everybody whom they concern; a row may concern several. */
export function byReader<T>(rows: readonly T[], readers: (row: T) => readonly string[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows)
    for (const reader of readers(row)) found.set(reader, [...(found.get(reader) ?? []), row])
  return found
}
