import { buildContract, buildCustomer, buildLead } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
})
afterAll(() => server.stop())

const write = (record: string, values: Record<string, unknown> = {}) =>
  server.run(zhang, 'followUp.create', { record, channel: 'phone', content: '聊了交期', ...values })
const row = async (table: string, id: string) =>
  (await server.rows<Record<string, unknown>>(`select * from ${table} where id = $1`, [id]))[0]!

describe('followUp.create', () => {
  test('POOL-11 the first one moves a record on; last and next contact are kept without a new version', async () => {
    const id = await buildCustomer(server, zhang)
    const next = '2026-11-25T01:00:00.000Z'
    await write(`customer:${id}`, { nextContactAt: next })
    expect(await row('customer', id)).toMatchObject({
      stage: 'following',
      last_follow_at: server.clock.now(),
      next_contact_at: new Date(next),
      version: 2,
    })
    server.clock.advance({ days: 1 })
    await write(`customer:${id}`)
    expect(await row('customer', id)).toMatchObject({
      stage: 'following',
      last_follow_at: server.clock.now(),
      next_contact_at: null,
      version: 2,
    })
  })

  test('a lead moves on as well; a cooperating customer stays what it is', async () => {
    const lead = await buildLead(server, zhang)
    await write(`lead:${lead}`)
    expect((await row('lead', lead)).status).toBe('following')
    const customer = await buildCustomer(server, zhang)
    await server.rows(`update customer set stage = 'cooperating' where id = $1`, [customer])
    await write(`customer:${customer}`)
    expect((await row('customer', customer)).stage).toBe('cooperating')
  })

  test('CUST-17 stands in the stream of its record', async () => {
    const id = await buildContract(server, zhang)
    await write(`contract:${id}`, { content: '对方要改付款条件' })
    const { body } = await server.get(zhang, `/api/records/contract/${id}/stream`)
    expect(body.entries.map((entry: { kind: string }) => entry.kind)).toContain('followUp')
    expect(body.entries.find((entry: { kind: string }) => entry.kind === 'followUp').text).toBe(
      '对方要改付款条件',
    )
  })
})

describe('tasks', () => {
  test('WORK-5 done twice is done once; reopened it waits again', async () => {
    const { result } = await server.run(zhang, 'task.create', { title: '寄样品' })
    const id = String(result.id)
    const done = await server.run(zhang, 'task.complete', { task: id })
    expect(done.undo).toEqual({ action: 'task.reopen', input: { task: id } })
    const doneAt = server.clock.now()
    server.clock.advance({ hours: 1 })
    await server.run(zhang, 'task.complete', { task: id })
    expect(await row('task', id)).toMatchObject({ state: 'done', done_at: doneAt, version: 2 })
    await server.run(zhang, 'task.reopen', { task: id })
    expect(await row('task', id)).toMatchObject({ state: 'open', done_at: null })
  })
})
