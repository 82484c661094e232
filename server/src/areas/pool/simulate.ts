import type { SimulateAnswer, SimulatedRecords, SparedReason } from '@gonghai/shared/client/clock-api'
import { translator } from '@gonghai/shared/i18n'
import { objects } from '@gonghai/shared/objects'
import type { Fields } from '@gonghai/shared/objects/declare'
import { can } from '../../access/context'
import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { dayIn } from '../../kernel/clock'
import { refuse } from '../../kernel/errors'
import {
  type ColumnSql,
  clockColumns,
  clocks,
  dueSql,
  type Figures,
  figuresOf,
  type WatchedObject,
} from '../../records/clocks/expressions'
import { keptColumns } from '../../records/clocks/rewind'
import { identifier, type Row } from '../../records/columns'
import { openRow } from '../../records/detail'
import { parseInput } from '../../records/input'
import { Params } from '../../records/reader'
import { type Fate, fateList } from './fate'
import { fateWords } from './recycle-words'

const { recycleDays, recycleCooperating, dealDays, dormantDays, warnDays } = objects.pool.fields

/** What a simulation is asked. */
const question: Fields = {
  recycleDays,
  recycleCooperating,
  dealDays,
  dormantDays,
  warnDays,
  days: { kind: 'integer', min: 1, max: 90 },
}

const recordsQuestion: Fields = {
  ...question,
  owner: { kind: 'reference', target: 'employee' },
  day: { kind: 'date' },
  spared: { kind: 'boolean' },
}

/** A pool under simulation: the figures that are tried, and for how long. */
interface Trial {
  pool: Row
  object: WatchedObject
  days: number
  figures: Figures
  warnDays: string
  asked: Record<string, unknown>
}

/** Whoever may change the rule, or answers for the pool, may try it. @throws Refusal notFound | notPermitted | invalidInput */
async function openTrial(sql: Sql, actor: EmployeeActor, id: string, body: unknown, fields: Fields) {
  const pool = await openRow(sql, actor, objects.pool, id)
  const answers = actor.access.adminPools.includes(id)
  if (!answers && !can(actor.access, { object: 'pool', verb: 'update' })) refuse('notPermitted')
  const asked = parseInput(fields, body) as Record<string, unknown>
  return { pool, asked }
}

/** The figures of a draft as SQL; what it leaves out is as it stands. */
function trialOf(
  { pool, asked }: { pool: Row; asked: Record<string, unknown> },
  bind: (value: unknown) => string,
): Trial {
  const figures = figuresOf('p')
  const tried = (field: string, type: string, otherwise: string) =>
    field in asked ? `${bind(asked[field] ?? null)}::${type}` : otherwise
  return {
    pool,
    asked,
    object: pool.kind as WatchedObject,
    days: (asked.days as number | null | undefined) ?? 30,
    figures: {
      ...figures,
      recycleDays: tried('recycleDays', 'int', figures.recycleDays),
      recycleCooperating: `coalesce(${tried('recycleCooperating', 'boolean', figures.recycleCooperating)}, false)`,
      dealDays: tried('dealDays', 'int', figures.dealDays),
      dormantDays: tried('dormantDays', 'int', figures.dormantDays),
    },
    warnDays: `coalesce(${tried('warnDays', 'int', 'p.warn_days')}, p.warn_days)`,
  }
}

/**
 * Every record that the rule under trial watches with its fate, as SQL: the deadlines are those that the change of the rule
 * would set, the fate is read as the sweep reads it. `$1` pool, `$2` now, `$3` end of the span, `$4` time zone.
 */
