import { createHash, randomBytes } from 'node:crypto'
import { actions } from '@gonghai/shared/actions'
import { PlatformError } from '@gonghai/shared/ports/errors'
import { v7 as uuid } from 'uuid'
import { buildCustomer } from '../../support/builders'
import { databasePicture } from '../../support/database-picture'
import { withoutRequest } from '../../support/server'
import { buildFollower } from '../service/world'
import { type PortalWorld, png, portalWorld } from './world'

let world: PortalWorld
/** A verified customer with one machine and one request, signed in. */
let token: string
let asset: string
let request: string
/** Of somebody else. */
let foreign: { asset: string; code: string; request: string; survey: string; file: string; token: string }

async function follower(known: Parameters<typeof buildFollower>[1] = {}) {
  const made = await buildFollower(world.server, known)
  const [row] = await world.server.rows<{ openid: string }>('select openid from portal_user where id = $1', [
    made.id,
  ])
  return { ...made, token: await world.person(row!.openid).token() }
}

beforeAll(async () => {
  world = await portalWorld()
  const { server, desk, engineer } = world
  asset = await world.buildAsset({ customer: world.customer, contact: world.contact })
  const who = await follower({ contact: world.contact, customer: world.customer, assets: [asset] })
  token = who.token
  request = String((await who.run('request.file', { description: '主轴异响', asset })).result.id)
  const elsewhere = await buildCustomer(server, world.manager, { name: '无锡中科' })
  const theirs = await world.buildAsset({ customer: elsewhere })
  const other = await follower({ customer: elsewhere, assets: [theirs] })
  const theirRequest = String(
    (await other.run('request.file', { description: '别人的', asset: theirs })).result.id,
  )
  const { result } = await server.run(desk, 'request.dispatch', {
    request: theirRequest,
    engineer: engineer.id,
  })
  for (const action of ['work.accept', 'work.setOut', 'work.begin'])
    await server.run(engineer, action, { order: result.order })
  await server.run(engineer, 'work.complete', { order: result.order, result: '好了' })
  const [survey] = await server.rows<{ id: string }>('select id from survey where request_id = $1', [
    theirRequest,
  ])
  const [code] = await server.rows<{ code: string }>('select code from asset where id = $1', [theirs])
  const file = await upload(other.token, png, 'a.png')
  foreign = {
    asset: theirs,
    code: code!.code,
    request: theirRequest,
    survey: survey!.id,
    file: file.body.id,
    token: other.token,
  }
}, 60_000)
afterAll(() => world.server.stop())

async function upload(bearer: string, bytes: Buffer, name: string) {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  return world.server.send('/portal/files', {
    method: 'POST',
    headers: { Authorization: `Bearer ${bearer}` },
    body: form,
  })
}
const openidOf = async (id: string) =>
  (
    await world.server.rows<{ openid: string }>(
      'select u.openid from portal_user u join service_request r on r.portal_user_id = u.id where r.id = $1',
      [id],
    )
  )[0]!.openid
const get = (path: string, bearer = token) => world.call(bearer, 'GET', `/portal${path}`)
const act = (name: string, input: unknown, bearer = token) =>
  world.call(bearer, 'POST', `/portal/actions/${name}`, input)

