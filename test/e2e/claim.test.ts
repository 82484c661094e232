import { jest } from '@jest/globals'
import { Company, type Pooled } from '../support/company'
import { Gonghai } from '../support/gonghai'
import type { Phone } from '../support/phone'
import { Refused, type Session } from '../support/session'
import { until } from '../support/until'

jest.setTimeout(120_000)

let gonghai: Gonghai
let company: Company
let boss: Session
let count = 0

beforeAll(async () => {
  gonghai = await Gonghai.start()
  company = await Company.open(gonghai)
  boss = company.boss
})

afterAll(() => gonghai?.end())

/** Members of a test's own pool: 徐浩 on WeCom, 李倩 on DingTalk, unless the test says otherwise. */
const usual = ['xuhao', 'liqian']

const makePool = (rule: Record<string, string | number> = {}, members: readonly string[] = usual) =>
  company.makePool(members, rule)
const enterPool = (pool: string, name?: string) => company.enterPool(pool, name)

/** A word of the test's own, so that nothing else is found by it. */
const word = () => `鲲鹏${String.fromCodePoint(0x4e00 + ++count)}${String.fromCodePoint(0x5e00 + count)}`

const claimedBy = (name: RegExp) => (card: { outcome?: string }) => name.test(card.outcome ?? '')

/** Claims by a typed line. */
const claim = (phone: Phone, customer: Pooled) => phone.ask(`领取 ${customer.number}`)

async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  )
  if (error instanceof Refused) return error
  throw new Error(`Expected a refusal, not ${String(error)}.`)
}

