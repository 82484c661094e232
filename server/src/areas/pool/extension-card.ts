import { extensionFields } from '@gonghai/shared/cards'
import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Card } from '@gonghai/shared/ports/messages'
import type { Sql } from '../../db/database'
import { clockWords, dayIn } from '../../kernel/clock'
import type { CardRenderer, RenderRequest } from '../../messaging/render'
import { type ClockName, clocks } from '../../records/clocks/expressions'
import { identifier, splitRecord } from '../../records/columns'
import { type ExtensionOutcome, lapseDays } from './extension-request'
import type { PooledObject } from './pooled-record'

interface RequestRow {
  object: PooledObject
  record_id: string
  asker_id: string
  asker: string
  approvers: string[]
  clock: ClockName
  days: number
  reason: string
  state: 'pending' | ExtensionOutcome
  decider: string | null
  comment: string | null
  decided_at: Date | null
}

interface RecordRow {
  name: string
  owner_id: string | null
  due: Date | null
  last_follow_at: Date | null
  deleted_at: Date | null
}

async function readRequest(sql: Sql, id: string): Promise<RequestRow | undefined> {
  const [row] = await sql.query<RequestRow>(
    `select q.object, q.record_id, q.asker_id, a.name as asker, q.approvers, q.clock, q.days, q.reason, q.state, d.name as decider,
       q.comment, q.decided_at
     from extension_request q join employee a on a.id = q.asker_id left join employee d on d.id = q.decider_id
     where q.id = $1::uuid`,
    [id],
  )
  return row
}

async function readRecord(
  sql: Sql,
  { object, record_id, clock }: RequestRow,
): Promise<RecordRow | undefined> {
  const form = clocks[object][clock] ?? clocks[object].follow!
  const [row] = await sql.query<RecordRow>(
    `select name, owner_id, ${form.due} as due, last_follow_at, deleted_at from ${identifier(object)} where id = $1::uuid`,
    [record_id],
  )
  return row
}

function outcomeOf(
  t: Translate,
  request: RenderRequest,
  row: RequestRow,
  record: RecordRow | undefined,
): string | undefined {
  const gone = !record || record.deleted_at || record.owner_id !== row.asker_id
  if (row.state === 'pending' && !gone)
    return row.approvers.includes(request.reader.employeeId) ? undefined : t('waiting.elsewhere')
  if (row.state === 'pending') return t('card.extension.gone', { name: row.asker })
  if (row.state === 'void') return t('card.extension.gone', { name: row.asker })
  return t(`card.extension.${row.state}`, {
    name: row.decider ?? '',
    count: lapseDays,
    time: clockWords(row.decided_at ?? request.now, request.now, request.reader.timeZone),
    reason: row.comment ?? '',
  })
}

/** "Somebody asks for ten more days": agree or refuse; afterwards who decided what (POOL-6). */
export const extensionRenderer: CardRenderer = {
  async render(sql, request) {
    const t = translator(request.reader.locale)
    const row = await readRequest(sql, splitRecord(request.matter)[1])
    const record = row && (await readRecord(sql, row))
    const url = row ? `${request.baseUrl}/r/${row.object}/${row.record_id}` : request.baseUrl
    if (!row) {
      const words = t('card.pool.gone')
      return { card: { source: '', title: words, facts: [], url, buttons: [], outcome: words }, final: true }
    }
    const outcome = outcomeOf(t, request, row, record)
    const when = (at: Date) => dayIn(request.reader.timeZone, at)
    const card: Card = {
      source: t('card.extension.source', { name: row.asker }),
      title: record?.name ?? '',
      facts: [
        { label: t('card.extension.days'), value: t('card.extension.daysValue', { count: row.days }) },
        ...(record?.due && !outcome
          ? [{ label: t(`card.extension.due.${row.clock}`), value: when(record.due) }]
          : []),
        { label: t('card.extension.reason'), value: row.reason },
        ...(record?.last_follow_at
          ? [{ label: t('card.reminder.last'), value: when(record.last_follow_at) }]
          : []),
      ],
      url,
      buttons: outcome
        ? []
        : [
            { key: 'pool.agreeExtension', text: t('card.extension.agree'), style: 'primary' },
            { key: 'pool.refuseExtension', text: t('card.extension.refuse'), style: 'danger' },
            { key: 'open', text: t('card.approval.detail'), style: 'plain', url },
          ],
      ...(outcome ? { outcome } : extensionFields(t)),
    }
    return { card, final: outcome !== undefined }
  },
}
