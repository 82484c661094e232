import type { RoleAnswer } from '@gonghai/shared/client/access-api'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { idOf, linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person

beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
})
afterAll(() => server.stop())

let running = 0
const employeeIn = async (department: string): Promise<Person> => {
  const id = idOf(await server.run(boss, 'employee.create', { name: `分公司员工${++running}`, department }))
  await server.run(boss, 'role.grant', { employee: id, role: server.company.roles.accountManager! })
  const [row] = await server.rows<{ path: string[] }>('select path from department where id = $1', [
    department,
  ])
  return { id, departmentId: department, path: row!.path }
}
const newRole = async (input: Record<string, unknown> = {}) => {
  const role = idOf(await server.run(boss, 'role.create', { name: `自定义${++running}` }))
  if (Object.keys(input).length > 0) await server.run(boss, 'role.update', { role, version: 1, ...input })
  return role
}
const sees = async (person: Person, id: string) =>
  (await server.get(person, `/api/records/customer/${id}`)).status
const reading = [{ object: 'customer', verbs: ['query', 'view'] }]
const scope = (object: string, query: string, view = query, edit = 'own') => [{ object, query, view, edit }]

describe('role.update', () => {
  test('holds from the holder’s next request (SET-2)', async () => {
    const record = await buildCustomer(server, server.people.accountManager!)
    const person = await buildEmployee(server, { role: null })
    const role = await newRole({ permissions: reading, scopes: scope('customer', 'own') })
    await server.run(boss, 'role.grant', { employee: person.id, role })
    expect(await sees(person, record)).toBe(404)
    await server.run(boss, 'role.update', { role, version: 2, scopes: scope('customer', 'all') })
    expect(await sees(person, record)).toBe(200)
    await server.run(boss, 'role.revoke', { employee: person.id, role })
    expect((await server.get(person, `/api/records/customer/${record}`)).status).toBe(404)
  })

  test('named departments include what lies below them, named people stand alone (SET-2)', async () => {
    const { root, sales } = server.company.departments
    const inEast = await buildCustomer(server, server.people.teamLeader!)
    const inService = await buildCustomer(server, server.people.report!)
    const person = await buildEmployee(server, { role: null, department: 'service' })
    const role = await newRole({
      permissions: reading,
      scopes: scope('customer', 'none', 'none', 'none'),
      named: [{ object: 'customer', department: sales!.id, need: 'view' }],
    })
    await server.run(boss, 'role.grant', { employee: person.id, role })
    expect([await sees(person, inEast), await sees(person, inService)]).toEqual([200, 404])
    await server.run(boss, 'access.add', {
      employee: person.id,
      object: '*',
      colleague: server.people.report!.id,
      need: 'view',
    })
    expect(await sees(person, inService)).toBe(200)
    const list = await server.post(person, '/api/records/customer/query', { limit: 100 })
    const ids = list.body.rows.map((row: { id: string }) => row.id)
    expect(ids).toEqual(expect.arrayContaining([inEast, inService]))
    expect(new Set(ids).size).toBe(ids.length)
    expect(root).toBeDefined()
  })

  test('a scope for opening can’t be wider than the one for lists (SET-2)', async () => {
    const role = await newRole()
    const wrong = await server.refusal(boss, 'role.update', {
      role,
      version: 1,
      scopes: scope('customer', 'own', 'all', 'all'),
    })
    expect([wrong.code, wrong.fields[0]?.path]).toEqual(['invalidInput', 'scopes.0.view'])
    const masked = await server.refusal(boss, 'role.update', {
      role,
      version: 1,
      masks: [
        { object: 'customer', field: 'name', masking: 'masked' },
        { object: 'customer', field: 'nonsense', masking: 'masked' },
      ],
    })
    expect(masked.fields.map(({ path }) => path)).toEqual(['masks.0.field', 'masks.1.field'])
  })

  test('of two who change it at once, one is told (SET-2)', async () => {
    const role = await newRole()
    const change = (verbs: string[]) =>
      server
        .run(boss, 'role.update', { role, version: 1, permissions: [{ object: 'task', verbs }] })
        .then(() => 'saved')
        .catch((refusal: { code: string }) => refusal.code)
    const both = await Promise.all([change(['query']), change(['view'])])
    expect(both.sort()).toEqual(['saved', 'staleVersion'])
  })

  test('each change stands in the role’s history, in words (SET-5)', async () => {
    const role = await newRole({ permissions: reading, scopes: scope('customer', 'all') })
    const { body } = await server.get(boss, `/api/settings/history?subject=role&id=${role}`)
    expect(body.entries.map((entry: { text: string }) => entry.text)).toEqual(['修改了角色', '新建了角色'])
    expect(body.entries[0].changes).toContainEqual({ label: '功能 · 客户', from: '', to: '列表、打开' })
    expect(body.entries[0].changes).toContainEqual({ label: '数据范围 · 客户 · 列表', from: '', to: '全部' })
    const stranger = await server.get(
      server.people.accountManager!,
      `/api/settings/history?subject=role&id=${role}`,
    )
    expect(stranger.status).toBe(403)
    expect((await server.get(boss, '/api/settings/history?subject=nothing&id=x')).status).toBe(400)
  })
})

