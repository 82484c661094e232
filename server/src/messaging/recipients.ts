import { isLocale, type Locale } from '@gonghai/shared/i18n'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Sql } from '../db/database'

/** Somebody who can be written to. */
export interface Recipient {
  employeeId: string
  platform: PlatformName
  userId: string
  locale: Locale
}

interface Row {
  employee_id: string
  platform: PlatformName
  user_id: string
  locale: string
}

/** The linked identities of active employees on the given platforms, in a fixed order (locks are taken in it). */
export async function findRecipients(
  sql: Sql,
  employeeIds: readonly string[],
  platforms: readonly PlatformName[],
): Promise<Recipient[]> {
  if (employeeIds.length === 0 || platforms.length === 0) return []
  const rows = await sql.query<Row>(
    `select i.employee_id, i.platform, i.user_id, e.locale
     from identity i join employee e on e.id = i.employee_id
     where i.employee_id = any($1::uuid[]) and i.platform = any($2::text[]) and e.active
     order by i.platform, i.user_id`,
    [employeeIds, platforms],
  )
  return rows.map(row => ({
    employeeId: row.employee_id,
    platform: row.platform,
    userId: row.user_id,
    locale: isLocale(row.locale) ? row.locale : 'zh-CN',
  }))
}

/** Where an employee was seen last; else the first platform they are linked on. Null when they are linked nowhere. */
export async function findLastSeen(
  sql: Sql,
  employeeId: string,
  platforms: readonly PlatformName[],
): Promise<Recipient | null> {
  const all = await findRecipients(sql, [employeeId], platforms)
  if (all.length < 2) return all[0] ?? null
  const [seen] = await sql.query<{ platform: string }>(
    `select i.platform from identity i
     cross join lateral (select n.seq, n.received_at from inbox n
       where n.platform = i.platform and n.user_id = i.user_id order by n.received_at desc limit 1) last
     where i.employee_id = $1::uuid and i.platform = any($2::text[])
     order by last.received_at desc limit 1`,
    [employeeId, platforms],
  )
  return all.find(one => one.platform === seen?.platform) ?? all[0] ?? null
}
