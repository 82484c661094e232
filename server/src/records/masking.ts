import type { Value } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Sql } from '../db/database'
import type { Row } from './columns'

/** Fields that are shown masked while the record has no owner and lies in a pool. */
export function maskableFields(object: ObjectDeclaration): string[] {
  return Object.entries(object.fields)
    .filter(([, field]) => field.read === 'maskedInPool')
    .map(([name]) => name)
}

/** Pools that show phones before the claim. */
export async function openPools(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>('select id from pool where not mask_phone order by id')
  return rows.map(row => row.id)
}

/** SQL boolean: are the maskable fields of the row readable? Contacts lie where their customer does: owned or not. */
export function readableSql(
  object: ObjectDeclaration,
  pools: readonly string[],
  bind: (value: unknown) => string,
  alias: string,
): string {
  const owned = `${alias}.owner_id is not null`
  if (!object.can.pooled || pools.length === 0) return owned
  return `(${owned} or coalesce(${alias}.pool_id = any(${bind(pools)}::uuid[]), false))`
}

/** The same for a row in memory. */
export function isReadable(object: ObjectDeclaration, pools: readonly string[], row: Row): boolean {
  if (row.owner_id) return true
  return object.can.pooled === true && typeof row.pool_id === 'string' && pools.includes(row.pool_id)
}

/** 13800138046 → 138****8046; short numbers keep their last two digits. */
export function mask(value: Value): Value {
  if (typeof value !== 'string') return value
  const [head, tail] = value.length >= 9 ? [3, 4] : [0, 2]
  return `${value.slice(0, head)}****${value.slice(-tail)}`
}
