import type { ObjectName } from '@gonghai/shared/objects'
import type { Ctx } from '../../kernel/context'
import { type ApprovalSubject, contentHash, lockSubject } from './subject'

/** An open approval whose record still is what was submitted. */
interface Held {
  id: string
  recordId: string
}

/**
 * Carries open approvals over a change that nobody has to decide anew (a merged customer): what was submitted as it stands now is
 * what is decided later. An approval whose record had been changed behind its back stays refused.
 * @param ids records of `object`, locked @returns what to call after the change
 */
export async function holdApprovals(
  ctx: Ctx,
  subject: ApprovalSubject,
  object: ObjectName,
  ids: readonly string[],
): Promise<() => Promise<void>> {
  const pending = await ctx.tx.query<Held & { content_hash: string }>(
    `select id, record_id as "recordId", content_hash from approval
     where object = $1 and record_id = any($2::uuid[]) and state = 'pending' order by id for update`,
    [object, ids],
  )
  const held: Held[] = []
  for (const approval of pending) {
    const row = await lockSubject(ctx.tx, object, approval.recordId)
    if ((await contentHash(ctx.tx, object, row)) === approval.content_hash) held.push(approval)
  }
  return async () => {
    for (const { id, recordId } of held) {
      const row = await lockSubject(ctx.tx, object, recordId)
      await ctx.tx.query('update approval set content_hash = $2, summary = $3::jsonb where id = $1::uuid', [
        id,
        await contentHash(ctx.tx, object, row),
        JSON.stringify(await subject.summary(ctx.tx, row)),
      ])
      ctx.emit('approval.changed', { approval: id })
    }
  }
}
