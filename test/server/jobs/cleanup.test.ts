import { openSession } from '@gonghai/server/auth/sessions'
import { cleanUp } from '@gonghai/server/jobs/cleanup'
import { type TestServer, testServer } from '../../support/server'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

test('what has served goes: keys after seven days, events after thirty, sessions when they end', async () => {
  const { accountManager } = server.people
  const count = async (table: string) =>
    (await server.rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n
  await server.run(accountManager!, 'customer.create', { name: '老客户' }, { key: 'k' })
  await openSession(server.db, { employeeId: accountManager!.id, platform: 'wecom' }, server.clock.now())
  server.clock.advance({ days: 6, hours: 23 })
  await cleanUp(server.db, server.clock.now())
  expect([await count('idempotency_key'), await count('session')]).toEqual([1, 1])
  server.clock.advance({ hours: 2 })
  await cleanUp(server.db, server.clock.now())
  expect([await count('idempotency_key'), await count('session')]).toEqual([0, 0])
  expect(await count('history')).toBe(1)
})
