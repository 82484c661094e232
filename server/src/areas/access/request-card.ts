import { accessFields } from '@gonghai/shared/cards'
import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Card } from '@gonghai/shared/ports/messages'
import { clockWords, dayIn } from '../../kernel/clock'
import type { CardRenderer, RenderRequest } from '../../messaging/render'
import { splitRecord } from '../../records/columns'
import { type RequestRow, requestColumns, titleOf } from './request-row'

function outcomeOf(t: Translate, request: RenderRequest, row: RequestRow): string | undefined {
  const time = clockWords(row.decided_at ?? request.now, request.now, request.reader.timeZone)
  const name = row.decider ?? ''
  if (row.state === 'waiting')
    return row.deciders.includes(request.reader.employeeId) ? undefined : t('waiting.elsewhere')
  if (row.state === 'withdrawn') return t('card.access.withdrawn', { time })
  if (row.state === 'refused') return t('card.access.refusedBy', { name, time, reason: row.answer ?? '' })
  const until = row.until ? dayIn(request.reader.timeZone, new Date(row.until.getTime() - 1)) : ''
  return t(`card.access.grantedBy_${row.access ?? 'read'}`, { name, time, until })
}

/** Asks whoever may open a record to a colleague; afterwards says who decided what. */
export const accessRequestRenderer: CardRenderer = {
  async render(sql, request) {
    const [, id] = splitRecord(request.matter)
    const t = translator(request.reader.locale)
    const [row] = await sql.query<RequestRow>(`${requestColumns} where q.id = $1::uuid`, [id])
    const url = `${request.baseUrl}/r/accessRequest/${id}`
    if (!row)
      return { card: { source: '', title: '', facts: [], url, buttons: [], outcome: '—' }, final: true }
    const title = await titleOf(sql, row.object, row.record_id)
    const outcome = outcomeOf(t, request, row)
    const card: Card = {
      source: t('card.access.source', { object: t(`object.${row.object}.label`) }),
      title: t('card.access.title', { name: row.requester, title: title || '—' }),
      facts: [
        { label: t('card.access.asker'), value: `${row.requester} · ${row.department}` },
        { label: t('card.access.record'), value: title || '—' },
        { label: t('card.access.reason'), value: row.reason },
      ],
      url,
      buttons: outcome
        ? []
        : [
            { key: 'access.grant', text: t('card.access.grant'), style: 'primary' },
            { key: 'access.refuse', text: t('card.access.refuse'), style: 'danger' },
            { key: 'open', text: t('card.access.more'), style: 'plain', url },
          ],
      ...(outcome ? { outcome } : accessFields(t)),
    }
    return { card, final: outcome !== undefined }
  },
}