describe('pool.claim in chat', () => {
  test('the first press wins, every other card turns to "claimed by …" on both platforms (POOL-8, POOL-10, CHAT-1, CHAT-2, CHAT-8)', async () => {
    const customer = await enterPool(await makePool({}, [...usual, 'chenli', 'danielreed']))
    const [xuhao, liqian] = [gonghai.phone('wecom', 'xuhao'), gonghai.phone('dingtalk', 'liqian')]
    const [onWecom, onDingtalk] = [await xuhao.card(customer.name), await liqian.card(customer.name)]
    expect(onWecom.card.buttons.map(button => button.text)).toEqual(['领取', '查看'])
    expect(JSON.stringify(onDingtalk.card.facts)).toMatch(/138[*＊]{4}2046/)

    expect(await liqian.press(onDingtalk, 'pool.claim')).toEqual({ delivered: true })
    const won = await liqian.card(customer.name, claimedBy(/^您已领取/))
    expect(won.card.buttons.filter(button => !button.url)).toEqual([])

    for (const phone of [xuhao, gonghai.phone('wecom', 'chenli'), gonghai.phone('dingtalk', 'chenli')]) {
      const lost = await phone.card(customer.name, claimedBy(/李倩领取/))
      expect(lost.card.buttons.filter(button => button.key === 'pool.claim' && !button.url)).toEqual([])
    }
    const inEnglish = await gonghai.phone('wecom', 'danielreed').card(customer.name, claimedBy(/李倩/))
    expect(inEnglish.card.outcome).not.toMatch(/领取/)
  })

  test('whoever presses too late is told who was faster (POOL-8)', async () => {
    const customer = await enterPool(await makePool())
    const phones = [gonghai.phone('wecom', 'xuhao'), gonghai.phone('dingtalk', 'liqian')]
    // Both press before either card has turned.
    const cards = await Promise.all(phones.map(phone => phone.card(customer.name)))
    await Promise.all(phones.map((phone, index) => phone.press(cards[index]!, 'pool.claim')))
    const owner = await until(
      async () => (await boss.detail('customer', customer.id)).record.references.owner as { name: string },
    )
    const [late, faster] = owner.name === '徐浩' ? [phones[1]!, /徐浩/] : [phones[0]!, /李倩/]
    expect(await late.text(new RegExp(customer.name))).toMatch(faster)
    await late.card(customer.name, claimedBy(faster))
  })

  test('pressing twice claims once and is answered (CHAT-4)', async () => {
    const phone = gonghai.phone('wecom', 'zhangxiaolin')
    const customer = await enterPool(await makePool({}, ['zhangxiaolin']))
    const card = await phone.card(customer.name)
    await Promise.all([phone.press(card, 'pool.claim'), phone.press(card, 'pool.claim')])
    await phone.card(customer.name, claimedBy(/^您已领取/))
    expect(await phone.text(new RegExp(customer.name))).toMatch(/已经是您的/)
    expect(await gonghai.query('select 1 from holding where record_id = $1', [customer.id])).toHaveLength(1)
  })

  test('a typed line claims by number or name, and "撤销" takes it back (CHAT-6, POOL-10)', async () => {
    const pool = await makePool({}, ['zhangxiaolin', 'linxiaofeng'])
    const [zhang, lin] = [gonghai.phone('wecom', 'zhangxiaolin'), gonghai.phone('dingtalk', 'linxiaofeng')]
    const one = await enterPool(pool)
    await lin.card(one.name)
    const two = await enterPool(pool)
    expect(await claim(zhang, one)).toMatch(new RegExp(`已领取「${one.name}」`))
    await lin.card(one.name, claimedBy(/张晓琳领取/))
    expect(await lin.ask(`领取${two.name}`)).toMatch(new RegExp(`已领取「${two.name}」`))
    expect(await claim(lin, one)).toMatch(/张晓琳/)

    expect(await zhang.ask('撤销')).toMatch(new RegExp(`已撤销.*${one.name}`))
    const again = await lin.card(one.name, card => card.outcome === undefined)
    await lin.press(again, 'pool.claim')
    await zhang.card(one.name, claimedBy(/林晓峰领取/))
  })

  test('several names that fit are offered by number (CHAT-6)', async () => {
    const phone = gonghai.phone('dingtalk', 'wanglei')
    const pool = await makePool({}, ['wanglei'])
    const name = word()
    const first = await enterPool(pool, `${name}机电`)
    await enterPool(pool, `${name}重工`)
    const offered = await phone.ask(`领取 ${name}`)
    const line = offered.split('\n').find(text => text.includes(first.name))
    expect(await phone.ask(line!.slice(0, 1))).toMatch(new RegExp(`已领取「${first.name}」`))
  })

  test.each([
    ['holdLimit', 'sunlihua', { holdLimit: 1 }, /已持有 1 个，上限 1 个/],
    [
      'dayLimit',
      'zhoujianguo',
      { dayLimit: 1 },
      /今天已从.*领取 1 个，每天上限 1 个。\d{4}-\d\d-\d\d 00:00 起可再领取/,
    ],
  ])(
    'a claim beyond the %s is refused with the limit, by card and by line (POOL-3)',
    async (_, who, rule, words) => {
      const phone = gonghai.phone('dingtalk', who)
      const pool = await makePool(rule, [who])
      const one = await enterPool(pool)
      await phone.card(one.name)
      const two = await enterPool(pool)
      await claim(phone, one)
      await phone.press(await phone.card(two.name), 'pool.claim')
      expect(await phone.text(new RegExp(`${two.name}.*没有办成`))).toMatch(words)
      expect(await claim(phone, two)).toMatch(words)
      expect((await phone.card(two.name)).card.outcome).toBeUndefined()
    },
  )

  test('what was given back cannot be claimed again too soon, and the refusal says when (POOL-3)', async () => {
    const phone = gonghai.phone('wecom', 'danielreed')
    const customer = await enterPool(await makePool({ recordLimit: 1, recordLimitDays: 7 }, ['danielreed']))
    await claim(phone, customer)
    const session = await gonghai.signIn('wecom', 'danielreed')
    await session.act('pool.release', { record: customer.record, reason: '暂无需求' })
    const refusal = await refusalOf(session.act('pool.claim', { record: customer.record }))
    expect(refusal.body.message).toMatch(
      /已领取过 1 次，同一客户上限 1 次。\d{4}-\d\d-\d\d \d\d:\d\d 起可再领取/,
    )
    expect(await claim(phone, customer)).toMatch(/1 of 1 allowed.*from \d{4}-\d\d-\d\d/)
  })

  test('where only administrators assign, a card shows no button and a line is refused (POOL-2)', async () => {
    const customer = await enterPool(
      await makePool({ claimRule: 'assignOnly' }, ['chenli', 'wanglei', 'xuhao']),
    )
    const [chenli, wanglei] = [gonghai.phone('wecom', 'chenli'), gonghai.phone('dingtalk', 'wanglei')]
    const xuhao = gonghai.phone('wecom', 'xuhao')
    expect((await xuhao.card(customer.name)).card.buttons.map(button => button.text)).toEqual(['查看'])
    expect(await claim(chenli, customer)).toMatch(/只能由管理员分配/)
    await boss.act('pool.update', {
      id: await poolOf(customer),
      version: 1,
      administrators: [company.people.get('hezhiyuan')!],
    })
    await boss.act('pool.assign', { record: customer.record, to: company.people.get('wanglei')! })
    expect(await wanglei.text(new RegExp(customer.name))).toMatch(/何志远把.*分配给了您/)
    await chenli.card(customer.name, claimedBy(/王磊/))
  })

  test('somebody who is not linked to an employee is told so and claims nothing (CHAT-6)', async () => {
    const customer = await enterPool(await makePool())
    await gonghai.query("delete from identity where platform = 'wecom' and user_id = 'liushifu'")
    expect(await claim(gonghai.phone('wecom', 'liushifu'), customer)).toMatch(/还没有关联到公海的员工/)
    expect((await boss.detail('customer', customer.id)).record.values.owner).toBeNull()
  })

  test('who is no member gets no card and cannot claim by its number', async () => {
    const customer = await enterPool(await makePool())
    await gonghai.phone('wecom', 'xuhao').card(customer.name)
    const outsider = gonghai.phone('dingtalk', 'zhengjie')
    expect(await claim(outsider, customer)).toMatch(/没有/)
    expect(await outsider.cards(customer.name)).toEqual([])
  })

  test('many records at once come as one message that opens the pool (POOL-1, CHAT-7)', async () => {
    const phone = gonghai.phone('dingtalk', 'sunlihua')
    const pool = await makePool({}, ['sunlihua'])
    const names = await Promise.all(Array.from({ length: 4 }, () => enterPool(pool)))
    const digest = await phone.card('个新客户进入公海', card =>
      card.facts.some(fact => names.some(({ name }) => fact.value.includes(name))),
    )
    expect(digest.card.buttons[0]!.url).toContain(`/r/pool/${pool}`)
  })
})

