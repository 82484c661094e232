import type { MeAnswer } from '@gonghai/shared/client/api'
import { isUntouched } from '../access/role-name'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'

interface MeRow {
  id: string
  name: string
  title: string | null
  department_id: string
  department: string
  organisation: string
  locale: MeAnswer['locale']
  time_zone: string
}

/** GET /api/me: who is signed in. @param platform the one that the session came by */
export async function readMe(sql: Sql, actor: EmployeeActor, platform: string): Promise<MeAnswer> {
  const [row] = await sql.query<MeRow>(
    `select e.id, e.name, e.title, e.department_id, d.name as department, o.name as organisation, e.locale, e.time_zone
     from employee e join department d on d.id = e.department_id join organisation o on o.id = e.organisation_id
     where e.id = $1::uuid and e.active`,
    [actor.employeeId],
  )
  if (!row) return refuse('notSignedIn')
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    department: { id: row.department_id, name: row.department },
    organisation: row.organisation,
    locale: row.locale,
    timeZone: row.time_zone,
    roles: await roleWords(sql, actor.access.roles),
    platform,
  }
}

/** Default roles by their key, which the client has words for; the company's own by the name that it gave them. */
async function roleWords(sql: Sql, keys: readonly string[]): Promise<string[]> {
  const roles = await sql.query<{ key: string; name: string }>(
    'select key, name from role where key = any($1::text[]) order by key',
    [keys],
  )
  return roles.map(({ key, name }) => (isUntouched(key, name) ? key : name))
}
