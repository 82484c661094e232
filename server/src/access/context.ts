import { type Permission, settingSubjects, type Verb, verbs } from '@gonghai/shared/actions/declare'
import { objectList } from '@gonghai/shared/objects'
import NodeCache from 'node-cache'
import type { Sql } from '../db/database'
import { refuse } from '../kernel/errors'

/** Whose records a role reaches; in rising order but for `department`, which need not hold one's subordinates. */
export type Scope = 'none' | 'own' | 'ownAndSubordinates' | 'department' | 'departmentTree' | 'all'

/** `all` of a role that is granted for one organisation only. */
export type Reach = Scope | 'organisation'

/** A role's scope for lists, details and changes. */
export interface ScopeRule {
  query: Scope
  view: Scope
  edit: Scope
}

/** The scopes of all of an employee's roles together. */
export type Reaches = Readonly<Record<keyof ScopeRule, readonly Reach[]>>

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
  memberPools: readonly string[]
  adminPools: readonly string[]
  /** Root departments of the employee's organisation. */
  organisationRoots: readonly string[]
  /** Keys of the roles. */
  roles: readonly string[]
  epoch: number
}

/** May this employee do this verb on this kind of record at all? */
export function can(access: Access, permission: Permission): boolean {
  return access.permissions.has(`${permission.object}.${permission.verb}`)
}

const subjects: readonly Permission['object'][] = [
  ...objectList.map(object => object.name),
  ...settingSubjects,
]

interface Grant {
  key: string
  permissions: Record<string, readonly Verb[] | '*'>
  scopes: Record<string, ScopeRule>
  organisation_id: string | null
}

function permissionsOf(grants: readonly Grant[]): Set<PermissionKey> {
  const found = new Set<PermissionKey>()
  for (const { permissions } of grants) {
    for (const object of subjects) {
      const granted = permissions[object] ?? permissions['*'] ?? []
      for (const verb of granted === '*' ? verbs : granted) found.add(`${object}.${verb}`)
    }
  }
  return found
}

/** Without a rule the scope is own (SET-2); roles that don't permit the object at all add nothing to its scope. */
function reachesOf(grants: readonly Grant[], object: string): Reaches {
  const giving = grants.filter(({ permissions }) => permissions[object] ?? permissions['*'])
  const reach = (need: keyof ScopeRule): Reach[] => {
    const found = giving.map(({ scopes, organisation_id }): Reach => {
      const scope = (scopes[object] ?? scopes['*'])?.[need] ?? 'own'
      return scope === 'all' && organisation_id ? 'organisation' : scope
    })
    return [...new Set(found)]
  }
  return { query: reach('query'), view: reach('view'), edit: reach('edit') }
}

interface Person {
  organisation_id: string
  department_id: string
  path: string[]
  reports: string[]
  member_pools: string[]
  admin_pools: string[]
  roots: string[]
}

const personStatement = `
  select e.organisation_id, e.department_id, d.path,
    array(select r.id from employee r where r.leader_id = e.id and r.active order by r.id) as reports,
    array(select p.id from pool p where p.members @> array[e.id] and p.deleted_at is null order by p.id) as member_pools,
    array(select p.id from pool p where p.administrators @> array[e.id] and p.deleted_at is null order by p.id)
      as admin_pools,
    array(select o.id from department o where o.organisation_id = e.organisation_id and o.parent_id is null
      order by o.id) as roots
  from employee e join department d on d.id = e.department_id
  where e.id = $1::uuid and e.active`

const grantStatement = `
  select r.key, r.permissions, r.scopes, g.organisation_id
  from role_grant g join role r on r.id = g.role_id join employee e on e.id = g.employee_id
  where g.employee_id = $1::uuid and (g.organisation_id is null or g.organisation_id = e.organisation_id)
  order by r.key`

async function read(sql: Sql, employeeId: string, epoch: number): Promise<Access> {
  const [person] = await sql.query<Person>(personStatement, [employeeId])
  if (!person) return refuse('notSignedIn')
  const grants = await sql.query<Grant>(grantStatement, [employeeId])
  return {
    employeeId,
    organisationId: person.organisation_id,
    departmentId: person.department_id,
    departmentPath: person.path,
    reports: person.reports,
    permissions: permissionsOf(grants),
    scopes: Object.fromEntries(subjects.map(object => [object, reachesOf(grants, object)])),
    memberPools: person.member_pools,
    adminPools: person.admin_pools,
    organisationRoots: person.roots,
    roles: [...new Set(grants.map(grant => grant.key))],
    epoch,
  }
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