function fates({ object, figures, warnDays: warn }: Trial): string {
  const kept = keptColumns(object, { figures, warnDays: warn })
  const keptNames = new Set(kept.map(({ name }) => name))
  const columns = ['id', 'name', 'locked_at', 'extension_asked_at', ...clockColumns(object)].filter(
    column => !keptNames.has(column),
  )
  const more = object === 'customer' ? ['review_state'] : []
  const col: ColumnSql = column => `r.${column}`
  const due = (clock: 'follow' | 'sign' | 'dormant') => {
    const form = clocks[object][clock]
    return form ? dueSql(form, col, figures) : 'null::timestamptz'
  }
  // A customer that falls asleep on the way is watched from then on.
  const asleep =
    object === 'customer'
      ? `case when r.stage = 'cooperating' and ${figures.recycleDays} is not null and r.owner_id is not null
          then greatest(${due('dormant')}, $2::timestamptz) + make_interval(days => ${figures.recycleDays}) end`
      : 'null::timestamptz'
  return `
    with given as (
      select ${[...columns, ...more].map(column => `r.${column}`).join(', ')},
        ${kept.map(({ name, sql }) => `${sql} as ${name}`).join(', ')}
      from ${identifier(object)} r join pool p on p.id = $1::uuid
      where r.owner_id is not null and r.deleted_at is null
        and (r.pool_id = p.id or (p.is_default and r.pool_id is null))
    ), wound as (
      select r.*, ${due('follow')} as by_follow, ${asleep} as by_sleep, ${due('sign')} as by_sign,
        ${due('dormant')} as by_dormant
      from given r join pool p on p.id = $1::uuid
    ), fate as (
      select r.id, r.name, r.owner_id, r.by_dormant, r.by_follow is null and r.by_sleep is not null as sleeps_first,
        ${fateList(object, {
          follow: 'coalesce(r.by_follow, r.by_sleep)',
          sign: 'r.by_sign',
          recycleDays: figures.recycleDays,
          dealDays: figures.dealDays,
        })}
      from wound r join pool p on p.id = $1::uuid
    ), told as (
      select f.*, (greatest(f.due, $2::timestamptz) at time zone $4)::date::text as day from fate f
    )`
}

const dayMs = 86_400_000

function spanOf(trial: Trial, now: Date, timeZone: string): { until: Date; days: string[] } {
  const days = Array.from({ length: trial.days + 1 }, (_, index) =>
    dayIn(timeZone, new Date(now.getTime() + index * dayMs)),
  )
  return { until: new Date(now.getTime() + trial.days * dayMs), days: [...new Set(days)] }
}

interface Counted {
  day: string
  owner_id: string
  owner: string
  spared: SparedReason | null
  count: number
}

/** What a simulation works with besides its reader. */
export interface SimulateDeps {
  sql: Sql
  now: Date
  /** The company's time zone: days are counted in it. */
  timeZone: string
}

async function takenNow(deps: SimulateDeps, pool: Row, days: number): Promise<number> {
  const { values, bind } = new Params()
  values.push(pool.id, deps.now, new Date(deps.now.getTime() + days * dayMs), deps.timeZone)
  const trial = trialOf({ pool, asked: { days } }, bind)
  const [row] = await deps.sql.query<{ count: number }>(
    `${fates(trial)} select count(*)::int as count from told where due <= $3::timestamptz and spared is null`,
    values,
  )
  return row!.count
}

const peopleAtMost = 200

/** POST /api/pools/:id/simulate: what a rule would do in the next days if nobody did anything (POOL-9). Only reads. */
export async function simulateRule(
  deps: SimulateDeps,
  actor: EmployeeActor,
  id: string,
  body: unknown,
): Promise<SimulateAnswer> {
  const { sql, now, timeZone } = deps
  const opened = await openTrial(sql, actor, id, body, question)
  const { values, bind } = new Params()
  values.push(id, now, null, timeZone)
  const trial = trialOf(opened, bind)
  const span = spanOf(trial, now, timeZone)
  values[2] = span.until
  const [rows, [sums], slept, before] = await Promise.all([
    sql.query<Counted>(
      `${fates(trial)} select t.day, t.owner_id, e.name as owner, t.spared, count(*)::int as count
       from told t join employee e on e.id = t.owner_id where t.due <= $3::timestamptz
       group by t.day, t.owner_id, e.name, t.spared order by t.day`,
      values,
    ),
    sql.query<{ held: number }>(
      `select count(*)::int as held from ${identifier(trial.object)} r join pool p on p.id = $1::uuid
       where r.owner_id is not null and r.deleted_at is null
         and (r.pool_id = p.id or (p.is_default and r.pool_id is null))`,
      [id],
    ),
    sql.query<{ day: string; count: number }>(
      `${fates(trial)} select (greatest(by_dormant, $2::timestamptz) at time zone $4)::date::text as day,
         count(*)::int as count from told where by_dormant <= $3::timestamptz group by 1 order by 1`,
      values,
    ),
    takenNow(deps, opened.pool, trial.days),
  ])
  return { days: trial.days, held: sums!.held, takenNow: before, ...gather(rows, slept, span.days) }
}

