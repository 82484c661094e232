import { poolAssign } from '@gonghai/shared/actions/pool'
import { can, loadAccess } from '../../access/context'
import { handle } from '../../kernel/context'
import { giveRecord } from './give-record'
import { brokenLimit, takeQuota } from './limits'
import { pooledRecord, refuseTaken } from './pooled-record'

/** A pool's administrator gives a record to somebody; what that person holds counts, what they claimed does not. */
export const assignRecord = handle(poolAssign, async ctx => {
  const record = pooledRecord(ctx)
  const to = ctx.refs.get('to')
  if (record.owner)
    await refuseTaken(ctx.tx, record, { employeeId: null, timeZone: ctx.actor.timeZone, now: ctx.now })
  const access = await loadAccess(ctx.tx, to.id)
  if (!can(access, { object: record.object, verb: 'update' }))
    ctx.refuse('cannotOwn', { name: String(to.row.name) })
  const quota = await takeQuota(ctx, record, to.id)
  const broken = brokenLimit(ctx, quota, record, 'assign')
  if (broken) ctx.refuse(broken.code, { ...broken.params, name: String(to.row.name) })
  await giveRecord(ctx, record, { to: to.id, kind: 'assign', followDue: quota.followDue })
  const name = `${record.object}:${record.id}`
  return { result: { record: name }, say: { name: record.title, to: String(to.row.name) } }
})
