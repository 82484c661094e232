import type { Permission, Verb } from '@gonghai/shared/actions/declare'
import NodeCache from 'node-cache'
import type { Sql } from '../db/database'
import { refuse } from '../kernel/errors'
import { type Catalogue, loadCatalogue } from '../records/custom/catalogue'
import { settled } from './abroad'
import { type Addition, combine, type Grant, namedDepartments } from './combine'

/** Whose records a role reaches; in rising order but for `department`, which need not hold one's subordinates. */
export type Scope = 'none' | 'own' | 'ownAndSubordinates' | 'department' | 'departmentTree' | 'all'

/** `all` of a role that is granted for one organisation only. */
export type Reach = Scope | 'organisation'

/** What a scope is about; each holds the ones before it. */
export const reachNeeds = ['query', 'view', 'edit'] as const
export type ReachNeed = (typeof reachNeeds)[number]

/** A colleague's records, or those of a department with all that lies below it, outside the structure (SET-2). */
export interface NamedReach {
  kind: 'employee' | 'department'
  id: string
  need: ReachNeed
}

/** A role's scope for lists, details and changes. */
export interface ScopeRule {
  query: Scope
  view: Scope
  edit: Scope
  named?: readonly NamedReach[]
}

/** How a role shows a field: not at all, or shortened. */
export type Masking = 'masked' | 'hidden'

/** A named department: its place in the records' department columns. */
export interface NamedDepartment {
  id: string
  /** 1 to 6. */
  level: number
}

/** Whose records are reached by name. */
export interface Named {
  employees: readonly string[]
  departments: readonly NamedDepartment[]
}

/** Fields that roles mask: on all rows, or on those that no role reaches which shows them. */
export interface FieldRule {
  fields: Readonly<Record<string, Masking>>
  /** The same employee with only the roles that show these fields. */
  except: Access | null
}

/** The scopes of all of an employee's roles together. */
export type Reaches = Readonly<Record<ReachNeed, readonly Reach[]>>

/** `customer.update` */
export type PermissionKey = `${Permission['object']}.${Verb}`

/** What an employee may do: everything that permission checks ask, loaded once per change of permissions. */
export interface Access {
  employeeId: string
  organisationId: string
  departmentId: string
  /** Ids from the root department to the employee's own. */
  departmentPath: readonly string[]
  /** Employees whose superior this one is. */
  reports: readonly string[]
  permissions: ReadonlySet<PermissionKey>
  scopes: Readonly<Record<string, Reaches>>
  /** Per object, only where somebody or some department is named. */
  named: Readonly<Record<string, Readonly<Record<ReachNeed, Named>>>>
  /** Per object, only where a role masks fields. */
  fieldRules: Readonly<Record<string, readonly FieldRule[]>>
  memberPools: readonly string[]
  adminPools: readonly string[]
  /** Root departments of the employee's organisation. */
  organisationRoots: readonly string[]
  /** Keys of the roles. */
  roles: readonly string[]
  /** The declarations as the company uses them, its own fields included. */
  catalogue: Catalogue
  epoch: number
}

/** May this employee do this verb on this kind of record at all? */
export function can(access: Access, permission: Permission): boolean {
  return access.permissions.has(`${permission.object}.${permission.verb}`)
}

interface Person {
  organisation_id: string
  department_id: string
  path: string[]
  reports: string[]
  member_pools: string[]
  admin_pools: string[]
  roots: string[]
  functions: string[]
}

const personStatement = `
  select e.organisation_id, e.department_id, d.path, o.functions,
    array(select r.id from employee r where r.leader_id = e.id and r.active order by r.id) as reports,
    array(select p.id from pool p where p.members @> array[e.id] and p.deleted_at is null order by p.id) as member_pools,
    array(select p.id from pool p where p.administrators @> array[e.id] and p.deleted_at is null order by p.id)
      as admin_pools,
    array(select o.id from department o where o.organisation_id = e.organisation_id and o.parent_id is null
      order by o.id) as roots
  from employee e join department d on d.id = e.department_id join organisation o on o.id = e.organisation_id
  where e.id = $1::uuid and e.active`

/** Roles that an employee was given, and those that come with the position. */
const grantStatement = `
  select r.key, r.permissions, r.scopes, r.masks, g.organisation_id, o.functions,
    array(select d.id from department d where d.organisation_id = o.id and d.parent_id is null order by d.id) as roots
  from role_grant g join role r on r.id = g.role_id left join organisation o on o.id = g.organisation_id
  where g.employee_id = $1::uuid
  union all
  select r.key, r.permissions, r.scopes, r.masks, null, null, null
  from employee e join position_role p on p.position_id = e.position_id join role r on r.id = p.role_id
  where e.id = $1::uuid
  order by 1`

const additionStatement = `
  select object, kind, target_id as id, need from access_addition where employee_id = $1::uuid order by id`

async function levelsOf(sql: Sql, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await sql.query<{ id: string; level: number }>(
    'select id, least(cardinality(path), 6) as level from department where id = any($1::uuid[])',
    [ids],
  )
  return new Map(rows.map(row => [row.id, row.level]))
}

async function read(sql: Sql, employeeId: string, epoch: number): Promise<Access> {
  const [person] = await sql.query<Person>(personStatement, [employeeId])
  if (!person) return refuse('notSignedIn')
  const given = await sql.query<Grant>(grantStatement, [employeeId])
  const grants = given.map(grant => settled(person.organisation_id, grant))
  const additions = await sql.query<Addition>(additionStatement, [employeeId])
  const levels = await levelsOf(sql, namedDepartments(grants, additions))
  return combine(
    {
      employeeId,
      organisationId: person.organisation_id,
      departmentId: person.department_id,
      departmentPath: person.path,
      reports: person.reports,
      memberPools: person.member_pools,
      adminPools: person.admin_pools,
      organisationRoots: person.roots,
      catalogue: await loadCatalogue(sql),
      epoch,
    },
    { grants, additions, levels, functions: person.functions },
  )
}

const cache = new NodeCache({ stdTTL: 600, useClones: false })

/** The number that rises with every change of roles, grants, departments, superiors or pool membership. */
export async function permissionEpoch(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ value: number }>(`select value from setting where key = 'permissionEpoch'`)
  return Number(row?.value ?? 0)
}

/** Call in the transaction of such a change: from its commit on every process loads what employees may do anew. */
export async function bumpPermissionEpoch(sql: Sql, at: Date): Promise<void> {
  await sql.query(
    `insert into setting (key, value, updated_at) values ('permissionEpoch', '1'::jsonb, $1::timestamptz)
     on conflict (key) do update set value = to_jsonb((setting.value #>> '{}')::int + 1), updated_at = $1::timestamptz
     returning key`,
    [at],
  )
}

/**
 * What an employee may do, cached by (employee, epoch) (decision 13).
 * @param epoch the present epoch where the caller's statement has read it already
 * @throws Refusal notSignedIn for unknown or inactive employees
 */
export async function loadAccess(sql: Sql, employeeId: string, epoch?: number): Promise<Access> {
  const present = epoch ?? (await permissionEpoch(sql))
  const key = `${employeeId}:${present}`
  const known = cache.get<Access>(key)
  if (known) return known
  const access = await read(sql, employeeId, present)
  cache.set(key, access)
  return access
}
