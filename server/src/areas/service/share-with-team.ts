import type { Ctx } from '../../kernel/context'

/** Lets colleagues read a record of somebody else; whoever is in its team already stays as they are. */
export async function shareWithTeam(
  ctx: Ctx,
  record: { object: 'serviceRequest' | 'workOrder'; id: string },
  people: readonly (string | null)[],
): Promise<void> {
  const ids = [...new Set(people.filter(id => id !== null))]
  if (ids.length === 0) return
  await ctx.tx.query(
    `insert into team_member (object, record_id, employee_id, access, created_at)
     select $1, $2::uuid, p.id, 'read', $4::timestamptz from unnest($3::uuid[]) as p(id)
     on conflict do nothing`,
    [record.object, record.id, ids, ctx.now],
  )
}

/** Who looks after a customer: its owner, while it has one. */
export async function accountManagerOf(ctx: Ctx, customerId: string): Promise<string | null> {
  const [row] = await ctx.tx.query<{ owner_id: string | null }>(
    'select owner_id from customer where id = $1::uuid',
    [customerId],
  )
  return row?.owner_id ?? null
}
