import type { Translate } from '@gonghai/shared/i18n'
import type { Sql } from '../db/database'
import { loadCatalogue } from '../records/custom/catalogue'
import { settled } from './abroad'
import { type Addition, combine, type Grant, type Material, namedDepartments, type Place } from './combine'
import type { Access } from './context'
import { roleName } from './role-name'

/** A grant with where it comes from. */
export interface SourcedGrant extends Grant {
  role_id: string
  role_name: string
  organisation: string | null
  position_id: string | null
  position: string | null
}

/** Somebody as explanations and reports look at them. */
export interface PersonFile {
  id: string
  name: string
  active: boolean
  department_id: string
  department: string
  organisation_id: string
  organisation: string
  position: string | null
  linked: boolean
  functions: string[]
  grants: SourcedGrant[]
  additions: (Addition & { addition_id: string })[]
  levels: ReadonlyMap<string, number>
  place: Place
}

interface PersonRow extends Omit<PersonFile, 'grants' | 'additions' | 'levels' | 'place'> {
  path: string[]
  reports: string[]
  member_pools: string[]
  admin_pools: string[]
  roots: string[]
}

const personStatement = `
  select e.id, e.name, e.active, e.department_id, d.name as department, d.path, e.organisation_id, o.name as organisation,
    o.functions, p.name as position, exists (select 1 from identity i where i.employee_id = e.id) as linked,
    array(select r.id from employee r where r.leader_id = e.id and r.active) as reports,
    array(select p.id from pool p where p.members @> array[e.id] and p.deleted_at is null) as member_pools,
    array(select p.id from pool p where p.administrators @> array[e.id] and p.deleted_at is null) as admin_pools,
    array(select o.id from department o where o.organisation_id = e.organisation_id and o.parent_id is null) as roots
  from employee e join department d on d.id = e.department_id join organisation o on o.id = e.organisation_id
    left join position p on p.id = e.position_id
  where e.id = $1::uuid`

const grantStatement = `
  select r.id as role_id, r.key, r.name as role_name, r.permissions, r.scopes, r.masks, g.organisation_id,
    o.name as organisation, o.functions,
    array(select d.id from department d where d.organisation_id = o.id and d.parent_id is null order by d.id) as roots,
    null::uuid as position_id, null as position
  from role_grant g join role r on r.id = g.role_id left join organisation o on o.id = g.organisation_id
  where g.employee_id = $1::uuid
  union all
  select r.id, r.key, r.name, r.permissions, r.scopes, r.masks, null, null, null, null, p.id, p.name
  from employee e join position p on p.id = e.position_id join position_role c on c.position_id = p.id
    join role r on r.id = c.role_id
  where e.id = $1::uuid
  order by 3`

const additionStatement = `
  select id as addition_id, object, kind, target_id as id, need from access_addition where employee_id = $1::uuid
  order by id`

/** Everything that decides what an employee may do, with its sources; read anew, for who has left, too; roles named in `t`'s language. */
export async function loadPerson(
  sql: Sql,
  employeeId: string,
  t?: Translate,
): Promise<PersonFile | undefined> {
  const [row] = await sql.query<PersonRow>(personStatement, [employeeId])
  if (!row) return undefined
  const stored = await sql.query<SourcedGrant>(grantStatement, [employeeId])
  const grants = stored.map(grant => ({
    ...settled(row.organisation_id, grant),
    role_name: t ? roleName(t, { key: grant.key, name: grant.role_name }) : grant.role_name,
  }))
  const additions = await sql.query<Addition & { addition_id: string }>(additionStatement, [employeeId])
  const ids = namedDepartments(grants, additions)
  const levels = await sql.query<{ id: string; level: number }>(
    'select id, least(cardinality(path), 6) as level from department where id = any($1::uuid[])',
    [ids],
  )
  return {
    ...row,
    grants,
    additions,
    levels: new Map(levels.map(({ id, level }) => [id, level])),
    place: {
      employeeId: row.id,
      organisationId: row.organisation_id,
      departmentId: row.department_id,
      departmentPath: row.path,
      reports: row.reports,
      memberPools: row.member_pools,
      adminPools: row.admin_pools,
      organisationRoots: row.roots,
      catalogue: await loadCatalogue(sql),
      epoch: -1,
    },
  }
}

/** What the person may do by a part of their rights; all of them by default. */
export function accessOf(person: PersonFile, part: Partial<Material> = {}): Access {
  return combine(person.place, {
    grants: person.grants,
    additions: person.additions,
    levels: person.levels,
    functions: person.functions,
    ...part,
  })
}
