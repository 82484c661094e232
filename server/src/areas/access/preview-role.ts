import { roleUpdate } from '@gonghai/shared/actions/access'
import type { RolePreview } from '@gonghai/shared/client/access-api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { settled } from '../../access/abroad'
import type { Grant } from '../../access/combine'
import { type Access, can } from '../../access/context'
import { accessOf, loadPerson } from '../../access/load-material'
import { scopeBranches } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { identifier, tableOf } from '../../records/columns'
import { parseInput } from '../../records/input'
import { Params } from '../../records/reader'
import { changedDefinition, definitionIssues } from './definition'
import { countedObjects } from './read-employee'
import type { RoleRow } from './write-role'

const cap = 1000

/** What somebody would list of an object, counted up to the cap. */
async function visible(sql: Sql, access: Access, object: ObjectDeclaration): Promise<number> {
  const { values, bind } = new Params()
  const table = identifier(tableOf(object).name)
  const branches = scopeBranches(access, object, 'query', bind, 't').map(
    branch => `(select 1 from ${table} t where ${branch} and t.deleted_at is null limit ${cap})`,
  )
  if (branches.length === 0) return 0
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from (select 1 from (${branches.join(' union all ')}) b limit ${cap}) c`,
    values,
  )
  return row!.count
}

/**
 * POST /api/access/roles/:id/preview: how many records a holder would list before and after a change; nothing is written.
 * @throws Refusal notPermitted | notFound | invalidInput
 */
export async function previewRole(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
  raw: Record<string, unknown>,
  person?: string,
): Promise<RolePreview> {
  if (!can(actor.access, { object: 'role', verb: 'configure' })) refuse('notPermitted')
  const [role] = await sql.query<RoleRow>(
    'select id, key, name, permissions, scopes, masks, built_in, version from role where id = $1::uuid',
    [id],
  )
  if (!role) return refuse('notFound')
  const input = parseInput(roleUpdate.input, { ...raw, role: id, version: role.version })
  const issues = definitionIssues(actor.access.catalogue, input)
  if (issues.length > 0) refuse('invalidInput', {}, issues)
  const holders = await sql.query<{ id: string }>(
    `select e.id from employee e where e.active and (
       exists (select 1 from role_grant g where g.employee_id = e.id and g.role_id = $1::uuid) or
       exists (select 1 from position_role p where p.position_id = e.position_id and p.role_id = $1::uuid))
     order by e.name, e.id`,
    [id],
  )
  const file = await loadPerson(sql, person ?? holders[0]?.id ?? actor.employeeId)
  if (!file) return refuse('notFound')
  const before = { permissions: role.permissions, scopes: role.scopes, masks: role.masks }
  const after = changedDefinition(before, input)
  const { grants } = file
  const holds = grants.some(grant => grant.role_id === id)
  const draft: Grant = { ...after, key: role.key, organisation_id: null } as Grant
  const changed = holds
    ? grants.map(grant =>
        grant.role_id === id ? settled(file.organisation_id, { ...grant, ...after } as typeof grant) : grant,
      )
    : [...grants, draft]
  const departments = changed.flatMap(grant => Object.values(grant.scopes)).flatMap(rule => rule.named ?? [])
  const levels = await sql.query<{ id: string; level: number }>(
    'select id, least(cardinality(path), 6) as level from department where id = any($1::uuid[])',
    [[...departments, ...file.additions].map(one => one.id)],
  )
  const known = new Map(levels.map(row => [row.id, row.level]))
  const [old, next] = [accessOf(file), accessOf(file, { grants: changed as Grant[], levels: known })]
  const objects: RolePreview['objects'] = []
  for (const object of countedObjects) {
    const counts = { before: await visible(sql, old, object), after: await visible(sql, next, object) }
    if (counts.before > 0 || counts.after > 0) objects.push({ object: object.name, ...counts })
  }
  return { holders: holders.length, person: { id: file.id, name: file.name }, objects }
}
