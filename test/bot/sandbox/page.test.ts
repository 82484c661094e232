import { jest } from '@jest/globals'
import type { Browser, Frame, Page } from 'playwright-core'
import { browserTest, keepPicture, openBrowser } from '../../support/browser'
import { buildValues } from './dingtalk-corp'
import { type PageHost, startPageHost } from './page-host'
import { buildCard } from './wecom-corp'

// A browser and two bundles start here; no test waits for a clock.
jest.setTimeout(60_000)

const now = () => new Date('2026-11-21T02:02:00Z')
let host: PageHost
let browser: Browser
let page: Page
let complaints: string[]

async function openPage(language: string, size = { width: 1440, height: 1000 }) {
  const context = await browser.newContext({ viewport: size })
  page = await context.newPage()
  complaints = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`${host.url}/sandbox/?lang=${language}`)
  await page.locator('.device').first().waitFor()
}

const phone = (platform: 'wecom' | 'dingtalk') => page.locator(`section[data-platform="${platform}"]`)

async function frameOf(platform: 'wecom' | 'dingtalk'): Promise<Frame> {
  const handle = await phone(platform).locator('iframe').elementHandle()
  const frame = await handle?.contentFrame()
  if (!frame) throw new Error('the phone has no web view')
  return frame
}

const sendClaim = (task: string, change: object = {}) =>
  host.callWecom('message/send', {
    touser: 'ZhangXiaolin|chenli',
    agentid: 1000002,
    msgtype: 'template_card',
    template_card: buildCard({
      task_id: task,
      card_action: { type: 1, url: `${host.url}/#/r/customer/1` },
      ...change,
    }),
  })

const sendApproval = (track: string) =>
  host.callDingtalk('POST', '/v1.0/card/instances/createAndDeliver', {
    cardTemplateId: 'gonghai.schema',
    outTrackId: track,
    callbackType: 'STREAM',
    cardData: { cardParamMap: buildValues() },
    openSpaceId: 'dtv1.card//IM_ROBOT.zhou',
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingkey' },
  })

const api = (path: string, init: RequestInit = {}) => fetch(`${host.url}/sandbox/api/${path}`, init)

beforeAll(async () => {
  host = await startPageHost(now)
})

afterAll(() => host.close())

describe('sandbox page: its door', () => {
  test('refuses presses without its header, strangers, nonsense and pictures that are none', async () => {
    const say = (path: string, body: BodyInit, headers: Record<string, string> = { 'x-sandbox': '1' }) =>
      api(path, { method: 'POST', body, headers })
    expect((await say('phones/wecom/chenli/say', '{"text":"a"}', {})).status).toBe(403)
    expect((await say('phones/wecom/ghost/say', '{"text":"a"}')).status).toBe(404)
    expect((await say('phones/fax/chenli/say', '{"text":"a"}')).status).toBe(404)
    expect((await say('phones/wecom/chenli/say', '{"text":""}')).status).toBe(400)
    expect((await say('phones/wecom/chenli/say', '[')).status).toBe(400)
    expect((await say('phones/wecom/chenli/picture', '<svg/>')).status).toBe(415)
    expect((await say('faults', '{"platform":"wecom","path":"/","kind":"fire"}')).status).toBe(400)
    expect((await say('clock', '{"to":"2027-01-01T00:00:00Z"}')).status).toBe(404)
    expect((await api('screen/wecom/ghost')).status).toBe(404)
  })

  test('serves page and scripts under a policy without inline code', async () => {
    const answer = await fetch(`${host.url}/sandbox/`)
    const policy = `${answer.headers.get('content-security-policy')}`
    expect(policy).toContain(`frame-src 'self' ${host.wecom.oauthBase}`)
    expect(policy).not.toContain('unsafe')
    expect(await answer.text()).not.toMatch(/<style|style=|<script>|onclick/)
    const script = await fetch(`${host.url}/sandbox/page.js`)
    const again = { headers: { 'if-none-match': `${script.headers.get('etag')}` } }
    expect((await fetch(`${host.url}/sandbox/page.js`, again)).status).toBe(304)
    expect((await fetch(`${host.url}/sandbox/../server/main.ts`)).status).toBe(404)
  })
})