describe('role.create', () => {
  test('copies permissions, scopes and masks; a name is free only once (SET-2)', async () => {
    const original = await newRole({
      permissions: reading,
      masks: [{ object: 'customer', field: 'phone', masking: 'hidden' }],
    })
    const name = `复制${++running}`
    const copy = idOf(await server.run(boss, 'role.create', { name, copyOf: original }))
    const read = async (id: string): Promise<RoleAnswer> =>
      (await server.get(boss, `/api/access/roles/${id}`)).body
    const [one, two] = [await read(original), await read(copy)]
    expect(two.permissions).toEqual(one.permissions)
    expect(two.masks).toEqual(one.masks)
    expect((await server.refusal(boss, 'role.create', { name })).code).toBe('duplicateValue')
  })
})

describe('super administrators (SET-3)', () => {
  test('their role is neither changed, removed, nor put on a position', async () => {
    const role = server.company.roles.superAdministrator!
    expect((await server.refusal(boss, 'role.update', { role, version: 1, name: '别的' })).code).toBe(
      'roleProtected',
    )
    expect((await server.refusal(boss, 'role.remove', { role })).code).toBe('roleProtected')
  })

  test('only they appoint others, and of two who leave at once one remains', async () => {
    const role = server.company.roles.superAdministrator!
    const second = await buildEmployee(server, { role: null })
    const administrator = server.people.administrator!
    const input = { employee: second.id, role }
    expect((await server.refusal(administrator, 'role.grant', input)).code).toBe('moreThanOwn')
    await server.run(boss, 'role.grant', input)
    const leave = (employee: string) =>
      server
        .run('system', 'role.revoke', { employee, role })
        .then(() => 'gone')
        .catch((refusal: { code: string }) => refusal.code)
    const both = await Promise.all([leave(second.id), leave(boss.id)])
    expect(both.sort()).toEqual(['gone', 'lastAdministrator'])
    await server.run('system', 'role.grant', { employee: boss.id, role })
  })
})

describe('nobody gives more than they have (SET-2)', () => {
  test('neither by granting a role, nor by writing one', async () => {
    const clerk = await buildEmployee(server, { role: null, department: 'sales' })
    const clerkRole = await newRole({
      permissions: [
        { object: 'role', verbs: ['configure', 'grant'] },
        { object: 'customer', verbs: ['query', 'view'] },
      ],
      scopes: scope('customer', 'departmentTree', 'departmentTree', 'none'),
    })
    await server.run(boss, 'role.grant', { employee: clerk.id, role: clerkRole })
    const near = await buildEmployee(server, { role: null, department: 'east' })
    const far = await buildEmployee(server, { role: null, department: 'service' })
    const code = async (action: string, input: Record<string, unknown>) =>
      (await server.refusal(clerk, action, input)).code
    const administrator = server.company.roles.administrator!
    expect(await code('role.grant', { employee: near.id, role: administrator })).toBe('moreThanOwn')
    expect(await code('role.create', { name: '影子', copyOf: administrator })).toBe('moreThanOwn')
    expect(
      await code('access.add', { employee: near.id, object: 'customer', colleague: boss.id, need: 'view' }),
    ).toBe('moreThanOwn')
    const own = await newRole()
    const write = (change: Record<string, unknown>) =>
      code('role.update', { role: own, version: 1, ...change })
    expect(await write({ permissions: [{ object: 'customer', verbs: ['update'] }] })).toBe('moreThanOwn')
    expect(await write({ permissions: reading, scopes: scope('customer', 'all') })).toBe('moreThanOwn')
    const simple = await newRole({
      permissions: reading,
      scopes: scope('customer', 'departmentTree', 'own', 'none'),
    })
    await server.run(clerk, 'role.grant', { employee: near.id, role: simple })
    expect(await code('role.grant', { employee: far.id, role: simple })).toBe('moreThanOwn')
  })

  test('a role in use is not removed, and the answer says by how many', async () => {
    const role = await newRole()
    const person = await buildEmployee(server, { role: null })
    await server.run(boss, 'role.grant', { employee: person.id, role })
    const refused = await server.refusal(boss, 'role.remove', { role })
    expect([refused.code, refused.params.people]).toEqual(['roleInUse', 1])
    await server.run(boss, 'role.revoke', { employee: person.id, role })
    await server.run(boss, 'role.remove', { role })
    expect((await server.get(boss, `/api/access/roles/${role}`)).status).toBe(404)
  })
})

