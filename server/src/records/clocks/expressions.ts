/** The objects whose deadlines are watched. */
export type WatchedObject = 'customer' | 'lead'

/** Both of them. */
export const watchedObjects: readonly WatchedObject[] = ['customer', 'lead']

/** The SQL of a record's column: a plain column, or the value that it is about to get. */
export type ColumnSql = (column: string) => string

/** The SQL of a pool's figures; NULL switches a rule off. */
export interface Figures {
  recycleDays: string
  recycleCooperating: string
  dealDays: string
  dormantDays: string
  remindFollowDays: string
  remindDealDays: string
}

/** The figures as they stand in a pool's row. */
export function figuresOf(alias: string): Figures {
  return {
    recycleDays: `${alias}.recycle_days`,
    recycleCooperating: `${alias}.recycle_cooperating`,
    dealDays: `${alias}.deal_days`,
    dormantDays: `${alias}.dormant_days`,
    remindFollowDays: `${alias}.remind_follow_days`,
    remindDealDays: `${alias}.remind_deal_days`,
  }
}

/** One deadline of a record: its column, where it counts from, when it falls, and how it is moved. */
export interface ClockForm {
  due: string
  /** The column of the moment before which it never falls. */
  kept: string
  /** The moment that it counts from. */
  since(col: ColumnSql): string
  /** Days by the rule. */
  days(figures: Figures): string
  /** Does it run for this record at all? */
  runs(col: ColumnSql, figures: Figures): string
}

/** The deadlines by name: no follow-up, no deal, nothing at all while cooperating. */
export type ClockName = 'follow' | 'sign' | 'dormant'

const begun = (col: ColumnSql) => `coalesce(${col('held_since')}, ${col('created_at')})`

const customerClocks: Record<ClockName, ClockForm> = {
  follow: {
    due: 'follow_due',
    kept: 'follow_kept',
    since: col => `greatest(${begun(col)}, ${col('last_follow_at')}, ${col('dormant_since')})`,
    days: figures => figures.recycleDays,
    runs: (col, figures) => `(${col('stage')} <> 'cooperating' or ${figures.recycleCooperating})`,
  },
  sign: {
    due: 'sign_due',
    kept: 'sign_kept',
    since: begun,
    days: figures => figures.dealDays,
    runs: col => `${col('stage')} in ('potential', 'following')`,
  },
  dormant: {
    due: 'dormant_due',
    kept: 'dormant_kept',
    since: col => `coalesce(greatest(${col('deal_at')}, ${col('last_follow_at')}), ${begun(col)})`,
    days: figures => figures.dormantDays,
    runs: col => `${col('stage')} = 'cooperating'`,
  },
}

const openLead = (col: ColumnSql) => `${col('status')} in ('open', 'following')`

const leadClocks: Partial<Record<ClockName, ClockForm>> = {
  follow: {
    ...customerClocks.follow,
    since: col => `greatest(${begun(col)}, ${col('last_follow_at')})`,
    runs: openLead,
  },
  sign: { ...customerClocks.sign, runs: openLead },
}

/** The deadlines of each watched object; a lead's deal is that it was converted. */
export const clocks: Record<WatchedObject, Partial<Record<ClockName, ClockForm>>> = {
  customer: customerClocks,
  lead: leadClocks,
}

/** Does a deadline run for a record under these figures? */
function running(form: ClockForm, days: string, col: ColumnSql, figures: Figures): string {
  return `${col('owner_id')} is not null and ${days} is not null and ${form.runs(col, figures)}`
}

/** When a deadline falls, without regard to extensions; NULL where it does not run. */
export function rawDue(form: ClockForm, col: ColumnSql, figures: Figures): string {
  const days = form.days(figures)
  return `case when ${running(form, days, col, figures)}
    then ${form.since(col)} + make_interval(days => ${days}) end`
}

/** When a deadline falls: never before what it was extended to. */
export function dueSql(form: ClockForm, col: ColumnSql, figures: Figures): string {
  const days = form.days(figures)
  return `case when ${running(form, days, col, figures)}
    then greatest(${form.since(col)} + make_interval(days => ${days}), ${col(form.kept)}) end`
}

/** When the pool's administrators hear of it; once per cause. */
function remindSql(
  form: ClockForm,
  days: string,
  reminded: string,
  col: ColumnSql,
  figures: Figures,
): string {
  const at = `${form.since(col)} + make_interval(days => ${days})`
  return `case when ${running(form, days, col, figures)}
    and (${col(reminded)} is null or ${at} > ${col(reminded)}) then ${at} end`
}

/** Every column that follows from a record's causes and its pool's figures, as SQL. */
export function derivedColumns(
  object: WatchedObject,
  col: ColumnSql,
  figures: Figures,
): { name: string; sql: string }[] {
  const { follow, sign } = clocks[object]
  return [
    ...Object.values(clocks[object]).map(form => ({ name: form.due, sql: dueSql(form, col, figures) })),
    {
      name: 'follow_remind',
      sql: remindSql(follow!, figures.remindFollowDays, 'follow_reminded', col, figures),
    },
    { name: 'sign_remind', sql: remindSql(sign!, figures.remindDealDays, 'sign_reminded', col, figures) },
  ]
}

/** The pool whose rule holds for a record: its own, or the default pool of its kind. @param pool SQL of the record's pool */
export function rulePool(object: WatchedObject, pool: string): string {
  return `coalesce(${pool}, (select dp.id from pool dp where dp.is_default and dp.kind = '${object}'
    and dp.deleted_at is null order by dp.id limit 1))`
}

/** Columns that deadlines are reckoned from. */
export function clockColumns(object: WatchedObject): string[] {
  const common = ['owner_id', 'created_at', 'held_since', 'last_follow_at', 'follow_kept', 'sign_kept']
  const reminded = ['follow_reminded', 'sign_reminded']
  const own = object === 'customer' ? ['stage', 'deal_at', 'dormant_since', 'dormant_kept'] : ['status']
  return [...common, ...reminded, ...own]
}
