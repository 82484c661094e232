import { clockWords } from '../../kernel/clock'
import type { TodaySource } from '../../records/today-source'
import { waitingRequests } from './requests'

/** What colleagues ask for: a part in the reader's records, or a word on whose they are. */
export const duplicatesToday: readonly TodaySource[] = [
  {
    figure: 'askings',
    open: '/pages/collisions/index',
    async read({ sql, actor, t, now, limit }) {
      const { rows, total } = await waitingRequests(sql, actor.employeeId, limit)
      if (total === 0) return null
      const items = rows.map(row => ({
        kind: 'asking' as const,
        record: `${row.object}:${row.record_id}`,
        title: row.title ?? '—',
        line: [t(`card.collision.source.${row.kind}`), row.asker, row.reason].filter(Boolean).join(' · '),
        due: { text: clockWords(row.created_at, now, actor.timeZone), tone: 'plain' as const },
        buttons: [
          {
            text: t('card.approval.detail'),
            style: 'plain' as const,
            open: `/pages/collisions/index?request=${row.id}`,
          },
          {
            text: t('card.collision.agree'),
            style: 'primary' as const,
            action: 'duplicate.agree',
            input: { request: row.id },
          },
        ],
      }))
      return { items, total }
    },
  },
]
