import { fireEvent, screen, waitFor } from '@testing-library/react'
import MePage from '../../miniapp/src/areas/me/me-page'
import { firstLocale } from '../../miniapp/src/lib/i18n'
import { buildMe } from './support/builders'
import { HttpResponse, http, sentTo, server } from './support/server'
import { show } from './support/show'

describe('language', () => {
  it('changes at once, is told to the server, and is remembered here', async () => {
    server.use(http.patch('/api/me', () => HttpResponse.json(buildMe({ locale: 'zh-TW' }))))
    await show(<MePage />)
    fireEvent.click(await screen.findByRole('button', { name: /语言/ }))
    fireEvent.click(screen.getByRole('radio', { name: /繁體中文/ }))
    expect(await screen.findByText('登出')).toBeInTheDocument()
    await waitFor(() => expect(sentTo('/api/me')[0]?.body).toEqual({ locale: 'zh-TW' }))
    expect(sentTo('/api/me')[0]?.headers['accept-language']).toBe('zh-TW')
    expect(firstLocale()).toBe('zh-TW')
    fireEvent.click(screen.getByRole('button', { name: /語言/ }))
    fireEvent.click(screen.getByRole('radio', { name: 'English' }))
    expect(await screen.findByText('Sign out')).toBeInTheDocument()
    expect(document.documentElement.lang).toBe('en')
  })

  it.each([
    ['zh-HK', 'zh-TW'],
    ['zh-Hant-TW', 'zh-TW'],
    ['zh-CN', 'zh-CN'],
    ['de-DE', 'en'],
  ])('begins for %s with %s', (spoken, expected) => {
    Object.defineProperty(navigator, 'language', { value: spoken, configurable: true })
    expect(firstLocale()).toBe(expected)
  })
})
