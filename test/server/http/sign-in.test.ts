import { createHash, randomBytes } from 'node:crypto'
import { PlatformError } from '@gonghai/shared/ports/errors'
import { buildEmployee } from '../../support/builders'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
beforeAll(async () => {
  server = await testServer()
  zhang = await buildEmployee(server, { name: '张晓琳' })
  await linkIdentity(server, zhang, 'wecom', 'zhangxiaolin')
  await linkIdentity(server, zhang, 'dingtalk', 'zxl')
})
afterEach(() => {
  for (const platform of server.platforms.values()) platform.failure = undefined
})
afterAll(() => server.stop())

const makeVerifier = () => randomBytes(32).toString('base64url')
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

/** Goes to the platform and comes back with a code of this person. @returns where the callback leads */
async function throughPlatform(
  verifier: string,
  options: { userId?: string; returnTo?: string; via?: 'client' | 'web' } = {},
): Promise<{ state: string; location: URLSearchParams; path: string }> {
  const { userId = 'zhangxiaolin', returnTo, via = 'client' } = options
  const asked = new URLSearchParams({
    challenge: challengeOf(verifier),
    via,
    ...(returnTo === undefined ? {} : { returnTo }),
  })
  const start = await server.send(`/auth/wecom/start?${asked}`)
  expect(start.status).toBe(302)
  const away = new URL(start.headers.get('location')!)
  expect(away.hostname).toBe('wecom.example.com')
  const state = away.searchParams.get('state')!
  const redirect = new URL(away.searchParams.get('redirect')!)
  expect(redirect.origin).toBe(server.url)
  const code = randomBytes(8).toString('hex')
  server.platforms.get('wecom')!.codes.set(code, userId)
  redirect.searchParams.set('code', code)
  redirect.searchParams.set('state', state)
  const back = await server.send(redirect.pathname + redirect.search)
  const [path, query] = back.headers.get('location')!.split('?')
  return { state, location: new URLSearchParams(query), path: path! }
}

const redeem = (ticket: string | null, verifier: string) =>
  server.send('/auth/ticket', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ticket, verifier }),
  })
const me = (token: string) => server.send('/api/me', { headers: { Authorization: `Bearer ${token}` } })

describe('signing in through a platform', () => {
  test('ends in a session of whoever the platform names', async () => {
    const verifier = makeVerifier()
    const { location, path } = await throughPlatform(verifier, { returnTo: '/pages/approval/index?id=1' })
    expect(path).toBe('/#/pages/sign-in/index')
    expect(location.get('returnTo')).toBe('/pages/approval/index?id=1')
    const opened = await redeem(location.get('ticket'), verifier)
    expect(opened.status).toBe(200)
    const signedIn = await me(opened.body.token)
    expect(signedIn.body).toMatchObject({ id: zhang.id, name: '张晓琳', platform: 'wecom' })
    const stored = await server.rows('select token_hash from session where employee_id = $1', [zhang.id])
    expect(JSON.stringify(stored)).not.toContain(opened.body.token)
  })

  test('a ticket is good once, for its verifier, for one minute', async () => {
    const verifier = makeVerifier()
    const first = (await throughPlatform(verifier)).location.get('ticket')
    expect((await redeem(first, verifier)).status).toBe(200)
    expect(await redeem(first, verifier)).toMatchObject({ status: 401, body: { code: 'signInFailed' } })
    const stolen = (await throughPlatform(verifier)).location.get('ticket')
    expect((await redeem(stolen, makeVerifier())).status).toBe(401)
    expect((await redeem(stolen, verifier)).status).toBe(401)
    const late = (await throughPlatform(verifier)).location.get('ticket')
    server.clock.advance({ seconds: 60 })
    expect((await redeem(late, verifier)).status).toBe(401)
    const both = (await throughPlatform(verifier)).location.get('ticket')
    const answers = await Promise.all([redeem(both, verifier), redeem(both, verifier)])
    expect(answers.map(one => one.status).sort()).toEqual([200, 401])
  })

  test('a state is good once, for its platform and way, for five minutes', async () => {
    const verifier = makeVerifier()
    const { state } = await throughPlatform(verifier)
    const callback = (platform: string, query: Record<string, string>) => {
      for (const [name, one] of server.platforms)
        one.codes.set('c', name === 'wecom' ? 'zhangxiaolin' : 'zxl')
      return server.send(`/auth/${platform}/callback?${new URLSearchParams({ code: 'c', ...query })}`)
    }
    const failed = '/#/pages/sign-in/index?error=signInFailed'
    expect((await callback('wecom', { state })).headers.get('location')).toBe(failed)
    const fresh = async () => {
      const start = await server.send(`/auth/wecom/start?challenge=${challengeOf(verifier)}`)
      return new URL(start.headers.get('location')!).searchParams.get('state')!
    }
    expect((await callback('dingtalk', { state: await fresh() })).headers.get('location')).toBe(failed)
    expect((await callback('wecom', { state: await fresh(), via: 'web' })).headers.get('location')).toBe(
      failed,
    )
    const late = await fresh()
    server.clock.advance({ minutes: 5 })
    expect((await callback('wecom', { state: late })).headers.get('location')).toBe(failed)
    expect((await callback('wecom', { state: 'made-up' })).headers.get('location')).toBe(failed)
  })

  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/\tevil',
    '/\r\nLocation: https://evil.example',
    ' //evil.example',
    'pages/home',
    '@evil.example',
    '/"><script>alert(1)</script>',
    `/${'x'.repeat(499)}x`.slice(0, 500),
    '',
  ])('returnTo %j never leaves our app', async returnTo => {
    const { location, path } = await throughPlatform(makeVerifier(), { returnTo })
    expect(path).toBe('/#/pages/sign-in/index')
    const target = location.get('returnTo')!
    expect(new URL(target, server.url).origin).toBe(server.url)
    expect(target).toMatch(/^\/(?![/\\])/)
  })

  test('a stranger is told to ask an administrator, a leaver as well; neither gets a ticket', async () => {
    const gone = await buildEmployee(server)
    await linkIdentity(server, gone, 'wecom', 'gone')
    await server.rows('update employee set active = false where id = $1', [gone.id])
    for (const userId of ['stranger', 'gone']) {
      const { location } = await throughPlatform(makeVerifier(), { userId })
      expect(Object.fromEntries(location)).toEqual({ error: 'notLinked' })
    }
  })

  test('a challenge that is none, and a platform that is off, are refused', async () => {
    for (const address of [
      '/auth/wecom/start',
      '/auth/wecom/start?challenge=x',
      `/auth/wechat/start?challenge=${challengeOf('x')}`,
      `/auth/__proto__/start?challenge=${challengeOf('x')}`,
      `/auth/dingtalk/start?challenge=${challengeOf('x')}&via=client`,
    ]) {
      expect(await server.send(address)).toMatchObject({ status: 401, body: { code: 'signInFailed' } })
    }
  })
})

