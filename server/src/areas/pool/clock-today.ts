import type { TodayItem } from '@gonghai/shared/client/api'
import { can } from '../../access/context'
import { dayIn } from '../../kernel/clock'
import { rulePool, type WatchedObject, watchedObjects } from '../../records/clocks/expressions'
import { identifier } from '../../records/columns'
import type { TodayReader, TodaySource, Waiting } from '../../records/today-source'
import { type Fate, fateList } from './fate'
import { fateWords } from './recycle-words'
import { waitingExtensions } from './waiting-extensions'

const dayMs = 86_400_000

interface FallingRow extends Fate {
  object: WatchedObject
  id: string
  name: string
  total: number
}

/** The reader's own records that the rule takes within the days that their pool warns ahead. */
function fallingOf(object: WatchedObject): string {
  return `select '${object}' as object, r.id, r.name, ${fateList(object)}, p.warn_days
    from ${identifier(object)} r join pool p on p.id = ${rulePool(object, 'r.pool_id')}
    where r.owner_id = $1::uuid and r.deleted_at is null and (r.follow_due is not null or r.sign_due is not null)`
}

function itemOf({ actor, t, now }: TodayReader, row: FallingRow): TodayItem {
  const record = `${row.object}:${row.id}`
  const left = Math.ceil((row.due.getTime() - now.getTime()) / dayMs)
  const asks =
    can(actor.access, { object: 'pool', verb: 'claim' }) &&
    !can(actor.access, { object: 'pool', verb: 'extend' })
  return {
    kind: 'recycle',
    record,
    title: row.name,
    line: fateWords(t, row, now, actor.timeZone),
    due: {
      text: left > 0 ? t('recycle.left', { count: left }) : t('recycle.over'),
      tone: left <= 1 ? 'danger' : 'warning',
    },
    buttons: [
      ...(asks
        ? [
            {
              text: t('action.pool.askExtension.label'),
              style: 'plain' as const,
              action: 'pool.askExtension',
              input: { record },
            },
          ]
        : []),
      { text: t('action.followUp.create.label'), style: 'primary', open: `followUp:${record}` },
    ],
  }
}

/** What is about to fall back into its pool, and why (POOL-4). */
async function falling(reader: TodayReader): Promise<Waiting | null> {
  const { sql, actor, now, limit } = reader
  const rows = await sql.query<FallingRow>(
    `select f.*, count(*) over ()::int as total from (${watchedObjects.map(fallingOf).join(' union all ')}) f
     where f.spared is null and f.due - make_interval(days => f.warn_days) <= $2::timestamptz
     order by f.due, f.id limit $3::int`,
    [actor.employeeId, now, limit],
  )
  if (rows.length === 0) return null
  return { items: rows.map(row => itemOf(reader, row)), total: rows[0]!.total }
}

/** Who asks the reader for more days (POOL-6). */
async function asked({ sql, actor, t, limit }: TodayReader): Promise<Waiting | null> {
  const rows = await waitingExtensions(sql, actor.employeeId, { limit })
  if (rows.length === 0) return null
  const items = rows.map(
    (row): TodayItem => ({
      kind: 'extension',
      record: `${row.object}:${row.record_id}`,
      title: row.name,
      line: t('recycle.asks', { name: row.asker, count: row.days, reason: row.reason }),
      due: { text: dayIn(actor.timeZone, row.created_at), tone: 'plain' },
      buttons: [
        {
          text: t('action.pool.refuseExtension.label'),
          style: 'plain',
          action: 'pool.refuseExtension',
          input: { request: row.id },
        },
        {
          text: t('action.pool.agreeExtension.label'),
          style: 'primary',
          action: 'pool.agreeExtension',
          input: { request: row.id },
        },
      ],
    }),
  )
  return { items, total: rows[0]!.total }
}

/** What deadlines put into everybody's day. */
export const clockToday: readonly TodaySource[] = [
  { figure: 'extensions', open: '/pages/home/index?tab=today', read: asked },
  { figure: 'recycling', open: '/pages/home/index?tab=customers', read: falling },
]