describe('a role for another organisation (SET-1, SET-2)', () => {
  test('reaches that organisation and nothing more at home, from the next request on', async () => {
    const branch = (await server.run(boss, 'organisation.create', { name: '上海分公司' })).result
    const team = idOf(
      await server.run(boss, 'department.create', { name: '分公司销售', parent: branch.department }),
    )
    const local = await employeeIn(team)
    const there = await buildCustomer(server, local)
    const home = await buildCustomer(server, server.people.colleague!)
    const person = await buildEmployee(server, { role: null, department: 'service' })
    await linkIdentity(server, person, 'wecom', person.id)
    const role = server.company.roles.departmentManager!
    const grant = { employee: person.id, role, organisation: String(branch.id) }
    expect([await sees(person, there), await sees(person, home)]).toEqual([404, 404])
    await server.run(boss, 'role.grant', grant)
    expect([await sees(person, there), await sees(person, home)]).toEqual([200, 404])
    const list = await server.post(person, '/api/records/customer/query', { limit: 100 })
    expect(list.body.rows.map((row: { id: string }) => row.id)).toEqual([there])
    await server.run(person, 'customer.update', { id: there, version: 1, remark: '分公司的经理' })
    const explained = await server.get(boss, `/api/explain?record=customer:${there}&employee=${person.id}`)
    expect(explained.body.visible).toBe(true)
    expect(JSON.stringify(explained.body.steps)).toContain('仅上海分公司')
    const preview = await server.post(boss, `/api/access/roles/${role}/preview`, { person: person.id })
    expect(preview.status).toBe(200)
    await server.run(boss, 'role.revoke', grant)
    expect(await sees(person, there)).toBe(404)
  })

  test('is given by nobody who doesn’t see that organisation whole, and a super administrator is one everywhere', async () => {
    const branch = (await server.run(boss, 'organisation.create', { name: '广州分公司' })).result
    const giver = await newRole({
      permissions: [{ object: 'role', verbs: ['configure', 'grant'] }, ...reading],
      scopes: scope('customer', 'departmentTree', 'departmentTree', 'departmentTree'),
    })
    const clerk = await buildEmployee(server, { role: null, department: 'sales' })
    await server.run(boss, 'role.grant', { employee: clerk.id, role: giver })
    const simple = await newRole({ permissions: reading, scopes: scope('customer', 'departmentTree') })
    const near = await buildEmployee(server, { role: null, department: 'east' })
    const given = { employee: near.id, role: simple }
    expect(
      (await server.refusal(clerk, 'role.grant', { ...given, organisation: String(branch.id) })).code,
    ).toBe('moreThanOwn')
    await server.run(clerk, 'role.grant', given)
    const rank = { employee: near.id, role: server.company.roles.superAdministrator! }
    expect(
      (await server.refusal(boss, 'role.grant', { ...rank, organisation: String(branch.id) })).code,
    ).toBe('roleProtected')
  })
})

describe('access reports (SET-2)', () => {
  test('the matrix names every role’s verbs and scopes', async () => {
    const { body } = await server.get(boss, '/api/access/matrix')
    const manager = body.roles.find((role: { key: string }) => role.key === 'departmentManager')
    const cell = manager.cells.find((one: { object: string }) => one.object === 'customer')
    expect(cell.verbs).toEqual(expect.arrayContaining(['query', 'view', 'create', 'update']))
    expect([cell.query, cell.view, cell.edit]).toEqual(['departmentTree', 'departmentTree', 'departmentTree'])
    expect(cell.verbs).not.toContain('claim')
    expect((await server.get(server.people.accountManager!, '/api/access/matrix')).status).toBe(403)
  })

  test('an employee’s report says where each right comes from', async () => {
    const person = await buildEmployee(server, { role: 'accountManager' })
    const role = await newRole({ permissions: reading, scopes: scope('customer', 'all', 'all', 'none') })
    await server.run(boss, 'role.grant', { employee: person.id, role })
    const { body } = await server.get(boss, `/api/access/employees/${person.id}`)
    const row = body.effective.find((one: { object: string }) => one.object === 'customer')
    const query = row.verbs.find((one: { verb: string }) => one.verb === 'query')
    expect(query.from).toHaveLength(2)
    expect(row.verbs.find((one: { verb: string }) => one.verb === 'create').from).toEqual(['客户经理'])
    const scopes = row.scopes.filter((one: { need: string }) => one.need === 'query')
    expect(scopes.map((one: { scope: string }) => one.scope).sort()).toEqual(['all', 'own'])
  })

  test('a change shows its effect before it is saved (SET-5)', async () => {
    await buildCustomer(server, server.people.accountManager!)
    const person = await buildEmployee(server, { role: null })
    const role = await newRole({ permissions: reading, scopes: scope('customer', 'own') })
    await server.run(boss, 'role.grant', { employee: person.id, role })
    const shown = await server.post(boss, `/api/access/roles/${role}/preview`, {
      scopes: scope('customer', 'all'),
    })
    expect(shown.body).toMatchObject({ holders: 1, person: { id: person.id } })
    const customers = shown.body.objects.find((one: { object: string }) => one.object === 'customer')
    expect(customers.before).toBe(0)
    const [count] = await server.rows<{ count: number }>(
      'select count(*)::int as count from customer where deleted_at is null',
    )
    expect(customers.after).toBe(count!.count)
    const [kept] = await server.rows<{ version: number }>('select version from role where id = $1', [role])
    expect(kept!.version).toBe(2)
  })
})
