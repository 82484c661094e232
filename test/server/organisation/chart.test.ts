import { buildCustomer, buildEmployee } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person

beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
})
afterAll(() => server.stop())

const department = async (name: string, parent: string) =>
  idOf(await server.run(boss, 'department.create', { name, parent }))
const home = (key: string) => server.company.departments[key]!.id
const pathOf = async (id: string) =>
  (await server.rows<{ path: string[] }>('select path from department where id = $1::uuid', [id]))[0]!.path
const names = async (who: Person) => {
  const answer = await server.post(who, '/api/records/customer/query', {})
  return answer.body.rows.map((row: { title: string }) => row.title)
}

describe('departments (SET-1)', () => {
  test('are added below others, at most six levels deep, each name once per parent', async () => {
    let parent = home('root')
    for (const level of [2, 3, 4, 5, 6]) parent = await department(`第${level}级`, parent)
    expect(await pathOf(parent)).toHaveLength(6)
    expect(await server.refusal(boss, 'department.create', { name: '第7级', parent })).toMatchObject({
      code: 'tooDeep',
      params: { levels: 6 },
    })
    const twin = await server.refusal(boss, 'department.create', { name: '第2级', parent: home('root') })
    expect(twin).toMatchObject({ code: 'duplicateValue', fields: [{ path: 'name', rule: 'duplicate' }] })
  })

  test('a moved department takes what is below it along, and who sees its records changes at once', async () => {
    const [from, to] = [await department('北区', home('root')), await department('南区', home('root'))]
    const group = await department('一组', from)
    const below = await department('一小组', group)
    server.company.departments.below = { id: below, path: await pathOf(below) }
    server.company.departments.from = { id: from, path: await pathOf(from) }
    server.company.departments.to = { id: to, path: await pathOf(to) }
    const seller = await buildEmployee(server, { department: 'below' })
    const [old, next] = [
      await buildEmployee(server, { department: 'from', role: 'departmentManager' }),
      await buildEmployee(server, { department: 'to', role: 'departmentManager' }),
    ]
    await buildCustomer(server, seller, { name: '随部门移动的客户' })
    expect(await names(old)).toContain('随部门移动的客户')
    expect(await names(next)).not.toContain('随部门移动的客户')
    await server.run(boss, 'department.move', { department: group, parent: to })
    expect(await pathOf(below)).toEqual([home('root'), to, group, below])
    expect(await names(old)).not.toContain('随部门移动的客户')
    expect(await names(next)).toContain('随部门移动的客户')
  })

  test('never hang below themselves, not even when two are moved at the same moment', async () => {
    const [one, two] = [await department('甲部', home('root')), await department('乙部', home('root'))]
    expect(await server.refusal(boss, 'department.move', { department: one, parent: one })).toMatchObject({
      code: 'circle',
    })
    const moves = await Promise.allSettled([
      server.run(boss, 'department.move', { department: one, parent: two }),
      server.run(boss, 'department.move', { department: two, parent: one }),
    ])
    expect(moves.filter(move => move.status === 'fulfilled')).toHaveLength(1)
    expect([await pathOf(one), await pathOf(two)].map(path => path.length).sort()).toEqual([2, 3])
  })

  test('are removed only when empty, and say what is still in them', async () => {
    const id = await department('待撤部门', home('root'))
    await department('下级', id)
    expect(await server.refusal(boss, 'department.remove', { department: id })).toMatchObject({
      code: 'departmentNotEmpty',
      params: { people: 0, departments: 1, positions: 0 },
    })
    const [child] = await server.rows<{ id: string }>(
      'select id from department where parent_id = $1::uuid',
      [id],
    )
    await server.run(boss, 'department.remove', { department: child!.id })
    await server.run(boss, 'department.remove', { department: id })
    expect(await server.rows('select 1 from department where id = $1::uuid', [id])).toEqual([])
  })

  test('each change stands in the history with names, not ids (SET-5)', async () => {
    const id = await department('改名前', home('root'))
    await server.run(boss, 'department.change', { department: id, name: '改名后', manager: boss.id })
    const [last] = await server.rows<{ changes: object }>(
      `select changes from history where object = 'organisation' and record_id = $1::uuid order by at desc, id desc limit 1`,
      [id],
    )
    expect(last!.changes).toEqual({
      name: ['改名前', '改名后'],
      manager: [null, 'superAdministrator'],
    })
  })
})

