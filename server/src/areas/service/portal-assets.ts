import { type PortalAccess, portalCondition } from '../../access/portal'
import type { Sql } from '../../db/database'
import { refuse } from '../../kernel/errors'
import { parseValue } from '../../records/input'
import { Params } from '../../records/reader'

/** A machine as its customer sees it. */
export interface PortalAssetView {
  id: string
  number: string
  name: string
  serialNumber: string
  /** What stands in its QR code. */
  code: string
  customer: { id: string; name: string }
  product: string | null
  place: string | null
  /** Dates as YYYY-MM-DD. */
  deliveredOn: string | null
  warrantyEndsOn: string | null
  serviceDueOn: string | null
  /** Requests about it that are not closed, among those that the reader sees. */
  openRequests: number
}

interface AssetRow {
  id: string
  number: string
  name: string
  serial_number: string
  code: string
  customer_id: string
  customer: string
  product: string | null
  place: string | null
  delivered_on: string | null
  warranty_ends_on: string | null
  service_due_on: string | null
  open_requests: number
}

async function selectAssets(
  sql: Sql,
  access: PortalAccess,
  where: (bind: (value: unknown) => string) => string,
  limit: number,
): Promise<PortalAssetView[]> {
  const { values, bind } = new Params()
  const mine = portalCondition(access, 'asset', 'portal', bind, 'a')
  const seen = portalCondition(access, 'serviceRequest', 'portal', bind, 'r')
  const rows = await sql.query<AssetRow>(
    `select a.id, a.number, a.name, a.serial_number, a.code, a.customer_id, c.name as customer, p.name as product, a.place,
       a.delivered_on::text, a.warranty_ends_on::text, a.service_due_on::text, (select count(*) from service_request r where r.asset_id = a.id and r.deleted_at is null
         and r.state not in ('done', 'withdrawn') and (${seen}))::int as open_requests
     from asset a join customer c on c.id = a.customer_id left join product p on p.id = a.product_id
     where a.deleted_at is null and (${mine}) and (${where(bind)}) order by a.name, a.id limit ${bind(limit)}::int`,
    values,
  )
  return rows.map(row => ({
    id: row.id,
    number: row.number,
    name: row.name,
    serialNumber: row.serial_number,
    code: row.code,
    customer: { id: row.customer_id, name: row.customer },
    product: row.product,
    place: row.place,
    deliveredOn: row.delivered_on,
    warrantyEndsOn: row.warranty_ends_on,
    serviceDueOn: row.service_due_on,
    openRequests: row.open_requests,
  }))
}

const mostRows = 50

/** The reader's machines by name. @param after id of the last one of the page before */
export async function myAssets(
  sql: Sql,
  access: PortalAccess,
  { after, limit = 20 }: { after?: string; limit?: number } = {},
): Promise<{ rows: PortalAssetView[]; next: string | null }> {
  const size = Math.min(Math.max(limit, 1), mostRows)
  const last = after === undefined ? null : parseValue({ kind: 'reference' }, after)
  if (last === undefined) refuse('invalidInput', {}, [{ path: 'cursor', rule: 'format' }])
  const found = await selectAssets(
    sql,
    access,
    bind =>
      last === null
        ? 'true'
        : `(a.name, a.id) > (select l.name, l.id from asset l where l.id = ${bind(last)}::uuid)`,
    size + 1,
  )
  const page = found.slice(0, size)
  return { rows: page, next: found.length > size ? page.at(-1)!.id : null }
}

/** One machine, if it is the reader's. @throws Refusal notFound */
export async function myAsset(sql: Sql, access: PortalAccess, id: string): Promise<PortalAssetView> {
  const known = parseValue({ kind: 'reference' }, id)
  const [asset] =
    typeof known === 'string' ? await selectAssets(sql, access, bind => `a.id = ${bind(known)}::uuid`, 1) : []
  return asset ?? refuse('notFound')
}

/** The machine with the code of a QR sticker, if it is the reader's; undefined for all others alike. */
export async function assetByCode(
  sql: Sql,
  access: PortalAccess,
  code: string,
): Promise<PortalAssetView | undefined> {
  if (!/^[a-z2-7]{16}$/i.test(code)) return undefined
  const [asset] = await selectAssets(sql, access, bind => `a.code = ${bind(code.toUpperCase())}::text`, 1)
  return asset
}
