import type { Sql } from '../db/database'

/** Whom the company's own matters come to where nobody nearer is left: at most ten who hold an administrator's role. */
export async function companyAdministrators(sql: Pick<Sql, 'query'>): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select distinct e.id from employee e
     left join role_grant g on g.employee_id = e.id
     left join position_role p on p.position_id = e.position_id
     join role r on r.id = g.role_id or r.id = p.role_id
     where e.active and r.key in ('superAdministrator', 'administrator') order by e.id limit 10`,
  )
  return rows.map(({ id }) => id)
}
