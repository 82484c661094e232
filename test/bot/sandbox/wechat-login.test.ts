import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MemoryStore } from '@gonghai/bot/sandbox/store'
import type { WechatStandIn } from '@gonghai/bot/sandbox/wechat/start'
import type { Browser, Page } from 'playwright-core'
import { browserTest, openBrowser } from '../../support/browser'
import { appId, linda, startWechat } from './wechat-account'

let browser: Browser
let host: Server
let standIn: WechatStandIn

/** The pages of the account's own: `/` holds a frame with the phone's name, `/back` is where a login ends. */
function servePages(): Promise<Server> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://app')
    const target = searchParams.get('open')
    const frame = `<iframe name="gonghai-phone:wechat:${encodeURIComponent(linda)}" src="${target}"></iframe>`
    response.writeHead(200, { 'content-type': 'text/html' }).end(target ? frame : '<p>back</p>')
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

const origin = () => `http://127.0.0.1:${(host.address() as AddressInfo).port}`

function authorizeUrl(scope: string, hash = '#wechat_redirect'): string {
  const back = encodeURIComponent(`${origin()}/back`)
  const query = `appid=${appId}&redirect_uri=${back}&response_type=code&scope=${scope}&state=s1`
  return `${standIn.oauthBase}/connect/oauth2/authorize?${query}${hash}`
}

const inPhone = (url: string) => `${origin()}/?open=${encodeURIComponent(url).replaceAll("'", '%27')}`
const returned = (page: Page) => page.waitForEvent('framenavigated', frame => frame.url().includes('/back?'))

async function openIdOf(url: string): Promise<unknown> {
  const code = new URL(url).searchParams.get('code')
  const asked = `appid=${appId}&secret=wechat-secret&code=${code}&grant_type=authorization_code`
  const answer = await fetch(`${standIn.apiBase}/sns/oauth2/access_token?${asked}`)
  return ((await answer.json()) as { openid?: unknown }).openid
}

describe('wechat stand-in: the login page in a browser', () => {
  beforeAll(async () => {
    host = await servePages()
    standIn = await startWechat(new MemoryStore(), { oauthDomain: new URL(origin()).host })
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await standIn?.close()
    host?.close()
  })

  browserTest('CHAT-3 a phone goes through silently, as the person who holds it', async () => {
    const page = await browser.newPage()
    const end = returned(page)
    await page.goto(inPhone(authorizeUrl('snsapi_base')))
    const frame = await end
    expect(new URL(frame.url()).searchParams.get('state')).toBe('s1')
    expect(await openIdOf(frame.url())).toBe(linda)
    await page.close()
  })

  browserTest('CHAT-3 a phone is asked before its person is named', async () => {
    const page = await browser.newPage()
    await page.goto(inPhone(authorizeUrl('snsapi_userinfo')))
    const end = returned(page)
    await page.frameLocator('iframe').getByRole('button', { name: '允许' }).click()
    expect(await openIdOf((await end).url())).toBe(linda)
    await page.close()
  })

  browserTest('elsewhere one chooses who logs in; without #wechat_redirect nobody does', async () => {
    const page = await browser.newPage()
    await page.goto(authorizeUrl('snsapi_base', ''))
    await page.getByText('#wechat_redirect').waitFor()
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0)
    await page.goto('about:blank')
    await page.goto(authorizeUrl('snsapi_base'))
    await page.getByRole('button', { name: '琳达' }).click()
    await page.waitForURL('**/back?**')
    expect(await openIdOf(page.url())).toBe(linda)
    await page.close()
  })
})