describe('signing in through the official account', () => {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const start = async (returnTo = '/') => {
    const query = new URLSearchParams({ challenge, returnTo })
    const answer = await world.server.send(`/auth/wechat/start?${query}`)
    const address = new URL(answer.headers.get('location')!)
    return { state: address.searchParams.get('state')!, redirect: address.searchParams.get('redirect')! }
  }
  const comeBack = async (code: string, state: string) => {
    const answer = await world.server.send(
      `/auth/wechat/callback?${new URLSearchParams({ code, state, via: 'client' })}`,
    )
    const location = answer.headers.get('location')!
    expect(location).toMatch(/^\/#\/pages\/portal\/sign-in\/index\?/)
    return new URLSearchParams(location.split('?')[1])
  }
  const redeem = (ticket: string, given = verifier) =>
    world.call(undefined, 'POST', '/auth/wechat/ticket', { ticket, verifier: given })
  const codes = () => world.server.platforms.get('wechat')!.codes

  test('makes a follower known and opens a session of the portal, once', async () => {
    codes().set('c1', 'o-fresh')
    const { state, redirect } = await start('/pages/portal/request/index?id=1')
    expect(redirect).toBe(`${world.server.url}/auth/wechat/callback?via=client`)
    const back = await comeBack('c1', state)
    expect(back.get('returnTo')).toBe('/pages/portal/request/index?id=1')
    const ticket = back.get('ticket')!
    const session = await redeem(ticket)
    expect(session.status).toBe(200)
    expect((await redeem(ticket)).status).toBe(401)
    const me = await get('/me', session.body.token)
    expect(me.body).toEqual({
      name: null,
      company: null,
      verified: false,
      companyView: false,
      following: false,
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      openRequests: 0,
      assets: 0,
      survey: null,
    })
    expect((await world.call(session.body.token, 'POST', '/portal/sign-out')).status).toBe(204)
    expect((await get('/me', session.body.token)).status).toBe(401)
  })

  test('a ticket is spent by a wrong verifier, late, or twice; a state by its first use', async () => {
    codes().set('c2', 'o-fresh')
    const first = await start()
    const stolen = (await comeBack('c2', first.state)).get('ticket')!
    expect((await redeem(stolen, 'x'.repeat(43))).status).toBe(401)
    expect((await redeem(stolen)).status).toBe(401)
    codes().set('c3', 'o-fresh')
    expect((await comeBack('c3', first.state)).get('error')).toBe('signInFailed')
    const second = await start()
    codes().set('c4', 'o-fresh')
    const late = (await comeBack('c4', second.state)).get('ticket')!
    world.server.clock.advance({ seconds: 61 })
    expect((await redeem(late)).status).toBe(401)
  })

  test('who only looks at a snapshot has no identity', async () => {
    const wechat = world.server.platforms.get('wechat')!
    wechat.failure = new PlatformError('wechat', 'sns/oauth2/access_token', 'recipient', 'snapshot user')
    const { state } = await start()
    expect((await comeBack('c5', state)).get('error')).toBe('signInFailed')
    wechat.failure = undefined
  })

  test('the employees’ dance does not take customers, nor the customers’ employees', async () => {
    codes().set('c6', 'o-fresh')
    expect((await world.call(undefined, 'POST', '/auth/wechat/code', { code: 'c6' })).status).toBe(401)
    const { state } = await start()
    const ticket = (await comeBack('c6', state)).get('ticket')!
    expect((await world.call(undefined, 'POST', '/auth/ticket', { ticket, verifier })).status).toBe(401)
  })
})

describe('the code of a machine at the official account', () => {
  test('CHAT-3 is made for whoever may see the machine, and leads back to it', async () => {
    const { server } = world
    const scenes: [string, unknown][] = []
    Object.assign(server.platforms.get('wechat')!, {
      publishMenu: async () => undefined,
      createSceneQr: async (scene: string, lifetime: unknown) => {
        scenes.push([scene, lifetime])
        return { url: 'http://weixin.qq.com/q/1', ticket: 't', expiresAt: server.clock.now() }
      },
    })
    const answer = await server.get(world.desk, `/api/assets/${asset}/scene`)
    expect(answer.body).toEqual({
      url: 'http://weixin.qq.com/q/1',
      expiresAt: server.clock.now().toISOString(),
    })
    const [[scene, lifetime]] = scenes as [[string, unknown]]
    expect([scene, lifetime]).toEqual([expect.stringMatching(/^asset\.[A-Z2-7]{16}$/), 2_592_000])
    expect(await world.person('o-by-scene').follow(scene)).toContain('后四位')
    expect((await server.get(server.people.colleague!, `/api/assets/${asset}/scene`)).status).toBe(404)
    expect((await world.call(token, 'GET', `/api/assets/${asset}/scene`)).status).toBe(401)
  })
})

describe('two doors, two keys', () => {
  test('a customer’s session opens nothing of the staff’s, and the other way round', async () => {
    const staff = await world.server.token(world.desk)
    for (const path of ['/api/me', '/api/meta', '/api/today', `/api/records/serviceRequest/${request}`]) {
      expect((await world.call(token, 'GET', path)).status).toBe(401)
    }
    expect((await world.call(token, 'POST', '/api/actions/request.dispatch', {})).status).toBe(401)
    for (const path of ['/portal/me', '/portal/requests', `/portal/requests/${request}`]) {
      expect((await world.call(staff, 'GET', path)).status).toBe(401)
      expect((await world.call(undefined, 'GET', path)).status).toBe(401)
    }
    expect((await act('request.urge', { request }, staff)).status).toBe(401)
  })

  test('a session ends when it is idle, and is not kept in clear', async () => {
    const who = await follower({ assets: [asset] })
    expect((await get('/me', who.token)).status).toBe(200)
    const kept = await world.server.rows('select token_hash from portal_session')
    expect(JSON.stringify(kept)).not.toContain(who.token)
    world.server.clock.advance({ hours: 13 })
    expect((await get('/me', who.token)).status).toBe(401)
    token = await world.person(await openidOf(request)).token()
    foreign.token = await world.person(await openidOf(foreign.request)).token()
  })
})

describe('what is theirs', () => {
  test('PORTAL-3 a request with its timeline, pictures by signed addresses, what can be done and why not', async () => {
    const file = await upload(token, png, '现场.png')
    expect(file.status).toBe(201)
    await act('request.add', { request, words: '看图', files: [file.body.id] })
    await act('request.urge', { request })
    const { body } = await get(`/requests/${request}`)
    expect(body).toMatchObject({
      id: request,
      state: 'received',
      asset: { id: asset },
      allowed: ['request.add', 'request.withdraw'],
      blocked: { 'request.urge': expect.stringContaining('催') },
      survey: null,
      engineer: null,
    })
    expect(body.steps.map((step: { kind: string; text: string }) => [step.kind, step.text])).toEqual([
      ['received', '已受理'],
      ['added', '已补充说明'],
      ['urged', '已催办'],
    ])
    const [picture] = body.steps[1].files
    expect(picture).toMatchObject({ fileName: '现场.png', contentType: 'image/png' })
    const bytes = await fetch(world.server.url + picture.url)
    expect([bytes.status, Buffer.from(await bytes.arrayBuffer()).equals(png)]).toEqual([200, true])
    expect((await fetch(`${world.server.url}${picture.url}x`)).status).toBe(404)
  })

  test('PORTAL-3 the engineer’s name and number while the work is theirs, with the time of arrival', async () => {
    const who = await follower({ assets: [asset] })
    const { result } = await who.run('request.file', { description: '急', asset })
    const done = await world.server.run(world.desk, 'request.dispatch', {
      request: result.id,
      engineer: world.engineer.id,
    })
    await world.server.run(world.engineer, 'work.accept', { order: done.result.order })
    const arrivesAt = new Date(world.server.clock.now().getTime() + 3_600_000).toISOString()
    await world.server.run(world.engineer, 'work.setOut', { order: done.result.order, arrivesAt })
    const { body } = await get(`/requests/${String(result.id)}`, who.token)
    expect(body.engineer).toMatchObject({ phone: '13906126814' })
    expect(body.steps.at(-1)).toMatchObject({
      kind: 'onTheWay',
      expectedAt: arrivesAt,
      text: expect.stringContaining('预计'),
    })
  })

  test('PORTAL-4 lists, by tab and page; machines by id and code; languages', async () => {
    const who = await follower({ assets: [asset] })
    for (let at = 0; at < 5; at++) await who.run('request.file', { description: `第 ${at}`, asset })
    const first = await get('/requests?limit=3&tab=open', who.token)
    const rest = await get(
      `/requests?limit=3&tab=open&cursor=${encodeURIComponent(first.body.next)}`,
      who.token,
    )
    expect([...first.body.rows, ...rest.body.rows].map(row => row.title)).toEqual([
      '第 4',
      '第 3',
      '第 2',
      '第 1',
      '第 0',
    ])
    expect(rest.body.next).toBeNull()
    expect((await get('/requests?tab=closed', who.token)).body.rows).toEqual([])
    const machines = await get('/assets', who.token)
    expect(machines.body.rows).toMatchObject([
      { id: asset, company: { name: '苏州恒远电子' }, openRequests: 5 },
    ])
    const { code } = machines.body.rows[0]
    expect((await get(`/assets/by-code/${code}`, who.token)).body.id).toBe(asset)
    const english = await world.call(who.token, 'PATCH', '/portal/me', { locale: 'en' })
    expect(english.body).toMatchObject({ locale: 'en', openRequests: 5 })
    expect((await world.call(who.token, 'PATCH', '/portal/me', { locale: 'xx' })).status).toBe(400)
  })

  test('a key makes a repeated call answer the first time’s words', async () => {
    const send = () =>
      world.server.send('/portal/actions/request.file', {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': 'once',
        },
        body: JSON.stringify({ description: '只登记一次', asset }),
      })
    const first = await send()
    expect([first.status, (await send()).body]).toEqual([200, first.body])
  })

  test('short addresses lead to the pages; anything else to none', async () => {
    const location = async (path: string) => (await world.server.send(path)).headers.get('location')
    expect(await location('/q/ABCDEFGH23456722')).toBe('/#/pages/portal/new/index?code=ABCDEFGH23456722')
    expect(await location(`/p/request/${request}`)).toBe(`/#/pages/portal/request/index?id=${request}`)
    expect(await location('/p/rate/1')).toBe('/#/pages/portal/rate/index?id=1')
    expect(await location('/p/assets')).toBe('/#/pages/portal/assets/index')
    expect(await location('/p')).toBe('/#/pages/portal/home/index')
    for (const path of ['/p/../x', '/p/constructor', '/p/constructor/1', '/q/a.b', '/p/request/%2f%2fevil'])
      expect([path, (await world.server.send(path)).status]).toEqual([path, 404])
  })
})

