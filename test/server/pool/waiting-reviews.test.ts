import { openSession } from '@gonghai/server/auth/sessions'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { sweep } from '../../support/recycling'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person
let chen: Person
let zhang: Person
let li: Person
let keeper: Person

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  boss = await buildEmployee(server, { name: '周建国', role: 'departmentManager' })
  chen = await buildEmployee(server, { name: '陈立', role: 'teamLeader', leader: boss })
  zhang = await buildEmployee(server, { name: '张晓琳', leader: chen })
  li = await buildEmployee(server, { name: '李倩' })
  keeper = await buildEmployee(server, { name: '公海管理员', role: 'teamLeader' })
})

/** 李倩 asks for what 张晓琳 of 陈立's group gave up. */
async function asked(): Promise<{ record: string; review: string }> {
  const pool = await buildPool(server, { members: [zhang.id, li.id], administrators: [keeper.id] })
  const record = `customer:${await buildCustomer(server, { pool }, { name: '苏州恒远' })}`
  await server.run(zhang, 'pool.claim', { record })
  await server.run(zhang, 'pool.release', { record, reason: '客户暂无预算' })
  const { result } = await server.run(li, 'pool.claim', { record })
  await server.runJobs()
  return { record, review: String(result.review) }
}
const reviewersOf = async (review: string) =>
  (
    await server.rows<{ reviewers: string[] }>('select reviewers from pool_review where id = $1', [review])
  )[0]!.reviewers
const said = async (user: string) =>
  (
    await server.rows<{ text: string }>(
      `select body ->> 'text' as text from outbound_message where user_id = $1 and kind = 'text' order by created_at, id`,
      [user],
    )
  ).map(({ text }) => text)

describe('a review that waits (POOL-7)', () => {
  test('reminds the leader after a day, once', async () => {
    await linkIdentity(server, chen, 'wecom', 'chen-remind')
    await asked()
    server.clock.advance({ hours: 23 })
    await sweep(server)
    expect(await said('chen-remind')).toEqual([])
    server.clock.advance({ hours: 1, minutes: 1 })
    await sweep(server)
    await sweep(server)
    expect(await said('chen-remind')).toEqual(['「苏州恒远」的领取申请已等了一天，请审核。'])
  })

  test('several come as one message', async () => {
    await linkIdentity(server, chen, 'wecom', 'chen-several')
    await asked()
    await asked()
    server.clock.advance({ days: 1, minutes: 1 })
    await sweep(server)
    expect(await said('chen-several')).toEqual(['有 2 条待审核客户已等了一天，请处理。'])
  })

  test('after three days the next leader above may decide as well, then the pool’s administrators; the asker hears who', async () => {
    await linkIdentity(server, li, 'wecom', 'li-asker')
    await linkIdentity(server, boss, 'wecom', 'boss-raised')
    const { record, review } = await asked()
    server.clock.advance({ days: 3, minutes: 1 })
    await sweep(server)
    expect(await reviewersOf(review)).toEqual([chen.id, boss.id])
    expect((await said('li-asker')).at(-1)).toBe('「苏州恒远」的申请 3 天没有回音，已同时请周建国审核。')
    const cards = await server.rows(
      `select 1 from card c join card_copy y on y.card_id = c.id where c.matter = $1 and y.user_id = 'boss-raised'`,
      [`poolReview:${review}`],
    )
    expect(cards).toHaveLength(1)
    server.clock.advance({ days: 3, minutes: 1 })
    await sweep(server)
    expect(await reviewersOf(review)).toEqual([chen.id, boss.id, keeper.id])
    const [row] = await server.rows('select reviewers from customer where id = $1', [record.split(':')[1]])
    expect(row).toEqual({ reviewers: [chen.id, boss.id, keeper.id] })
    server.clock.advance({ days: 4 })
    await sweep(server)
    expect(await reviewersOf(review)).toHaveLength(3)
    await server.run(boss, 'pool.agreeClaim', { review })
    const late = await server.refusal(chen, 'pool.agreeClaim', { review })
    expect(late).toMatchObject({ code: 'alreadyDecided', params: { name: '周建国' } })
  })

  test('who asked sees on the page with whom it lies', async () => {
    const { review } = await asked()
    server.clock.advance({ days: 3, minutes: 1 })
    await sweep(server)
    const { token } = await openSession(
      server.db,
      { employeeId: li.id, platform: 'wecom' },
      server.clock.now(),
    )
    const { body } = await server.send('/api/pools/reviews?tab=asked', {
      headers: { Authorization: `Bearer ${token}` },
    })
    const shown = body.rows.find((one: { id: string }) => one.id === review)
    expect(shown.reviewers.map((one: { name: string }) => one.name)).toEqual(['陈立', '周建国'])
  })
})
