import { translator } from '@gonghai/shared/i18n'
import { portalCondition } from '../../access/portal'
import type { CustomerReads } from '../../messaging/customers'
import { Params } from '../../records/reader'
import { myAssets } from './portal-assets'
import { myRequests } from './portal-requests'
import { pendingSurveys } from './portal-surveys'

/** What the conversation with customers is told about service; only what is theirs. */
export function customerReads(now: () => Date): CustomerReads {
  return {
    async assets(sql, actor, limit) {
      const { rows } = await myAssets(sql, actor, { limit })
      return rows.map(({ id, name, serialNumber }) => ({ id, name, serialNumber }))
    },
    async openRequests(sql, actor, limit) {
      const t = translator(actor.locale)
      const { rows } = await myRequests(sql, actor, now(), { tab: 'open', limit })
      return rows.map(({ id, number, title, state, engineer, asset }) => ({
        id,
        number,
        title,
        engineer,
        asset,
        state: t(`option.serviceRequest.state.${state}`),
        path: `/p/request/${id}`,
      }))
    },
    async survey(sql, actor) {
      const [first] = await pendingSurveys(sql, actor, now())
      if (!first) return null
      const { id, request, engineer } = first
      return {
        id,
        request: { number: request.number, title: request.title },
        engineer,
        path: `/p/rate/${id}`,
      }
    },
    async owns(sql, actor, assetId) {
      const { values, bind } = new Params()
      const mine = portalCondition(actor, 'asset', 'portal', bind, 'a')
      const found = await sql.query(
        `select 1 as one from asset a where a.id = ${bind(assetId)}::uuid and a.deleted_at is null and (${mine})`,
        values,
      )
      return found.length > 0
    },
    async scanned(sql, code) {
      const [row] = await sql.query<{ id: string; name: string; serial_number: string }>(
        'select id, name, serial_number from asset where code = $1 and deleted_at is null',
        [code.toUpperCase()],
      )
      return row ? { id: row.id, name: row.name, serialNumber: row.serial_number } : null
    },
  }
}
