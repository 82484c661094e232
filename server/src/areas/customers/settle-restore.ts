import type { Value } from '@gonghai/shared/client/api'
import type { Ctx } from '../../kernel/context'
import { sameNamed } from './name-taken'

/**
 * What a customer that comes back from the bin needs: it has not been merged, and its name is still free, or another one is given.
 * @throws Refusal merged | nameTaken
 */
export async function settleCustomer(
  ctx: Ctx,
  record: { id: string; title: string },
  input: Record<string, unknown>,
): Promise<Record<string, Value>> {
  const [merged] = await ctx.tx.query<{ name: string; number: string }>(
    `select w.name, w.number from customer c join customer w on w.id = c.merged_into_id where c.id = $1::uuid`,
    [record.id],
  )
  if (merged) ctx.refuse('merged', { record: record.title, winner: merged.name, number: merged.number })
  const given = input.name as string | undefined
  const name = given ?? record.title
  const other = await sameNamed(ctx.tx, name, record.id)
  if (other) ctx.refuse('nameTaken', { name, other: other.name, number: other.number })
  return given ? { name: given } : {}
}
