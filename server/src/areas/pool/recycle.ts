import { poolRecycle } from '@gonghai/shared/actions/reminder'
import { translator } from '@gonghai/shared/i18n'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { Database } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import { handle } from '../../kernel/context'
import { Refusal } from '../../kernel/errors'
import type { Execute } from '../../kernel/execute'
import type { Messenger } from '../../messaging/messenger'
import { identifier } from '../../records/columns'
import type { WatchedObject } from '../../records/follow-due'
import { returnRecord } from './give-record'
import { pooledRecord } from './pooled-record'

const watched: readonly WatchedObject[] = ['customer', 'lead']
/** One round of the sweep; what is left waits for the next round, a moment later. */
const roundSize = 500
const dayMs = 86_400_000

/** Takes an overdue record back; the reason stands in its history, and its owner is told (POOL-5). */
export const recycleRecord = handle(poolRecycle, async ctx => {
  const record = pooledRecord(ctx)
  if (!record.owner) ctx.refuse('notInPool', { record: record.title })
  const due = record.row.follow_due ? new Date(record.row.follow_due as string) : null
  if (!due || due > ctx.now) ctx.refuse('notInPool', { record: record.title })
  const [pool] = await ctx.tx.query<{ id: string; name: string; recycle_days: number }>(
    `select id, name, recycle_days from pool
     where deleted_at is null and kind = $2 and (id = $1::uuid or ($1::uuid is null and is_default)) order by id limit 1`,
    [record.poolId, record.object],
  )
  if (!pool) return ctx.refuse('noPool')
  const last = record.row.last_follow_at ? new Date(record.row.last_follow_at as string) : null
  const quiet = last ? Math.floor((ctx.now.getTime() - last.getTime()) / dayMs) : pool.recycle_days
  const t = translator('zh-CN')
  const note = t('card.recycle.reason', {
    days: Math.max(quiet, pool.recycle_days),
    rule: pool.recycle_days,
    pool: pool.name,
  })
  await returnRecord(ctx, record, pool.id, { reason: 'recycled', note })
  ctx.emit(
    'pool.recycled',
    { object: record.object, id: record.id, owner: record.owner, pool: pool.name, days: pool.recycle_days },
    { object: record.object, id: record.id },
  )
  return { result: { record: `${record.object}:${record.id}` }, say: { name: record.title } }
})

interface Deps {
  db: Database
  clock: Clock
  execute: Execute
  messenger: Messenger
  log: Logger
}

/** Warns the owners of what is about to fall back, each once per due date. @returns how many were warned */
async function warnOwners({ db, clock, messenger }: Deps, object: WatchedObject): Promise<number> {
  return db.transaction(async tx => {
    const rows = await tx.query<{ id: string; owner_id: string; follow_due: Date }>(
      `update ${identifier(object)} r set warned_for = r.follow_due
       from (
         select r.id from ${identifier(object)} r left join pool p on p.id = coalesce(r.pool_id,
           (select d.id from pool d where d.is_default and d.kind = $2 and d.deleted_at is null order by d.id limit 1))
         where r.owner_id is not null and r.deleted_at is null and r.follow_due > $1::timestamptz
           and r.follow_due - make_interval(days => coalesce(p.warn_days, 3)) <= $1::timestamptz
           and r.warned_for is distinct from r.follow_due
         order by r.follow_due limit ${roundSize} for no key update of r skip locked
       ) due where r.id = due.id returning r.id, r.owner_id, r.follow_due`,
      [clock.now(), object],
    )
    for (const row of rows) {
      await messenger.openCard(tx, {
        kind: 'recycleWarning',
        matter: `${object}:${row.id}`,
        params: { due: row.follow_due.toISOString() },
        recipients: [row.owner_id],
      })
    }
    return rows.length
  })
}

/** Takes back what is overdue, one record at a time: one that fails never stops the others. @returns how many were looked at */
async function takeBack({ db, clock, execute, log }: Deps, object: WatchedObject): Promise<number> {
  const rows = await db.query<{ id: string }>(
    `select id from ${identifier(object)} where owner_id is not null and deleted_at is null
     and follow_due <= $1::timestamptz order by follow_due limit ${roundSize}`,
    [clock.now()],
  )
  const actor = { kind: 'system', locale: 'zh-CN', timeZone: 'Asia/Shanghai', door: 'job' } as const
  let done = 0
  for (const { id } of rows) {
    const input = { record: `${object}:${id}` }
    await execute({ action: 'pool.recycle', input, actor, requestId: `recycle:${id}` }).then(
      () => done++,
      error => {
        const reason = error instanceof Refusal ? error.code : String(error)
        log.warn({ object, id, reason }, 'a record could not be recycled')
      },
    )
  }
  return done
}

/** Warns and recycles until nothing is left to do (task `recycle`); counts only on columns, never on history (decision 14). */
export async function recycleSweep(deps: Deps): Promise<void> {
  for (const object of watched) {
    while ((await warnOwners(deps, object)) === roundSize);
    while ((await takeBack(deps, object)) === roundSize);
  }
}
