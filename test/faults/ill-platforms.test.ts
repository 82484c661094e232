import { setTimeout as sleep } from 'node:timers/promises'
import type { ScreenCard } from '@gonghai/bot/sandbox/screen'
import { jest } from '@jest/globals'
import { Company, type Pooled } from '../support/company'
import { Gonghai } from '../support/gonghai'
import type { Phone } from '../support/phone'
import { until } from '../support/until'

jest.setTimeout(180_000)

let gonghai: Gonghai
let company: Company

beforeAll(async () => {
  gonghai = await Gonghai.start()
  company = await Company.open(gonghai)
  // What the demo itself has to say goes out first.
  await gonghai.phone('wecom', 'xuhao').card('苏州精研仪器')
})

afterEach(() => Promise.all(platforms.map(platform => gonghai.faults(platform, { clear: true }))))
afterAll(() => gonghai?.end())

const platforms = ['wecom', 'dingtalk'] as const
const members = { wecom: ['xuhao', 'zhangxiaolin'], dingtalk: ['liqian', 'linxiaofeng'] }
const everybody = Object.values(members).flat()
const phones = () =>
  platforms.flatMap(platform => members[platform].map(userId => gonghai.phone(platform, userId)))

/** Where each platform takes cards. */
const sending = { wecom: '/cgi-bin/message/send', dingtalk: '/v1.0/card/instances/createAndDeliver' }
const updating = { wecom: '/cgi-bin/message/update_template_card', dingtalk: '/v1.0/card/instances' }

/** Waits until calls have met all faults that were set. */
async function untilMet(): Promise<void> {
  for (const platform of platforms)
    await until(async () => ((await gonghai.faultsLeft(platform)) === 0 ? true : undefined), 30_000)
}

/** Waits until it holds, while the company's clock runs ahead: pauses after failures are minutes and hours long. */
async function inTime(check: () => Promise<boolean>): Promise<void> {
  await until(async () => {
    if (await check()) return true
    await gonghai.moveClock(120)
    await sleep(500)
    return undefined
  }, 60_000)
}

const isShown = (card: ScreenCard, words?: RegExp) =>
  words ? words.test(card.outcome ?? '') : card.outcome === undefined

/** In the end everybody has each customer's card once, in the order in which they came. */
async function expectCards(customers: readonly Pooled[], words?: RegExp): Promise<void> {
  const names = customers.map(({ name }) => name)
  for (const phone of phones()) {
    const mine = async () => (await phone.cards()).filter(({ card }) => names.includes(card.title))
    await inTime(async () => {
      const cards = await mine()
      return names.every(name => cards.some(({ card }) => card.title === name && isShown(card, words)))
    })
    expect((await mine()).map(({ card }) => card.title)).toEqual(names)
  }
}

async function nothingWaits(phone: Phone): Promise<boolean> {
  const left = await gonghai.query(
    `select 1 from outbound_message where platform = $1 and user_id = $2 and state not in ('sent', 'skipped')`,
    [phone.platform, phone.userId],
  )
  return left.length === 0
}

describe('an ill platform', () => {
  test('5xx, a web page, nonsense and an expired token: every card arrives once and in order (CHAT-7)', async () => {
    const kinds = ['http', 'html', 'nonsense', 'token'] as const
    for (const platform of platforms) {
      for (const kind of kinds) await gonghai.faults(platform, { path: sending[platform], kind, times: 1 })
    }
    const pools = [await company.makePool(everybody), await company.makePool(everybody)]
    const customers = [await company.enterPool(pools[0]!), await company.enterPool(pools[1]!)]
    await expectCards(customers)
    await untilMet()
    for (const phone of phones()) expect(await nothingWaits(phone)).toBe(true)
  })

  test('a rate limit pauses, and then everything goes out once (CHAT-7)', async () => {
    for (const platform of platforms)
      await gonghai.faults(platform, { path: sending[platform], kind: 'rate', times: 2 })
    const customer = await company.enterPool(await company.makePool(everybody))
    await expectCards([customer])
    await untilMet()
  })

  test('an answer that gets lost: the card was there already and does not come twice (CHAT-7)', async () => {
    for (const platform of platforms)
      await gonghai.faults(platform, { path: sending[platform], kind: 'lost', times: 1 })
    const customer = await company.enterPool(await company.makePool(everybody))
    await untilMet()
    for (const phone of phones()) await inTime(() => nothingWaits(phone))
    await expectCards([customer])
  })

  test('cut off altogether: what is decided meanwhile is shown when it is back (CHAT-4, CHAT-7)', async () => {
    const customer = await company.enterPool(await company.makePool(everybody))
    await expectCards([customer])
    for (const platform of platforms) await gonghai.faults(platform, { offline: true })
    await company.boss.act('pool.update', {
      id: String((await company.boss.detail('customer', customer.id)).record.values.pool),
      version: 1,
      administrators: [company.people.get('hezhiyuan')!],
    })
    await company.boss.act('pool.assign', { record: customer.record, to: company.people.get('liqian')! })
    for (const platform of platforms) await gonghai.faults(platform, { clear: true })
    await expectCards([customer], /李倩|您已领取/)
    expect(await gonghai.phone('dingtalk', 'liqian').text(new RegExp(customer.name))).toMatch(/分配给了您/)
  })

  test('three faults at once while people work: everything arrives in the end, once (CHAT-4, CHAT-7)', async () => {
    const early = await company.enterPool(await company.makePool(everybody))
    await expectCards([early])
    await gonghai.faults('wecom', { path: sending.wecom, kind: 'hang', times: 1 })
    await gonghai.faults('wecom', { path: updating.wecom, kind: 'rate', times: 1 })
    await gonghai.faults('dingtalk', { path: sending.dingtalk, kind: 'http', times: 2 })
    const session = await gonghai.signIn('dingtalk', 'liqian')
    await session.act('pool.claim', { record: early.record })
    const late = await company.enterPool(await company.makePool(everybody))
    await untilMet()
    await expectCards([early], /李倩领取|您已领取/)
    await expectCards([late])
    for (const phone of phones()) await inTime(() => nothingWaits(phone))
  })

  test('a card update that fails is made again (CHAT-4)', async () => {
    const customer = await company.enterPool(await company.makePool(everybody))
    await expectCards([customer])
    for (const platform of platforms)
      await gonghai.faults(platform, { path: updating[platform], kind: 'rate', times: 1 })
    const session = await gonghai.signIn('dingtalk', 'liqian')
    await session.act('pool.claim', { record: customer.record })
    await untilMet()
    await expectCards([customer], /李倩领取|您已领取/)
  })

  test('callbacks that get lost on the way are the platform’s loss: pressing again works (CHAT-1, CHAT-2)', async () => {
    const customer = await company.enterPool(await company.makePool(everybody))
    await expectCards([customer])
    const phone = gonghai.phone('wecom', 'xuhao')
    await gonghai.faults('wecom', { dropCallbacks: true })
    await phone.press(await phone.card(customer.name), 'pool.claim')
    await gonghai.faults('wecom', { clear: true })
    expect((await company.boss.detail('customer', customer.id)).record.values.owner).toBeNull()
    await phone.press(await phone.card(customer.name), 'pool.claim')
    await expectCards([customer], /徐浩领取|您已领取/)
  })
})
