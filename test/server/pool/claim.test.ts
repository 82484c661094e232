import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { type TestServer, testServer, withoutRequest } from '../../support/server'
import { insertRecord, type Person } from '../records/company'

let server: TestServer
let zhang: Person
let chen: Person
beforeAll(async () => {
  server = await testServer()
  zhang = await buildEmployee(server, { name: '张晓琳' })
  chen = await buildEmployee(server, { name: '陈立' })
})
afterAll(() => server.stop())

const build = { customer: buildCustomer, lead: buildLead }
const row = async (record: string) => {
  const [object, id] = record.split(':') as ['customer' | 'lead', string]
  const [found] = await server.rows<Record<string, unknown>>(`select * from ${object} where id = $1`, [id])
  return found!
}

describe.each(['customer', 'lead'] as const)('pool.claim of a %s', object => {
  let pool: string
  let record: string
  beforeEach(async () => {
    pool = await buildPool(server, { kind: object, members: [zhang.id, chen.id] })
    record = `${object}:${await build[object](server, { pool })}`
  })

  test('POOL-2 a member gets it, with owner, department, holding and history', async () => {
    const { status, body } = await server.call(zhang, 'pool.claim', { record })
    expect(status).toBe(200)
    expect(body).toMatchObject({ result: { record }, undo: { action: 'pool.undoClaim', input: { record } } })
    expect(await row(record)).toMatchObject({
      owner_id: zhang.id,
      department_id: zhang.departmentId,
      dept1: zhang.path[0],
      pool_id: pool,
      pooled_at: null,
      version: 2,
    })
    const id = record.split(':')[1]
    expect(await server.rows('select * from holding where record_id = $1', [id])).toMatchObject([
      { pool_id: pool, object, employee_id: zhang.id, kind: 'claim', day: '2026-11-21', ended_at: null },
    ])
    const [trace] = await server.rows(
      `select action, door, actor_id, changes from history where record_id = $1 and action = 'pool.claim'`,
      [id],
    )
    expect(trace).toMatchObject({ door: 'http', actor_id: zhang.id, changes: { owner: [null, zhang.id] } })
  })

  test('POOL-8 who comes later is told who was faster and when; the winner that it is theirs', async () => {
    await server.run(zhang, 'pool.claim', { record })
    server.clock.advance({ minutes: 1 })
    const late = await server.call(chen, 'pool.claim', { record })
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({
      code: 'alreadyClaimed',
      params: { name: '张晓琳', time: expect.stringMatching(/^\d\d:\d\d$/) },
    })
    expect(late.body.message).toContain('张晓琳')
    expect((await server.refusal(zhang, 'pool.claim', { record })).code).toBe('alreadyOwned')
  })

  test('POOL-8 of ten at the same moment one wins and nine hear its name', async () => {
    const members = await Promise.all(Array.from({ length: 10 }, () => buildEmployee(server)))
    const shared = await buildPool(server, { kind: object, members: members.map(one => one.id) })
    const wanted = `${object}:${await build[object](server, { pool: shared })}`
    const tries = await Promise.allSettled(
      members.map(member => server.run(member, 'pool.claim', { record: wanted })),
    )
    const lost = tries.filter(one => one.status === 'rejected').map(one => one.reason)
    const { owner_id: winner } = await row(wanted)
    const [found] = await server.rows<{ name: string }>('select name from employee where id = $1', [winner])
    expect(lost.map(({ code, params }) => [code, params.name])).toEqual(
      Array.from({ length: 9 }, () => ['alreadyClaimed', found?.name]),
    )
  })

  test('what lies in a pool that is not mine answers like what is not there', async () => {
    const stranger = await buildEmployee(server)
    const foreign = await server.call(stranger, 'pool.claim', { record })
    const missing = await server.call(stranger, 'pool.claim', {
      record: `${object}:019aa000-0000-7000-8000-000000000000`,
    })
    expect(foreign.status).toBe(404)
    expect(withoutRequest(foreign.body)).toEqual(withoutRequest(missing.body))
    await server.run(zhang, 'pool.claim', { record })
    const taken = await server.call(stranger, 'pool.claim', { record })
    expect(withoutRequest(taken.body)).toEqual(withoutRequest(missing.body))
  })

  test('POOL-2 where only administrators assign, members cannot claim and administrators can', async () => {
    const closed = await buildPool(server, {
      kind: object,
      claimRule: 'assignOnly',
      name: '只分配',
      members: [zhang.id],
      administrators: [chen.id],
    })
    const inside = `${object}:${await build[object](server, { pool: closed })}`
    const refusal = await server.refusal(zhang, 'pool.claim', { record: inside })
    expect(refusal).toMatchObject({ code: 'claimNotAllowed', params: { pool: '只分配' } })
    await server.run(chen, 'pool.claim', { record: inside })
    expect((await row(inside)).owner_id).toBe(chen.id)
  })
})

describe('pool.claim', () => {
  test('a record in the recycle bin cannot be claimed', async () => {
    const pool = await buildPool(server, { members: [zhang.id] })
    const customer = await buildCustomer(server, { pool })
    await server.run('system', 'customer.remove', { id: customer })
    expect((await server.refusal(zhang, 'pool.claim', { record: `customer:${customer}` })).code).toBe(
      'notFound',
    )
  })

  test('contacts of the pooled customer come along; those that a colleague keeps stay', async () => {
    const pool = await buildPool(server, { members: [zhang.id] })
    const customer = await buildCustomer(server, { pool })
    const lying = await insertRecord(server.db, 'contact', { customer })
    const kept = await insertRecord(server.db, 'contact', { customer }, { owner: chen })
    await server.run(zhang, 'pool.claim', { record: `customer:${customer}` })
    const owners = await server.rows('select id, owner_id from contact where customer_id = $1', [customer])
    expect(new Map(owners.map(one => [one.id, one.owner_id]))).toEqual(
      new Map([
        [lying, zhang.id],
        [kept, chen.id],
      ]),
    )
  })
})