async function poolOf(customer: Pooled): Promise<string> {
  return String((await boss.detail('customer', customer.id)).record.values.pool)
}

describe('pool.claim in the mini-app', () => {
  test('a claim over HTTP turns the cards in chat, and its undo offers the record again (POOL-8)', async () => {
    const pool = await makePool()
    const customer = await enterPool(pool)
    const liqian = gonghai.phone('dingtalk', 'liqian')
    await liqian.card(customer.name)
    const session = await gonghai.signIn('wecom', 'xuhao')
    const listed = await session.list('customer', { tab: { pool } })
    expect(listed.rows.map(row => row.title)).toEqual([customer.name])
    expect(listed.rows[0]!.allowed).toContain('pool.claim')
    const { message, undo } = await session.act('pool.claim', { record: customer.record })
    expect(message).toContain(customer.name)
    await liqian.card(customer.name, claimedBy(/徐浩领取/))

    await session.act(undo!.action, undo!.input)
    await liqian.card(customer.name, card => card.outcome === undefined)
    expect((await session.list('customer', { tab: { pool } })).rows).toHaveLength(1)
  })

  test('two sessions at once: one has it, the other is told who (POOL-8, CHAT-8)', async () => {
    const customer = await enterPool(await makePool())
    const both = await Promise.all([gonghai.signIn('wecom', 'xuhao'), gonghai.signIn('dingtalk', 'liqian')])
    const claims = await Promise.allSettled(
      both.map(session => session.act('pool.claim', { record: customer.record })),
    )
    expect(claims.map(claim => claim.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = claims.find(claim => claim.status === 'rejected')!.reason as Refused
    expect(lost.body.code).toBe('alreadyClaimed')
    expect(lost.body.message).toMatch(claims[0]!.status === 'fulfilled' ? /徐浩/ : /李倩/)
  })

  test('a repeat under the same key gets the first answer and claims once', async () => {
    const customer = await enterPool(await makePool())
    const session = await gonghai.signIn('dingtalk', 'liqian')
    const key = `claim-${customer.id}`
    const [first, ...others] = await Promise.all(
      [1, 2, 3].map(() => session.act('pool.claim', { record: customer.record }, key)),
    )
    for (const other of others) expect(other).toEqual(first)
    expect(await gonghai.query('select 1 from holding where record_id = $1', [customer.id])).toHaveLength(1)
  })

  test('without the right, the record is as good as missing', async () => {
    const customer = await enterPool(await makePool())
    const outsider = await gonghai.signIn('dingtalk', 'linxiaofeng')
    const refusal = await refusalOf(outsider.act('pool.claim', { record: customer.record }))
    expect(refusal.body.code).toBe('notFound')
  })
})
