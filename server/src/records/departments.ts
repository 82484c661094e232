import type { DepartmentsAnswer } from '@gonghai/shared/client/tables-api'
import type { Sql } from '../db/database'

/** GET /api/departments: all of them, in the order of the tree; their names are known to all colleagues. */
export async function listDepartments(sql: Sql): Promise<DepartmentsAnswer> {
  const departments = await sql.query<DepartmentsAnswer['departments'][number]>(
    `select d.id, d.name, array(select a.name from unnest(d.path) with ordinality as p(id, at)
         join department a on a.id = p.id where a.id <> d.id order by p.at) as path
     from department d
     order by array(select lpad(a.position::text, 6, '0') || a.name from unnest(d.path) with ordinality as p(id, at)
         join department a on a.id = p.id order by p.at)`,
  )
  return { departments }
}
