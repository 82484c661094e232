import type { Verb } from '@gonghai/shared/actions'
import type { ObjectName } from '@gonghai/shared/objects'
import { can, loadAccess } from '../../access/context'
import type { Sql } from '../../db/database'
import type { Ctx } from '../../kernel/context'
import type { Loaded } from '../../kernel/references'
import { openOrderStates } from './orders'

/**
 * Active employees whose roles permit a verb on an object by its name. Those who may do everything are meant only
 * where nobody else is: an administrator is no service desk.
 */
async function peopleWho(sql: Sql, object: ObjectName, verb: Verb): Promise<string[]> {
  const rows = await sql.query<{ id: string; named: boolean }>(
    `select e.id, bool_or(jsonb_exists(r.permissions, $1::text)) as named
     from employee e join role_grant g on g.employee_id = e.id join role r on r.id = g.role_id
     where e.active and (g.organisation_id is null or g.organisation_id = e.organisation_id)
       and (coalesce(r.permissions -> $1::text, r.permissions -> '*') @> to_jsonb($2::text)
         or coalesce(r.permissions -> $1::text, r.permissions -> '*') = '"*"'::jsonb)
     group by e.id order by e.id`,
    [object, verb],
  )
  const named = rows.filter(row => row.named)
  return (named.length > 0 ? named : rows).map(row => row.id)
}

/** The service desk: who gives requests out. */
export const deskPeople = (sql: Sql) => peopleWho(sql, 'serviceRequest', 'dispatch')

/** An engineer, with how many orders they have in hand. */
export interface EngineerLoad {
  id: string
  name: string
  title: string | null
  open: number
}

/** The engineers, whoever has least to do first. @param but leaves one out */
export async function engineersByLoad(sql: Sql, limit: number, but?: string): Promise<EngineerLoad[]> {
  return sql.query<EngineerLoad>(
    `select e.id, e.name, e.title, count(o.id)::int as open from employee e
     left join work_order o on o.owner_id = e.id and o.state = any($2::text[]) and o.deleted_at is null
     where e.id = any($1::uuid[]) and e.id is distinct from $3::uuid
     group by e.id order by count(o.id), e.name, e.id limit $4::int`,
    [await peopleWho(sql, 'workOrder', 'handle'), openOrderStates, but ?? null, limit],
  )
}

/** Only who may handle work orders can be given one. @throws Refusal cannotOwn */
export async function demandEngineer(ctx: Ctx, person: Loaded): Promise<void> {
  const access = await loadAccess(ctx.tx, person.id)
  if (!can(access, { object: 'workOrder', verb: 'handle' })) {
    ctx.refuse('cannotOwn', { name: String(person.row.name) })
  }
}
