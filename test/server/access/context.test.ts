import { bumpPermissionEpoch, can, loadAccess, permissionEpoch } from '@gonghai/server/access/context'
import { defaultRoles } from '@gonghai/server/access/roles'
import { scopeBranches } from '@gonghai/server/access/scope'
import type { Database } from '@gonghai/server/db/database'
import { actions } from '@gonghai/shared/actions'
import { objects } from '@gonghai/shared/objects'
import { v7 } from 'uuid'
import {
  at,
  type Company,
  grant,
  insertCompany,
  insertDepartment,
  insertEmployee,
  insertRole,
  insertRow,
} from '../records/company'
import { openTestDatabase, recording, refusalOf } from '../records/reading'

let db: Database
let close: () => Promise<void>
let company: Company

beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  company = await insertCompany(db)
})
afterAll(() => close())

const access = (name: string) => loadAccess(db, company.people[name]!.id)

describe('access.load', () => {
  test('is kept until the permission epoch rises, then holds at once', async () => {
    const person = await insertEmployee(db, company.organisationId, company.departments.east!, '新人')
    const before = await loadAccess(db, person.id)
    expect(can(before, { object: 'customer', verb: 'query' })).toBe(false)
    await grant(db, person, company.roles.accountManager!)
    const sql = recording(db)
    expect(await loadAccess(sql, person.id)).toBe(before)
    expect(sql.asked).toHaveLength(1)
    await bumpPermissionEpoch(db, at)
    const after = await loadAccess(db, person.id)
    expect(after.epoch).toBe(before.epoch + 1)
    expect(can(after, { object: 'customer', verb: 'query' })).toBe(true)
    expect(await permissionEpoch(db)).toBe(after.epoch)
    expect(await loadAccess(recording(db), person.id, after.epoch)).toBe(after)
  })

  test('refuses unknown and inactive employees', async () => {
    const gone = await insertEmployee(db, company.organisationId, company.departments.east!, '离职')
    await db.query('update employee set active = false where id = $1', [gone.id])
    for (const id of [gone.id, v7()]) expect((await refusalOf(loadAccess(db, id))).code).toBe('notSignedIn')
  })

  test('roles add up: permissions are joined, scopes are the union, and none without a rule is own (SET-2)', async () => {
    const person = await insertEmployee(db, company.organisationId, company.departments.sales!, '兼职')
    await grant(db, person, company.roles.accountManager!)
    await grant(db, person, company.roles.serviceDesk!)
    const bare = await insertRole(db, { key: 'bare', permissions: { task: ['query'] }, scopes: {} })
    await grant(db, person, bare)
    const both = await loadAccess(db, person.id)
    expect(can(both, { object: 'lead', verb: 'create' })).toBe(true)
    expect(new Set(both.scopes.customer!.query)).toEqual(new Set(['own', 'all']))
    expect(both.scopes.lead!.query).toEqual(['own'])
    expect(both.scopes.task!.query).toEqual(['own'])
  })

  test('a grant for another organisation reaches that one, one for the own organisation ends at its departments (SET-1)', async () => {
    const other = v7()
    await insertRow(db, 'organisation', { id: other, name: '分公司', functions: ['service'] })
    const root = await insertDepartment(db, other, '分公司总部')
    const stranger = await insertEmployee(db, company.organisationId, company.departments.sales!, '甲')
    await grant(db, stranger, company.roles.administrator!, other)
    const abroad = await loadAccess(db, stranger.id)
    expect(abroad.scopes.asset!.view).toEqual(['own'])
    expect(abroad.named.asset!.view).toEqual({ employees: [], departments: [{ id: root.id, level: 1 }] })
    // sales is switched off there: the grant doesn't bring it, and at home no other role does
    expect(can(abroad, { object: 'asset', verb: 'update' })).toBe(true)
    expect(can(abroad, { object: 'customer', verb: 'query' })).toBe(false)
    await grant(db, stranger, company.roles.superAdministrator!, other)
    await bumpPermissionEpoch(db, at)
    expect((await loadAccess(db, stranger.id)).roles).toEqual(['administrator'])
    const local = await insertEmployee(db, company.organisationId, company.departments.sales!, '乙')
    await grant(db, local, company.roles.administrator!, company.organisationId)
    const limited = await loadAccess(db, local.id)
    expect(limited.scopes.customer!.query).toEqual(['organisation'])
    const params: unknown[] = []
    const branches = scopeBranches(limited, objects.customer, 'query', value => `$${params.push(value)}`, 't')
    expect(branches).toHaveLength(3)
    expect(branches.join()).not.toContain('true)')
    expect(params.flat()).toContain(company.departments.root!.id)
  })
})

