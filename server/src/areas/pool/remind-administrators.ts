import { isLocale, translator } from '@gonghai/shared/i18n'
import { v7 as uuid } from 'uuid'
import { companyAdministrators } from '../../access/administrators'
import type { Database, Tx } from '../../db/database'
import type { Clock } from '../../kernel/clock'
import type { Messenger } from '../../messaging/messenger'
import { rulePool, type WatchedObject, watchedObjects } from '../../records/clocks/expressions'
import { identifier } from '../../records/columns'

const roundSize = 20_000

/** What is too quiet in one pool. */
interface Quiet {
  object: WatchedObject
  pool: string
  name: string
  administrators: string[]
  follow: number
  sign: number
  follow_days: number | null
  deal_days: number | null
  names: string[]
}

/** Marks what its administrators have to hear of, each once per cause, and answers it by pool. */
function markQuiet(
  tx: Tx,
  object: WatchedObject,
  now: Date,
): Promise<(Omit<Quiet, 'object'> & { rows: number })[]> {
  const late = (column: string) => `r.${column} <= $1::timestamptz`
  const near = (column: string) => `select r.id from ${identifier(object)} r where ${late(column)}`
  return tx.query(
    `with quiet as (
       select r.id, r.name, p.id as pool, ${late('follow_remind')} as follow, ${late('sign_remind')} as sign
       from ${identifier(object)} r join pool p on p.id = ${rulePool(object, 'r.pool_id')} and not p.rewinding
       where r.id in (${near('follow_remind')} union ${near('sign_remind')})
         and r.owner_id is not null and r.deleted_at is null
       order by p.id, r.id limit ${roundSize} for no key update of r skip locked
     ), marked as (
       update ${identifier(object)} r set
         follow_reminded = case when q.follow then r.follow_remind else r.follow_reminded end,
         follow_remind = case when q.follow then null else r.follow_remind end,
         sign_reminded = case when q.sign then r.sign_remind else r.sign_reminded end,
         sign_remind = case when q.sign then null else r.sign_remind end
       from quiet q where r.id = q.id returning q.pool, q.name, q.follow, q.sign, r.id
     ) select p.id as pool, p.name, p.administrators, count(*)::int as rows,
         (count(*) filter (where m.follow))::int as follow, (count(*) filter (where m.sign))::int as sign,
         p.remind_follow_days as follow_days, p.remind_deal_days as deal_days,
         (array_agg(m.name order by m.id))[1:5] as names
       from marked m join pool p on p.id = m.pool group by p.id order by p.id`,
    [now],
  )
}

async function localesOf(tx: Tx, people: string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; locale: string }>(
    'select id, locale from employee where id = any($1::uuid[]) and active',
    [people],
  )
  return new Map(rows.map(({ id, locale }) => [id, locale]))
}

/** One digest per administrator and run, with a line per pool. */
function digest(locale: string, pools: readonly Quiet[]): string {
  const t = translator(isLocale(locale) ? locale : 'zh-CN')
  const lines = pools.map(pool => {
    const parts = [
      ...(pool.follow > 0
        ? [t(`recycle.quiet.follow.${pool.object}`, { count: pool.follow, days: pool.follow_days ?? 0 })]
        : []),
      ...(pool.sign > 0
        ? [t(`recycle.quiet.sign.${pool.object}`, { count: pool.sign, days: pool.deal_days ?? 0 })]
        : []),
    ]
    return t('recycle.quiet.line', {
      pool: pool.name,
      parts: parts.join(t('recycle.quiet.and')),
      names: pool.names.join(t('recycle.quiet.comma')),
    })
  })
  return [t('recycle.quiet.title'), ...lines].join('\n')
}

/** A pool whose administrators have all left is the company's administrators' matter. */
async function listenersOf(tx: Tx, quiet: readonly Quiet[]): Promise<Map<Quiet, string[]>> {
  const active = new Set(
    (
      await tx.query<{ id: string }>('select id from employee where id = any($1::uuid[]) and active', [
        [...new Set(quiet.flatMap(pool => pool.administrators))],
      ])
    ).map(({ id }) => id),
  )
  const there = (pool: Quiet) => pool.administrators.filter(id => active.has(id))
  const company = quiet.some(pool => there(pool).length === 0) ? await companyAdministrators(tx) : []
  return new Map(quiet.map(pool => [pool, there(pool).length > 0 ? there(pool) : company]))
}

/**
 * Tells the administrators of pools what has been left alone too long: one message per person and run, whatever objects and
 * however many pools it is about; what is more than a round holds follows with the next run (POOL-4).
 * @returns how many records they hear of
 */
export function remindAdministrators({
  db,
  clock,
  messenger,
}: {
  db: Database
  clock: Clock
  messenger: Messenger
}): Promise<number> {
  return db.transaction(async tx => {
    const quiet: (Quiet & { rows: number })[] = []
    for (const object of watchedObjects)
      for (const pool of await markQuiet(tx, object, clock.now())) quiet.push({ ...pool, object })
    const listeners = await listenersOf(tx, quiet)
    const locales = await localesOf(tx, [...new Set([...listeners.values()].flat())])
    const run = uuid()
    for (const [id, locale] of locales) {
      const theirs = quiet.filter(pool => listeners.get(pool)!.includes(id))
      await messenger.sendNotice(tx, {
        employeeId: id,
        text: digest(locale, theirs),
        links: theirs.slice(0, 3).map(({ pool, name }) => ({ text: name, record: `pool:${pool}` })),
        dedupeKey: `quiet:${run}:${id}`,
      })
    }
    return quiet.reduce((sum, { rows }) => sum + rows, 0)
  })
}
