import { cardRenderers } from '@gonghai/server/areas/index'
import { buildEmployee, buildLead, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let admin: Person
let leader: Person
let zhang: Person
let pool: string
beforeAll(async () => {
  server = await testServer()
  admin = server.people.superAdministrator!
  leader = await buildEmployee(server, { role: 'teamLeader' })
  await buildPool(server, { isDefault: true })
})
beforeEach(async () => {
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
  const members = [zhang.id]
  pool = await buildPool(server, { kind: 'lead', members, administrators: [admin.id], holdLimit: 2 })
})
afterAll(() => server.stop())

const lying = async () => `lead:${await buildLead(server, { pool })}`
async function claimed(): Promise<string> {
  const record = await lying()
  await server.run(zhang, 'pool.claim', { record })
  return record
}
const close = (who: Person, record: string) => server.run(who, 'lead.close', { record, reason: 'noNeed' })
const viewOf = async (who: Person, record: string) =>
  (await server.get(who, `/api/records/lead/${record.split(':')[1]}`)).body.record as { allowed: string[] }
const listed = async () => {
  const { body } = await server.post(zhang, '/api/records/lead/query', { tab: { pool } })
  return (body.rows as { id: string }[]).map(row => `lead:${row.id}`)
}
const held = async () => {
  const { body } = await server.post(zhang, '/api/records/lead/query', { tab: { pool } })
  return body.quota.held
}

describe('leads that are won or closed', () => {
  test('CUST-1 POOL-3 fill no holding limit; reopened they count again, and there must be room', async () => {
    const [a, b] = [await claimed(), await claimed()]
    const c = await lying()
    expect((await server.refusal(zhang, 'pool.claim', { record: c })).code).toBe('holdLimit')
    await close(zhang, a)
    await server.run(zhang, 'lead.convert', { record: b })
    expect(await held()).toBe(0)
    const [d] = [await claimed(), await server.run(zhang, 'pool.claim', { record: c })]
    expect(await server.refusal(zhang, 'lead.reopen', { record: a })).toMatchObject({
      code: 'holdLimit',
      params: { held: 2, limit: 2 },
    })
    expect(await server.refusal(admin, 'lead.reopen', { record: a })).toMatchObject({
      code: 'assigneeFull',
      params: { name: '张晓琳' },
    })
    await close(zhang, d)
    await server.run(zhang, 'lead.reopen', { record: a })
    expect(await held()).toBe(2)
  })

  test('CUST-1 POOL-3 reopening at once and claiming pass no limit', async () => {
    const closed = [await claimed(), await claimed()]
    for (const record of closed) await close(zhang, record)
    const open = [await lying(), await lying()]
    const calls = [
      ...closed.map(record => server.call(zhang, 'lead.reopen', { record })),
      ...open.map(record => server.call(zhang, 'pool.claim', { record })),
    ]
    const answers = await Promise.all(calls)
    expect(answers.filter(one => one.status === 200)).toHaveLength(2)
    expect(await held()).toBe(2)
  })

  test.each([
    ['closed', (record: string) => close(admin, record), 'leadClosed'],
    ['converted', (record: string) => server.run(admin, 'lead.convert', { record }), 'leadConverted'],
  ] as const)(
    'CUST-2 once %s, one in a pool is nobody’s to take, and not listed there',
    async (_, end, code) => {
      const record = await lying()
      await end(record)
      expect(await listed()).not.toContain(record)
      expect((await server.refusal(zhang, 'pool.claim', { record })).code).toBe(code)
      for (const action of ['pool.assign', 'pool.directAssign'])
        expect((await server.refusal(admin, action, { record, to: zhang.id })).code).toBe(code)
      const { allowed } = await viewOf(admin, record)
      expect(allowed.filter(name => name.startsWith('pool.') && name !== 'pool.discard')).toEqual([])
      const { card } = await cardRenderers.poolClaim.render(server.db, {
        matter: record,
        params: {},
        reader: { employeeId: zhang.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
        now: server.clock.now(),
        companyZone: 'Asia/Shanghai',
        baseUrl: 'https://crm.test',
      })
      expect(card).toMatchObject({ buttons: [], outcome: expect.stringMatching(/已经/) })
    },
  )

  test('CUST-1 a closed one in a pool is there again for its members when it is reopened', async () => {
    const record = await lying()
    await close(admin, record)
    await server.run(admin, 'lead.reopen', { record })
    expect(await listed()).toContain(record)
    await server.run(zhang, 'pool.claim', { record })
  })

  test('POOL-6 an owned one is not released, unless its owner has left', async () => {
    const record = await claimed()
    await server.run(zhang, 'lead.convert', { record })
    expect((await viewOf(zhang, record)).allowed).not.toContain('pool.release')
    const release = { record, reason: '做完了' }
    expect((await server.refusal(zhang, 'pool.release', release)).code).toBe('leadConverted')
    await server.rows('update employee set active = false where id = $1', [zhang.id])
    await server.run(admin, 'pool.release', release)
  })
})
