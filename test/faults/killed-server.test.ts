import { setTimeout as sleep } from 'node:timers/promises'
import { jest } from '@jest/globals'
import { Company } from '../support/company'
import { Gonghai } from '../support/gonghai'
import type { Phone } from '../support/phone'
import { until } from '../support/until'

jest.setTimeout(180_000)

let gonghai: Gonghai
let company: Company

beforeAll(async () => {
  gonghai = await Gonghai.start()
  company = await Company.open(gonghai)
})

afterAll(() => gonghai?.end())

const xuhao = () => gonghai.phone('wecom', 'xuhao')
const liqian = () => gonghai.phone('dingtalk', 'liqian')

/** Kills it and starts it again; time passes, as the leases of what was under way have to lapse. */
async function killAndRestart(): Promise<void> {
  await gonghai.kill9()
  await gonghai.restart()
  await gonghai.moveClock(90)
}

/**
 * Waits until a person sees how it ended: on the card, or, where the update was cut off half-way and its code is spent,
 * in one message that says so.
 */
async function seesOutcome(phone: Phone, title: string, words: RegExp): Promise<void> {
  const ended = await until(async () => {
    const [card] = (await phone.cards(title)).filter(item => words.test(item.card.outcome ?? ''))
    const notices = (await phone.texts()).filter(text => text.includes(title) && words.test(text))
    return card || notices.length > 0 ? { card, notices } : undefined
  }, 30_000)
  expect(ended.notices.length).toBe(ended.card ? 0 : 1)
}

/** How often a card with this title lies in a chat. */
const copiesOf = async (phone: Phone, title: string) => (await phone.cards(title)).length

describe('killed with -9', () => {
  // Moments after the press was acknowledged: nothing done yet, being executed, cards being changed.
  test.each([0, 20, 90])(
    '%i ms after a press: the claim is not lost, the cards end up right, nothing is sent twice (CHAT-7, POOL-8)',
    async pause => {
      const customer = await company.enterPool(await company.makePool(['xuhao', 'liqian']))
      const [card] = [await liqian().card(customer.name), await xuhao().card(customer.name)]
      expect(await liqian().press(card, 'pool.claim')).toEqual({ delivered: true })
      await sleep(pause)
      await killAndRestart()
      await seesOutcome(liqian(), customer.name, /^您已领取/)
      await seesOutcome(xuhao(), customer.name, /李倩领取/)
      expect([await copiesOf(liqian(), customer.name), await copiesOf(xuhao(), customer.name)]).toEqual([
        1, 1,
      ])
      expect(await gonghai.query('select 1 from holding where record_id = $1', [customer.id])).toHaveLength(1)
    },
  )

  test('while cards are going out: every member gets each card once, in the end (CHAT-7)', async () => {
    const members = ['xuhao', 'zhangxiaolin', 'liqian', 'linxiaofeng']
    const pools = await Promise.all([1, 2, 3].map(() => company.makePool(members)))
    const customers = []
    for (const pool of pools) customers.push(await company.enterPool(pool))
    await killAndRestart()
    const phones = [
      ...['xuhao', 'zhangxiaolin'].map(key => gonghai.phone('wecom', key)),
      ...['liqian', 'linxiaofeng'].map(key => gonghai.phone('dingtalk', key)),
    ]
    for (const phone of phones) {
      for (const { name } of customers) {
        await phone.card(name)
        expect(await copiesOf(phone, name)).toBe(1)
      }
    }
  })

  test('what was acknowledged over HTTP is there, and a repeat with its key gets the first answer', async () => {
    const customer = await company.enterPool(await company.makePool(['xuhao', 'liqian']))
    // Where the record is taken before the card went out, there is nothing left to offer and none is sent.
    await liqian().card(customer.name)
    const session = await gonghai.signIn('wecom', 'xuhao')
    const key = `kill-${customer.id}`
    const first = await session.act('pool.claim', { record: customer.record }, key)
    await killAndRestart()
    expect(await session.act('pool.claim', { record: customer.record }, key)).toEqual(first)
    await liqian().card(customer.name, ({ outcome }) => /徐浩领取/.test(outcome ?? ''))
  })

  test('a decision on a card: the next step is asked once and the applicant hears it once (CHAT-4)', async () => {
    const session = await gonghai.signIn('dingtalk', 'linxiaofeng')
    const { result: customer } = await session.act('customer.create', {
      name: company.name('佛山精工'),
      ignoreWarnings: true,
    })
    const title = company.name('影像仪合同')
    const { result: contract } = await session.act('contract.create', {
      title,
      customer: String(customer.id),
      amount: '86000.00',
    })
    await session.act('contract.submit', { contract: String(contract.id) })
    const approver = gonghai.phone('dingtalk', 'wanglei')
    await approver.press(await approver.card(title), 'approval.agree')
    await killAndRestart()
    await approver.card(title, ({ outcome }) => /审批通过/.test(outcome ?? ''))
    const applicant = gonghai.phone('dingtalk', 'linxiaofeng')
    await applicant.text(new RegExp(`${title}.*已审批通过`))
    expect((await applicant.texts()).filter(text => text.includes(title))).toHaveLength(1)
  })
})

test('stopped in order, it ends with 0 and goes on where it was', async () => {
  const customer = await company.enterPool(await company.makePool(['xuhao']))
  expect(await gonghai.stop()).toBe(0)
  await gonghai.restart()
  await xuhao().card(customer.name)
  expect(await copiesOf(xuhao(), customer.name)).toBe(1)
})