describe('positions with reporting lines (SET-1)', () => {
  test('never report in a circle, and close the line when one is removed', async () => {
    const make = async (name: string, reportsTo?: string) =>
      idOf(await server.run(boss, 'position.create', { name, department: home('sales'), reportsTo }))
    const top = await make('总监')
    const middle = await make('经理', top)
    const low = await make('专员', middle)
    expect(await server.refusal(boss, 'position.change', { position: top, reportsTo: low })).toMatchObject({
      code: 'circle',
    })
    const holder = await buildEmployee(server, { name: '在岗的人' })
    await server.run(boss, 'employee.change', { employee: holder.id, position: middle })
    expect(await server.refusal(boss, 'position.remove', { position: middle })).toMatchObject({
      code: 'positionFilled',
      params: { people: '在岗的人' },
    })
    await server.run(boss, 'employee.change', { employee: holder.id, position: null })
    await server.run(boss, 'position.remove', { position: middle })
    const chart = await server.get(boss, '/api/organisation/chart')
    expect(chart.body.positions.find((one: { id: string }) => one.id === low).reportsTo).toBe(top)
  })
})

describe('people (SET-1)', () => {
  test('a superior is never below oneself', async () => {
    const leader = await buildEmployee(server, {})
    const below = await buildEmployee(server, { leader })
    expect(
      await server.refusal(boss, 'employee.change', { employee: leader.id, leader: below.id }),
    ).toMatchObject({ code: 'circle' })
  })

  test('moving somebody asks whether their records come along', async () => {
    const [stays, comes] = [await buildEmployee(server, {}), await buildEmployee(server, {})]
    await buildCustomer(server, stays, { name: '留下的客户' })
    await buildCustomer(server, comes, { name: '带走的客户' })
    const east = await buildEmployee(server, { department: 'service', role: 'departmentManager' })
    const move = (person: Person, bring: boolean) =>
      server.run(boss, 'employee.move', { employee: person.id, department: home('service'), bring })
    expect((await move(stays, false)).result.records).toBe(0)
    expect((await move(comes, true)).result.records).toBe(1)
    expect(await names(east)).toContain('带走的客户')
    expect(await names(east)).not.toContain('留下的客户')
    expect(
      await server.refusal(boss, 'employee.move', { employee: comes.id, department: home('service') }),
    ).toMatchObject({ code: 'invalidInput', fields: [{ path: 'bring', rule: 'required' }] })
  })

  test('the checklist shows whoever lacks a position, an account or a role', async () => {
    const lonely = await buildEmployee(server, { name: '什么都没有', role: null })
    const list = await server.get(boss, `/api/organisation/people?q=${encodeURIComponent('什么都')}`)
    expect(list.body.rows).toEqual([])
    await server.run(boss, 'employee.change', { employee: lonely.id, name: '样样都缺' })
    const found = await server.get(boss, `/api/organisation/people?lack=role&q=${encodeURIComponent('样样')}`)
    expect(found.body.rows).toMatchObject([
      { id: lonely.id, lacks: ['position', 'account', 'role', 'leader'] },
    ])
    expect(found.body.counts.lacks.role).toBeGreaterThan(0)
  })

  test('is nobody’s business without the permission', async () => {
    for (const path of ['chart', 'people', `people/${boss.id}`, `people/${boss.id}/holds`, 'directory']) {
      const answer = await server.get(server.people.accountManager!, `/api/organisation/${path}`)
      expect({ path, status: answer.status }).toEqual({ path, status: 403 })
    }
  })
})

test('two organisations: each has its top department, and its own switches (SET-1)', async () => {
  const done = await server.run(boss, 'organisation.create', { name: '海川服务', functions: ['service'] })
  const chart = await server.get(boss, '/api/organisation/chart')
  expect(chart.body.organisations).toContainEqual({
    id: idOf(done),
    name: '海川服务',
    functions: ['service'],
  })
  expect(chart.body.departments).toContainEqual(
    expect.objectContaining({
      id: done.result.department,
      name: '办公室',
      organisationId: idOf(done),
      parentId: null,
    }),
  )
  await server.run(boss, 'organisation.change', { organisation: idOf(done), functions: ['sales', 'service'] })
  const again = await server.get(boss, '/api/organisation/chart')
  expect(again.body.organisations).toContainEqual({
    id: idOf(done),
    name: '海川服务',
    functions: ['sales', 'service'],
  })
})
