import {
  buildContract,
  buildCustomer,
  buildEmployee,
  buildFlow,
  buildPool,
  step,
} from '../../support/builders'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let chen: Person
beforeAll(async () => {
  server = await testServer()
  zhang = await buildEmployee(server, { name: '张晓琳' })
  chen = await buildEmployee(server, { name: '陈立' })
  await linkIdentity(server, zhang, 'wecom', 'zhang')
  await linkIdentity(server, chen, 'dingtalk', 'chen')
})
beforeEach(async () => {
  for (const table of ['card_code', 'outbound_message', 'card_copy', 'card', 'timer', 'event']) {
    await server.rows(`delete from ${table}`)
  }
})
afterAll(() => server.stop())

const cards = () =>
  server.rows<{ kind: string; matter: string; version: number; readers: string[] }>(
    `select c.kind, c.matter, c.version, array_agg(p.platform || ':' || p.user_id order by p.user_id) as readers
     from card c join card_copy p on p.card_id = c.id group by c.id order by c.created_at`,
  )
const afterGathering = async () => {
  await server.runJobs()
  server.clock.advance({ seconds: 120 })
  await server.runJobs()
}
const team = () => buildPool(server, { members: [zhang.id, chen.id] })

describe('what enters a pool', () => {
  test('POOL-10 one record: after two minutes a claim card for every member, on the platform of each', async () => {
    const pool = await team()
    const id = await buildCustomer(server, { pool })
    await server.runJobs()
    server.clock.advance({ seconds: 119 })
    await server.runJobs()
    expect(await cards()).toEqual([])
    server.clock.advance({ seconds: 1 })
    await server.runJobs()
    expect(await cards()).toMatchObject([
      { kind: 'poolClaim', matter: `customer:${id}`, readers: ['dingtalk:chen', 'wecom:zhang'] },
    ])
  })

  test('POOL-8 a claim has every card of the record shown anew', async () => {
    const pool = await team()
    const id = await buildCustomer(server, { pool })
    await afterGathering()
    const [before] = await cards()
    await server.run(zhang, 'pool.claim', { record: `customer:${id}` })
    await server.runJobs()
    const [after] = await cards()
    expect(after!.version).toBeGreaterThan(before!.version)
  })

  test('many records: one digest per person, not a card for each', async () => {
    const pool = await team()
    for (let count = 0; count < 5; count++) await buildCustomer(server, { pool })
    await afterGathering()
    expect(await cards()).toMatchObject([{ kind: 'poolDigest', readers: ['dingtalk:chen', 'wecom:zhang'] }])
  })

  test('what was done a moment earlier but is heard of later is announced as well', async () => {
    const pool = await team()
    await buildCustomer(server, { pool })
    await server.runJobs()
    server.clock.advance({ seconds: -1 })
    await buildCustomer(server, { pool })
    server.clock.advance({ seconds: 1 })
    await afterGathering()
    expect(await cards()).toMatchObject([{ kind: 'poolDigest' }])
  })

  test('what is claimed within the two minutes is announced to nobody', async () => {
    const pool = await team()
    const id = await buildCustomer(server, { pool })
    await server.run(zhang, 'pool.claim', { record: `customer:${id}` })
    await afterGathering()
    expect(await cards()).toEqual([])
  })

  test('POOL-6 whoever is given a record hears of it once', async () => {
    const pool = await team()
    const id = await buildCustomer(server, { pool }, { name: '恒远精密' })
    await server.run(server.people.administrator!, 'pool.assign', { record: `customer:${id}`, to: chen.id })
    await server.runJobs()
    const messages = await server.rows<{ user_id: string; body: { text: string } }>(
      'select user_id, body from outbound_message',
    )
    expect(messages).toMatchObject([{ user_id: 'chen', body: { text: expect.stringContaining('恒远精密') } }])
  })
})

describe('approvals', () => {
  test('CHAT-4 each step asks its approvers; the applicant hears the result once', async () => {
    await buildFlow(server, { steps: [step('any', chen), step('all', zhang)] })
    const applicant = await buildEmployee(server)
    await linkIdentity(server, applicant, 'wecom', 'applicant')
    const contract = await buildContract(server, applicant, { title: '三坐标两台' })
    const { result } = await server.run(applicant, 'contract.submit', { contract })
    const approval = String(result.approval)
    await server.runJobs()
    expect(await cards()).toMatchObject([
      { kind: 'approval', matter: `approval:${approval}`, readers: ['dingtalk:chen'] },
    ])
    await server.run(chen, 'approval.agree', { approval })
    await server.runJobs()
    expect(await cards()).toMatchObject([{ readers: ['dingtalk:chen', 'wecom:zhang'] }])
    await server.run(zhang, 'approval.reject', { approval, reason: '低于底价' })
    await server.runJobs()
    await server.runJobs()
    const told = await server.rows<{ body: { text: string } }>(
      `select body from outbound_message where user_id = 'applicant' and kind = 'text'`,
    )
    expect(told).toHaveLength(1)
    expect(told[0]!.body.text).toContain('三坐标两台')
    expect(told[0]!.body.text).toContain('低于底价')
  })
})
