import type { RoleDefinition } from '@gonghai/server/access/roles'
import type { Tx } from '@gonghai/server/db/database'
import { textKeys } from '@gonghai/server/records/search-keys'
import { v7 as uuid } from 'uuid'
import { type Flow, writeFlows, writeRoles } from './essentials'
import { type PersonPlan, people } from './people'

interface DepartmentPlan {
  key: string
  name: string
  parent?: string
  /** Key of the person who heads it. */
  manager: string
}

/** Parents stand before their children. */
const departments: readonly DepartmentPlan[] = [
  { key: 'root', name: '恒测仪器', manager: 'hezhiyuan' },
  { key: 'sales', name: '销售中心', parent: 'root', manager: 'zhoujianguo' },
  { key: 'east', name: '华东销售部', parent: 'sales', manager: 'sunlihua' },
  { key: 'suxi', name: '苏锡组', parent: 'east', manager: 'sunlihua' },
  { key: 'huzhe', name: '沪浙组', parent: 'east', manager: 'sunlihua' },
  { key: 'south', name: '华南销售部', parent: 'sales', manager: 'wanglei' },
  { key: 'office', name: '商务财务部', parent: 'root', manager: 'zhaomin' },
  { key: 'service', name: '服务部', parent: 'root', manager: 'zhengjie' },
]

const lookUp = { query: 'all', view: 'all', edit: 'own' } as const

/** Roles that this company added to the default ones. */
const ownRoles: readonly (RoleDefinition & { name: string })[] = [
  {
    key: 'finance',
    name: '财务',
    permissions: {
      customer: ['query', 'view'],
      contact: ['query', 'view'],
      contract: ['query', 'view'],
      product: ['query', 'view', 'create', 'update'],
      followUp: ['query', 'view'],
      task: ['query', 'view', 'create', 'update', 'remove', 'restore', 'complete'],
      attachment: ['query', 'view', 'create'],
      approval: ['decide', 'submit'],
    },
    scopes: {
      '*': { query: 'own', view: 'own', edit: 'own' },
      customer: lookUp,
      contact: lookUp,
      contract: lookUp,
    },
  },
  {
    key: 'commerce',
    name: '商务',
    permissions: {
      lead: ['query', 'view', 'create', 'update'],
      customer: ['query', 'view'],
      contact: ['query', 'view'],
      contract: ['query', 'view'],
      product: ['query', 'view', 'create', 'update', 'remove', 'restore'],
      pool: ['query', 'view', 'assign'],
      followUp: ['query', 'view', 'create'],
      task: ['query', 'view', 'create', 'update', 'remove', 'restore', 'complete'],
      attachment: ['query', 'view', 'create', 'remove'],
    },
    scopes: {
      '*': { query: 'own', view: 'own', edit: 'own' },
      customer: lookUp,
      contact: lookUp,
      contract: lookUp,
    },
  },
]

/** Where Hengce asks more people than by default. */
function ownFlows(ids: Record<string, string>): Flow[] {
  const department: Flow['steps'][number] = {
    name: '部门审批',
    mode: 'any',
    approvers: [{ by: 'leader', level: 1 }, { by: 'departmentHead' }],
  }
  return [
    {
      key: 'contract.large',
      name: '大额合同审批（10 万元及以上）',
      object: 'contract',
      position: 10,
      conditions: [{ field: 'amount', op: 'gte', value: 100_000 }],
      steps: [
        department,
        {
          name: '总监与财务会签',
          mode: 'all',
          approvers: [
            { by: 'employee', id: ids.zhoujianguo! },
            { by: 'role', key: 'finance' },
          ],
        },
      ],
    },
    {
      key: 'contract.belowFloor',
      name: '低于底价审批',
      object: 'contract',
      position: 20,
      conditions: [{ field: 'belowFloor', op: 'eq', value: 'true' }],
      steps: [
        department,
        { name: '总监审批', mode: 'any', approvers: [{ by: 'employee', id: ids.zhoujianguo! }] },
      ],
    },
  ]
}

async function writeDepartments(
  tx: Tx,
  organisation: string,
  heads: Record<string, string>,
): Promise<Record<string, string>> {
  const made: Record<string, { id: string; path: string[] }> = {}
  for (const [position, plan] of departments.entries()) {
    const parent = plan.parent ? made[plan.parent]! : undefined
    const id = uuid()
    const path = [...(parent?.path ?? []), id]
    made[plan.key] = { id, path }
    await tx.query(
      `insert into department (id, organisation_id, parent_id, name, path, manager_id, position)
       values ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid[], $6::uuid, $7::int)`,
      [id, organisation, parent?.id ?? null, plan.name, path, heads[plan.manager], position],
    )
  }
  return Object.fromEntries(Object.entries(made).map(([key, { id }]) => [key, id]))
}

async function writePerson(
  tx: Tx,
  person: PersonPlan,
  at: {
    ids: Record<string, string>
    organisation: string
    department: string
    since: Date
    timeZone: string
  },
): Promise<void> {
  const id = at.ids[person.key]
  await tx.query(
    `insert into employee
       (id, organisation_id, department_id, name, title, mobile, leader_id, locale, time_zone, created_at, search_keys)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7::uuid, $8, $9, $10::timestamptz, $11::text[])`,
    [
      id,
      at.organisation,
      at.department,
      person.name,
      person.title,
      person.mobile,
      person.leader ? at.ids[person.leader] : null,
      person.locale,
      at.timeZone,
      at.since,
      textKeys([person.name]),
    ],
  )
  for (const platform of person.on) {
    await tx.query('insert into identity (platform, user_id, employee_id) values ($1, $2, $3::uuid)', [
      platform,
      person.key,
      id,
    ])
  }
  await tx.query(
    'insert into role_grant (id, employee_id, role_id) select $1::uuid, $2::uuid, id from role where key = $3',
    [uuid(), id, person.role],
  )
}

/** Writes the organisation, its departments and everybody in it. @returns ids of the people by key */
export async function writeCompany(tx: Tx, since: Date, timeZone: string): Promise<Record<string, string>> {
  const organisation = uuid()
  const ids = Object.fromEntries(people.map(person => [person.key, uuid()]))
  await tx.query('insert into organisation (id, name) values ($1::uuid, $2)', [
    organisation,
    '苏州恒测仪器有限公司',
  ])
  await writeRoles(tx, ownRoles)
  const rooms = await writeDepartments(tx, organisation, ids)
  for (const person of people) {
    await writePerson(tx, person, {
      ids,
      organisation,
      department: rooms[person.department]!,
      since,
      timeZone,
    })
  }
  await writeFlows(tx, ownFlows(ids))
  return ids
}
