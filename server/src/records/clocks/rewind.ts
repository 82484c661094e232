import type { Tx } from '../../db/database'
import { identifier } from '../columns'
import {
  type ColumnSql,
  clocks,
  derivedColumns,
  type Figures,
  figuresOf,
  rawDue,
  rulePool,
  type WatchedObject,
} from './expressions'

const own: ColumnSql = column => `r.${column}`

/** Sets the deadlines of some records anew from their causes and their pools' rules. */
export async function rewind(tx: Tx, object: WatchedObject, ids: readonly string[]): Promise<void> {
  const derived = derivedColumns(object, own, figuresOf('wp'))
  await tx.query(
    `update ${identifier(object)} r set (${derived.map(({ name }) => name).join(', ')}) =
       (select ${derived.map(({ sql }) => sql).join(', ')} from pool wp
        where wp.id = ${rulePool(object, 'r.pool_id')} and wp.kind = '${object}' and wp.deleted_at is null)
     where r.id = any($1::uuid[])`,
    [ids],
  )
}

/** A pool whose rule has changed. */
export interface ChangedPool {
  id: string
  kind: WatchedObject
  isDefault: boolean
}

/**
 * Not before this a record falls because of a rule that has just become stricter: so many days ahead its owner is warned.
 * A deadline that already was nearer stays. @param dues SQL of the old deadline, of the new one, and of the end of the grace
 */
export function graceSql(dues: { old: string; raw: string; grace: string; kept: string }): string {
  const { old, raw, grace, kept } = dues
  return `case when ${raw} < ${grace} and (${old} is null or ${old} > ${raw})
    then greatest(${kept}, least(coalesce(${old}, ${grace}), ${grace})) else ${kept} end`
}

/**
 * SQL of what the `kept` columns of the record `r` become under changed figures; the same for the change itself and for its
 * simulation. `$2` is the present moment.
 */
export function keptColumns(
  object: WatchedObject,
  rule: { figures: Figures; warnDays: string },
): { name: string; sql: string }[] {
  const grace = `$2::timestamptz + make_interval(days => ${rule.warnDays})`
  return Object.values(clocks[object]).map(form => {
    const raw = `(${rawDue(form, own, rule.figures)})`
    return { name: form.kept, sql: graceSql({ old: own(form.due), raw, grace, kept: own(form.kept) }) }
  })
}

/**
 * Sets the deadlines of what is held under a pool's rule after it has changed, in the order of the ids, set-based.
 * @param after the id that the last round ended with @returns the last id where more may follow
 */
export async function rewindPool(
  tx: Tx,
  pool: ChangedPool,
  round: { now: Date; after: string | null; limit: number },
): Promise<string | null> {
  const object = pool.kind
  const kept = keptColumns(object, { figures: figuresOf('p'), warnDays: 'p.warn_days' })
  const names = new Set(kept.map(({ name }) => name))
  const col: ColumnSql = column => (names.has(column) ? `k.${column}` : own(column))
  const derived = derivedColumns(object, col, figuresOf('p'))
  const rows = await tx.query<{ id: string }>(
    `update ${identifier(object)} r set ${[
      ...kept.map(({ name }) => `${name} = k.${name}`),
      ...derived.map(({ name, sql }) => `${name} = ${sql}`),
    ].join(', ')}
     from pool p, (
       select r.id, ${kept.map(({ name, sql }) => `${sql} as ${name}`).join(', ')}
       from ${identifier(object)} r, pool p
       where p.id = $1::uuid and r.owner_id is not null and r.deleted_at is null
         and (r.pool_id = $1::uuid or ($3::boolean and r.pool_id is null))
         and ($4::uuid is null or r.id > $4::uuid)
       order by r.id limit $5::int for no key update of r
     ) k where r.id = k.id and p.id = $1::uuid returning r.id`,
    [pool.id, round.now, pool.isDefault, round.after, round.limit],
  )
  if (rows.length < round.limit) return null
  return rows.reduce((last, { id }) => (id > last ? id : last), '')
}
