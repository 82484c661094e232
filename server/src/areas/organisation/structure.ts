import type { Ctx, Json } from '../../kernel/context'

/** Changes of the chart come one after another: two moves at once could hang two departments under each other. */
export async function lockStructure(ctx: Ctx): Promise<void> {
  await ctx.tx.query('select pg_advisory_xact_lock(hashtext($1))::text as locked', ['organisation'])
}

/** The old and new values of what really changed, for the history. */
export function changed(
  before: Record<string, Json>,
  after: Record<string, Json>,
): Record<string, [Json, Json]> {
  const pairs = Object.keys(after)
    .filter(key => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null))
    .map((key): [string, [Json, Json]] => [key, [before[key] ?? null, after[key] ?? null]])
  return Object.fromEntries(pairs)
}

/** What stands in the history in place of an id: the name. */
export async function nameOf(
  ctx: Ctx,
  table: 'employee' | 'department' | 'position',
  id: unknown,
): Promise<Json> {
  if (!id) return null
  const [row] = await ctx.tx.query<{ name: string }>(`select name from "${table}" where id = $1::uuid`, [id])
  return row?.name ?? null
}
