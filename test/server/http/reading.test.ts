import { PlatformError } from '@gonghai/shared/ports/errors'
import { buildCustomer } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
})
afterAll(() => server.stop())

describe('what can be asked in an address', () => {
  const odd = [
    '%00',
    '%ff',
    'x',
    '-1',
    '1e9',
    'NaN',
    '{}',
    '%27%20or%201=1--',
    '%F0%9F%98%80',
    'x'.repeat(2000),
  ]
  const addresses = (value: string) => [
    `/api/people?q=${value}`,
    `/api/people?limit=${value}`,
    `/api/people?q=${value}&q=${value}`,
    `/api/approvals?tab=${value}`,
    `/api/approvals?cursor=${value}`,
    `/api/approvals/${value}`,
    `/api/today?limit=${value}`,
    `/api/records/${value}/${value}`,
    `/api/records/customer/${value}/stream`,
    `/api/records/attachment/${value}/url`,
    `/api/meta?x=${value}`,
  ]

  test.each(odd)('%s is answered, or refused, but never our fault', async value => {
    for (const address of addresses(value)) {
      const { status } = await server.get(zhang, address)
      expect({ address, status: [200, 400, 403, 404].includes(status) || status }).toEqual({
        address,
        status: true,
      })
    }
  })

  test('a made-up cursor of a stream is refused', async () => {
    const id = await buildCustomer(server, zhang)
    const answer = await server.get(zhang, `/api/records/customer/${id}/stream?cursor=made-up`)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalidInput' } })
  })
})

describe('PATCH /api/me', () => {
  const patch = async (body: unknown) =>
    server.send('/api/me', {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${await server.token(zhang)}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('changes the own language, and takes no other', async () => {
    expect((await patch({ locale: 'en' })).body).toMatchObject({ locale: 'en', id: zhang.id })
    for (const locale of ['fr', '', 5, null, '__proto__', ['en']]) {
      expect(await patch({ locale })).toMatchObject({ status: 400, body: { fields: [{ path: 'locale' }] } })
    }
    expect((await server.get(zhang, '/api/me')).body.locale).toBe('en')
  })
})

describe('POST /api/jsapi/:platform', () => {
  const sign = (url: unknown, platform = 'wecom') => server.post(zhang, `/api/jsapi/${platform}`, { url })

  test('signs our own pages and no others', async () => {
    expect((await sign(`${server.url}/`)).status).toBe(200)
    for (const url of [
      'https://evil.example/',
      `${server.url}.evil.example/`,
      `${server.url}@evil.example/`,
      server.url,
      '',
      5,
      null,
      `${server.url}/${'x'.repeat(2000)}`,
    ]) {
      expect(await sign(url)).toMatchObject({ status: 400, body: { fields: [{ path: 'url' }] } })
    }
    expect((await sign(`${server.url}/`, 'nothing')).status).toBe(404)
  })

  test('a platform that is ill answers 503', async () => {
    const platform = server.platforms.get('wecom')!
    const { signPage } = platform
    platform.signPage = async () => {
      throw new PlatformError('wecom', 'ticket', 'transient', 'http 502')
    }
    expect(await sign(`${server.url}/`)).toMatchObject({ status: 503, body: { code: 'busy' } })
    platform.signPage = signPage
  })
})

describe('GET /api/meta', () => {
  test('SET-2 holds what the role permits, and is not sent again unchanged', async () => {
    const { headers, body } = await server.get(zhang, '/api/meta')
    expect(Object.keys(body.actions)).toContain('pool.claim')
    expect(Object.keys(body.actions)).not.toContain('pool.create')
    const token = await server.token(zhang)
    const again = await server.send('/api/meta', {
      headers: { Authorization: `Bearer ${token}`, 'If-None-Match': headers.get('etag')! },
    })
    expect(again.status).toBe(304)
    const nobody = await server.get(server.people.nobody!, '/api/meta')
    expect(nobody.body).toMatchObject({ objects: [], actions: {} })
  })
})
