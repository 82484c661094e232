/** Rows as Prisma's raw queries give them, made like those of pg: Decimal → string, bigint → number. */
export function plainRows(rows: Record<string, unknown>[]): Record<string, unknown>[] {
  return rows.map(row =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
  )
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plainValue)
  if (value && typeof value === 'object' && 'toFixed' in value) return String(value)
  return value
}