describe('PORTAL-5 what is not theirs', () => {
  const missing = '019aa000-0000-7000-8000-000000000000'

  test('by id answers like what is not there', async () => {
    const pairs = [
      [`/requests/${foreign.request}`, `/requests/${missing}`],
      [`/assets/${foreign.asset}`, `/assets/${missing}`],
      [`/assets/by-code/${foreign.code}`, '/assets/by-code/AAAAAAAAAAAAAAAA'],
      [`/surveys/${foreign.survey}`, `/surveys/${missing}`],
    ]
    for (const [theirs, none] of pairs) {
      const [a, b] = [await get(theirs!), await get(none!)]
      expect([a.status, withoutRequest(a.body)]).toEqual([404, withoutRequest(b.body)])
    }
    expect((await get(`/surveys/${foreign.survey}`, foreign.token)).status).toBe(200)
    expect((await get('/surveys/pending')).body.rows).toEqual([])
  })

  test('in actions answers like what is not there, and changes nothing', async () => {
    const calls: [string, Record<string, unknown>][] = [
      ['request.add', { request: foreign.request, words: 'x' }],
      ['request.urge', { request: foreign.request }],
      ['request.withdraw', { request: foreign.request }],
      ['survey.answer', { survey: foreign.survey, stars: 1 }],
      ['request.file', { description: 'x', asset: foreign.asset }],
      ['request.add', { request, words: 'x', files: [foreign.file] }],
    ]
    for (const [name, input] of calls) {
      const before = await databasePicture(world.server.db)
      const field = Object.keys(input).find(key =>
        Object.values(foreign)
          .flat()
          .includes(String([input[key]].flat()[0])),
      )!
      const unknown = { ...input, [field]: field === 'files' ? [missing] : missing }
      const [theirs, none] = [await act(name, input), await act(name, unknown)]
      expect([name, theirs.status, withoutRequest(theirs.body)]).toEqual([
        name,
        404,
        withoutRequest(none.body),
      ])
      const after = await databasePicture(world.server.db)
      expect({ ...after, portal_session: '' }).toEqual({ ...before, portal_session: '' })
    }
  })

  test('an unverified follower has nothing, and can do nothing but verify', async () => {
    const nobody = await follower()
    expect((await get('/requests', nobody.token)).body).toEqual({ rows: [], next: null })
    expect((await get('/assets', nobody.token)).body).toEqual({ rows: [], next: null })
    expect((await get(`/requests/${request}`, nobody.token)).status).toBe(404)
    expect((await act('request.file', { description: 'x' }, nobody.token)).body.code).toBe('notVerified')
    expect((await upload(nobody.token, png, 'a.png')).body.code).toBe('notVerified')
  })

  test('actions that are not for customers do not exist for them', async () => {
    const forbidden = actions.filter(({ by }) => !by?.includes('customer'))
    let session = token
    for (const [index, { name }] of forbidden.entries()) {
      // One session may not call without end.
      if (index % 100 === 0) session = await world.person(await openidOf(request)).token()
      const answer = await act(name, {}, session)
      expect([name, answer.status, answer.body.code]).toEqual([name, 404, 'unknownAction'])
    }
  })
})

