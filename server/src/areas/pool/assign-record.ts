import { poolAssign, poolDirectAssign } from '@gonghai/shared/actions/pool'
import { assignReach } from '../../access/assign-reach'
import { can, loadAccess } from '../../access/context'
import type { Ctx, Handled } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { askReview } from './ask-review'
import { giveRecord } from './give-record'
import { crossingOf } from './group'
import { brokenLimit, type Quota, takeQuota, withWaiting } from './limits'
import { overrule } from './open-review'
import { demandFree, type PooledRecord, pooledRecord, refuseTaken } from './pooled-record'

/** Who is to get it: somebody whose role lets them work on such records. @throws Refusal cannotOwn */
async function receiver(ctx: Ctx, record: PooledRecord): Promise<{ id: string; name: string }> {
  const to = ctx.refs.get('to')
  const name = String(to.row.name)
  const access = await loadAccess(ctx.tx, to.id)
  if (!can(access, { object: record.object, verb: 'update' })) ctx.refuse('cannotOwn', { name })
  return { id: to.id, name }
}

/** Assignments count as held only. @throws Refusal assigneeFull */
function demandRoom(ctx: Ctx, record: PooledRecord, quota: Quota, name: string): void {
  const broken = brokenLimit(ctx, quota, record, 'assign')
  if (broken) ctx.refuse(broken.code, { ...broken.params, name })
}

async function stillPooled(ctx: Ctx): Promise<PooledRecord> {
  const record = pooledRecord(ctx)
  if (record.owner)
    await refuseTaken(ctx.tx, record, { employeeId: null, timeZone: ctx.actor.timeZone, now: ctx.now })
  return record
}

/** Administrators of the pool assign to anybody, leaders within their group. @throws Refusal assignNotAllowed | notInGroup */
function demandAssigner(ctx: Ctx, { rule }: Quota, to: { id: string; name: string }): void {
  const { actor } = ctx
  if (actor.kind !== 'employee') return
  const reach = assignReach(actor.access, rule.id)
  if (reach === 'nobody') ctx.refuse('assignNotAllowed', { pool: rule.name })
  const inGroup = to.id === actor.employeeId || actor.access.reports.includes(to.id)
  if (reach === 'group' && !inGroup) ctx.refuse('notInGroup', { name: to.name, pool: rule.name })
}

async function give(ctx: Ctx, record: PooledRecord, to: { id: string; name: string }): Promise<Handled> {
  await giveRecord(ctx, record, { to: to.id, kind: 'assign' })
  return { result: { record: `${record.object}:${record.id}` }, say: { name: record.title, to: to.name } }
}

/**
 * Gives a record to somebody; what that person holds counts, what they claimed does not. Where another group had it last,
 * that group's leader is asked (POOL-6, POOL-7).
 */
export const assignRecord = handle(poolAssign, async ctx => {
  const record = await stillPooled(ctx)
  demandFree(record)
  const to = await receiver(ctx, record)
  const quota = await takeQuota(ctx, record, to.id)
  demandAssigner(ctx, quota, to)
  demandRoom(ctx, record, quota, to.name)
  const crossing = await crossingOf(ctx, record, quota.rule, to.id)
  if (!crossing) return give(ctx, record, to)
  demandRoom(ctx, record, await withWaiting(ctx, quota, to.id), to.name)
  return askReview(ctx, record, { kind: 'assign', to: to.id, toName: to.name, crossing })
})

/** Gives a record to anybody at once; whatever waited for a word is settled by it. */
export const directAssignRecord = handle(poolDirectAssign, async ctx => {
  const record = await stillPooled(ctx)
  // What waits for a word is settled by this one.
  demandFree({ ...record, row: { ...record.row, claimant_id: null } })
  const to = await receiver(ctx, record)
  demandRoom(ctx, record, await takeQuota(ctx, record, to.id), to.name)
  await overrule(ctx, record)
  return give(ctx, record, to)
})
