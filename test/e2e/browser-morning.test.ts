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

async function settingsOf(name: string, section: string): Promise<FrameLocator> {
  const app = await appOf(name)
  await app.locator('.bottom-tab', { hasText: '我的' }).click()
  await app.getByText('管理', { exact: true }).last().click()
  await app.getByText(section, { exact: true }).last().click()
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

  browserTest(
    'a table with one wrong row: said, left out by a word, the others are there (CUST-16)',
    async () => {
      const app = await appOf('张晓琳')
      await app.locator('.bottom-tab', { hasText: '客户' }).click()
      await app.getByRole('button', { name: '更多' }).first().click()
      await app.getByText('导入 / 导出', { exact: true }).click()
      await keepPicture(desk.page, 'e2e-morning-table')
      await app.getByText('导入', { exact: true }).last().click()
      const chosen = desk.page.waitForEvent('filechooser')
      await app.getByRole('button', { name: '选择表格' }).click()
      const table = '\uFEFF客户名称,电话\n泰州姜堰雁栖纺机,13812345621\n泰州兴化苇荡泵阀,不是电话\n'
      await (await chosen).setFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
      await app.getByText('有问题 1').first().waitFor()
      await keepPicture(desk.page, 'e2e-morning-checked')
      await app.getByRole('button', { name: '跳过有问题的，导入 1 条' }).click()
      await app.getByText('已导入 1 条').first().waitFor()
      await keepPicture(desk.page, 'e2e-morning-imported')
      const made = await gonghai.query('select 1 from customer where name = any($1::text[])', [
        ['泰州姜堰雁栖纺机', '泰州兴化苇荡泵阀'],
      ])
      expect(made).toHaveLength(1)
      expect(desk.complaints).toEqual([])
    },
  )
})

describe('browser: the administrator', () => {
  browserTest(
    'changes a figure of a pool and sees who would lose what before it is saved (POOL-9)',
    async () => {
      const app = await settingsOf('何志远', '公海')
      await app
        .locator('.pool-card', { hasText: '华东大区公海' })
        .getByRole('button', { name: '规则与试算' })
        .click()
      await app.locator('.day-bars').waitFor()
      await keepPicture(desk.page, 'e2e-admin-rules')
      const total = app.locator('.effect')
      const before = await total.textContent()
      await app.getByLabel('未跟进多少天后回收').fill('20')
      await app.locator('.effect', { hasNotText: before! }).waitFor()
      const heights = await app.locator('.day-taken').evaluateAll(bars => bars.map(bar => bar.clientHeight))
      expect(Math.max(...heights)).toBeGreaterThan(4)
      await keepPicture(desk.page, 'e2e-admin-rules-tried')
      expect(desk.complaints).toEqual([])
    },
  )

  browserTest('the roles open, each with its people (SET-2, SET-3)', async () => {
    const app = await settingsOf('何志远', '角色与权限')
    await app.getByText('客户经理').last().waitFor()
    await keepPicture(desk.page, 'e2e-admin-roles')
    expect(desk.complaints).toEqual([])
  })
})
