import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let admin: Person
let zhang: Person
let south: string
let machines: string
let fallback: string

beforeAll(async () => {
  server = await testServer()
  admin = server.people.administrator!
  zhang = await buildEmployee(server, { name: '张晓琳' })
  south = await buildPool(server, { name: '华南大区公海', members: [zhang.id] })
  machines = await buildPool(server, { name: '测量设备公海' })
  fallback = await buildPool(server, { name: '默认', isDefault: true })
})
afterAll(() => server.stop())

const lines = () => [
  { field: 'region', value: 'south', pool: south },
  { field: 'interest', value: '三坐标', pool: machines },
]
const read = async (object = 'customer') =>
  (await server.get(admin, `/api/pools/routes?object=${object}`)).body
const set = async (routes: unknown[], object = 'customer') =>
  server.call(admin, 'pool.setRoutes', { object, version: (await read(object)).version, routes })
const poolOf = async (id: string) =>
  (await server.rows<{ pool_id: string }>('select pool_id from customer where id = $1', [id]))[0]?.pool_id

describe('routes (POOL-1)', () => {
  test('the first line that fits says the pool; none: the default pool', async () => {
    expect((await set(lines())).status).toBe(200)
    const made = (values: Record<string, unknown>) => buildCustomer(server, 'system', values)
    expect(await poolOf(await made({ region: 'south', interest: '三坐标' }))).toBe(south)
    expect(await poolOf(await made({ region: 'east', interest: '进口三坐标测量机' }))).toBe(machines)
    expect(await poolOf(await made({ region: 'east' }))).toBe(fallback)
    expect(await poolOf(await made({}))).toBe(fallback)
  })

  test('what has no pool of its own is released to the one for its region', async () => {
    await set(lines())
    const id = await buildCustomer(server, zhang, { region: 'south' })
    const { result } = await server.run(zhang, 'pool.release', {
      record: `customer:${id}`,
      reason: '没有需求',
    })
    expect(result.pool).toBe(south)
  })

  test('leads have lines of their own', async () => {
    const web = await buildPool(server, { kind: 'lead', name: '官网线索' })
    await buildPool(server, { kind: 'lead', isDefault: true })
    expect((await set([{ field: 'source', value: 'web', pool: web }], 'lead')).status).toBe(200)
    const id = await buildLead(server, 'system')
    const [row] = await server.rows('select pool_id from lead where id = $1', [id])
    expect(row).toEqual({ pool_id: web })
    expect((await read()).routes).toHaveLength(2)
  })

  test.each([
    ['a field that leads lack', 'lead', [{ field: 'region', value: 'south' }], 'routes.0.field'],
    ['a region that there is not', 'customer', [{ field: 'region', value: 'moon' }], 'routes.0.value'],
    ['an empty value', 'customer', [{ field: 'interest', value: ' ' }], 'routes.0.value'],
    [
      'the same line twice',
      'customer',
      [
        { field: 'region', value: 'south' },
        { field: 'region', value: 'south' },
      ],
      'routes.1.value',
    ],
    ['another field', 'customer', [{ field: 'name', value: 'x' }], 'routes.0.field'],
  ])('%s is refused by its place', async (_what, object, routes, path) => {
    const before = await read()
    const { status, body } = await set(
      routes.map(route => ({ ...route, pool: south })),
      object,
    )
    expect([status, body.fields[0].path]).toEqual([400, path])
    expect(await read()).toEqual(before)
  })

  test('a pool of the other kind is refused; a stale list, too; of two at once one is kept', async () => {
    const leads = await buildPool(server, { kind: 'lead' })
    expect((await set([{ field: 'region', value: 'south', pool: leads }])).body.code).toBe('wrongPoolKind')
    const { version } = await read()
    const call = (pool: string) =>
      server.call(admin, 'pool.setRoutes', {
        object: 'customer',
        version,
        routes: [{ field: 'region', value: 'south', pool }],
      })
    const both = await Promise.all([call(south), call(machines)])
    expect(both.map(one => one.status).sort()).toEqual([200, 409])
    expect(both.find(one => one.status === 409)?.body.code).toBe('staleVersion')
    expect((await read()).version).toBe(version + 1)
  })

  test('a preview counts the new records of 90 days without changing anything', async () => {
    await set([])
    const old = new Date(server.clock.now().getTime() - 91 * 86_400_000)
    await server.rows('update customer set created_at = $1, updated_at = $1', [old])
    for (const region of ['south', 'south', 'east']) await buildCustomer(server, 'system', { region })
    const before = await read()
    const { body } = await server.post(admin, '/api/pools/routes/preview', {
      object: 'customer',
      routes: lines(),
    })
    expect(body).toMatchObject({ days: 90, total: 3, lines: [2, 0], otherwise: 1 })
    expect(await read()).toEqual(before)
    const bad = await server.post(admin, '/api/pools/routes/preview', {
      object: 'customer',
      routes: [{ field: 'region', value: 'moon', pool: south }],
    })
    expect(bad).toMatchObject({ status: 400, body: { fields: [{ path: 'routes.0.value' }] } })
  })

  test('SET-5 the change is in its history; without the permission nothing is shown or changed', async () => {
    await set(lines())
    const { id, version } = await read()
    const history = await server.get(admin, `/api/settings/history?subject=poolRoute&id=${id}`)
    expect(history.text).toContain('华南大区公海')
    expect((await server.get(zhang, '/api/pools/routes')).status).toBe(403)
    const call = await server.call(zhang, 'pool.setRoutes', { object: 'customer', version, routes: [] })
    expect(call.status).toBe(403)
  })
})