describe('signing in by a code of the host', () => {
  const byCode = (code: unknown) =>
    server.send('/auth/dingtalk/code', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    })

  test('works once', async () => {
    server.platforms.get('dingtalk')!.codes.set('d-1', 'zxl')
    const opened = await byCode('d-1')
    expect((await me(opened.body.token)).body).toMatchObject({ id: zhang.id, platform: 'dingtalk' })
    expect(await byCode('d-1')).toMatchObject({ status: 401, body: { code: 'signInFailed' } })
  })

  test('a platform that is ill answers 503, so that one tries again; bad codes 401', async () => {
    for (const failure of ['transient', 'unknown', 'throttled'] as const) {
      server.platforms.get('dingtalk')!.failure = new PlatformError(
        'dingtalk',
        'userAccessToken',
        failure,
        'x',
      )
      const answer = await byCode('d-2')
      expect(answer).toMatchObject({ status: 503, body: { code: 'busy' } })
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    }
    server.platforms.get('dingtalk')!.failure = undefined
    for (const code of ['', 5, null, 'x'.repeat(1001), ['d']]) {
      expect(await byCode(code)).toMatchObject({ status: 401, body: { code: 'signInFailed' } })
    }
  })
})

describe('a session', () => {
  const open = async () => {
    server.platforms.get('dingtalk')!.codes.set('s', 'zxl')
    const answer = await server.send('/auth/dingtalk/code', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"code":"s"}',
    })
    return answer.body.token as string
  }

  test('ends twelve hours after it was last used', async () => {
    const token = await open()
    server.clock.advance({ hours: 11, minutes: 59 })
    expect((await me(token)).status).toBe(200)
    server.clock.advance({ hours: 11, minutes: 59 })
    expect((await me(token)).status).toBe(200)
    server.clock.advance({ hours: 12 })
    expect((await me(token)).status).toBe(401)
  })

  test('ends after seven days, however much it is used', async () => {
    const token = await open()
    for (let step = 0; step < 14; step++) {
      server.clock.advance({ hours: 11, minutes: 55 })
      expect((await me(token)).status).toBe(200)
    }
    server.clock.advance({ hours: 2 })
    expect((await me(token)).status).toBe(401)
  })

  test('ends when its holder leaves, and when its holder signs out', async () => {
    const [one, two] = [await open(), await open()]
    const out = await server.send('/auth/sign-out', {
      method: 'POST',
      headers: { Authorization: `Bearer ${one}` },
    })
    expect(out.status).toBe(204)
    expect((await me(one)).status).toBe(401)
    expect((await me(two)).status).toBe(200)
    await server.rows('update employee set active = false where id = $1', [zhang.id])
    expect((await me(two)).status).toBe(401)
    await server.rows('update employee set active = true where id = $1', [zhang.id])
  })

  test('a role that is taken away holds from the next request on', async () => {
    const token = await open()
    const list = () =>
      server.send('/api/records/customer/query', {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: '{}',
      })
    expect((await list()).status).toBe(200)
    const { bumpPermissionEpoch } = await import('@gonghai/server/access/context')
    await server.rows('delete from role_grant where employee_id = $1', [zhang.id])
    await bumpPermissionEpoch(server.db, server.clock.now())
    expect((await list()).status).toBe(403)
  })
})