describe('bad input', () => {
  const customers = actions.filter(action => action.by?.includes('customer'))
  const bad: unknown[] = [
    {},
    [],
    null,
    'x',
    5,
    { surprise: 1 },
    { __proto__: null, constructor: 'x' },
    ...[
      'request',
      'asset',
      'survey',
      'files',
      'description',
      'words',
      'serialNumber',
      'phoneEnding',
      'stars',
      'tags',
    ].flatMap(field =>
      [
        null,
        '',
        ' ',
        0,
        -1,
        1e300,
        true,
        [],
        {},
        'x'.repeat(5000),
        '\u0000',
        "'; drop table asset;--",
        uuid(),
        [uuid()],
        ['x'],
      ].map(value => ({ [field]: value })),
    ),
  ]

  test.each(customers.map(action => action.name))('%s never answers 500', async name => {
    const who = await follower({ assets: [asset] })
    const good: Record<string, Record<string, unknown>> = {
      'portal.verify': { serialNumber: 'X-1', phoneEnding: '1234' },
      'request.file': { description: 'x', asset },
      'survey.answer': { survey: foreign.survey, stars: 5 },
    }
    const base = good[name] ?? { request }
    const session = [who.token, await renewed(who.id), await renewed(who.id)]
    for (const [at, input] of bad.entries()) {
      const merged =
        typeof input === 'object' && input && !Array.isArray(input) ? { ...base, ...input } : input
      const answer = await act(name, merged, session[at % session.length])
      const { status } = answer
      expect({
        input: JSON.stringify(merged)?.slice(0, 80),
        fine: status < 500 && status !== 401,
      }).toMatchObject({ fine: true })
    }
  })
  const renewed = async (id: string) => {
    const [row] = await world.server.rows<{ openid: string }>(
      'select openid from portal_user where id = $1',
      [id],
    )
    return world.person(row!.openid).token()
  }

  test('lists and ids take no nonsense', async () => {
    for (const path of [
      '/requests?cursor=x',
      '/requests?cursor=2026_x',
      '/requests?tab=all',
      '/requests?limit=x',
      '/assets?cursor=%00',
      '/requests/%00',
      '/assets/by-code/%27',
      '/surveys/x',
    ]) {
      expect([path, [400, 404].includes((await get(path)).status)]).toEqual([path, true])
    }
    expect((await upload(token, Buffer.from('<html><script>'), 'a.png')).status).toBe(415)
    expect((await upload(token, Buffer.alloc(0), 'a.png')).status).toBe(400)
    const page = await world.call(token, 'POST', '/portal/jsapi', { url: 'https://evil.example.com/' })
    expect(page.status).toBe(400)
    const own = await world.call(token, 'POST', '/portal/jsapi', { url: `${world.server.url}/index.html` })
    expect(own.body).toMatchObject({ nonce: 'n' })
  })

  test('one session has its share of requests', async () => {
    const who = await follower()
    const answers = await Promise.all(Array.from({ length: 185 }, () => get('/me', who.token)))
    expect(answers.filter(answer => answer.status === 429).length).toBe(5)
    expect(answers.some(answer => answer.status >= 500)).toBe(false)
  })
})
