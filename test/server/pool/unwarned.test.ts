import {
  buildContract,
  buildCustomer,
  buildEmployee,
  buildFlow,
  buildLead,
  buildPool,
  step,
} from '../../support/builders'
import { sweep } from '../../support/recycling'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let leader: Person
let zhang: Person

const day = 86_400_000
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  leader = await buildEmployee(server, { name: '周建国', role: 'teamLeader' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
})

const inDays = (count: number) => new Date(server.clock.now().getTime() + count * day)
const row = async (id: string) =>
  (await server.rows<Record<string, unknown>>('select * from customer where id = $1', [id]))[0]!
const warnings = async (id: string) =>
  (
    await server.rows(
      `select 1 from card c join card_copy y on y.card_id = c.id where c.kind = 'recycleWarning' and c.matter = $1`,
      [`customer:${id}`],
    )
  ).length
const held = async (rule: Record<string, unknown> = {}) => {
  const pool = await buildPool(server, { members: [zhang.id], recycleDays: 30, warnDays: 3, ...rule })
  const id = await buildCustomer(server, { pool })
  await server.run(zhang, 'pool.claim', { record: `customer:${id}` })
  return id
}
const messages = async (user: string) =>
  (
    await server.rows<{ text: string }>(
      `select body ->> 'text' as text from outbound_message where user_id = $1 and kind = 'text' order by created_at, id`,
      [user],
    )
  ).map(({ text }) => text)

describe('nothing falls back unwarned', () => {
  test('POOL-4 after the service stood still for long: the first sweep warns, and takes only when those days are over', async () => {
    await linkIdentity(server, zhang, 'wecom', 'zhang-outage')
    const id = await held()
    server.clock.advance({ days: 40 })
    await sweep(server)
    expect(await row(id)).toMatchObject({ owner_id: zhang.id, follow_due: inDays(3) })
    expect(await warnings(id)).toBe(1)
    server.clock.advance({ days: 2 })
    await sweep(server)
    expect(await row(id)).toMatchObject({ owner_id: zhang.id, follow_due: inDays(1) })
    server.clock.advance({ days: 1, minutes: 1 })
    await sweep(server)
    expect((await row(id)).owner_id).toBeNull()
  })

  test('POOL-4 what was warned of in time goes at once', async () => {
    const warned = await held()
    server.clock.advance({ days: 28 })
    await sweep(server)
    server.clock.advance({ days: 2, minutes: 1 })
    await sweep(server)
    expect((await row(warned)).owner_id).toBeNull()
  })

  test.each(['reject', 'withdraw'] as const)(
    'POOL-5 a contract kept it from falling back until after its time: %s leaves the days of a warning',
    async how => {
      const id = await held()
      server.clock.advance({ days: 28 })
      await sweep(server)
      await server.rows('update approval_flow set active = false')
      await buildFlow(server, { steps: [step('any', leader)] })
      const contract = await buildContract(server, zhang, { customer: id })
      const approval = String((await server.run(zhang, 'contract.submit', { contract })).result.approval)
      server.clock.advance({ days: 5 })
      await sweep(server)
      expect((await row(id)).owner_id).toBe(zhang.id)
      if (how === 'reject') await server.run(leader, 'approval.reject', { approval, reason: '价格太低' })
      else await server.run(zhang, 'approval.withdraw', { approval })
      expect((await row(id)).follow_due).toEqual(inDays(3))
      await sweep(server)
      expect((await row(id)).owner_id).toBe(zhang.id)
      server.clock.advance({ days: 3, minutes: 1 })
      await sweep(server)
      expect((await row(id)).owner_id).toBeNull()
    },
  )

  test('POOL-5 a review kept it until after its time: decided either way it has the days of a warning', async () => {
    for (const action of ['customer.review', 'customer.rejectReview']) {
      const id = await held()
      const pool = await buildPool(server, { reviewType: 'button', administrators: [leader.id] })
      await server.rows(`update customer set review_state = 'pending', reviewers = $2 where id = $1`, [
        id,
        [leader.id],
      ])
      await server.rows(
        `insert into pool_review (id, kind, object, record_id, pool_id, title, asker_id, reviewers, state, created_at)
         values (gen_random_uuid(), 'newCustomer', 'customer', $1, $2, '客户', $3, $4, 'waiting', $5)`,
        [id, pool, zhang.id, [leader.id], server.clock.now()],
      )
      server.clock.advance({ days: 31 })
      await sweep(server)
      expect((await row(id)).owner_id).toBe(zhang.id)
      const reason = action === 'customer.review' ? {} : { reason: '资料不全' }
      await server.run(leader, action, { record: `customer:${id}`, ...reason })
      expect((await row(id)).follow_due).toEqual(inDays(3))
    }
  })
})

describe('what administrators of pools are told (POOL-4)', () => {
  test('customers and leads, of several pools, come as one message per person and run', async () => {
    const admin = await buildEmployee(server, { name: '管理员', role: 'departmentManager' })
    await linkIdentity(server, admin, 'wecom', 'one-message')
    const rule = { members: [zhang.id], administrators: [admin.id], recycleDays: 60, remindFollowDays: 10 }
    const [pools, leads] = [
      [await buildPool(server, rule), await buildPool(server, rule)],
      await buildPool(server, { ...rule, kind: 'lead' }),
    ]
    for (const pool of pools)
      await server.run(zhang, 'pool.claim', { record: `customer:${await buildCustomer(server, { pool })}` })
    await server.run(zhang, 'pool.claim', { record: `lead:${await buildLead(server, { pool: leads })}` })
    server.clock.advance({ days: 11 })
    await sweep(server)
    const [text, ...more] = await messages('one-message')
    expect(more).toEqual([])
    expect(text!.match(/1 个客户 10 天没有跟进/g)).toHaveLength(2)
    expect(text).toContain('1 条线索 10 天没有跟进')
  })

  test('of a pool whose administrators have all left, the company’s administrators hear', async () => {
    const gone = await buildEmployee(server, { role: 'departmentManager' })
    await linkIdentity(server, server.people.superAdministrator!, 'wecom', 'company-admin')
    const id = await held({ administrators: [gone.id], recycleDays: 60, remindFollowDays: 10 })
    await server.rows('update employee set active = false where id = $1', [gone.id])
    server.clock.advance({ days: 11 })
    await sweep(server)
    expect((await messages('company-admin')).at(-1)).toContain((await row(id)).name)
  })
})
