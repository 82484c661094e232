/** Rows as Prisma's raw queries give them, made like those of pg: Decimal → string, bigint → number. */
export function plainRows(rows: Record<string, unknown>[]): Record<string, unknown>[] {
  return rows.map(row =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
  )
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plainValue)
  if (isDecimal(value)) return value.toFixed(Math.max(2, value.decimalPlaces()))
  return value
}

/** Money keeps its two digits, as PostgreSQL itself would print it. */
function isDecimal(value: unknown): value is { toFixed(digits: number): string; decimalPlaces(): number } {
  return typeof value === 'object' && value !== null && 'decimalPlaces' in value
}
