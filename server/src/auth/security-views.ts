import type { AdministratorsAnswer, LoginsAnswer } from '@gonghai/shared/client/organisation-api'
import { translator } from '@gonghai/shared/i18n'
import { can, loadAccess } from '../access/context'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { closedUntil } from './login-guard'

interface EventRow {
  id: string
  at: Date
  kind: string
  way: string
  name: string | null
  by: string | null
  ok: boolean
  why: string | null
  address: string | null
}

const pageSize = 50

/** GET /api/security/logins : who came in, or tried to; the newest first. */
export async function readLogins(
  sql: Sql,
  actor: EmployeeActor,
  { failedOnly, after }: { failedOnly: boolean; after?: string },
): Promise<LoginsAnswer> {
  const t = translator(actor.locale)
  const rows = await sql.query<EventRow>(
    `select l.id, l.at, l.kind, l.way, e.name, b.name as by, l.ok, l.why, l.address from login_event l
     left join employee e on e.id = l.employee_id left join employee b on b.id = l.actor_id
     where ($1::boolean is false or not l.ok)
       and ($2::uuid is null or (l.at, l.id) < (select a.at, a.id from login_event a where a.id = $2::uuid))
     order by l.at desc, l.id desc limit ${pageSize + 1}`,
    [failedOnly, after ?? null],
  )
  const page = rows.slice(0, pageSize)
  const words = ({ kind, way, why }: EventRow) =>
    [
      t(`organisation.security.kind.${kind}`),
      t(`organisation.security.way.${way}`),
      ...(why ? [t(`organisation.security.why.${why}`)] : []),
    ].join(' · ')
  return {
    rows: page.map(row => ({
      id: row.id,
      at: row.at.toISOString(),
      kind: row.kind,
      way: row.way,
      name: row.name,
      by: row.by,
      ok: row.ok,
      text: words(row),
      address: row.address,
    })),
    next: rows.length > pageSize ? page.at(-1)!.id : null,
  }
}

interface PersonRow {
  id: string
  name: string
  mobile: string | null
  has: boolean
}

/** GET /api/security/administrators : whoever may sign in by password, and what is closed. */
export async function readAdministrators(
  sql: Sql,
  actor: EmployeeActor,
  now: Date,
): Promise<AdministratorsAnswer> {
  const candidates = await sql.query<PersonRow>(
    `select e.id, e.name, e.mobile, c.employee_id is not null as has from employee e
     left join credential c on c.employee_id = e.id
     where e.active and (exists (select 1 from role_grant g where g.employee_id = e.id and g.role_id in (
         select r.id from role r where r.permissions ? '*' or r.permissions ? 'organisation'))
       or exists (select 1 from position_role q join role r on r.id = q.role_id
         where q.position_id = e.position_id and (r.permissions ? '*' or r.permissions ? 'organisation')))
     order by e.name, e.id`,
  )
  const rows: PersonRow[] = []
  for (const one of candidates)
    if (can(await loadAccess(sql, one.id), { object: 'organisation', verb: 'configure' })) rows.push(one)
  const closed = await closedUntil(
    sql,
    rows.flatMap(one => one.mobile ?? []),
    now,
  )
  const mine = rows.find(one => one.id === actor.employeeId)
  return {
    me: { id: actor.employeeId, hasPassword: mine?.has ?? false, mobile: mine?.mobile ?? null },
    rows: rows.map(({ id, name, mobile, has }) => ({
      id,
      name,
      mobile,
      hasPassword: has,
      lockedUntil: closed.get(mobile ?? '')?.toISOString() ?? null,
    })),
  }
}