function gather(rows: Counted[], slept: { day: string; count: number }[], days: string[]) {
  const taken = rows.filter(row => !row.spared)
  const owners = new Map<string, SimulateAnswer['owners'][number]>()
  for (const { owner_id: id, owner, day, count } of taken) {
    const one = owners.get(id) ?? { owner: { id, name: owner }, taken: 0, perDay: {} }
    one.taken += count
    one.perDay[day] = (one.perDay[day] ?? 0) + count
    owners.set(id, one)
  }
  const spared: Partial<Record<SparedReason, number>> = {}
  for (const row of rows) if (row.spared) spared[row.spared] = (spared[row.spared] ?? 0) + row.count
  const sorted = [...owners.values()].sort((a, b) => b.taken - a.taken || (a.owner.id < b.owner.id ? -1 : 1))
  const sum = (list: { count: number }[]) => list.reduce((all, { count }) => all + count, 0)
  return {
    perDay: days.map(day => ({
      day,
      taken: sum(taken.filter(row => row.day === day)),
      slept: sum(slept.filter(row => row.day === day)),
    })),
    owners: sorted.slice(0, peopleAtMost),
    moreOwners: Math.max(0, sorted.length - peopleAtMost),
    taken: sum(taken),
    slept: sum(slept),
    spared,
  }
}

const recordsAtMost = 100

interface ToldRow extends Fate {
  id: string
  name: string
  owner_id: string
  owner: string
  day: string
  spared: SparedReason | null
  by_dormant: Date | null
  sleeps_first: boolean
  visible: boolean
  total: number
}

/** POST /api/pools/:id/simulate/records: which ones would go, and why; names only of what the reader may see. */
export async function simulatedRecords(
  { sql, now, timeZone }: SimulateDeps,
  actor: EmployeeActor,
  id: string,
  body: unknown,
): Promise<SimulatedRecords> {
  const opened = await openTrial(sql, actor, id, body, recordsQuestion)
  const { values, bind } = new Params()
  values.push(id, now, null, timeZone)
  const trial = trialOf(opened, bind)
  values[2] = spanOf(trial, now, timeZone).until
  const { owner, day, spared } = trial.asked
  const visible = actor.access.adminPools.includes(id)
    ? 'true'
    : scopeCondition(actor.access, trial.object, 'view', bind, 'v')
  const rows = await sql.query<ToldRow>(
    `${fates(trial)} select t.*, e.name as owner, (${visible}) as visible, count(*) over ()::int as total
     from told t join employee e on e.id = t.owner_id join ${identifier(trial.object)} v on v.id = t.id
     where t.due <= $3::timestamptz and t.spared is ${spared === true ? 'not ' : ''}null
       ${owner ? `and t.owner_id = ${bind(owner)}::uuid` : ''} ${day ? `and t.day = ${bind(day)}::text` : ''}
     order by t.due, t.id limit ${recordsAtMost}`,
    values,
  )
  return {
    records: rows.map(row => toldRecord(row, actor, trial.object)),
    more: Math.max(0, (rows[0]?.total ?? 0) - rows.length),
  }
}

function toldRecord(
  row: ToldRow,
  actor: EmployeeActor,
  object: WatchedObject,
): SimulatedRecords['records'][number] {
  const t = translator(actor.locale)
  const fate =
    row.sleeps_first && row.rule === 'follow'
      ? { ...row, cause: 'asleep' as const, since: row.by_dormant! }
      : row
  return {
    id: row.id,
    object,
    title: row.visible ? row.name : '',
    owner: { id: row.owner_id, name: row.owner },
    day: row.day,
    due: row.due.toISOString(),
    // Said of the day on which it goes: that many days have passed by then.
    because: fateWords(t, fate, row.due, actor.timeZone),
    spared: row.spared,
  }
}
