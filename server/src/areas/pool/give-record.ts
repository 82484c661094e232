import { v7 as uuid } from 'uuid'
import { keepPlan } from '../../db/kept-plans'
import { dayIn } from '../../kernel/clock'
import type { Ctx } from '../../kernel/context'
import { demandPool } from '../../records/living-pool'
import { groupLeader } from './group'
import { moveContacts } from './move-contacts'
import { type PooledRecord, stayOf } from './pooled-record'

const insertHolding = keepPlan(`
  insert into holding (id, pool_id, object, record_id, employee_id, kind, day, at, pool_reason)
  values ($1::uuid, $2::uuid, $3, $4::uuid, $5::uuid, $6, $7, $8::timestamptz, $9)`)

/** Hands a locked, unowned record to an employee: the record, its contacts, the holding, the event. */
export async function giveRecord(
  ctx: Ctx,
  record: PooledRecord,
  { to, kind }: { to: string; kind: 'claim' | 'assign' },
): Promise<void> {
  await Promise.all([
    ctx.write.update(record.object, record.row, {
      owner: to,
      pooledAt: null,
      poolReason: null,
      ...(record.row.claimant_id ? { claimant: null, reviewers: [] } : {}),
    }),
    moveContacts(ctx, record, to),
    ctx.tx.query(insertHolding, [
      uuid(),
      record.poolId,
      record.object,
      record.id,
      to,
      kind,
      dayIn(ctx.timeZone, ctx.now),
      ctx.now,
      record.row.pool_reason,
    ]),
  ])
  const event = kind === 'claim' ? 'pool.claimed' : 'pool.assigned'
  const payload = { object: record.object, id: record.id, pool: record.poolId, to, stay: stayOf(record) }
  ctx.emit(event, payload, { object: record.object, id: record.id })
}

/** Puts a locked, owned record back into a pool; its holding ends, or is undone as if it had not been. */
export async function returnRecord(
  ctx: Ctx,
  record: PooledRecord,
  poolId: string,
  how:
    | { reason: 'released' | 'recycled'; note?: string }
    | { reason: 'undone'; was: string | null; note?: string },
): Promise<void> {
  await demandPool(ctx, poolId)
  const undone = how.reason === 'undone'
  const left = undone ? {} : { lastOwner: record.owner, lastLeader: await groupLeader(ctx.tx, record.owner) }
  await ctx.write.update(
    record.object,
    record.row,
    {
      owner: null,
      nextContactAt: null,
      pool: poolId,
      pooledAt: ctx.now.toISOString(),
      poolReason: undone ? (how.was ?? 'created') : how.reason,
      ...left,
    },
    how.note ? { note: how.note } : {},
  )
  await moveContacts(ctx, record, null)
  const takenBack = undone ? ', undone_at = $3::timestamptz' : ''
  await ctx.tx.query(
    `update holding set ended_at = $3::timestamptz, ended_by = $4${takenBack}
     where object = $1 and record_id = $2::uuid and ended_at is null`,
    [record.object, record.id, ctx.now, how.reason],
  )
  ctx.emit(
    'pool.entered',
    { object: record.object, id: record.id, pool: poolId },
    { object: record.object, id: record.id },
  )
}
