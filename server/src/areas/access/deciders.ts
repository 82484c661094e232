import { findObject, type ObjectDeclaration } from '@gonghai/shared/objects'
import { companyAdministrators } from '../../access/administrators'
import { nearestAble } from '../../access/superiors'
import type { Sql } from '../../db/database'
import { identifier, splitRecord, tableOf } from '../../records/columns'

interface Standing {
  /** Who owns it and is at work. */
  owner: string | null
  /** Who owns it, at work or not. */
  owned_by: string | null
  pool_administrators: string[] | null
}

function standingStatement(object: ObjectDeclaration): string {
  const table = identifier(tableOf(object).name)
  const pools = object.can.pooled
    ? `(select array_agg(e.id order by e.id) from pool p join employee e on e.id = any(p.administrators) and e.active
        where p.id = t.pool_id and t.owner_id is null)`
    : 'null::uuid[]'
  return `
    select case when o.active then o.id end as owner, t.owner_id as owned_by, ${pools} as pool_administrators
    from ${table} t left join employee o on o.id = t.owner_id
    where t.id = $1::uuid and t.deleted_at is null`
}

/**
 * Who may open a record to a colleague: its owner, else the nearest above who may change it; of one in a pool the pool's
 * administrators; else the administrators. Nobody where there is no such record. The asker is never among them.
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
      : `select null as owner, null as owned_by, null as pool_administrators
         from ${identifier(tableOf(object).name)} where id = $1::uuid and deleted_at is null`,
    [id],
  )
  if (!row) return []
  const steps = [row.owner ? [row.owner] : [], row.pool_administrators ?? []]
  const first = steps.map(ids => ids.filter(one => one !== asker)).find(ids => ids.length > 0)
  if (first) return first
  const above = row.owned_by && (await nearestAble(sql, object, id, row.owned_by, asker))
  if (above) return [above]
  return (await companyAdministrators(sql)).filter(one => one !== asker)
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