describe('access.roles', () => {
  test('both administrators may do everything that there is (SET-3)', async () => {
    for (const name of ['superAdministrator', 'administrator']) {
      const all = await access(name)
      expect(actions.filter(action => !can(all, action.needs))).toEqual([])
    }
  })

  test('nobody without a role may do anything', async () => {
    const none = await access('nobody')
    expect(actions.filter(action => can(none, action.needs))).toEqual([])
  })

  test('the default roles of the requirements are there, by rank of reach', async () => {
    expect(defaultRoles.map(role => role.key)).toEqual([
      'superAdministrator',
      'administrator',
      'departmentManager',
      'accountManager',
      'teamLeader',
      'serviceEngineer',
      'serviceDesk',
    ])
    const reach = async (name: string) => (await access(name)).scopes.customer!.edit
    expect(await reach('administrator')).toEqual(['all'])
    expect(await reach('departmentManager')).toEqual(['departmentTree'])
    expect(await reach('teamLeader')).toEqual(['ownAndSubordinates'])
    expect(await reach('accountManager')).toEqual(['own'])
  })

  test('salespeople claim and release; only leaders assign', async () => {
    const may = async (name: string, verb: 'claim' | 'assign') =>
      can(await access(name), { object: 'pool', verb })
    expect([await may('accountManager', 'claim'), await may('accountManager', 'assign')]).toEqual([
      true,
      false,
    ])
    expect([await may('teamLeader', 'claim'), await may('teamLeader', 'assign')]).toEqual([true, true])
    expect(await may('serviceDesk', 'claim')).toBe(false)
  })
})

describe('access.combine', () => {
  test('what may be changed may be opened, and what may be opened is listed (SET-2)', async () => {
    const person = await insertEmployee(db, company.organisationId, company.departments.sales!, '编辑')
    const scopes = { customer: { query: 'none', view: 'own', edit: 'departmentTree' } } as const
    const role = await insertRole(db, { key: v7(), permissions: { customer: ['query', 'view'] }, scopes })
    await grant(db, person, role)
    const { customer } = (await loadAccess(db, person.id)).scopes
    expect(new Set(customer!.query)).toEqual(new Set(['none', 'own', 'departmentTree']))
    expect(new Set(customer!.view)).toEqual(new Set(['own', 'departmentTree']))
  })

  test('a position carries its roles to whoever fills it (SET-1, SET-2)', async () => {
    const person = await insertEmployee(db, company.organisationId, company.departments.sales!, '岗位')
    const position = v7()
    const place = { id: position, department_id: person.departmentId, name: '销售', created_at: at }
    await insertRow(db, 'position', place)
    await insertRow(db, 'position_role', { position_id: position, role_id: company.roles.accountManager! })
    expect((await loadAccess(db, person.id)).permissions.size).toBe(0)
    await db.query('update employee set position_id = $2 where id = $1', [person.id, position])
    await bumpPermissionEpoch(db, at)
    const access = await loadAccess(db, person.id)
    expect(access.roles).toEqual(['accountManager'])
    expect(can(access, { object: 'customer', verb: 'create' })).toBe(true)
  })

  test('a function that is off takes its objects from the people of that organisation only (SET-1)', async () => {
    const { administrator } = company.people
    const other = v7()
    await insertRow(db, 'organisation', { id: other, name: '服务公司', functions: ['service'] })
    const department = await insertDepartment(db, other, '办公室')
    const person = await insertEmployee(db, other, department, '外部')
    await grant(db, person, company.roles.administrator!)
    const access = await loadAccess(db, person.id)
    expect(can(access, { object: 'customer', verb: 'query' })).toBe(false)
    expect(can(access, { object: 'serviceRequest', verb: 'query' })).toBe(true)
    expect(can(await loadAccess(db, administrator!.id), { object: 'customer', verb: 'query' })).toBe(true)
  })
})
