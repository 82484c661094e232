import type { ListSetupAnswer } from '@gonghai/shared/client/tables-api'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person
let leader: Person
let zhang: Person
let chen: Person
beforeAll(async () => {
  server = await testServer()
  boss = server.people.administrator!
  leader = await buildEmployee(server, { name: '组长', role: 'teamLeader' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
  chen = await buildEmployee(server, { name: '陈立', leader })
})
afterAll(() => server.stop())

const setup = async (who: Person, object = 'customer') =>
  (await server.get(who, `/api/lists/${object}`)).body as ListSetupAnswer

const filter = JSON.stringify({ and: [{ field: 'stage', op: 'eq', value: 'potential' }] })

describe('savedView (CUST-16)', () => {
  test('keeps filter, order and columns of my list; nobody else sees it', async () => {
    const columns = [{ field: 'stage' }, { field: 'owner' }]
    const view = { object: 'customer', name: '新客户', filter, sort: '-createdAt', tab: 'mine', columns }
    const id = idOf(await server.run(zhang, 'savedView.create', view))
    expect((await setup(zhang)).views).toEqual([
      {
        id,
        name: '新客户',
        shared: false,
        owner: null,
        filter: JSON.parse(filter),
        sort: '-createdAt',
        tab: 'mine',
        columns: ['stage', 'owner'],
        names: {},
        editable: true,
      },
    ])
    expect((await setup(chen)).views).toEqual([])
    for (const action of ['savedView.remove', 'savedView.update'])
      expect((await server.refusal(chen, action, { view: id })).code).toBe('notFound')
    expect((await server.refusal(zhang, 'savedView.create', view)).fields?.[0]).toMatchObject({
      path: 'name',
    })
  })

  test('a leader shares one: everybody uses it, only its owner and administrators change it', async () => {
    const shared = { object: 'customer', name: '组里重点', shared: true, filter }
    expect((await server.refusal(zhang, 'savedView.create', shared)).code).toBe('notPermitted')
    const view = idOf(await server.run(leader, 'savedView.create', shared))
    const seen = (await setup(chen)).views.find(one => one.id === view)!
    expect(seen).toMatchObject({ shared: true, editable: false, owner: { name: '组长' } })
    expect((await server.refusal(chen, 'savedView.update', { view, name: '我的' })).code).toBe('notPermitted')
    await server.run(boss, 'savedView.update', { view, name: '全组重点' })
    await server.run(chen, 'savedView.prefer', { object: 'customer', view })
    expect((await setup(chen)).view).toBe(view)
    await server.run(leader, 'savedView.remove', { view })
    expect(await setup(chen)).toMatchObject({ view: null })
  })

  test('names the people, departments and records that its filter mentions', async () => {
    const named = {
      or: [
        { field: 'owner', op: 'eq', value: chen.id },
        { field: 'department', op: 'in', value: [chen.departmentId] },
      ],
    }
    const input = { object: 'customer', name: '陈立的', filter: JSON.stringify(named) }
    await server.run(zhang, 'savedView.create', input)
    const { names } = (await setup(zhang)).views.find(one => one.name === '陈立的')!
    expect(names[chen.id]).toBe('陈立')
    const { departments } = (await server.get(zhang, '/api/departments')).body
    expect(departments.map((one: { name: string }) => one.name)).toContain(names[chen.departmentId])
  })

  test('what can’t be is refused by its field', async () => {
    const path = async (input: object) =>
      (await server.call(zhang, 'savedView.create', { object: 'customer', name: '坏场景', ...input })).body
        .fields?.[0].path
    expect(await path({ filter: 'not json' })).toBe('filter')
    expect(await path({ filter: '{"field":"stage","op":"eq","value":"nirvana"}' })).toBe('filter.value')
    expect(await path({ sort: 'remark' })).toBe('sort')
    expect(await path({ columns: [{ field: 'nonsense' }] })).toBe('columns.0.field')
    const { status } = await server.call(zhang, 'savedView.create', { object: 'followUp', name: '挂靠' })
    expect(status).toBe(400)
  })

  test('loses what its filter asked of a retired field, and says so (CUST-15)', async () => {
    const done = await server.run(boss, 'customField.create', {
      object: 'customer',
      kind: 'text',
      label: '临时',
    })
    const { id, key } = done.result as { id: string; key: string }
    const both = {
      and: [
        { field: key, op: 'eq', value: 'x' },
        { field: 'stage', op: 'eq', value: 'potential' },
      ],
    }
    await server.run(chen, 'savedView.create', {
      object: 'customer',
      name: '会变',
      filter: JSON.stringify(both),
      columns: [{ field: key }],
    })
    await server.run(boss, 'customField.retire', { field: id })
    const view = (await setup(chen)).views.find(one => one.name === '会变')!
    expect(view).toMatchObject({ mended: true, filter: { and: [both.and[1]] }, columns: [] })
  })
})

test('columns are remembered per person and object, on the server (CUST-16)', async () => {
  await server.run(zhang, 'savedView.prefer', {
    object: 'lead',
    columns: [{ field: 'source' }, { field: 'phone' }],
  })
  expect((await setup(zhang, 'lead')).columns).toEqual(['source', 'phone'])
  expect((await setup(chen, 'lead')).columns).toBeNull()
  await server.run(zhang, 'savedView.prefer', { object: 'lead' })
  expect((await setup(zhang, 'lead')).columns).toBeNull()
})

test('POST /api/records/customer/count counts every record in scope, beyond the cap of lists (CUST-16)', async () => {
  const owner = await buildEmployee(server)
  const first = await buildCustomer(server, owner)
  await server.rows(
    `insert into customer select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'number', 'X-' || g, 'stage', case when g % 2 = 0 then 'potential' else 'following' end))).*
     from customer c, generate_series(1, 1200) g where c.id = $1`,
    [first],
  )
  const count = async (who: Person, query: object) =>
    (await server.post(who, '/api/records/customer/count', query)).body.count
  expect(await count(owner, {})).toBe(1201)
  const half = { filter: { field: 'stage', op: 'eq', value: 'following' } }
  expect(await count(owner, half)).toBe(600)
  expect(await count(chen, half)).toBe(0)
  const capped = await server.post(owner, '/api/records/customer/query', {})
  expect(capped.body.count).toBe(1000)
  expect((await server.post(owner, '/api/records/customer/count', { filter: { field: 'x' } })).status).toBe(
    400,
  )
})
