import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let admin: Person
beforeAll(async () => {
  server = await testServer()
  admin = server.people.superAdministrator!
  zhang = await buildEmployee(server, { name: '张晓琳' })
  await buildPool(server, { isDefault: true })
})
afterAll(() => server.stop())

const reason = '没时间'
const retire = (id: string, moveTo?: string) =>
  server.run(admin, 'pool.retire', { id, ...(moveTo ? { moveTo } : {}) })
const refused = (id: string, moveTo?: string) =>
  server.refusal(admin, 'pool.retire', { id, ...(moveTo ? { moveTo } : {}) })
const rowOf = async (table: string, id: string) =>
  (await server.rows<Record<string, unknown>>(`select * from ${table} where id = $1`, [id]))[0]!
const build = { customer: buildCustomer, lead: buildLead }

describe.each(['customer', 'lead'] as const)('POOL-1 retiring a pool of %ss', object => {
  const pools = () => Promise.all([1, 2].map(() => buildPool(server, { kind: object, members: [zhang.id] })))

  test('an empty one is gone for everybody at once', async () => {
    const [id] = (await pools()) as [string]
    await retire(id)
    expect((await server.get(zhang, `/api/records/pool/${id}`)).status).toBe(404)
    expect(
      (await server.refusal(zhang, `${object}.create`, { name: '不行', source: 'web', pool: id })).code,
    ).toBe('notFound')
  })

  test('what it holds is named by figure, and moves to the pool that is chosen', async () => {
    const [id, to] = (await pools()) as [string, string]
    const version = (
      await server.rows<{ version: number }>('select version from pool_route_list where object = $1', [
        object,
      ])
    )[0]
    await server.run(admin, 'pool.setRoutes', {
      object,
      version: version?.version ?? 0,
      routes: [{ field: 'interest', value: '三坐标', pool: id }],
    })
    const [lying, held, binned] = [
      await build[object](server, { pool: id }),
      await build[object](server, { pool: id }),
      await build[object](server, { pool: id }),
    ]
    await server.run(zhang, 'pool.claim', { record: `${object}:${held}` })
    await server.run(zhang, 'pool.claim', { record: `${object}:${binned}` })
    await server.run(zhang, `${object}.remove`, { id: binned })
    expect(await refused(id)).toMatchObject({ code: 'poolInUse', params: { lying: 1, held: 1, routes: 1 } })
    const done = await retire(id, to)
    expect(done).toMatchObject({ result: { moved: 2, left: 0 } })
    expect((await rowOf('pool', id)).deleted_at).not.toBeNull()
    expect(await rowOf(object, lying)).toMatchObject({ pool_id: to, owner_id: null })
    expect(await rowOf(object, held)).toMatchObject({ pool_id: to, owner_id: zhang.id })
    expect(await server.rows('select value, pool_id from pool_route where object = $1', [object])).toEqual([
      { value: '三坐标', pool_id: to },
    ])
    const [trace] = await server.rows(
      `select changes -> 'pool' as pool from history where record_id = $1 and action = 'pool.retire'`,
      [lying],
    )
    expect(trace).toEqual({ pool: [id, to] })
    await server.run(zhang, `${object}.restore`, { id: binned })
    expect(await rowOf(object, binned)).toMatchObject({ pool_id: to, owner_id: zhang.id, deleted_at: null })
    await server.run(zhang, 'pool.undoClaim', { record: `${object}:${held}` })
    expect(await rowOf(object, held)).toMatchObject({ pool_id: to, owner_id: null })
  })

  test('what lay in the bin comes back to where such records go', async () => {
    const [id, to] = (await pools()) as [string, string]
    const record = await build[object](server, { pool: id })
    await server.run(admin, `${object}.remove`, { id: record })
    await retire(id)
    await server.run('system', 'pool.update', { id: to, version: 1, isDefault: true })
    await server.run(admin, `${object}.restore`, { id: record })
    expect(await rowOf(object, record)).toMatchObject({ pool_id: to, owner_id: null, deleted_at: null })
  })
})

describe('POOL-1 a pool is not retired', () => {
  test('while it is the default, nor into itself, into one of another kind, or by just anybody', async () => {
    const fallback = await buildPool(server, { isDefault: true, members: [zhang.id] })
    expect((await refused(fallback)).code).toBe('lastDefaultPool')
    const { body } = await server.get(admin, `/api/records/pool/${fallback}`)
    expect(body.record.blocked['pool.retire']).toContain('默认公海')
    const id = await buildPool(server, { members: [zhang.id] })
    await buildCustomer(server, { pool: id })
    const leads = await buildPool(server, { kind: 'lead' })
    expect((await refused(id, leads)).code).toBe('wrongPoolKind')
    expect((await refused(id, id)).code).toBe('invalidInput')
    expect((await server.refusal(zhang, 'pool.retire', { id })).code).toBe('notPermitted')
  })

  test('under the hands of who brings a record there: one of both is refused', async () => {
    for (let round = 0; round < 4; round++) {
      const [from, to] = [
        await buildPool(server, { members: [zhang.id] }),
        await buildPool(server, { members: [zhang.id] }),
      ]
      const id = await buildCustomer(server, { pool: from })
      const record = `customer:${id}`
      await server.run(zhang, 'pool.claim', { record })
      await Promise.allSettled([
        server.run(zhang, 'pool.release', { record, reason, pool: to }),
        server.run(admin, 'pool.retire', { id: to }),
        server.run(zhang, 'customer.create', { name: `同时${round}`, pool: to }),
      ])
      const stranded = await server.rows(
        `select r.name from customer r join pool p on p.id = r.pool_id where p.deleted_at is not null and r.deleted_at is null`,
      )
      expect(stranded).toEqual([])
    }
  })
})
