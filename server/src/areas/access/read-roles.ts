import type {
  MatrixAnswer,
  NamedView,
  PlacesAnswer,
  RoleAnswer,
  RolesAnswer,
} from '@gonghai/shared/client/access-api'
import { translator } from '@gonghai/shared/i18n'
import { objectList } from '@gonghai/shared/objects'
import { permissionSubjects, ruleFor, verbsOf } from '../../access/combine'
import { can, type NamedReach } from '../../access/context'
import { excessOf } from '../../access/covers'
import { roleName } from '../../access/role-name'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { askedVerbs } from './catalogue'
import { namesOf } from './named'
import type { RoleRow } from './write-role'

/** Roles are read by who sets them up, gives them, or explains. @throws Refusal notPermitted */
export function demandReader({ access }: EmployeeActor): void {
  const allowed =
    can(access, { object: 'role', verb: 'configure' }) ||
    can(access, { object: 'role', verb: 'grant' }) ||
    can(access, { object: 'access', verb: 'explain' })
  if (!allowed) refuse('notPermitted')
}

const editable = ({ access }: EmployeeActor, role: RoleRow) =>
  can(access, { object: 'role', verb: 'configure' }) &&
  !role.built_in &&
  !excessOf(access, role, permissionSubjects)

interface CountedRole extends RoleRow {
  people: number
  positions: number
}

const columns = 'r.id, r.key, r.name, r.permissions, r.scopes, r.masks, r.built_in, r.version'

const countedRoles = `
  select ${columns},
    (select count(distinct g.employee_id)::int from role_grant g join employee e on e.id = g.employee_id and e.active
      where g.role_id = r.id) as people,
    (select count(*)::int from position_role p where p.role_id = r.id) as positions
  from role r order by r.built_in desc, r.id`

/** GET /api/access/roles */
export async function listRoles(sql: Sql, actor: EmployeeActor): Promise<RolesAnswer> {
  demandReader(actor)
  const rows = await sql.query<CountedRole>(countedRoles)
  const t = translator(actor.locale)
  return {
    roles: rows.map(row => ({
      id: row.id,
      key: row.key,
      name: roleName(t, row),
      builtIn: row.built_in,
      people: row.people,
      positions: row.positions,
      editable: editable(actor, row),
    })),
  }
}

/** A named reach with the name of its target. */
export const namedView = ({ kind, id, need }: NamedReach, names: ReadonlyMap<string, string>): NamedView => ({
  kind,
  target: { id, name: names.get(id) ?? '—' },
  need,
})

const holdersStatement = `
  select e.id, e.name, d.name as department, o.id as organisation_id, o.name as organisation
  from role_grant g join employee e on e.id = g.employee_id and e.active join department d on d.id = e.department_id
    left join organisation o on o.id = g.organisation_id
  where g.role_id = $1::uuid order by e.name, e.id limit 100`

/** GET /api/access/roles/:id @throws Refusal notFound */
export async function readRole(sql: Sql, actor: EmployeeActor, id: string): Promise<RoleAnswer> {
  demandReader(actor)
  const [row] = await sql.query<RoleRow>(`select ${columns} from role r where r.id = $1::uuid`, [id])
  if (!row) return refuse('notFound')
  const people = await sql.query<{
    id: string
    name: string
    department: string
    organisation_id: string | null
    organisation: string | null
  }>(holdersStatement, [id])
  const positions = await sql.query<{ id: string; name: string }>(
    `select p.id, p.name from position_role c join position p on p.id = c.position_id where c.role_id = $1::uuid
     order by p.name`,
    [id],
  )
  const names = await namesOf(
    sql,
    Object.values(row.scopes).flatMap(rule => rule.named ?? []),
  )
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    title: roleName(translator(actor.locale), row),
    version: row.version,
    builtIn: row.built_in,
    editable: editable(actor, row),
    permissions: Object.entries(row.permissions).map(([object, verbs]) => ({
      object,
      verbs: verbs === '*' ? ['*'] : [...verbs],
    })),
    scopes: Object.entries(row.scopes).map(([object, rule]) => ({
      object,
      query: rule.query,
      view: rule.view,
      edit: rule.edit,
      named: (rule.named ?? []).map(one => namedView(one, names)),
    })),
    masks: Object.entries(row.masks).flatMap(([object, fields]) =>
      Object.entries(fields).map(([field, masking]) => ({ object, field, masking })),
    ),
    people: people.map(({ organisation_id, organisation, ...person }) => ({
      ...person,
      organisation: organisation_id ? { id: organisation_id, name: organisation ?? '' } : null,
    })),
    positions,
  }
}

/** GET /api/access/matrix: who may do what, roles × objects (SET-2). */
export async function readMatrix(sql: Sql, actor: EmployeeActor): Promise<MatrixAnswer> {
  demandReader(actor)
  const rows = await sql.query<CountedRole>(countedRoles)
  const t = translator(actor.locale)
  const declared = new Map(objectList.map(object => [object.name as string, object]))
  const cell = (row: CountedRole, object: string) => {
    const asked = askedVerbs(object, declared.get(object))
    const given = verbsOf(row as never, object)
    const rule = ruleFor(row, object)
    const scope = (need: 'query' | 'view' | 'edit') =>
      given.length === 0 || !declared.get(object)?.can.owned ? '' : rule[need]
    return {
      object,
      verbs: asked.filter(verb => given.includes(verb)) as string[],
      query: scope('query'),
      view: scope('view'),
      edit: scope('edit'),
      named: given.length === 0 ? 0 : (rule.named?.length ?? 0),
      masks: Object.keys(row.masks[object] ?? {}).length,
    }
  }
  return {
    objects: [...permissionSubjects],
    roles: rows.map(row => ({
      id: row.id,
      key: row.key,
      name: roleName(t, row),
      people: row.people,
      cells: permissionSubjects.map(object => cell(row, object)),
    })),
  }
}

/** GET /api/access/places: departments and organisations to choose from. */
export async function listPlaces(sql: Sql, actor: EmployeeActor): Promise<PlacesAnswer> {
  demandReader(actor)
  const departments = await sql.query<PlacesAnswer['departments'][number]>(
    `select d.id, d.name, cardinality(d.path) as level, o.name as organisation
     from department d join organisation o on o.id = d.organisation_id
     order by o.name, array(select p.position from unnest(d.path) with ordinality u(id, at)
       join department p on p.id = u.id order by u.at), d.path`,
  )
  const organisations = await sql.query<{ id: string; name: string }>(
    'select id, name from organisation order by name',
  )
  return { departments, organisations }
}
