import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

test('smoke', async () => {
  const { accountManager } = server.people
  const pool = await buildPool(server, { members: [accountManager!.id] })
  const customer = await buildCustomer(server, { pool })
  const other = await buildEmployee(server)
  expect((await server.call(other, 'pool.claim', { record: `customer:${customer}` })).status).toBe(404)
  const done = await server.call(accountManager!, 'pool.claim', { record: `customer:${customer}` })
  expect(done.body).toMatchObject({ result: { record: `customer:${customer}` } })
  await server.runJobs()
})
