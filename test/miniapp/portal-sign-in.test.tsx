import { File } from 'node:buffer'
import { createHash } from 'node:crypto'
import type * as Library from '@testing-library/react'
import { calls, HttpResponse, http, refuse, sentTo, server } from './support/server'

const wechat = 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.50'
const left: string[] = []
let cleanUp: () => void = () => undefined

/** The customers' sign-in as it runs in a host: modules are loaded anew, because they look at the host once. */
async function load(agent: string) {
  jest.resetModules()
  Object.defineProperty(navigator, 'userAgent', { value: agent, configurable: true })
  jest.doMock('../../miniapp/src/platform/leave', () => ({ leave: (address: string) => left.push(address) }))
  const library = require('@testing-library/react/pure') as typeof Library
  const { setLocale } = require('../../miniapp/src/lib/i18n')
  await setLocale('zh-CN')
  cleanUp = library.cleanup
  return {
    ...library,
    PortalSignIn: require('../../miniapp/src/areas/portal/sign-in-page').PortalSignIn,
    sessions: require('../../miniapp/src/lib/session') as typeof import('../../miniapp/src/lib/session'),
    toSignIn: require('../../miniapp/src/lib/to-sign-in').toSignIn as () => void,
    upload: require('../../miniapp/src/platform/upload')
      .upload as typeof import('../../miniapp/src/platform/upload').upload,
    visited: require('./support/taro').visited as { url: string }[],
  }
}

const mode = (name: string) =>
  http.get('/auth/options', () => HttpResponse.json({ mode: name, platforms: [] }))

beforeEach(() => {
  left.length = 0
})
afterEach(() => cleanUp())

describe('portal sign-in', () => {
  it('in WeChat leaves by itself, with only the hash of the verifier', async () => {
    const { render, PortalSignIn } = await load(wechat)
    render(<PortalSignIn returnTo="/pages/portal/request/index?id=7" />)
    const address = new URL(left[0] ?? '', 'http://gonghai.test')
    const verifier = JSON.parse(localStorage.getItem('gonghai::portalVerifier') ?? '""') as string
    expect(address.pathname).toBe('/auth/wechat/start')
    expect(address.searchParams.get('challenge')).toBe(
      createHash('sha256').update(verifier).digest('base64url'),
    )
    expect(address.searchParams.get('returnTo')).toBe('/#/pages/portal/request/index?id=7')
  })

  it('turns the ticket into a session of its own and goes back', async () => {
    localStorage.setItem('gonghai::portalVerifier', '"verifier-1"')
    server.use(
      http.post('/auth/wechat/ticket', () =>
        HttpResponse.json({ token: 'portal-9', expiresAt: '2099-01-01T00:00:00.000Z' }),
      ),
    )
    const { render, waitFor, PortalSignIn, sessions, visited } = await load(wechat)
    render(<PortalSignIn ticket="ticket-1" returnTo="/#/pages/portal/assets/index" />)
    await waitFor(() => expect(visited).toHaveLength(1))
    expect(visited[0]?.url).toBe('/pages/portal/assets/index')
    expect(sentTo('/auth/wechat/ticket')[0]?.body).toEqual({ ticket: 'ticket-1', verifier: 'verifier-1' })
    expect(sessions.customer.held.get()).toBe('portal-9')
    expect(sessions.staff.held.get()).toBeUndefined()
    expect(localStorage.getItem('gonghai::portalVerifier')).toBeNull()
  })

  it('waits for a press after a refusal instead of circling', async () => {
    server.use(http.post('/auth/wechat/ticket', () => refuse(401, 'ticketSpent')))
    const { render, screen, PortalSignIn } = await load(wechat)
    render(<PortalSignIn ticket="old" />)
    expect(await screen.findByRole('alert')).toBeInTheDocument()
    expect(left).toEqual([])
    expect(screen.getByRole('button', { name: '微信登录' })).toBeInTheDocument()
  })

  it.each([
    ['production', '请在微信里打开这个页面。'],
    ['sandbox', '微信登录'],
  ])('in a browser: %s', async (name, words) => {
    server.use(mode(name))
    const { render, screen, PortalSignIn } = await load('Mozilla/5.0 Chrome/130')
    render(<PortalSignIn />)
    expect(await screen.findByText(words)).toBeInTheDocument()
    expect(left).toEqual([])
  })

  it('is where WeChat leads to; WeCom, which calls itself WeChat too, leads to the employees’ sign-in', async () => {
    const inWechat = await load(wechat)
    inWechat.toSignIn()
    expect(inWechat.visited[0]?.url).toBe('/pages/portal/home/index')
    const inWecom = await load('Mozilla/5.0 wxwork/4.1.30 MicroMessenger/7.0.1')
    inWecom.toSignIn()
    expect(inWecom.visited[0]?.url).toContain('/pages/sign-in/index')
  })

  it('sends a customer’s picture through the customers’ door', async () => {
    server.use(
      http.post('/portal/files', () =>
        HttpResponse.json({ id: 'file-1', fileName: 'a.jpg', size: 1, contentType: 'image/jpeg' }),
      ),
    )
    const { sessions, upload } = await load(wechat)
    sessions.staff.keep({ token: 'token-1', expiresAt: '2099-01-01T00:00:00.000Z' })
    sessions.customer.keep({ token: 'portal-1', expiresAt: '2099-01-01T00:00:00.000Z' })
    await upload({ name: 'a.jpg', size: 1, content: new File(['x'], 'a.jpg') }, 'customer')
    expect(calls.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/portal/files', 'Bearer portal-1'],
    ])
  })
})
