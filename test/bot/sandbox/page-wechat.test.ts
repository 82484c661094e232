import { jest } from '@jest/globals'
import type { Browser, Frame, Page } from 'playwright-core'
import { browserTest, keepPicture, openBrowser } from '../../support/browser'
import { until } from '../../support/until'
import { type PageHost, startPageHost } from './page-host'
import { linda, wang } from './wechat-account'

// A browser and two bundles start here; no test waits for a clock.
jest.setTimeout(60_000)

let time = Date.parse('2026-11-21T02:02:00Z')
let played: string[] = []
let host: PageHost
let browser: Browser
let page: Page
let complaints: string[]

async function openPage(language: string, size = { width: 1680, height: 1000 }) {
  const context = await browser.newContext({ viewport: size })
  page = await context.newPage()
  complaints = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`${host.url}/sandbox/?lang=${language}`)
  await page.locator('.device').first().waitFor()
}

const phone = () => page.locator('section[data-platform="wechat"]')

async function frame(): Promise<Frame> {
  const handle = await phone().locator('iframe').elementHandle()
  const found = await handle?.contentFrame()
  if (!found) throw new Error('the phone has no web view')
  return found
}

async function hand(name: string) {
  await phone()
    .getByRole('button', { name: /谁拿着|Who holds/ })
    .click()
  await phone().getByRole('option', { name }).click()
}

const deed = (verb: string, body: object, platform = 'wechat', userId = wang) =>
  fetch(`${host.url}/sandbox/api/phones/${platform}/${userId}/${verb}`, {
    method: 'POST',
    headers: { 'x-sandbox': '1' },
    body: JSON.stringify(body),
  })

const menu = (url: string) => [
  { type: 'view', name: '报修', url: `${url}/p/new` },
  {
    name: '我的服务',
    sub_button: [
      { type: 'click', name: '进度', key: 'progress' },
      { type: 'view', name: '历史', url: `${url}/p` },
    ],
  },
  { type: 'click', name: '我的设备', key: 'assets' },
]

const sendProgress = () =>
  host.callWechat('message/template/send', {
    touser: wang,
    template_id: 'tpl-progress',
    url: `${host.url}/p`,
    data: {
      thing1: { value: '刘师傅已出发，约 14:30 到' },
      character_string2: { value: 'FW-20261121-0007' },
      phrase3: { value: '在路上' },
      time4: { value: '2026-11-21 13:50' },
    },
  })

beforeAll(async () => {
  host = await startPageHost(() => new Date(time), {
    moveClock: async to => {
      time = to.getTime()
    },
    played: async () => played,
  })
})

afterAll(() => host.close())

describe('sandbox page: the customer, at its door', () => {
  test('knows customers with their machines, and gives WeChat deeds to WeChat alone', async () => {
    const state = (await (await fetch(`${host.url}/sandbox/api/state`)).json()) as {
      phones: { platform: string; name?: string; seat: string; people: Record<string, unknown>[] }[]
    }
    const third = state.phones.find(one => one.platform === 'wechat')
    expect(third).toMatchObject({ name: '恒测仪器服务号' })
    expect(third?.people.find(one => one.userId === wang)).toMatchObject({
      name: '王工',
      department: '苏州恒远电子有限公司',
      phoneEnding: '8000',
      stickers: [
        { serialNumber: 'CMM-800-4471', url: `${host.url}/q/abcdefgh12345678` },
        { serialNumber: 'VMS-300-0912' },
      ],
    })
    expect((await deed('follow', {}, 'wecom', 'chenli')).status).toBe(404)
    expect((await deed('constructor', {})).status).toBe(404)
    expect((await deed('scan', { code: '' })).status).toBe(400)
    expect((await deed('follow', {}, 'wechat', 'nobody')).status).toBe(404)
    expect(await (await deed('scan', { code: 'http://weixin.qq.com/q/none' })).json()).toEqual({
      delivered: false,
      reason: 'no such code',
    })
  })

  test('draws a QR code for a text that fits one, and for nothing else', async () => {
    const drawn = await fetch(`${host.url}/sandbox/api/qr/${encodeURIComponent(`${host.url}/q/abc`)}`)
    expect(drawn.headers.get('content-type')).toContain('image/svg+xml')
    expect(await drawn.text()).toContain('<path')
    expect((await fetch(`${host.url}/sandbox/api/qr/${'a'.repeat(79)}`)).status).toBe(400)
  })

  test('moves the clock forward only', async () => {
    const move = (to: Date) =>
      fetch(`${host.url}/sandbox/api/clock`, {
        method: 'POST',
        headers: { 'x-sandbox': '1' },
        body: JSON.stringify({ to: to.toISOString() }),
      })
    expect((await move(new Date(time - 1000))).status).toBe(400)
    expect((await move(new Date(time + 1000))).status).toBe(200)
  })
})

