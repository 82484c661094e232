import type { ChartAnswer, DepartmentNode, PositionNode } from '@gonghai/shared/client/organisation-api'
import type { Sql } from '../../db/database'

interface DepartmentRow {
  id: string
  organisation_id: string
  parent_id: string | null
  name: string
  attribute: DepartmentNode['attribute']
  manager_id: string | null
  manager: string | null
  people: number
  position: number
}

/** GET /api/organisation/chart : organisations, departments in their order, positions with who fills them. */
export async function readChart(sql: Sql): Promise<ChartAnswer> {
  const organisations = await sql.query<ChartAnswer['organisations'][number]>(
    'select id, name, functions from organisation order by id',
  )
  const departments = await sql.query<DepartmentRow>(
    `select d.id, d.organisation_id, d.parent_id, d.name, d.attribute, d.manager_id, m.name as manager, d.position,
       (select count(*) from employee e where e.department_id = d.id and e.active) as people
     from department d left join employee m on m.id = d.manager_id
     order by cardinality(d.path), d.position, d.id`,
  )
  const positions = await sql.query<{
    id: string
    name: string
    department_id: string
    reports_to_id: string | null
    holders: PositionNode['holders']
    roles: PositionNode['roles']
  }>(
    `select p.id, p.name, p.department_id, p.reports_to_id,
       coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name) order by e.name) from employee e
         where e.position_id = p.id and e.active), '[]') as holders,
       coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name)
         from position_role q join role r on r.id = q.role_id where q.position_id = p.id), '[]') as roles
     from position p order by p.created_at, p.id`,
  )
  return {
    organisations,
    departments: departments.map(row => ({
      id: row.id,
      organisationId: row.organisation_id,
      parentId: row.parent_id,
      name: row.name,
      attribute: row.attribute,
      manager: row.manager_id ? { id: row.manager_id, name: row.manager ?? '' } : null,
      people: row.people,
      order: row.position,
    })),
    positions: positions.map(row => ({
      id: row.id,
      name: row.name,
      departmentId: row.department_id,
      reportsTo: row.reports_to_id,
      holders: row.holders,
      roles: row.roles,
    })),
  }
}
