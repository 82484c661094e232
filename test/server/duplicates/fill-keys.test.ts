import { fillDuplicateKeys } from '@gonghai/server/areas/duplicates/fill-keys'
import { buildCustomer } from '../../support/builders'
import type { TestServer } from '../../support/server'
import { insertRecord } from '../records/company'
import { withRules } from './setup'

let server: TestServer
beforeAll(async () => {
  server = await withRules()
})
afterAll(() => server.stop())

test('records from before there were keys get theirs at the next start, once (CUST-11)', async () => {
  const owner = server.people.accountManager!
  await insertRecord(server.db, 'customer', { name: '苏州恒远精密机械有限公司' }, { owner })
  await insertRecord(server.db, 'contact', {
    name: '王总',
    phone: '13812342046',
    customer: await buildCustomer(server, owner),
  })
  const call = () => server.call(server.people.colleague!, 'customer.create', { name: '恒远精密机械' })
  expect(await fillDuplicateKeys({ db: server.db, clock: server.clock })).toBeGreaterThan(0)
  expect((await call()).body.code).toBe('duplicateForbidden')
  expect(
    await server.rows(`select value from duplicate_key where object = 'contact' order by kind`),
  ).toContainEqual({
    value: '13812342046',
  })
  expect(await fillDuplicateKeys({ db: server.db, clock: server.clock })).toBe(0)
})
