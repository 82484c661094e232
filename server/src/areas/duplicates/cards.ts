import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Card } from '@gonghai/shared/ports/messages'
import { clockWords } from '../../kernel/clock'
import type { CardRenderer, RenderRequest } from '../../messaging/render'
import { splitRecord } from '../../records/columns'
import { isHanded, type RequestRow, readRequest } from './requests'

function outcomeOf(t: Translate, request: RenderRequest, row: RequestRow): string | undefined {
  if (row.state === 'pending') {
    if (row.title === null) return t('card.collision.gone')
    return row.deciders.includes(request.reader.employeeId) ? undefined : t('waiting.elsewhere')
  }
  const time = clockWords(row.decided_at ?? request.now, request.now, request.reader.timeZone)
  return t(`card.collision.${isHanded(row) ? 'handed' : row.state}`, {
    name: row.decider ?? '',
    time,
    reason: row.comment ?? '',
  })
}

function buttonsOf(t: Translate, url: string, kind: RequestRow['kind']): Card['buttons'] {
  const handing = { key: 'duplicate.handOver', text: t('card.collision.handOver'), style: 'primary' } as const
  return [
    ...(kind === 'appeal' ? [handing] : []),
    {
      key: 'duplicate.agree',
      text: t('card.collision.agree'),
      style: kind === 'appeal' ? 'plain' : 'primary',
    },
    { key: 'duplicate.refuse', text: t('card.collision.refuse'), style: 'danger' },
    { key: 'open', text: t('card.collision.open'), style: 'plain', url },
  ]
}

/** Somebody asks for a part in a record, or says that it is theirs; matter = "duplicateRequest:<id>" (CUST-11). */
export const collisionRenderer: CardRenderer = {
  async render(sql, request) {
    const t = translator(request.reader.locale)
    const row = await readRequest(sql, splitRecord(request.matter)[1])
    if (!row) {
      const url = `${request.baseUrl}/`
      const gone = { source: '', title: '—', facts: [], url, buttons: [], outcome: t('card.collision.gone') }
      return { card: gone, final: true }
    }
    const url = `${request.baseUrl}/r/${row.object}/${row.record_id}`
    const outcome = outcomeOf(t, request, row)
    const facts: [string, string | null][] = [
      ['asker', t('duplicate.holder.owner', { name: row.asker, department: row.department })],
      ['reason', row.reason],
      ['owner', row.kind === 'appeal' ? row.owner : null],
      ['gives', t(`card.collision.effect.${row.kind}`)],
    ]
    const card: Card = {
      source: t(`card.collision.source.${row.kind}`),
      title: row.title ?? t('duplicate.unnamed', { object: t(`object.${row.object}.label`) }),
      facts: facts.flatMap(([key, value]) => (value ? [{ label: t(`card.collision.${key}`), value }] : [])),
      url,
      buttons: outcome ? [] : buttonsOf(t, url, row.kind),
      ...(outcome ? { outcome } : {}),
    }
    return { card, final: outcome !== undefined }
  },
}
