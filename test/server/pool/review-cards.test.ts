import { cardRenderers } from '@gonghai/server/areas/index'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let chen: Person
let zhang: Person
let li: Person
let pool: string

beforeAll(async () => {
  server = await testServer()
  chen = await buildEmployee(server, { name: '陈立', role: 'teamLeader' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader: chen })
  li = await buildEmployee(server, { name: '李倩' })
  await linkIdentity(server, chen, 'wecom', 'chen')
  await linkIdentity(server, chen, 'dingtalk', 'chen')
  await linkIdentity(server, li, 'dingtalk', 'li')
  pool = await buildPool(server, { members: [zhang.id, li.id, chen.id], administrators: [chen.id] })
})
afterAll(() => server.stop())

async function asked(): Promise<{ record: string; id: string; review: string }> {
  const id = await buildCustomer(server, { pool }, { name: '苏州恒远电子', phone: '13800132046' })
  const record = `customer:${id}`
  await server.run(zhang, 'pool.claim', { record })
  await server.run(zhang, 'pool.release', { record, reason: '没有需求' })
  const { result } = await server.run(li, 'pool.claim', { record })
  await server.runJobs()
  return { record, id, review: String(result.review) }
}

const render = async (kind: 'poolReview' | 'poolClaim', matter: string, reader: Person) =>
  cardRenderers[kind].render(server.db, {
    matter,
    params: {},
    reader: { employeeId: reader.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    now: server.clock.now(),
    companyZone: 'Asia/Shanghai',
    baseUrl: 'https://crm.test',
  })

const copiesOf = (review: string) =>
  server.rows<{ platform: string; user_id: string; version: number }>(
    `select p.platform, p.user_id, c.version from card c join card_copy p on p.card_id = c.id
     where c.kind = 'poolReview' and c.matter = $1 order by p.platform`,
    [`poolReview:${review}`],
  )

const noticeTo = async (user: string) => {
  const [row] = await server.rows<{ body: { text: string } }>(
    `select body from outbound_message where user_id = $1 and kind = 'text' order by created_at desc, id desc limit 1`,
    [user],
  )
  return row?.body.text
}

describe('the card about a claim across groups (POOL-7, POOL-10)', () => {
  test('comes to the last leader on both platforms, with who asks and both buttons', async () => {
    const { review } = await asked()
    expect(await copiesOf(review)).toMatchObject([
      { platform: 'dingtalk', user_id: 'chen' },
      { platform: 'wecom', user_id: 'chen' },
    ])
    const { card, final } = await render('poolReview', `poolReview:${review}`, chen)
    expect(final).toBe(false)
    expect(card).toMatchObject({
      title: '苏州恒远电子',
      buttons: [{ key: 'pool.agreeClaim' }, { key: 'pool.rejectClaim' }, { key: 'open' }],
      input: { key: 'reason' },
    })
    const facts = Object.fromEntries(card.facts.map(({ label, value }) => [label, value]))
    expect(facts).toMatchObject({ 上次负责: '张晓琳', 原属小组: '陈立组', 电话: '138****2046' })
    expect(facts.领取人).toContain('李倩')
  })

  test('decided, every copy says who did and when; the claimer hears the result', async () => {
    const { review } = await asked()
    const before = await copiesOf(review)
    await server.run(chen, 'pool.rejectClaim', { review, reason: '我们下周去拜访' }, { door: 'card' })
    await server.runJobs()
    const after = await copiesOf(review)
    expect(after.every((copy, at) => copy.version > before[at]!.version)).toBe(true)
    const { card, final } = await render('poolReview', `poolReview:${review}`, chen)
    expect(final).toBe(true)
    expect(card.buttons).toEqual([])
    expect(card.outcome).toMatch(/^陈立未同意 · \d\d:\d\d：我们下周去拜访$/)
    expect(await noticeTo('li')).toContain('陈立没有同意您领取「苏州恒远电子」：我们下周去拜访')
    const again = await asked()
    await server.run(chen, 'pool.agreeClaim', { review: again.review })
    await server.runJobs()
    expect(await noticeTo('li')).toContain('归您了')
  })

  test('the claim cards of the others say that somebody has asked, and offer it again when it comes to nothing', async () => {
    const { record, review } = await asked()
    const waiting = await render('poolClaim', record, zhang)
    expect(waiting).toMatchObject({ final: false, card: { buttons: [] } })
    expect(waiting.card.outcome).toContain('李倩已申请领取')
    await server.run(li, 'pool.withdrawClaim', { review })
    const free = await render('poolClaim', record, zhang)
    expect(free.card.buttons[0]).toMatchObject({ key: 'pool.claim' })
  })

  test('CUST-6 a new customer comes to the pool’s administrators as a card; its maker hears the result', async () => {
    await server.rows('update pool set is_default = false')
    await buildPool(server, { reviewType: 'button', isDefault: true, administrators: [chen.id] })
    const id = await buildCustomer(server, li, { name: '宁波海天' })
    await server.runJobs()
    const [row] = await server.rows<{ id: string }>('select id from pool_review where record_id = $1', [id])
    expect(await copiesOf(row!.id)).toHaveLength(2)
    const { card } = await render('poolReview', `poolReview:${row!.id}`, chen)
    expect(card.buttons.map(button => button.key)).toEqual([
      'customer.review',
      'customer.rejectReview',
      'open',
    ])
    await server.run(chen, 'customer.review', { review: row!.id }, { door: 'card' })
    await server.runJobs()
    expect(await noticeTo('li')).toContain('宁波海天')
    expect((await render('poolReview', `poolReview:${row!.id}`, chen)).card.outcome).toContain(
      '陈立已审核通过',
    )
  })

  test('POOL-3 the quota on a claim card counts the company’s day, wherever the reader is', async () => {
    const own = await buildPool(server, { members: [li.id], dayLimit: 2 })
    await server.run(li, 'pool.claim', { record: `customer:${await buildCustomer(server, { pool: own })}` })
    const open = `customer:${await buildCustomer(server, { pool: own })}`
    const seen = async (timeZone: string) => {
      const { card } = await cardRenderers.poolClaim.render(server.db, {
        matter: open,
        params: {},
        reader: { employeeId: li.id, locale: 'zh-CN', timeZone },
        now: server.clock.now(),
        companyZone: 'Asia/Shanghai',
        baseUrl: 'https://crm.test',
      })
      return card.facts.find(fact => fact.label === '您的额度')?.value
    }
    expect(await seen('Asia/Shanghai')).toBe('今日 1/2')
    expect(await seen('Pacific/Kiritimati')).toBe('今日 1/2')
  })
})
