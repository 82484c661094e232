import { screen, waitFor } from '@testing-library/react'
import { TodayPage } from '../../miniapp/src/areas/today/today-page'
import { call } from '../../miniapp/src/lib/http'
import { keepSession, token } from '../../miniapp/src/lib/session'
import { HttpResponse, http, refuse, sentTo, server } from './support/server'
import { show } from './support/show'
import { visited } from './support/taro'

describe('session', () => {
  it('sends the token and the language with every call', async () => {
    server.use(http.get('/api/today', () => HttpResponse.json({ figures: [], items: [], more: 0 })))
    await show(<TodayPage />)
    expect(await screen.findByText('今天没有等您处理的事')).toBeInTheDocument()
    expect(sentTo('/api/today')[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'accept-language': 'zh-CN',
    })
  })

  it('goes to the sign-in when the server no longer takes it, and back to the same page', async () => {
    window.location.hash = '#/pages/record/index?object=customer&id=1'
    server.use(http.get('/api/today', () => refuse(401, 'notSignedIn')))
    await show(<TodayPage />)
    await waitFor(() => expect(token()).toBeUndefined())
    const returnTo = encodeURIComponent('/pages/record/index?object=customer&id=1')
    expect(visited.at(-1)).toEqual({ how: 'reLaunch', url: `/pages/sign-in/index?returnTo=${returnTo}` })
    expect(localStorage.getItem('gonghai::session')).toBeNull()
  })

  it('keeps a newer session when an older call is refused late', async () => {
    keepSession({ token: 'token-old', expiresAt: '' })
    server.use(
      http.get('/api/today', () => {
        keepSession({ token: 'token-new', expiresAt: '' })
        return refuse(401, 'notSignedIn')
      }),
    )
    await expect(call('GET', '/api/today')).rejects.toMatchObject({ status: 401 })
    expect(token()).toBe('token-new')
  })

  it('keeps people apart who use one browser under different window names', async () => {
    const { readStored, store } = await import('../../miniapp/src/lib/storage')
    window.name = 'gonghai-phone:wecom:zhang'
    store('session', { token: 'zhang' })
    window.name = 'gonghai-phone:dingtalk:zhou'
    expect(readStored('session')).toBeUndefined()
    window.name = 'gonghai-phone:wecom:zhang'
    expect(readStored('session')).toEqual({ token: 'zhang' })
    window.name = ''
  })
})
