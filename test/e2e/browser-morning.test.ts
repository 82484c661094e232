import { jest } from '@jest/globals'
import type { Browser, FrameLocator } from 'playwright-core'
import { browserTest, keepPicture, openBrowser } from '../support/browser'
import { Company } from '../support/company'
import { Desk } from '../support/desk'
import { Gonghai } from '../support/gonghai'

jest.setTimeout(120_000)

const handset = { width: 390, height: 844 }

let gonghai: Gonghai
let browser: Browser
let company: Company
let desk: Desk

beforeAll(async () => {
  ;[gonghai, browser] = await Promise.all([Gonghai.start(), openBrowser()])
  company = await Company.open(gonghai)
})

afterAll(async () => {
  await browser?.close()
  await gonghai?.end()
})

afterEach(async () => {
  await keepPicture(desk.page, 'e2e-morning-last')
  await desk.close()
})

/** The mini-app in the WeCom phone of somebody, in a window as small as a phone. */
async function appOf(name: string): Promise<FrameLocator> {
  desk = await Desk.open(browser, gonghai.url, handset)
  await desk.seat('wecom', name)
  await desk.show('wecom', 'app')
  const app = desk.app('wecom')
  await app.locator('.bottom-tab', { hasText: '今日' }).waitFor()
  return app
}

describe('browser: the morning of somebody who sells', () => {
  browserTest(
    '今日 says what falls back and why; 申请延期 goes to the leader’s card (POOL-4, POOL-6)',
    async () => {
      const pool = await company.makePool(['xuhao'], { recycleDays: 3, warnDays: 3 })
      const customer = await company.enterPool(pool, '镇江扬中灯塔电气')
      await (await gonghai.signIn('wecom', 'xuhao')).act('pool.claim', { record: customer.record })
      const app = await appOf('徐浩')
      const item = app.locator('.item').filter({ hasText: customer.name }).filter({ hasText: '申请延期' })
      await item.waitFor()
      expect(await item.textContent()).toMatch(/3 天/)
      await keepPicture(desk.page, 'e2e-morning-today')
      await item.getByRole('button', { name: '申请延期' }).click()
      await app.getByLabel('天数').last().fill('5')
      await app.getByLabel('理由').last().fill('客户下周定预算')
      await keepPicture(desk.page, 'e2e-morning-extension')
      await app.getByRole('button', { name: '申请延期' }).last().click()
      const leader = gonghai.phone('dingtalk', 'chenli')
      const card = await leader.card(customer.name, one =>
        one.buttons.some(({ key }) => key === 'pool.agreeExtension'),
      )
      await leader.press(card, 'pool.agreeExtension')
      await desk.show('wecom', 'chat')
      await desk
        .phone('wecom')
        .getByText(new RegExp(`${customer.name}.*延期 5 天`))
        .first()
        .waitFor()
      await keepPicture(desk.page, 'e2e-morning-extended')
      expect(desk.complaints).toEqual([])
    },
  )

  browserTest('finds a customer by the initials of its name (CUST-16)', async () => {
    const session = await gonghai.signIn('wecom', 'zhangxiaolin')
    await session.act('customer.create', { name: '盐城大丰鹭洲渔机', ignoreWarnings: true })
    const app = await appOf('张晓琳')
    await app.locator('.bottom-tab', { hasText: '客户' }).click()
    await app.getByPlaceholder('名称、拼音首字母、电话尾号').fill('ycdflz')
    await app.getByText('盐城大丰鹭洲渔机').first().waitFor()
    await keepPicture(desk.page, 'e2e-morning-search')
    expect(desk.complaints).toEqual([])
  })
})
