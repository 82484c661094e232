import type { TeamAnswer } from '@gonghai/shared/client/relation-api'
import { can } from '../../access/context'
import { inScope } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { openRow } from '../../records/detail'
import { objectNamed } from '../../records/reader'

interface MemberRow {
  id: string
  name: string
  title: string | null
  department: string
  access: 'read' | 'edit'
  active: boolean
  since: Date
  until: Date | null
}

/** GET /api/records/:object/:id/team: owner and colleagues of a record. @throws Refusal notFound | notPermitted */
export async function readTeam(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  id: string,
): Promise<TeamAnswer> {
  const object = objectNamed(name)
  if (!object.can.team) refuse('notFound')
  const row = await openRow(sql, actor, object, id)
  const members = await sql.query<MemberRow>(
    `select e.id, e.name, e.title, d.name as department, m.access, e.active, m.created_at as since, m.expires_at as until
     from team_member m join employee e on e.id = m.employee_id join department d on d.id = e.department_id
     where m.object = $1 and m.record_id = $2::uuid order by m.access, m.created_at, e.id`,
    [object.name, row.id],
  )
  const [owner] = await sql.query<{ id: string; name: string; title: string | null; department: string }>(
    `select e.id, e.name, e.title, d.name as department from employee e join department d on d.id = e.department_id
     where e.id = $1::uuid`,
    [row.owner_id ?? null],
  )
  return {
    owner: owner ?? null,
    members: members.map(member => ({
      ...member,
      since: member.since.toISOString(),
      until: member.until?.toISOString() ?? null,
    })),
    may:
      inScope(actor.access, object, 'beyondTeam', row) &&
      can(actor.access, { object: object.name, verb: 'share' }),
  }
}
