import type { RoleDefinition } from '@gonghai/server/access/roles'
import { defaultRoles } from '@gonghai/server/access/roles'
import type { Sql } from '@gonghai/server/db/database'
import { encodeValues, identifier, tableOf } from '@gonghai/server/records/columns'
import { searchKeys } from '@gonghai/server/records/search-keys'
import type { Value } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects/declare'
import { v7 } from 'uuid'

/** The moment at which everything in these tests happens. */
export const at = new Date('2026-11-21T08:00:00.000Z')

/** Inserts a row of plain columns and answers its id. */
export async function insertRow(sql: Sql, table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row)
  const places = names.map((_, index) => `$${index + 1}`)
  await sql.query(
    `insert into ${identifier(table)} (${names.map(identifier).join(', ')}) values (${places.join(', ')})`,
    names.map(name => row[name]),
  )
}

export interface Person {
  id: string
  departmentId: string
  path: string[]
}

/** The columns that the writer copies from an owner to a record. */
export function ownedBy(person: Person | undefined): Record<string, unknown> {
  const depts = Array.from({ length: 6 }, (_, level) => [`dept${level + 1}`, person?.path[level] ?? null])
  return {
    owner_id: person?.id ?? null,
    department_id: person?.departmentId ?? null,
    ...Object.fromEntries(depts),
  }
}

export interface RecordOptions {
  owner?: Person
  /** Plain columns that no declared field has. */
  columns?: Record<string, unknown>
  number?: string
  createdAt?: Date
  updatedAt?: Date
  createdBy?: string
}

let running = 0

/** Required values of a new record that a test doesn't care about. */
export const required: Partial<Record<ObjectName, Record<string, Value>>> = {
  lead: { name: '线索', source: 'web', status: 'open' },
  customer: { name: '客户', stage: 'potential', trading: false, reviewState: 'none' },
  contact: { name: '联系人' },
  followUp: { channel: 'phone', content: '聊了聊' },
  pool: {
    name: '公海',
    kind: 'customer',
    claimRule: 'claim',
    isDefault: false,
    maskPhone: true,
    warnDays: 3,
  },
  contract: { title: '合同', state: 'draft', currency: 'CNY' },
  product: { name: '产品', category: 'equipment', price: '100.00', listing: 'listed' },
  partner: { name: '合作伙伴', state: 'valid' },
  task: { title: '任务', state: 'open', priority: 'none' },
  attachment: { fileName: 'a.pdf', size: 12, contentType: 'application/pdf' },
  asset: { name: '产品档案' },
  serviceRequest: {
    title: '服务请求',
    state: 'received',
    kind: 'fault',
    priority: 'normal',
    source: 'desk',
    urges: 0,
  },
  workOrder: { title: '服务工单', state: 'done' },
}

/** Inserts a record as the writer would, and answers its id. */
export async function insertRecord(
  sql: Sql,
  name: ObjectName,
  values: Record<string, Value> = {},
  options: RecordOptions = {},
): Promise<string> {
  const object: ObjectDeclaration = objects[name]
  const id = v7()
  const number = object.number
    ? (options.number ?? `${object.number.prefix}-20261121-${++running}`)
    : undefined
  const all: Record<string, Value> = {
    ...required[name],
    ...(object.fields.file ? { file: v7() } : {}),
    ...values,
  }
  for (const [field, { unique }] of Object.entries(object.fields)) if (unique) all[field] ??= `${field}-${id}`
  const { owner: _owner, ...declared } = all
  const encoded = encodeValues(object, declared).map(part => [part.name, part.value])
  await insertRow(sql, tableOf(object).name, {
    id,
    created_at: options.createdAt ?? at,
    created_by: options.createdBy ?? null,
    updated_at: options.updatedAt ?? at,
    search_keys: searchKeys(object, all, number),
    ...(number ? { number } : {}),
    ...(object.can.owned ? ownedBy(options.owner) : {}),
    ...Object.fromEntries(encoded),
    ...options.columns,
  })
  return id
}

/** Makes a department below `parent`. */
export async function insertDepartment(
  sql: Sql,
  organisationId: string,
  name: string,
  parent?: { id: string; path: string[] },
): Promise<{ id: string; path: string[] }> {
  const id = v7()
  const path = [...(parent?.path ?? []), id]
  await insertRow(sql, 'department', {
    id,
    organisation_id: organisationId,
    parent_id: parent?.id ?? null,
    name,
    path,
  })
  return { id, path }
}

export async function insertEmployee(
  sql: Sql,
  organisationId: string,
  department: { id: string; path: string[] },
  name: string,
  leaderId: string | null = null,
): Promise<Person> {
  const id = v7()
  await insertRow(sql, 'employee', {
    id,
    organisation_id: organisationId,
    department_id: department.id,
    name,
    leader_id: leaderId,
    created_at: at,
    search_keys: [],
  })
  return { id, departmentId: department.id, path: department.path }
}

export async function insertRole(sql: Sql, role: RoleDefinition): Promise<string> {
  const id = v7()
  await insertRow(sql, 'role', {
    id,
    key: role.key,
    name: role.key,
    permissions: JSON.stringify(role.permissions),
    scopes: JSON.stringify(role.scopes),
  })
  return id
}

export async function grant(
  sql: Sql,
  employee: Person,
  roleId: string,
  organisationId: string | null = null,
): Promise<void> {
  await insertRow(sql, 'role_grant', {
    id: v7(),
    employee_id: employee.id,
    role_id: roleId,
    organisation_id: organisationId,
  })
}

/** A small company: one person per default role, a colleague, and one without any role. */
export interface Company {
  organisationId: string
  roles: Record<string, string>
  /** By role key; besides `colleague` (an account manager elsewhere), `report` (below the team leader), `nobody`. */
  people: Record<string, Person>
  departments: Record<string, { id: string; path: string[] }>
}

export async function insertCompany(sql: Sql): Promise<Company> {
  const organisationId = v7()
  await insertRow(sql, 'organisation', { id: organisationId, name: '海川精工' })
  const root = await insertDepartment(sql, organisationId, '办公室')
  const sales = await insertDepartment(sql, organisationId, '销售部', root)
  const east = await insertDepartment(sql, organisationId, '华东组', sales)
  const service = await insertDepartment(sql, organisationId, '服务部', root)
  const roles: Record<string, string> = {}
  for (const role of defaultRoles) roles[role.key] = await insertRole(sql, role)
  const people: Record<string, Person> = {}
  const add = async (name: string, department: typeof root, role: string | null, leader?: string) => {
    people[name] = await insertEmployee(
      sql,
      organisationId,
      department,
      name,
      leader ? people[leader]!.id : null,
    )
    if (role) await grant(sql, people[name], roles[role]!)
  }
  await add('superAdministrator', root, 'superAdministrator')
  await add('administrator', root, 'administrator')
  await add('departmentManager', sales, 'departmentManager')
  await add('teamLeader', east, 'teamLeader')
  await add('accountManager', sales, 'accountManager')
  await add('report', service, 'accountManager', 'teamLeader')
  await add('colleague', east, 'accountManager')
  await add('serviceEngineer', service, 'serviceEngineer')
  await add('serviceDesk', service, 'serviceDesk')
  await add('nobody', root, null)
  return { organisationId, roles, people, departments: { root, sales, east, service } }
}
