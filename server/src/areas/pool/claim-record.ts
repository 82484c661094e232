import { poolClaim } from '@gonghai/shared/actions/pool'
import { objects } from '@gonghai/shared/objects'
import { keepPlan } from '../../db/kept-plans'
import type { EmployeeActor } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { identifier, splitRecord } from '../../records/columns'
import { askReview } from './ask-review'
import { giveRecord } from './give-record'
import { type Crossing, crossingOf } from './group'
import { brokenLimit, type Quota, takeQuota, withWaiting } from './limits'
import {
  demandFree,
  type PooledObject,
  type PooledRecord,
  pooledRecord,
  refuseTaken,
  sayTaken,
} from './pooled-record'

/** Another group had it last: its leader is asked. What waits counts towards the limits, too. */
async function askForClaim(ctx: Ctx, record: PooledRecord, quota: Quota, crossing: Crossing) {
  const { employeeId: to, name: toName } = ctx.actor as EmployeeActor
  const broken = brokenLimit(ctx, await withWaiting(ctx, quota, to), record, 'claim')
  if (broken) ctx.refuse(broken.code, broken.params)
  return askReview(ctx, record, { kind: 'claim', to, toName, crossing })
}

/**
 * A member takes a record from a pool. The record's row is locked before its owner is looked at, the quota row before
 * the limits are counted: of a hundred at once one wins, and nobody passes a limit (POOL-3, POOL-8).
 */
export const claimRecord = handle(
  poolClaim,
  async ctx => {
    const record = pooledRecord(ctx)
    const me = ctx.actor.kind === 'employee' ? ctx.actor.employeeId : ctx.refuse('notPermitted')
    if (record.owner) {
      await refuseTaken(ctx.tx, record, { employeeId: me, timeZone: ctx.actor.timeZone, now: ctx.now })
    }
    demandFree(record)
    const quota = await takeQuota(ctx, record, me)
    const { rule } = quota
    if (rule.claim_rule === 'assignOnly' && !rule.administrators.includes(me)) {
      ctx.refuse('claimNotAllowed', { pool: rule.name })
    }
    const broken = brokenLimit(ctx, quota, record, 'claim')
    if (broken) ctx.refuse(broken.code, broken.params)
    const crossing = await crossingOf(ctx, record, rule, me)
    if (crossing) return askForClaim(ctx, record, quota, crossing)
    await giveRecord(ctx, record, { to: me, kind: 'claim' })
    const name = `${record.object}:${record.id}`
    return { result: { record: name }, say: { name: record.title }, undo: { record: name } }
  },
  // The many who come too late are told so without a transaction, so that they never queue for the winner's lock.
  async ({ sql, actor, now }, input) => {
    if (actor.kind !== 'employee') return
    const [object, id] = splitRecord(input.record) as [PooledObject, string]
    const [row] = await sql.query<{ owner: string; title: string; name: string; at: Date | null }>(
      keepPlan(`select r.owner_id as owner, r.${identifier(objects[object].title)} as title, e.name, h.at
       from ${identifier(object)} r
       left join holding h on h.object = $3 and h.record_id = r.id and h.ended_at is null
       join employee e on e.id = coalesce(h.employee_id, r.owner_id)
       where r.id = $1::uuid and r.deleted_at is null and r.owner_id is not null and r.pool_id = any($2::uuid[])`),
      [id, [...actor.access.memberPools, ...actor.access.adminPools], object],
    )
    if (row) sayTaken(row, row, { employeeId: actor.employeeId, timeZone: actor.timeZone, now })
  },
)
