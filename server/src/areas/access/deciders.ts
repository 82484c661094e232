import { findObject, type ObjectDeclaration } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import { identifier, splitRecord, tableOf } from '../../records/columns'

const administrators = `
  select distinct e.id from employee e
  left join role_grant g on g.employee_id = e.id
  left join position_role p on p.position_id = e.position_id
  join role r on r.id = g.role_id or r.id = p.role_id
  where e.active and r.key in ('superAdministrator', 'administrator') order by e.id limit 10`

interface Standing {
  owner: string | null
  leader: string | null
  pool_administrators: string[] | null
}

function standingStatement(object: ObjectDeclaration): string {
  const table = identifier(tableOf(object).name)
  const pools = object.can.pooled
    ? `(select array_agg(e.id order by e.id) from pool p join employee e on e.id = any(p.administrators) and e.active
        where p.id = t.pool_id and t.owner_id is null)`
    : 'null::uuid[]'
  return `
    select case when o.active then o.id end as owner, l.id as leader, ${pools} as pool_administrators
    from ${table} t left join employee o on o.id = t.owner_id
      left join employee l on l.id = o.leader_id and l.active
    where t.id = $1::uuid and t.deleted_at is null`
}

/**
 * Who may open a record to a colleague: its owner, else the owner's leader; of one in a pool the pool's administrators; else
 * the administrators. Nobody where there is no such record. The asker is never among them.
 */
export async function decidersOf(
  sql: Sql,
  object: ObjectDeclaration,
  id: string,
  asker: string,
): Promise<string[]> {
  if (object.parent) return decidersOfParent(sql, object, id, asker)
  const owned = object.can.owned === true
  const [row] = await sql.query<Standing>(
    owned
      ? standingStatement(object)
      : `select null as owner, null as leader, null as pool_administrators
         from ${identifier(tableOf(object).name)} where id = $1::uuid and deleted_at is null`,
    [id],
  )
  if (!row) return []
  const steps = [row.owner ? [row.owner] : [], row.pool_administrators ?? [], row.leader ? [row.leader] : []]
  const first = steps.map(ids => ids.filter(one => one !== asker)).find(ids => ids.length > 0)
  if (first) return first
  const rows = await sql.query<{ id: string }>(administrators)
  return rows.map(one => one.id).filter(one => one !== asker)
}

/** What is attached is opened with the record that it belongs to. */
async function decidersOfParent(
  sql: Sql,
  object: ObjectDeclaration,
  id: string,
  asker: string,
): Promise<string[]> {
  const column = tableOf(object).byField.get(object.parent!)!
  const parts = column.parts.map(part => identifier(part.name)).join(', ')
  const [row] = await sql.query<Record<string, unknown>>(
    `select ${parts} from ${identifier(tableOf(object).name)} where id = $1::uuid and deleted_at is null`,
    [id],
  )
  const pointer = row && column.decode(row)
  if (typeof pointer !== 'string') return []
  const [name, parentId] = splitRecord(pointer)
  const parent = findObject(name)
  return parent ? decidersOf(sql, parent, parentId, asker) : []
}