describe('sandbox page: the customer, in the browser', () => {
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(() => page.context().close())

  browserTest('CHAT-3 talks with the official account: words, menu, template message, its page', async () => {
    await host.callWechat('menu/create', { button: menu(host.url) })
    await openPage('zh-CN')
    await hand('王工')
    await phone().getByRole('textbox').fill('测量机开不了机')
    await phone().getByRole('textbox').press('Enter')
    await phone().getByText('收到：测量机开不了机').waitFor()
    await sendProgress()
    await phone().locator('article.card').getByText('FW-20261121-0007').waitFor()
    await phone().getByRole('button', { name: '我的服务' }).click()
    await phone().getByRole('button', { name: '进度', exact: true }).click()
    await phone().getByRole('button', { name: '我的设备' }).click()
    await until(async () => host.pushed().filter(one => one.includes('[CLICK]')).length === 2 || undefined)
    await keepPicture(page, 'sandbox-three-zh-CN')
    await phone().getByRole('button', { name: '查看详情' }).click()
    const inside = await frame()
    await inside.waitForSelector('h1')
    expect(await inside.evaluate(() => window.name)).toBe(`gonghai-phone:wechat:${wang}`)
    expect(await inside.evaluate(() => navigator.userAgent)).toMatch(/MicroMessenger\/(?!.*wxwork)/)
    expect(complaints).toEqual([])
  })

  browserTest('CHAT-3 follows, sees the allowance, refuses messages, and leaves again', async () => {
    await openPage('en')
    await hand('琳达')
    const card = phone().locator('.account-card')
    await card.getByText('CMM-600-0007').waitFor()
    await keepPicture(page, 'sandbox-stranger-en')
    await card.getByRole('button', { name: 'Follow' }).click()
    await phone().getByText('欢迎').waitFor()
    expect(await card.isVisible()).toBe(false)
    await phone().getByRole('button', { name: 'About this account' }).click()
    await phone().getByText('may still send').waitFor()
    await phone().getByRole('switch').check()
    await expect(
      deed('refuse', { on: true }, 'wechat', linda).then(one => one.json()),
    ).resolves.toMatchObject({
      refuses: true,
    })
    await phone().getByRole('button', { name: 'Unfollow' }).click()
    await card.getByRole('button', { name: 'Follow' }).waitFor()
    expect(host.pushed().some(one => one.includes('[unsubscribe]'))).toBe(true)
    expect(complaints).toEqual([])
  })

  browserTest("scans a machine's code with WeChat's scanner, and from inside the page by wx", async () => {
    await openPage('zh-CN')
    await hand('王工')
    await phone().getByRole('button', { name: '扫一扫' }).click()
    await phone().locator('.sticker img').first().waitFor()
    await keepPicture(page, 'sandbox-scan')
    await phone().locator('.sticker', { hasText: 'CMM-800-4471' }).click()
    const inside = await frame()
    await inside.waitForURL(`${host.url}/q/abcdefgh12345678`)
    // The page itself asks for the scanner as soon as wx is ready.
    await phone().locator('.sticker', { hasText: 'VMS-300-0912' }).click()
    await inside.waitForSelector('body[data-scanned]')
    expect(await inside.getAttribute('body', 'data-scanned')).toBe(`"${host.url}/q/abcdefgh87654321"`)
    await phone().getByRole('button', { name: '重新打开' }).click()
    await phone().getByRole('button', { name: '关上' }).click()
    const again = await frame()
    await again.waitForSelector('body[data-scanned="\\"cancelled\\""]')
  })

  browserTest('tells the account when one of its own codes is scanned', async () => {
    const scene = { action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str: 'stand-12' } } }
    await host.callWechat('qrcode/create', { ...scene, expire_seconds: 3600 })
    await openPage('zh-CN')
    await hand('王工')
    await phone().getByRole('button', { name: '扫一扫' }).click()
    await phone().locator('.sticker', { hasText: 'stand-12' }).click()
    await until(async () => host.pushed().find(one => one.includes('[SCAN]') && one.includes('stand-12')))
    expect(await phone().locator('.sheet').isVisible()).toBe(false)
  })

  browserTest(
    'moves the clock by its buttons, and says beforehand and afterwards what time it is',
    async () => {
      await openPage('zh-CN')
      await page.locator('.clock-menu summary').click()
      const before = time
      await page.locator('.clock-menu [data-move="hour"]').click()
      await page.locator('.clock-menu').getByText('已拨到').waitFor()
      expect(time - before).toBeGreaterThan(3_590_000)
      expect(await page.locator('.clock-menu [data-move="morning"]').innerText()).toMatch(
        /明天 09:00[\s\S]*→ 11月22日.*09:00/,
      )
      await page.locator('.clock-menu [data-move="morning"]').click()
      await until(async () => time === Date.parse('2026-11-22T01:00:00Z') || undefined)
      await page.locator('.clock-menu [data-move="day"]').click()
      await page.locator('.clock-menu .face').getByText('11月23日').waitFor()
      await keepPicture(page, 'sandbox-clock')
      await page.keyboard.press('Escape')
      expect(await page.locator('.clock-menu .face').isVisible()).toBe(false)
    },
  )

  browserTest('ticks what was played by any door while somebody looks', async () => {
    played = []
    await openPage('zh-CN')
    expect(await page.locator('.flow').count()).toBe(5)
    played = ['request', 'rate']
    await page.locator('.flow.done[data-flow="rate"]').waitFor()
    expect(await page.locator('.flow.done').count()).toBe(2)
  })

  browserTest('breaks WeChat by its switches, and shows its wire', async () => {
    await openPage('zh-CN')
    await hand('王工')
    await page.locator('.for-faults').click()
    const section = page.locator('.faults section', { hasText: '微信' }).last()
    await section.getByRole('switch').first().click()
    await phone().getByText('已断开').waitFor()
    await phone().getByRole('textbox').fill('在吗')
    await phone().getByRole('textbox').press('Enter')
    await phone().locator('.toast').getByText('平台已断开').waitFor()
    await section.getByText('全部恢复正常').click()
    await phone().getByText('在线').waitFor()
    await page.locator('.drawer').getByRole('tab', { name: '线路' }).click()
    await page.locator('.wire .filter').getByRole('button', { name: '微信', exact: true }).click()
    await page.locator('.wire li button').first().click()
    await page.locator('.wire pre').first().waitFor()
    expect(await page.locator('.wire li small').first().innerText()).toContain('微信')
    await keepPicture(page, 'sandbox-wire-wechat')
  })

  browserTest.each([
    [1680, 3],
    [1500, 3],
    [1280, 3],
  ])('shows three phones side by side at %i px', async (width, count) => {
    await openPage('zh-CN', { width, height: 900 })
    const boxes = await page
      .locator('.seat')
      .evaluateAll(all => all.map(one => one.getBoundingClientRect().toJSON()))
    expect(boxes.filter(box => box.left >= 0 && box.right <= width)).toHaveLength(count)
    expect(new Set(boxes.map(box => box.top)).size).toBe(1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
  })

  browserTest('leads to the phone beyond the edge, and shows one at a time on a handset', async () => {
    await openPage('zh-CN', { width: 1000, height: 800 })
    await page.getByRole('tab', { name: '微信', exact: true }).click()
    await page.waitForFunction(() => {
      const box = document.querySelector('.seat.wechat')?.getBoundingClientRect()
      return box && box.right <= window.innerWidth + 1
    })
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await phone().isVisible()).toBe(true)
    expect(await page.locator('.seat:visible').count()).toBe(1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
    await keepPicture(page, 'sandbox-small-wechat')
    await page.locator('.for-notes').click()
    await page.locator('.small-pane [data-move="hour"]').waitFor()
    await keepPicture(page, 'sandbox-small-notes')
  })
})
