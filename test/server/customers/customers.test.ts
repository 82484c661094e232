import { buildContract, buildCustomer, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
})
afterAll(() => server.stop())

describe('customer.remove', () => {
  test('CUST-7 with living contracts it is refused by their numbers; without them it goes', async () => {
    const id = await buildCustomer(server, zhang, { name: '恒远精密' })
    const contract = await buildContract(server, zhang, { customer: id })
    const [{ number }] = (await server.rows('select number from contract where id = $1', [contract])) as [
      { number: string },
    ]
    const refusal = await server.refusal(zhang, 'customer.remove', { id })
    expect(refusal).toMatchObject({
      code: 'inUse',
      params: { record: '恒远精密', users: `合同 1 个（${number}）` },
    })
    await server.run(zhang, 'contract.remove', { id: contract })
    await server.run(zhang, 'customer.remove', { id })
  })

  test('a contract that is written at the same moment is never left without its customer', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await buildCustomer(server, zhang)
      const contract = { title: '合同', customer: id, amount: '1.00' }
      const both = await Promise.allSettled([
        server.run(zhang, 'contract.create', contract),
        server.run(zhang, 'customer.remove', { id }),
      ])
      const codes = both.map(one => (one.status === 'fulfilled' ? 'done' : one.reason.code))
      expect([
        ['done', 'inUse'],
        ['notFound', 'done'],
      ]).toContainEqual(codes)
    }
    const orphans = await server.rows(
      'select 1 from contract t join customer c on c.id = t.customer_id where c.deleted_at is not null and t.deleted_at is null',
    )
    expect(orphans).toEqual([])
  })
})

describe('customer.create', () => {
  test('POOL-1 what nobody owns lies in the default pool; without one it is refused', async () => {
    await server.rows('update pool set is_default = false')
    expect((await server.refusal('system', 'customer.create', { name: '官网来的' })).code).toBe('noPool')
    const pool = await buildPool(server, { isDefault: true })
    const { result } = await server.run('system', 'customer.create', { name: '官网来的' })
    const [row] = await server.rows('select owner_id, pool_id, pool_reason from customer where id = $1', [
      result.id,
    ])
    expect(row).toEqual({ owner_id: null, pool_id: pool, pool_reason: 'created' })
  })
})
