/** Rows by whose they are, in the order in which they come. */
export function byOwner<T extends { owner_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const theirs = found.get(row.owner_id)
    if (theirs) theirs.push(row)
    else found.set(row.owner_id, [row])
  }
  return found
}
