import { handedObjects } from '@gonghai/shared/actions/organisation'
import type { PersonAnswer } from '@gonghai/shared/client/organisation-api'
import { objects } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import { refuse } from '../../kernel/errors'
import { identifier, tableOf } from '../../records/columns'

interface Row extends Omit<PersonAnswer, 'leftAt' | 'handovers'> {
  leftAt: Date | null
}

interface HandoverRow {
  id: string
  at: Date
  by: string | null
  operation: string | null
  total: number | null
  done: number | null
  failed: number | null
}

const owned = handedObjects
  .map(
    object =>
      `(select count(*) from (select 1 from ${identifier(tableOf(objects[object]).name)} r
        where r.owner_id = e.id and r.deleted_at is null limit 999) x)`,
  )
  .join(' + ')

const pair = (alias: string) =>
  `case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`

/** GET /api/organisation/people/:id @throws Refusal notFound */
export async function readPerson(sql: Sql, id: string): Promise<PersonAnswer> {
  const [row] = await sql.query<Row>(
    `select e.id, e.name, e.title, e.mobile, e.locale, e.active, e.left_at as "leftAt", o.name as organisation,
       ${pair('d')} as department, ${pair('p')} as position, ${pair('l')} as leader,
       coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name) from employee r
         where r.leader_id = e.id and r.active), '[]') as reports,
       coalesce((select jsonb_agg(jsonb_build_object('platform', i.platform, 'userId', i.user_id) order by i.platform desc)
         from identity i where i.employee_id = e.id), '[]') as accounts,
       coalesce((select jsonb_agg(x.role order by x.role ->> 'name') from (
         select jsonb_build_object('name', r.name, 'key', r.key, 'through', 'grant') as role from role_grant g
           join role r on r.id = g.role_id where g.employee_id = e.id
         union
         select jsonb_build_object('name', r.name, 'key', r.key, 'through', 'position') from position_role q
           join role r on r.id = q.role_id where q.position_id = e.position_id) x), '[]') as roles,
       exists (select 1 from credential c where c.employee_id = e.id) as "hasPassword",
       ${owned} as records
     from employee e join department d on d.id = e.department_id join organisation o on o.id = e.organisation_id
     left join position p on p.id = e.position_id left join employee l on l.id = e.leader_id
     where e.id = $1::uuid`,
    [id],
  )
  if (!row) return refuse('notFound')
  const handovers = await sql.query<HandoverRow>(
    `select h.id, h.created_at as at, s.name as by, h.operation_id as operation, o.total, o.done, o.failed
     from handover h left join employee s on s.id = h.started_by left join operation o on o.id = h.operation_id
     where h.employee_id = $1::uuid order by h.created_at desc limit 20`,
    [id],
  )
  return {
    ...row,
    leftAt: row.leftAt?.toISOString() ?? null,
    handovers: handovers.map(({ at, total, done, failed, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      total: total ?? 0,
      done: done ?? 0,
      failed: failed ?? 0,
    })),
  }
}
