import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { repositoryRoot } from '@gonghai/server/db/root'
import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { browserTest, keepPicture, openBrowser } from '../support/browser'
import { Desk } from '../support/desk'
import { Gonghai } from '../support/gonghai'

jest.setTimeout(120_000)

const desktop = { width: 1440, height: 1000 }
const handset = { width: 390, height: 844 }

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
  await keepPicture(desk.page, 'e2e-last')
  await desk.close()
})

/** The demo's newest customer in 华东大区公海, which everybody there has a card of. */
const fresh = '苏州精研仪器有限公司'
/** 张晓琳's contract, agreed by her leader, waiting for 周建国 and 赵敏. */
const pending = '苏州恒远电子 CMM-800 采购合同'

/** `README_PICTURE=1 npm test -- test/e2e/browser-flows.test.ts` renews the picture of the README. */
async function keepReadmePicture(): Promise<void> {
  if (!process.env.README_PICTURE) return
  await desk.page.setViewportSize({ width: 1440, height: 900 })
  await desk.page.reload()
  await desk.card('dingtalk', fresh).getByText('已由张晓琳领取').waitFor()
  const folder = path.join(repositoryRoot, 'docs', 'pictures')
  await mkdir(folder, { recursive: true })
  await desk.page.screenshot({ path: path.join(folder, 'sandbox.png') })
}

describe('browser: both phones on a desktop window', () => {
  browserTest(
    'a claim on the WeCom card turns the DingTalk card and ticks the list (POOL-8, CHAT-8)',
    async () => {
      desk = await Desk.open(browser, gonghai.url, desktop)
      await desk.seat('wecom', '张晓琳')
      await desk.seat('dingtalk', '周建国')
      await desk.card('dingtalk', fresh).getByRole('button', { name: '领取' }).waitFor()
      await desk.card('wecom', fresh).getByRole('button', { name: '领取' }).click()
      await desk.card('wecom', fresh).getByText('您已领取').waitFor()
      await desk.card('dingtalk', fresh).getByText('已由张晓琳领取').waitFor()
      await desk.page.locator('.flow.done[data-flow="claim"]').waitFor()
      await keepPicture(desk.page, 'e2e-claimed')
      await keepReadmePicture()
      expect(desk.complaints).toEqual([])
    },
  )

  browserTest(
    'a rejection with its reason on the DingTalk card reaches the applicant on WeCom (CHAT-4)',
    async () => {
      desk = await Desk.open(browser, gonghai.url, desktop)
      await desk.seat('wecom', '张晓琳')
      await desk.seat('dingtalk', '周建国')
      const card = desk.card('dingtalk', pending)
      await card.getByRole('textbox').fill('请补竞品报价单再报')
      await card.getByRole('button', { name: '驳回' }).click()
      await card.getByText(/周建国已驳回/).waitFor()
      await desk.phone('wecom').getByText('请补竞品报价单再报').waitFor()
      await desk.page.locator('.flow.done[data-flow="approve"]').waitFor()
      await keepPicture(desk.page, 'e2e-rejected')
      expect(desk.complaints).toEqual([])
    },
  )
})

