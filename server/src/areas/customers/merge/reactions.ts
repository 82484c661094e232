import type { Reaction, ReactionCtx } from '../../../kernel/reactions'
import { moveRows } from './move-rows'

interface Merged {
  winner: string
  loser: string
  name: string
  owners: (string | null)[]
}

/** What was being written for the loser while it was merged comes after it. */
async function moveStragglers(
  ctx: ReactionCtx,
  { payload }: { payload: Record<string, unknown> },
): Promise<void> {
  const { winner, loser } = payload as unknown as Merged
  await moveRows(ctx.tx, { winner, loser })
}

/** Both owners hear of it, but for who did it. */
async function tellOwners(
  ctx: ReactionCtx,
  event: { id: string; payload: Record<string, unknown>; actorId: string | null },
): Promise<void> {
  const { winner, name, owners } = event.payload as unknown as Merged
  const [row] = await ctx.tx.query<{ name: string; by: string | null }>(
    `select c.name, e.name as by from customer c left join employee e on e.id = $2::uuid where c.id = $1::uuid`,
    [winner, event.actorId],
  )
  const told = [...new Set(owners)].filter((id): id is string => id !== null && id !== event.actorId)
  for (const employeeId of told) {
    await ctx.messenger.sendNotice(ctx.tx, {
      employeeId,
      text: {
        key: 'customers.merge.told',
        params: { loser: name, name: row?.name ?? '', by: row?.by ?? '' },
      },
      links: [{ text: row?.name ?? '', record: `customer:${winner}` }],
      dedupeKey: `merged:${event.id}:${employeeId}`,
    })
  }
}

/** What follows from a merge. */
export const mergeReactions: readonly Reaction[] = [
  { name: 'customer.moveStragglers', on: ['customer.merged'], run: moveStragglers },
  { name: 'customer.tellMerged', on: ['customer.merged'], run: tellOwners },
]
