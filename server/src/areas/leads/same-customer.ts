import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { Actor } from '../../kernel/actor'
import { bearerOf, matchKey } from '../../records/match-keys'

/** A customer that is called like the one that a lead would make. */
export interface SameCustomer {
  id: string
  name: string
  number: string
  owner: string | null
}

const most = 5

/** Customers called the same (有限公司 and the like apart) that the actor may change, so that a lead can join them; oldest first. */
export async function sameCustomers(sql: Sql, actor: Actor, name: string): Promise<SameCustomer[]> {
  const key = matchKey('company', name)
  if (!key) return []
  const values: unknown[] = [key.value]
  const bind = (value: unknown) => `$${values.push(value)}`
  const scope =
    actor.kind === 'employee' ? scopeCondition(actor.access, 'customer', 'edit', bind, 't') : 'true'
  return sql.query<SameCustomer>(
    `select t.id, t.name, t.number, e.name as owner
     from customer t left join employee e on e.id = t.owner_id
     where t.id in (select ${bearerOf('k')} from duplicate_key k
       where k.object = 'customer' and k.kind = 'company' and k.value = $1::text)
       and t.deleted_at is null and (${scope})
     order by t.created_at, t.id limit ${most}`,
    values,
  )
}

/** Of two conversions to the same new company, the second one waits and then finds the first one's customer. */
export async function lockName(sql: Sql, name: string): Promise<void> {
  const key = matchKey('company', name)?.value ?? name
  await sql.query(`select 1 as locked from (select pg_advisory_xact_lock(hashtext($1))) held`, [
    `lead.convert ${key}`,
  ])
}