describe('browser: the mini-app inside the phones', () => {
  browserTest(
    'signed in as whoever holds the phone: claims from the pool and takes it back (POOL-8)',
    async () => {
      desk = await Desk.open(browser, gonghai.url, desktop)
      await desk.seat('wecom', '陈立')
      await desk.seat('dingtalk', '孙丽华')
      for (const platform of ['wecom', 'dingtalk'] as const) {
        await desk.show(platform, 'app')
        await desk.app(platform).getByText('公海新进').first().waitFor()
      }
      await keepPicture(desk.page, 'e2e-today')
      const app = desk.app('wecom')
      await app.locator('.bottom-tab', { hasText: '公海' }).click()
      const quota = app.getByText(/今日已领 \d/)
      const before = (await quota.textContent())!
      await app.getByRole('button', { name: '领取' }).first().click()
      await app.getByText(before).waitFor({ state: 'detached' })
      await keepPicture(desk.page, 'e2e-pool-claimed')
      await app.getByRole('button', { name: '撤销' }).click()
      await app.getByText(before).waitFor()
      await app.locator('.bottom-tab', { hasText: '我的' }).click()
      await app.getByText('陈立').first().waitFor()
      expect(desk.complaints).toEqual([])
    },
  )

  browserTest(
    'a card opens the approval, which is agreed to there; the card shows it (CHAT-4, APPR-4)',
    async () => {
      desk = await Desk.open(browser, gonghai.url, desktop)
      await desk.seat('dingtalk', '周建国')
      await desk.seat('wecom', '赵敏')
      const title = '温州双翼齿轮传动 CMM-500 采购合同'
      await desk.card('dingtalk', title).getByRole('button', { name: '详情' }).click()
      const app = desk.app('dingtalk')
      await app.getByRole('button', { name: '同意' }).last().click()
      await app.getByRole('button', { name: '同意' }).last().waitFor()
      await keepPicture(desk.page, 'e2e-agree-sheet')
      await app.locator('textarea').last().fill('同意，注意回款')
      await app.getByRole('button', { name: '同意' }).last().click()
      await app.locator('textarea').last().waitFor({ state: 'detached' })
      await app.getByText('同意，注意回款').waitFor()
      await keepPicture(desk.page, 'e2e-agreed-in-app')
      await desk.show('dingtalk', 'chat')
      await desk
        .card('dingtalk', title)
        .getByText(/您已同意|审批通过/)
        .waitFor()
      expect(desk.complaints).toEqual([])
    },
  )

  browserTest('a new customer in the form, then a follow-up at it', async () => {
    desk = await Desk.open(browser, gonghai.url, desktop)
    await desk.seat('wecom', '徐浩')
    await desk.show('wecom', 'app')
    const app = desk.app('wecom')
    await app.locator('.bottom-tab', { hasText: '客户' }).click()
    await app.getByRole('button', { name: '新建客户' }).click()
    await app.getByRole('button', { name: '保存' }).click()
    await app.getByText('不能为空').first().waitFor()
    await keepPicture(desk.page, 'e2e-form-empty')
    await app.getByLabel('客户名称').fill('无锡铂锐精密机械有限公司')
    await app.getByLabel('电话').fill('13912345678')
    await keepPicture(desk.page, 'e2e-form')
    await app.getByRole('button', { name: '保存' }).click()
    await app.locator('.composer-closed').waitFor()
    await app.locator('.composer-closed').click()
    await app.locator('textarea').last().fill('已电话沟通，下周上门看现场')
    await keepPicture(desk.page, 'e2e-follow-up')
    await app.getByRole('button', { name: '保存' }).last().click()
    await app.locator('.stream, [class*="stream"]').getByText('已电话沟通，下周上门看现场').first().waitFor()
    await keepPicture(desk.page, 'e2e-followed')
    expect(desk.complaints).toEqual([])
  })
})

describe('browser: other windows and languages', () => {
  browserTest('on a phone-sized window one phone at a time, in the chat and in the mini-app', async () => {
    desk = await Desk.open(browser, gonghai.url, handset)
    await desk.page.locator('article.card').first().waitFor()
    await keepPicture(desk.page, 'e2e-handset-chat')
    await desk.show('wecom', 'app')
    await desk.app('wecom').getByText('先做这几件').waitFor()
    await keepPicture(desk.page, 'e2e-handset-today')
    const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(handset.width)
    expect(desk.complaints).toEqual([])
  })

  browserTest('in English: page, chat of an English reader, mini-app', async () => {
    desk = await Desk.open(browser, gonghai.url, { ...desktop, language: 'en' })
    await desk.seat('wecom', 'Daniel Reed')
    await desk.show('dingtalk', 'app')
    await desk.app('dingtalk').getByText('Today').first().waitFor()
    await desk.card('wecom', fresh).waitFor()
    await keepPicture(desk.page, 'e2e-english')
    await desk.show('wecom', 'app')
    await desk.app('wecom').locator('.bottom-tab', { hasText: 'Pools' }).click()
    await desk.app('wecom').getByRole('button', { name: 'Claim' }).first().waitFor()
    await keepPicture(desk.page, 'e2e-english-pool')
    expect(desk.complaints).toEqual([])
  })

  browserTest('in a browser of its own: the platform’s web login, and list beside record', async () => {
    desk = await Desk.open(browser, gonghai.url, desktop)
    const { page } = desk
    await page.goto(`${gonghai.url}/`)
    await page.getByRole('button', { name: /企业微信/ }).click()
    await page.locator('[data-user="sunlihua"]').click()
    await page.getByText('先做这几件').waitFor()
    await keepPicture(page, 'e2e-desktop-today')
    await page.locator('.rail-tab', { hasText: '客户' }).click()
    await page.getByText('全部', { exact: true }).first().click()
    await page.getByText('个客户').first().waitFor()
    await keepPicture(page, 'e2e-desktop-customers')
    expect(desk.complaints).toEqual([])
  })
})
