import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Ctx } from '../kernel/context'

/**
 * A record in approval is frozen but for a declared white-list (decision 25).
 * @param fields what is to be changed; absent = the record as a whole @throws Refusal frozen
 */
export async function assertNotFrozen(
  ctx: Ctx,
  object: ObjectDeclaration,
  id: string,
  fields?: string[],
): Promise<void> {
  const rule = object.can.approved
  if (!rule || fields?.every(field => rule.freeFields.includes(field))) return
  const pending = await ctx.tx.prisma.approval.findFirst({
    where: { object: object.name, recordId: id, state: 'pending' },
    select: { id: true },
  })
  if (pending) ctx.refuse('frozen')
}
