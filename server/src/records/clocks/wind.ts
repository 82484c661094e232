import type { ColumnSql, WatchedObject } from './expressions'
import { clockColumns, derivedColumns, figuresOf, rulePool } from './expressions'

/** Columns whose change moves a deadline. */
const causes: readonly string[] = [
  'owner_id',
  'pool_id',
  'stage',
  'status',
  'last_follow_at',
  'deal_at',
  'dormant_since',
]

export type { WatchedObject } from './expressions'

/** The SQL type of a column that deadlines are reckoned from. */
export function clockTypes(column: string): 'uuid' | 'text' | 'timestamptz' {
  if (column.endsWith('_id')) return 'uuid'
  return column === 'stage' || column === 'status' ? 'text' : 'timestamptz'
}

/** Columns of one write: name → SQL of the value. */
type Written = ReadonlyMap<string, string>

/** A new owner begins anew: what was extended, asked or reminded before was another's. */
function ofNewOwner(
  object: WatchedObject,
  owner: string,
  now: string,
  current: ColumnSql,
): [string, string][] {
  const moment = 'null::timestamptz'
  const unlocked = (column: string) => `case when ${owner} is not null then ${current(column)} end`
  return [
    ['held_since', `case when ${owner} is not null then ${now} end`],
    ['follow_kept', moment],
    ['sign_kept', moment],
    ...(object === 'customer' ? [['dormant_kept', moment] as [string, string]] : []),
    ['follow_reminded', moment],
    ['sign_reminded', moment],
    ['extension_asked_at', moment],
    ['locked_at', unlocked('locked_at')],
    ['locked_by_id', unlocked('locked_by_id')],
  ]
}

/** A stage brings its own moment along: of the deal, or since when it sleeps. */
function ofStage(stage: string, now: string, written: Written, current: ColumnSql): [string, string][] {
  const deal = written.get('deal_at') ?? current('deal_at')
  return [
    ['deal_at', `case when ${stage} = 'cooperating' then coalesce(${deal}, ${now}) else ${deal} end`],
    [
      'dormant_since',
      `case when ${stage} = 'dormant' then coalesce(${current('dormant_since')}, ${now}) end`,
    ],
  ]
}

/** What a write sets besides what it was given; empty when it moves no deadline. */
export interface Wound {
  /** Causes that follow from the given ones: column and SQL. */
  causes: [string, string][]
  /** Names of the deadlines, and one SELECT of their values (no row where no pool's rule holds). */
  names: string[]
  select: string
}

/**
 * The deadlines of one write of a customer or lead, so that the statement that changes a cause sets them, too (decision 14).
 * @param written what the statement sets @param current SQL of what stands @param now SQL of the present moment
 */
export function wind(
  object: WatchedObject,
  written: Written,
  current: ColumnSql,
  now: string,
  restored = false,
): Wound | undefined {
  if (!restored && !causes.some(column => written.has(column))) return undefined
  const owner = written.get('owner_id')
  const stage = object === 'customer' ? written.get('stage') : undefined
  const following = new Map<string, string>()
  const follow = (found: [string, string][]) => {
    for (const [column, sql] of found) if (!written.has(column)) following.set(column, sql)
  }
  follow([
    ...(owner ? ofNewOwner(object, owner, now, current) : []),
    ...(restored
      ? [['held_since', `case when ${current('owner_id')} is not null then ${now} end`] as [string, string]]
      : []),
    ...(stage ? ofStage(stage, now, written, current) : []),
  ])
  const col: ColumnSql = column => following.get(column) ?? written.get(column) ?? current(column)
  const derived = derivedColumns(object, column => `wr.${column}`, figuresOf('wp'))
  const causesNow = clockColumns(object).map(column => `${col(column)} as ${column}`)
  return {
    causes: [...following],
    names: derived.map(({ name }) => name),
    select: `select ${derived.map(({ sql }) => sql).join(', ')} from (select ${causesNow.join(', ')}) wr, pool wp
      where wp.id = ${rulePool(object, col('pool_id'))} and wp.kind = '${object}' and wp.deleted_at is null`,
  }
}
