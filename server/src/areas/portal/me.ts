import type { FollowersAnswer, PortalMe } from '@gonghai/shared/client/portal-api'
import { portalCondition } from '../../access/portal'
import { isVerified } from '../../auth/followers'
import type { Sql } from '../../db/database'
import type { CustomerActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { Params } from '../../records/reader'

interface Row {
  locale: PortalMe['locale']
  followed: boolean
  contact: string | null
  company: string | null
  open_requests: number
  assets: number
}

/** GET /portal/me: who is signed in, with what waits; the surveys come from the service area. */
export async function readPortalMe(sql: Sql, actor: CustomerActor): Promise<Omit<PortalMe, 'survey'>> {
  const { values, bind } = new Params()
  const mine = portalCondition(actor, 'serviceRequest', 'portal', bind, 'r')
  const machines = portalCondition(actor, 'asset', 'portal', bind, 'a')
  const [row] = await sql.query<Row>(
    `select u.locale, u.followed,
       (select c.name from contact c where c.id = ${bind(actor.contactId)}::uuid) as contact,
       (select case when count(distinct k.id) = 1 then min(k.name) end from customer k
        where case when ${bind(actor.customerId)}::uuid is not null then k.id = ${bind(actor.customerId)}::uuid
          else k.id in (select a.customer_id from asset a where a.id = any(${bind(actor.assetIds)}::uuid[])) end) as company,
       (select count(*) from service_request r where r.deleted_at is null
          and r.state not in ('done', 'withdrawn') and (${mine}))::int as open_requests,
       (select count(*) from asset a where a.deleted_at is null and (${machines}))::int as assets
     from portal_user u where u.id = ${bind(actor.portalUserId)}::uuid`,
    values,
  )
  if (!row) return refuse('notSignedIn')
  const verified = isVerified(actor)
  return {
    name: row.contact,
    // A phone ending that fitted once says who they were, not who they are.
    company: verified ? row.company : null,
    verified,
    companyView: actor.companyId !== null,
    following: row.followed,
    locale: row.locale,
    timeZone: actor.timeZone,
    openRequests: row.open_requests,
    assets: row.assets,
  }
}

/** The followers of one customer, for whoever may edit it; the condition is that of `portal.grantCompany`. */
export async function listFollowers(
  sql: Sql,
  customerId: string,
  scope: (bind: (value: unknown) => string) => string,
): Promise<FollowersAnswer['rows']> {
  const { values, bind } = new Params()
  const rows = await sql.query<{
    id: string
    name: string | null
    followed: boolean
    company_view: boolean
    verified_at: Date | null
    assets: number
  }>(
    `select u.id, coalesce(c.name, u.name) as name, u.followed, u.company_view, u.verified_at,
       (select count(*) from portal_asset p join asset a on a.id = p.asset_id
        where p.portal_user_id = u.id and a.deleted_at is null)::int as assets
     from portal_user u left join contact c on c.id = u.contact_id and c.deleted_at is null
     where u.customer_id = ${bind(customerId)}::uuid and (${scope(bind)}) order by u.verified_at, u.id limit 100`,
    values,
  )
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    following: row.followed,
    companyView: row.company_view,
    verifiedAt: row.verified_at?.toISOString() ?? null,
    assets: row.assets,
  }))
}
