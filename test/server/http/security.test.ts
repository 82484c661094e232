import { request } from 'node:http'
import { buildCustomer } from '../../support/builders'
import { type Answered, type TestServer, testServer } from '../../support/server'

let server: TestServer
let sandbox: TestServer
beforeAll(async () => {
  ;[server, sandbox] = await Promise.all([testServer(), testServer({ config: { mode: 'sandbox' } })])
})
afterAll(() => Promise.all([server.stop(), sandbox.stop()]))

/** A request under any name; fetch would not let the header through. */
function underName(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/healthz`, { headers: { Host: host } }, answer => {
      answer.resume()
      resolve(answer.statusCode!)
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('every answer', () => {
  const addresses = [
    '/healthz',
    '/auth/options',
    '/api/me',
    '/api/nothing',
    '/nothing',
    '/r/customer/1',
    '/files/x',
    '/%ff',
  ]

  test.each(addresses)('%s has the security headers and an id', async address => {
    const { headers } = await server.send(address)
    const csp = headers.get('content-security-policy')!
    expect(csp).toContain("default-src 'self'")
    expect(csp).toContain("script-src 'self'")
    expect(csp).toContain("object-src 'none'")
    expect(csp).toContain("frame-ancestors 'none'")
    expect(csp).not.toMatch(/unsafe|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/)
  })

  test('of the API is kept nowhere', async () => {
    for (const address of ['/api/me', '/auth/options']) {
      expect((await server.send(address)).headers.get('cache-control')).toBe('no-store')
    }
  })

  test('keeps a sensible request id and replaces any other', async () => {
    const ask = async (id: string) =>
      (await server.send('/healthz', { headers: { 'X-Request-Id': id } })).headers.get('x-request-id')
    expect(await ask('abc-12345')).toBe('abc-12345')
    for (const id of ['short', 'a b c d e f g h', '<script>alert(1)</script>', 'x'.repeat(65)]) {
      expect(await ask(id)).not.toBe(id)
    }
  })

  test('speaks the language that is asked for', async () => {
    const ask = async (language: string) =>
      (await server.send('/api/me', { headers: { 'Accept-Language': language } })).body.message
    expect(await ask('en-US,en;q=0.9')).toBe('Please sign in first.')
    expect(await ask('zh-TW')).toBe('請先登入。')
    expect(await ask('fr,zh-CN')).toBe(await ask('xx'))
  })
})

describe('the sandbox', () => {
  test('answers to its own name only', async () => {
    const { port } = new URL(sandbox.url)
    expect(await underName(sandbox.url, `127.0.0.1:${port}`)).toBe(200)
    for (const host of [
      'evil.example.com',
      `evil.example.com:${port}`,
      '127.0.0.1',
      `127.0.0.1.nip.io:${port}`,
    ]) {
      expect(await underName(sandbox.url, host)).toBe(404)
    }
  })

  test('production is called by whatever name its proxy has', async () => {
    expect(await underName(server.url, 'crm.example.com')).toBe(200)
  })
})

describe('addresses that are none', () => {
  test.each([
    ['GET', '/api'],
    ['GET', '/api/nothing'],
    ['DELETE', '/api/me'],
    ['PUT', '/api/actions/pool.claim'],
    ['GET', '/api/actions/pool.claim'],
    ['POST', '/api/actions/no.such'],
    ['POST', '/api/actions/__proto__'],
    ['POST', '/api/actions/constructor'],
    ['POST', `/api/actions/${'x'.repeat(3000)}`],
    ['GET', '/api/records/employee/019aa000-0000-7000-8000-000000000000'],
    ['GET', "/api/records/customer/' or 1=1 --"],
    ['POST', '/api/records/session/query'],
    ['GET', '/api/approvals/x'],
  ])('%s %s answers 404 in our form', async (method, address) => {
    const token = await server.token(server.people.administrator!)
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const body = method === 'POST' ? { body: '{}' } : {}
    const answer = await server.send(address, { method, headers, ...body })
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ code: expect.stringMatching(/^(notFound|unknownAction)$/) })
  })

  test.each(['/%', '/%ff', '/r/%00/x', '/r/customer/%E0%A4%A', '/api/records/%00/%00'])(
    '%s is no fault of ours',
    async address => {
      const token = await server.token(server.people.administrator!)
      const { status } = await server.send(address, { headers: { Authorization: `Bearer ${token}` } })
      expect([400, 404]).toContain(status)
    },
  )

  test('a short address leads into our own app and nowhere else', async () => {
    const at = async (address: string) => (await server.send(address)).headers.get('location')
    expect(await at('/r/customer/1')).toBe('/#/pages/record/index?object=customer&id=1')
    expect(await at('/r/approval/1')).toBe('/#/pages/approval/index?id=1')
    for (const evil of [
      '/r/customer/https:%2f%2fevil.example',
      '/r/__proto__/x',
      '/r//evil.example',
      '/r/a%0d%0aSet-Cookie:x/1',
    ]) {
      expect((await server.send(evil)).status).toBe(404)
    }
  })
})

describe('secrets', () => {
  const leaks = /\bat .+:\d+:\d+|node_modules|\.ts:|select |insert into|prisma|postgres/i

  test('no answer and no log line holds a stack, a statement or a token', async () => {
    const { administrator } = server.people
    const token = await server.token(administrator!)
    const answers: Answered[] = [
      await server.get(administrator!, '/api/me'),
      await server.send('/api/me', { headers: { Authorization: `Bearer ${token}x` } }),
      await server.call(administrator!, 'customer.create', { name: 5 }),
      await server.send('/auth/wecom/callback?code=secret-code&state=secret-state'),
      await server.post(administrator!, '/auth/ticket', {
        ticket: 'secret-ticket',
        verifier: 'secret-verifier',
      }),
    ]
    for (const { text } of answers) {
      expect(text).not.toMatch(leaks)
      expect(text).not.toContain(token)
    }
    const log = server.log.lines.join('\n')
    expect(server.log.lines.length).toBeGreaterThan(5)
    expect(log).not.toContain(token)
    expect(log).not.toMatch(/secret-(code|state|ticket|verifier)/)
  })

  test('when we fail, the answer says so and no more; the log has the cause under the same id', async () => {
    const { administrator } = server.people
    const id = await buildCustomer(server, administrator!)
    await server.rows('alter table history rename to history_away')
    const answer = await server.call(administrator!, 'customer.remove', { id })
    await server.rows('alter table history_away rename to history')
    expect(answer.status).toBe(500)
    expect(answer.body).toEqual({
      code: 'internal',
      message: expect.any(String),
      requestId: expect.any(String),
    })
    expect(answer.text).not.toMatch(leaks)
    const line = server.log.lines.find(
      one => one.includes(answer.body.requestId) && one.includes('request failed'),
    )
    expect(line).toContain('history')
    // Nothing half-done stays behind.
    expect((await server.get(administrator!, `/api/records/customer/${id}`)).status).toBe(200)
  })
})

describe('health and metrics', () => {
  test('alive, ready and measured', async () => {
    expect((await server.send('/healthz')).body).toEqual({ status: 'ok' })
    expect((await server.send('/readyz')).body).toEqual({ status: 'ready' })
    await server.get(server.people.administrator!, '/api/me')
    const { status, text } = await server.send('/metrics')
    expect(status).toBe(200)
    expect(text).toMatch(
      /gonghai_http_request_seconds_count\{method="GET",route="\/api\/me",status="200"\} \d+/,
    )
    expect(text).toContain('gonghai_outbound_messages')
  })

  test('metrics are for who holds the token, and for nobody through a proxy', async () => {
    const metricsToken = 'a-token-for-prometheus'
    const [guarded, proxied] = await Promise.all([
      testServer({ config: { metricsToken } }),
      testServer({ config: { trustProxy: true } }),
    ])
    try {
      expect((await guarded.send('/metrics')).status).toBe(404)
      const ask = (token: string) =>
        guarded.send('/metrics', { headers: { Authorization: `Bearer ${token}` } })
      expect((await ask('wrong')).status).toBe(404)
      expect((await ask(metricsToken)).status).toBe(200)
      const forged = { headers: { 'X-Forwarded-For': '127.0.0.1' } }
      expect((await proxied.send('/metrics', forged)).status).toBe(404)
    } finally {
      await Promise.all([guarded.stop(), proxied.stop()])
    }
  })
})
