import { clockWords } from '../../kernel/clock'
import type { TodaySource } from '../../records/today-source'
import { type RequestRow, requestColumns, titleOf } from './request-row'

/** Colleagues who ask the reader to open a record to them. */
export const accessToday: readonly TodaySource[] = [
  {
    figure: 'accessRequests',
    open: '/pages/settings/access-requests/index',
    async read({ sql, actor, t, now, limit }) {
      const waiting = `q.deciders @> array[$1::uuid] and q.state = 'waiting'`
      const [all] = await sql.query<{ total: number }>(
        `select count(*)::int as total from access_request q where ${waiting}`,
        [actor.employeeId],
      )
      if (!all?.total) return null
      const rows = await sql.query<RequestRow>(
        `${requestColumns} where ${waiting} order by q.created_at limit $2::int`,
        [actor.employeeId, limit],
      )
      const items = await Promise.all(
        rows.map(async row => {
          const title = (await titleOf(sql, row.object, row.record_id)) || '—'
          return {
            kind: 'asking' as const,
            record: `${row.object}:${row.record_id}`,
            title: t('card.access.title', { name: row.requester, title }),
            line: row.reason,
            due: { text: clockWords(row.created_at, now, actor.timeZone), tone: 'plain' as const },
            buttons: [
              { text: t('card.access.more'), style: 'plain' as const, open: `accessRequest:${row.id}` },
              {
                text: t('card.access.grant'),
                style: 'primary' as const,
                action: 'access.grant',
                input: { request: row.id },
              },
            ],
          }
        }),
      )
      return { items, total: all.total }
    },
  },
]
