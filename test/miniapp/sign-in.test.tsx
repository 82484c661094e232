import { createHash } from 'node:crypto'
import type * as Library from '@testing-library/react'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'

const agents = {
  browser: 'Mozilla/5.0 Chrome/130',
  wecom: 'Mozilla/5.0 (iPhone) wxwork/4.1.30 MicroMessenger/7.0.1',
  dingtalk: 'Mozilla/5.0 (Linux; Android 14) AliApp(DingTalk/7.6.0)',
}

const left: string[] = []
let cleanUp: () => void = () => undefined
let code: () => Promise<{ code: string }> = async () => ({ code: 'code-1' })

/** The sign-in as it runs inside a host: the app's modules are loaded anew, because they look at the host once. */
async function signIn(agent: keyof typeof agents, parameters: Record<string, string> = {}) {
  jest.resetModules()
  Object.defineProperty(navigator, 'userAgent', { value: agents[agent], configurable: true })
  jest.doMock('../../miniapp/src/platform/leave', () => ({ leave: (address: string) => left.push(address) }))
  jest.doMock('../../miniapp/src/platform/dingtalk-sdk', () => ({
    requestAuthCode: ({ corpId }: { corpId: string }) => code().then(found => ({ ...found, corpId })),
    setTitle: async () => undefined,
  }))
  const library = require('@testing-library/react/pure') as typeof Library
  const { SignInPage } = require('../../miniapp/src/areas/sign-in/sign-in-page')
  const { token } = require('../../miniapp/src/lib/session')
  const { setLocale } = require('../../miniapp/src/lib/i18n')
  const { visited } = require('./support/taro')
  await setLocale('zh-CN')
  cleanUp = library.cleanup
  library.render(<SignInPage {...parameters} />)
  return { ...library, token: token as () => string | undefined, visited: visited as { url: string }[] }
}

const options = http.get('/auth/options', () =>
  HttpResponse.json({
    mode: 'production',
    platforms: [
      { name: 'wecom', corpId: 'corp-1', client: 'redirect', web: true },
      { name: 'dingtalk', corpId: 'corp-2', client: 'code', web: true },
    ],
  }),
)
const session = { token: 'token-9', expiresAt: '2099-01-01T00:00:00.000Z' }

beforeEach(() => {
  left.length = 0
  code = async () => ({ code: 'code-1' })
  server.use(options)
})

afterEach(() => cleanUp())

describe('sign-in', () => {
  it('in a browser offers each platform’s own web login and keeps only the verifier here', async () => {
    const { screen, fireEvent } = await signIn('browser', {
      returnTo: '/pages/record/index?object=customer&id=1',
    })
    fireEvent.click(await screen.findByRole('button', { name: '用企业微信登录' }))
    const address = new URL(left[0] ?? '', 'http://gonghai.test')
    const verifier = JSON.parse(localStorage.getItem('gonghai::verifier') ?? '""') as string
    expect(address.pathname).toBe('/auth/wecom/start')
    expect(address.searchParams.get('via')).toBe('web')
    expect(address.searchParams.get('returnTo')).toBe('/#/pages/record/index?object=customer&id=1')
    expect(verifier).toHaveLength(64)
    expect(address.searchParams.get('challenge')).toBe(
      createHash('sha256').update(verifier).digest('base64url'),
    )
  })

  it('exchanges the ticket with the verifier and returns to the page', async () => {
    localStorage.setItem('gonghai::verifier', '"verifier-1"')
    server.use(http.post('/auth/ticket', () => HttpResponse.json(session)))
    const returnTo = '/#/pages/approval/index?id=approval-1'
    const { waitFor, token, visited } = await signIn('wecom', { ticket: 'ticket-1', returnTo })
    await waitFor(() => expect(visited.at(-1)?.url).toBe('/pages/approval/index?id=approval-1'))
    expect(sentTo('/auth/ticket')[0]?.body).toEqual({ ticket: 'ticket-1', verifier: 'verifier-1' })
    expect(token()).toBe('token-9')
    expect(localStorage.getItem('gonghai::verifier')).toBeNull()
    expect(left).toHaveLength(0)
  })

  it.each(['https://evil.example/', '//evil.example', '/#/pages/sign-in/index', 'javascript:alert(1)'])(
    'returns to the first page instead of %s',
    async returnTo => {
      server.use(http.post('/auth/ticket', () => HttpResponse.json(session)))
      const { waitFor, visited } = await signIn('wecom', { ticket: 'ticket-1', returnTo })
      await waitFor(() => expect(visited.at(-1)?.url).toBe('/pages/home/index'))
    },
  )

  it('inside WeCom goes by itself', async () => {
    const { waitFor } = await signIn('wecom')
    await waitFor(() => expect(left[0]).toMatch(/^\/auth\/wecom\/start\?challenge=[\w-]{43}&.*via=client$/))
  })

  it('inside DingTalk hands the client’s code over', async () => {
    server.use(http.post('/auth/dingtalk/code', () => HttpResponse.json(session)))
    const { waitFor, token, visited } = await signIn('dingtalk')
    await waitFor(() => expect(token()).toBe('token-9'))
    expect(sentTo('/auth/dingtalk/code')[0]?.body).toEqual({ code: 'code-1' })
    await waitFor(() => expect(visited.at(-1)?.url).toBe('/pages/home/index'))
  })

  it('stops after a refusal and says it, instead of circling', async () => {
    const { screen } = await signIn('wecom', { error: 'notLinked' })
    expect(await screen.findByRole('button', { name: '重新登录' })).toBeInTheDocument()
    expect(screen.getByRole('alert')).toHaveTextContent('您的账号还没有关联到员工')
    expect(left).toHaveLength(0)
  })

  it('says a spent ticket and offers to try again', async () => {
    server.use(http.post('/auth/ticket', () => refuse(401, 'signInFailed')))
    const { screen, token } = await signIn('wecom', { ticket: 'spent' })
    expect(await screen.findByRole('alert')).toHaveTextContent('登录没有成功')
    expect(await screen.findByRole('button', { name: '重新登录' })).toBeInTheDocument()
    expect(token()).toBeUndefined()
  })
})
