import { isLocale, type Locale, translator } from '@gonghai/shared/i18n'
import { v7 as uuid } from 'uuid'
import type { Sql } from '../db/database'
import type { CustomerActor, Door } from '../kernel/actor'
import { refuse } from '../kernel/errors'

/** Customers are told times as the company counts them. */
export const customerTimeZone = 'Asia/Shanghai'

/** A person at the official account, as far as the account itself knows them. */
export interface FollowerRow {
  id: string
  locale: Locale
  followed: boolean
}

const localeOf = (text: string): Locale => (isLocale(text) ? text : 'zh-CN')

/**
 * Somebody of the official account showed up: known from now on.
 * @param follows they follow the account from this moment on, so messages reach them
 */
export async function meetFollower(
  sql: Sql,
  openid: string,
  now: Date,
  follows?: boolean,
): Promise<FollowerRow> {
  const [row] = await sql.query<{ id: string; locale: string; followed: boolean }>(
    `insert into portal_user as u (id, openid, followed, created_at, seen_at)
     values ($1::uuid, $2, coalesce($4::boolean, false), $3::timestamptz, $3::timestamptz)
     on conflict (openid) do update set
       seen_at = greatest(u.seen_at, excluded.seen_at), followed = coalesce($4::boolean, u.followed)
     returning id, locale, followed`,
    [uuid(), openid, now, follows ?? null],
  )
  return { id: row!.id, locale: localeOf(row!.locale), followed: row!.followed }
}

/** They left: nothing is sent to them any more, and whoever holds their phone has to sign in anew. */
export async function followerLeft(sql: Sql, openid: string): Promise<void> {
  await sql.query(
    `with gone as (update portal_user set followed = false where openid = $1 returning id)
     delete from portal_session s using gone where s.portal_user_id = gone.id`,
    [openid],
  )
}

/** The language in which they are written to. */
export async function setFollowerLocale(sql: Sql, portalUserId: string, locale: Locale): Promise<void> {
  await sql.query('update portal_user set locale = $2 where id = $1::uuid', [portalUserId, locale])
}

interface ActorRow {
  id: string
  name: string | null
  locale: string
  contact_id: string | null
  customer_id: string | null
  company_view: boolean
  asset_ids: string[]
}

/**
 * A follower as an actor, with what they may see at this moment: a contact counts while it stands at the same customer,
 * the company's view ends with its contact, and what lies in the recycle bin is nobody's. @throws Refusal notSignedIn
 */
export async function customerActor(sql: Sql, portalUserId: string, door: Door): Promise<CustomerActor> {
  const [row] = await sql.query<ActorRow>(
    `select u.id, coalesce(c.name, u.name) as name, u.locale, c.id as contact_id, k.id as customer_id,
       u.company_view and k.id is not null and (u.contact_id is null or c.id is not null) as company_view,
       array(select a.id from portal_asset p join asset a on a.id = p.asset_id
             where p.portal_user_id = u.id and a.deleted_at is null order by a.id) as asset_ids
     from portal_user u
     left join customer k on k.id = u.customer_id and k.deleted_at is null
     left join contact c on c.id = u.contact_id and c.deleted_at is null and c.customer_id = k.id
     where u.id = $1::uuid`,
    [portalUserId],
  )
  if (!row) refuse('notSignedIn')
  const locale = localeOf(row.locale)
  return {
    kind: 'customer',
    portalUserId: row.id,
    name: row.name ?? translator(locale)('portal.follower'),
    contactId: row.contact_id,
    customerId: row.customer_id,
    companyId: row.company_view ? row.customer_id : null,
    assetIds: row.asset_ids,
    locale,
    timeZone: customerTimeZone,
    door,
  }
}

/** Something of ours is theirs: a contact, a machine, or the view of their company (PORTAL-5). */
export function isVerified(actor: CustomerActor): boolean {
  return actor.contactId !== null || actor.companyId !== null || actor.assetIds.length > 0
}
