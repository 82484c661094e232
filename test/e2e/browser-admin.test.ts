import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { browserTest, keepPicture, openBrowser } from '../support/browser'
import type { Desk } from '../support/desk'
import { Gonghai } from '../support/gonghai'
import { chineseLeft } from '../support/languages'
import { openPhone, openWindow, type Screen, sheetOf, windows } from '../support/mini-app'

jest.setTimeout(120_000)

let gonghai: Gonghai
let browser: Browser
let desk: Desk

beforeAll(async () => {
  ;[gonghai, browser] = await Promise.all([Gonghai.start(), openBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await gonghai?.end()
})

afterEach(async () => {
  await keepPicture(desk.page, 'e2e-admin-last')
  await desk.close()
})

/** A page of the administration, opened by whoever may do everything. */
async function openSetting(section: string): Promise<Screen> {
  const opened = await openPhone(browser, gonghai, '何志远', '我的')
  desk = opened.desk
  await opened.app.getByText('管理', { exact: true }).last().click()
  await opened.app.locator('.settings-row', { hasText: section }).first().click()
  return opened.app
}

describe('browser: the administrator', () => {
  browserTest(
    'changes a figure of a pool and sees bars and total change before it is saved (POOL-9)',
    async () => {
      const days = async () =>
        (
          await gonghai.query<{ recycle_days: number }>('select recycle_days from pool where name = $1', [
            '华东大区公海',
          ])
        )[0]!.recycle_days
      const standing = await days()
      const app = await openSetting('领取上限')
      await app
        .locator('.pool-card', { hasText: '华东大区公海' })
        .getByRole('button', { name: '规则与试算' })
        .click()
      await app.locator('.day-bars').waitFor()
      const figure = app.locator('.effect-figure')
      const before = (await figure.textContent())!
      await app.getByLabel('未跟进多少天后回收').fill('20')
      await app.locator('.effect-figure', { hasNotText: new RegExp(`^${before}$`) }).waitFor()
      expect(Number(await figure.textContent())).toBeGreaterThan(Number(before))
      const heights = await app.locator('.day-taken').evaluateAll(bars => bars.map(bar => bar.clientHeight))
      expect(Math.max(...heights)).toBeGreaterThan(4)
      await app.locator('.effect').scrollIntoViewIfNeeded()
      await keepPicture(desk.page, 'e2e-admin-rules')
      expect(await days()).toBe(standing)
      await app.getByRole('button', { name: '保存规则' }).click()
      await app.getByText('公海已保存').waitFor()
      expect(await days()).toBe(20)
      expect(desk.complaints).toEqual([])
    },
  )

  browserTest(
    'narrows the reach of a role, sees the effect first; whoever has it sees less at the next request (SET-2, SET-3)',
    async () => {
      const leader = await gonghai.signIn('wecom', 'chenli')
      const seen = async () => (await leader.list('customer', { tab: 'all' })).count
      const before = await seen()
      const app = await openSetting('角色与权限')
      await app.locator('.access-line', { hasText: '组长' }).first().click()
      await app.getByRole('tab', { name: '数据范围' }).click()
      await keepPicture(desk.page, 'e2e-admin-role')
      await app
        .getByRole('button', { name: /^在列表里看到/ })
        .first()
        .click()
      await sheetOf(app)
        .getByRole('radio', { name: /^本人 / })
        .click()
      await app.getByRole('button', { name: '看看效果' }).click()
      await sheetOf(app).locator('.access-line', { hasText: '客户' }).first().waitFor()
      await keepPicture(desk.page, 'e2e-admin-effect')
      await sheetOf(app).getByRole('button', { name: '保存', exact: false }).click()
      await sheetOf(app).waitFor({ state: 'detached' })
      expect(await seen()).toBeLessThan(before)
      expect(desk.complaints).toEqual([])
    },
  )
})

describe('browser: an English reader', () => {
  browserTest('meets no Chinese on the main pages but names that people gave (CHAT-6)', async () => {
    const opened = await openWindow(browser, gonghai, 'danielreed', {
      size: windows.handset,
      language: 'en',
    })
    desk = opened.desk
    const { app } = opened
    const left: string[] = []
    const look = async (page: string, there: string) => {
      await app.locator(there).last().waitFor()
      await keepPicture(app, `e2e-english-${page}`)
      left.push(...(await chineseLeft(app, gonghai)).map(words => `${page}: ${words}`))
    }
    const tab = (name: string) => app.locator('.bottom-tab', { hasText: new RegExp(`^${name}$`) }).click()
    await look('today', '.item')
    await tab('Pools')
    await look('pools', '.row:visible')
    await tab('Me')
    await look('me', '.me-line')
    await tab('Customers')
    await look('customers', '.row:visible')
    await app.getByRole('button', { name: 'New customer' }).click()
    await look('form', '.field')
    await app.goBack()
    await app.locator('.row-open:visible').first().click()
    await look('record', '.head-actions')
    await app.getByText('Details', { exact: true }).last().click()
    await look('facts', '.fact-text')
    await app.getByText('360°').last().click()
    await look('overview', '.sum')
    expect(left).toEqual([])
    expect(desk.complaints).toEqual([])
  })
})
