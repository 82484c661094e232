import '@testing-library/jest-dom'
import { calls, server } from './server'
import { pages, router, visited } from './taro'

process.env.TARO_ENV = 'h5'

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => {
  localStorage.clear()
  calls.length = 0
  visited.length = 0
  router.params = {}
  pages.splice(0, pages.length, { route: 'pages/home/index' })
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())
