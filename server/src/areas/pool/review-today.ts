import type { TodayItem } from '@gonghai/shared/client/api'
import { clockWords } from '../../kernel/clock'
import type { TodayReader, TodaySource, Waiting } from '../../records/today-source'
import type { ReviewRow } from './open-review'
import { livingRecord } from './review-list'

interface WaitingRow extends ReviewRow {
  pool: string
  person: string | null
  total: number
}

const lines = { claim: 'claimReview', assign: 'assignReview', newCustomer: 'newReview' } as const

function buttonsOf({ t }: TodayReader, row: WaitingRow): TodayItem['buttons'] {
  const action = row.kind === 'newCustomer' ? 'customer.review' : 'pool.agreeClaim'
  return [
    { text: t('card.poolReview.open'), style: 'plain', open: `${row.object}:${row.record_id}` },
    { text: t(`action.${action}.label`), style: 'primary', action, input: { review: row.id } },
  ]
}

/** Claims of other groups, and new customers, that wait for the reader's word (POOL-7, CUST-6). */
async function waitingReviews(reader: TodayReader): Promise<Waiting | null> {
  const { sql, actor, t, now, limit } = reader
  const rows = await sql.query<WaitingRow>(
    `select v.*, p.name as pool, e.name as person, count(*) over ()::int as total
     from pool_review v join pool p on p.id = v.pool_id left join employee e on e.id = coalesce(v.claimant_id, v.asker_id)
     where v.state = 'waiting' and v.reviewers @> array[$1::uuid] and ${livingRecord}
     order by v.created_at limit $2::int`,
    [actor.employeeId, limit],
  )
  if (rows.length === 0) return null
  const items = rows.map(
    (row): TodayItem => ({
      kind: 'poolReview',
      record: `${row.object}:${row.record_id}`,
      title: row.title,
      line: t(`today.${lines[row.kind]}`, { name: row.person ?? '', pool: row.pool }),
      due: {
        text: t('today.askedAt', { time: clockWords(row.created_at, now, actor.timeZone) }),
        tone: 'warning',
      },
      buttons: buttonsOf(reader, row),
    }),
  )
  return { items, total: rows[0]!.total }
}

/** What pools put into everybody's day. */
export const reviewToday: TodaySource = {
  figure: 'poolReviews',
  open: '/pages/pool-reviews/index',
  read: waitingReviews,
}