describe('sandbox page: in the browser', () => {
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(() => page.context().close())

  browserTest('plays a claim and an approval on cards, and ticks both', async () => {
    await openPage('zh-CN')
    const sent = await sendClaim('claim-1')
    await sendApproval('approval-1')
    const claim = phone('wecom').locator('article.card').last()
    await claim.getByRole('button', { name: '领取' }).click()
    await page.locator('.flow.done[data-flow="claim"]').waitFor()
    const button = { replace_name: '已由 张晓琳 领取 · 10:02' }
    const update = { atall: 1, agentid: 1000002, response_code: sent.response_code, button }
    await host.callWecom('message/update_template_card', update)
    await claim.getByText('已由 张晓琳 领取 · 10:02').waitFor()
    host.answerPress({ state: 'closed', outcome: '您已驳回 · 10:02' })
    const approval = phone('dingtalk').locator('article.card').last()
    await approval.getByRole('radio', { name: '价格' }).click()
    await approval.getByRole('textbox').fill('毛利太低')
    await approval.getByRole('button', { name: '驳回' }).click()
    await approval.getByText('您已驳回 · 10:02').waitFor()
    await page.locator('.flow.done[data-flow="approve"]').waitFor()
    const wire = host.dingtalk.control.wire.list().findLast(entry => entry.title.startsWith('CALLBACK'))
    expect(JSON.stringify(wire?.request)).toContain('毛利太低')
    await keepPicture(page, 'sandbox-zh-CN')
    expect(complaints).toEqual([])
  })

  browserTest('says a line, sends a picture, and hands the phone to somebody else', async () => {
    await openPage('en')
    const wecom = phone('wecom')
    await wecom.getByPlaceholder('Say something').fill('claim KH-1')
    await wecom.getByPlaceholder('Say something').press('Enter')
    await wecom.locator('.message.me').getByText('claim KH-1').waitFor()
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const picture = { name: 'a.png', mimeType: 'image/png', buffer: png }
    await wecom.locator('.composer input[type=file]').setInputFiles(picture)
    const shown = wecom.locator('img.picture')
    await shown.waitFor()
    await expect(
      shown.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).resolves.toBe(1)
    await wecom.getByRole('button', { name: 'Who holds this phone' }).click()
    await wecom.getByRole('option', { name: '陈立' }).click()
    await expect(wecom.locator('img.picture').count()).resolves.toBe(0)
    await host.wecom.control.typeLine('zhou', '只有周总看得到')
    await wecom.locator('.sitter .dot').waitFor()
    await keepPicture(page, 'sandbox-en')
    expect(complaints).toEqual([])
  })

  browserTest(
    "opens the mini-app as the person at each phone, logged in by the hosts' own SDKs",
    async () => {
      await openPage('zh-CN')
      await phone('wecom').getByRole('tab', { name: '小程序' }).click()
      await phone('dingtalk').getByRole('tab', { name: '小程序' }).click()
      const wecom = await frameOf('wecom')
      await wecom.waitForSelector('body[data-place]')
      const place = JSON.parse(`${await wecom.getAttribute('body', 'data-place')}`)
      expect(place).toMatchObject({ errMsg: 'getLocation:ok', latitude: expect.any(Number) })
      expect(new URL(wecom.url()).searchParams.get('state')).toBe('s1')
      const code = JSON.parse(`${await wecom.getAttribute('body', 'data-code')}`) as string
      const token = await fetch(
        `${host.wecom.apiBase}/cgi-bin/gettoken?corpid=ww00000000000000aa&corpsecret=wecom-secret`,
      )
      const { access_token } = (await token.json()) as { access_token: string }
      const who = await fetch(
        `${host.wecom.apiBase}/cgi-bin/auth/getuserinfo?access_token=${access_token}&code=${code}`,
      )
      expect(await who.json()).toMatchObject({ errcode: 0, userid: 'ZhangXiaolin' })
      const dingtalk = await frameOf('dingtalk')
      await dingtalk.waitForSelector('body[data-code]')
      expect(await dingtalk.getAttribute('body', 'data-code')).toMatch(/^"[\w-]{20,}"$/)
    },
  )

  browserTest("opens a card's page inside the phone, and gives an ordinary browser no bridge", async () => {
    await openPage('zh-CN')
    await sendClaim('claim-2')
    const card = phone('dingtalk').locator('article.card').last()
    await sendApproval('approval-2')
    await phone('wecom').getByRole('button', { name: '苏州精研仪器有限公司' }).last().click()
    await phone('wecom').locator('iframe').waitFor()
    await phone('wecom').getByRole('button', { name: '回到聊天' }).click()
    await card.waitFor()
    await page.goto(`${host.url}/`)
    await page.waitForSelector('body[data-host]')
    expect(await page.getAttribute('body', 'data-host')).toBe('"browser"')
  })

  browserTest('says in words when a platform is cut off, and shows the wire', async () => {
    await openPage('zh-CN')
    await sendClaim('claim-3')
    await page.locator('.for-faults').click()
    await page.locator('.faults section').first().getByRole('switch').first().click()
    await phone('wecom').getByText('已断开').waitFor()
    await phone('wecom').locator('article.card').last().getByRole('button', { name: '领取' }).click()
    await phone('wecom').locator('.toast').getByText('平台已断开').waitFor()
    await page.locator('.faults section').first().getByText('全部恢复正常').click()
    await phone('wecom').getByText('在线').waitFor()
    await page.locator('.drawer').getByRole('tab', { name: '线路' }).click()
    await page.locator('.wire li button').first().click()
    await page.locator('.wire pre').first().waitFor()
    await keepPicture(page, 'sandbox-wire')
  })

  browserTest('shows one phone at a time on a small window', async () => {
    await openPage('zh-CN', { width: 390, height: 844 })
    expect(await phone('wecom').isVisible()).toBe(true)
    expect(await phone('dingtalk').isVisible()).toBe(false)
    await page.getByRole('tab', { name: '钉钉' }).click()
    expect(await phone('dingtalk').isVisible()).toBe(true)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
    await keepPicture(page, 'sandbox-small')
  })
})
