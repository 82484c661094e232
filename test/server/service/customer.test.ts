import { buildCustomer } from '../../support/builders'
import { idOf } from '../../support/server'
import { buildFile, buildFollower, type Follower, type ServiceWorld, serviceWorld } from './world'

let world: ServiceWorld
beforeAll(async () => {
  world = await serviceWorld()
})
afterAll(() => world.server.stop())

const hour = 3_600_000

describe('PORTAL-2 request.file', () => {
  test('gives a number at once; customer and contact come from who asks, the title from the first line', async () => {
    const { follower, customer, contact, asset, server } = world
    const description = '开机报警 E042，测头不动\n昨天下午开始的'
    const done = await follower.run(
      'request.file',
      { description, asset, kind: 'fault' },
      { door: 'officialAccount' },
    )
    expect(done.result.number).toMatch(/^FW-\d{8}-\d{4}$/)
    expect(done.message).toContain(String(done.result.number))
    expect(await world.requestRow(idOf(done))).toMatchObject({
      title: '开机报警 E042，测头不动',
      description,
      state: 'received',
      source: 'officialAccount',
      customer_id: customer,
      contact_id: contact,
      asset_id: asset,
      portal_user_id: follower.id,
      created_by: null,
      owner_id: null,
    })
    expect(await world.stepsOf(idOf(done))).toMatchObject([
      { kind: 'received', by_customer: true, words: description },
    ])
    const team = await server.rows(
      `select employee_id, access from team_member where object = 'serviceRequest' and record_id = $1`,
      [idOf(done)],
    )
    expect(team).toEqual([{ employee_id: world.manager.id, access: 'read' }])
  })

  test('a long line is cut to forty characters', async () => {
    const request = await world.fileRequest({ description: '很'.repeat(80) })
    const { title } = await world.requestRow(request)
    expect(title).toBe(`${'很'.repeat(39)}…`)
  })

  test('pictures lie at the request and in its first step; only one’s own', async () => {
    const { server, follower, asset } = world
    const file = await buildFile(server, follower.id)
    const request = await world.fileRequest({ files: [file] })
    expect((await world.stepsOf(request))[0]).toMatchObject({ file_ids: [file] })
    const attached = await server.rows(
      `select file_id from attachment where record_object = 'serviceRequest' and record_id = $1`,
      [request],
    )
    expect(attached).toEqual([{ file_id: file }])
    const foreign = await buildFile(server, world.engineer.id)
    const refusal = await follower.refusal('request.file', { description: 'x', asset, files: [foreign] })
    expect(refusal.code).toBe('notFound')
  })

  test('who has no contact and no machine is not verified', async () => {
    const stranger = await buildFollower(world.server)
    const refusal = await stranger.refusal('request.file', { description: '我要报修' })
    expect(refusal.code).toBe('notVerified')
    const foreign = await stranger.refusal('request.file', { description: '我要报修', asset: world.asset })
    expect(foreign).toMatchObject({ code: 'notFound', fields: [{ path: 'asset', rule: 'missingRecord' }] })
  })

  test('who opened machines of one company needs to name none; of two companies the machine must be named', async () => {
    const { server, manager } = world
    const elsewhere = await buildCustomer(server, manager)
    const [one, two] = [
      await world.buildAsset({ customer: world.customer }),
      await world.buildAsset({ customer: elsewhere }),
    ]
    const single = await buildFollower(server, { assets: [one] })
    const filed = await single.run('request.file', { description: '保养咨询' })
    expect(await world.requestRow(idOf(filed))).toMatchObject({ customer_id: world.customer, asset_id: null })
    const double = await buildFollower(server, { assets: [one, two] })
    const refusal = await double.refusal('request.file', { description: '保养咨询' })
    expect(refusal).toMatchObject({ code: 'invalidInput', fields: [{ path: 'asset', rule: 'required' }] })
    const named = await double.run('request.file', { description: '保养咨询', asset: two })
    expect(await world.requestRow(idOf(named))).toMatchObject({ customer_id: elsewhere, asset_id: two })
  })

  test('a wanted time lies ahead', async () => {
    const past = new Date(world.server.clock.now().getTime() - hour).toISOString()
    const refusal = await world.follower.refusal('request.file', { description: 'x', wantedAt: past })
    expect(refusal.code).toBe('pastTime')
  })

  test('the same key files once', async () => {
    const { follower, asset, server } = world
    const input = { description: '重复提交', asset }
    const first = await follower.run('request.file', input, { key: 'wx-1' })
    expect(await follower.run('request.file', input, { key: 'wx-1' })).toEqual(first)
    expect(await server.rows(`select id from service_request where title = '重复提交'`)).toHaveLength(1)
  })

  test('is no door for staff', async () => {
    const refusal = await world.server.refusal(world.desk, 'request.file', { description: 'x' })
    expect(refusal.code).toBe('notPermitted')
  })
})

describe('PORTAL-3 what a customer does with a request', () => {
  let other: Follower
  beforeAll(async () => {
    other = await buildFollower(world.server, { assets: [world.asset] })
  })

  test('adds words and pictures until it is closed', async () => {
    const { follower, server } = world
    const { request } = await world.orderIn('working')
    const file = await buildFile(server, follower.id)
    await follower.run('request.add', { request, words: '报警代码变成 E043', files: [file] })
    expect((await world.stepsOf(request)).at(-1)).toMatchObject({
      kind: 'added',
      by_customer: true,
      words: '报警代码变成 E043',
      file_ids: [file],
    })
    expect((await follower.refusal('request.add', { request, words: '  ' })).code).toBe('nothingToAdd')
    const { request: done } = await world.orderIn('done')
    expect((await follower.refusal('request.add', { request: done, words: '还有' })).code).toBe(
      'requestClosed',
    )
  })

  test('urges at most every two hours', async () => {
    const { follower, server } = world
    const request = await world.fileRequest()
    await follower.run('request.urge', { request })
    const refusal = await follower.refusal('request.urge', { request })
    expect(refusal).toMatchObject({
      code: 'urgedAlready',
      params: { time: expect.stringMatching(/\d\d:\d\d/) },
    })
    server.clock.advance({ hours: 2, ms: -1 })
    expect((await follower.refusal('request.urge', { request })).code).toBe('urgedAlready')
    server.clock.advance({ ms: 1 })
    await follower.run('request.urge', { request })
    expect(await world.requestRow(request)).toMatchObject({ urges: 2 })
    expect((await world.stepsOf(request)).filter(step => step.kind === 'urged')).toHaveLength(2)
  })

  test.each(['assigned', 'accepted', 'onTheWay'])(
    'withdraws while the order is %s, which cancels it',
    async state => {
      const { request, order } = await world.orderIn(state)
      await world.follower.run('request.withdraw', { request, reason: '自己好了' })
      expect(await world.requestRow(request)).toMatchObject({ state: 'withdrawn' })
      expect(await world.orderRow(order)).toMatchObject({ state: 'cancelled' })
      expect((await world.stepsOf(request)).at(-1)).toMatchObject({ kind: 'withdrawn', words: '自己好了' })
    },
  )

  test('withdraws what nobody has; not what is being worked on or over', async () => {
    const { follower } = world
    const fresh = await world.fileRequest()
    await follower.run('request.withdraw', { request: fresh })
    expect((await follower.refusal('request.withdraw', { request: fresh })).code).toBe('requestClosed')
    const { request } = await world.orderIn('working')
    expect((await follower.refusal('request.withdraw', { request })).code).toBe('workBegun')
  })

  test.each(['request.add', 'request.urge', 'request.withdraw'])(
    'PORTAL-5 %s: another follower’s request answers like one that is not there',
    async action => {
      const request = await world.fileRequest()
      const extra = action === 'request.add' ? { words: 'x' } : {}
      const foreign = await other.refusal(action, { request, ...extra })
      const missing = await other.refusal(action, {
        request: '019aa000-0000-7000-8000-000000000000',
        ...extra,
      })
      expect([foreign.code, foreign.fields]).toEqual([missing.code, missing.fields])
      expect(foreign.code).toBe('notFound')
    },
  )

  test('a granted company view reaches all of the company’s requests', async () => {
    const granted = await buildFollower(world.server, { customer: world.customer, companyView: true })
    const request = await world.fileRequest()
    await granted.run('request.add', { request, words: '我是他主管' })
  })
})

describe('SERV-1 an asset', () => {
  test('has a number, a code for its sticker, and the customer’s owner', async () => {
    const { server, manager } = world
    const asset = await world.buildAsset({ customer: world.customer, warrantyEndsOn: '2027-03-01' })
    const [row] = await server.rows<Record<string, unknown>>('select * from asset where id = $1', [asset])
    expect(row).toMatchObject({
      number: expect.stringMatching(/^CPDA-\d{8}-\d{4}$/),
      code: expect.stringMatching(/^[A-Z2-7]{16}$/),
      owner_id: manager.id,
      created_by: world.desk.id,
    })
  })

  test('the code cannot be chosen, and no two machines share a serial number', async () => {
    const { server, desk, customer } = world
    const values = { name: 'x', customer, serialNumber: 'RND-200-0001' }
    expect((await server.refusal(desk, 'asset.create', { ...values, code: 'A' })).code).toBe('unknownField')
    const first = idOf(await server.run(desk, 'asset.create', values))
    const again = await server.refusal(desk, 'asset.create', { ...values, serialNumber: 'rnd-200-0001' })
    expect(again.code).toBe('duplicateValue')
    await server.run(desk, 'asset.remove', { id: first })
    await server.run(desk, 'asset.create', values)
    expect((await server.refusal(desk, 'asset.restore', { id: first })).code).toBe('duplicateValue')
  })

  test('its contact is one of its customer’s, also when it moves', async () => {
    const { server, desk, manager } = world
    const elsewhere = await buildCustomer(server, manager)
    const create = { name: 'x', serialNumber: 'M-1', customer: elsewhere, contact: world.contact }
    expect((await server.refusal(desk, 'asset.create', create)).fields).toEqual([
      { path: 'contact', rule: 'missingRecord' },
    ])
    const asset = await world.buildAsset({ customer: world.customer, contact: world.contact })
    await server.run(desk, 'asset.update', { id: asset, version: 1, customer: elsewhere })
    const [row] = await server.rows('select customer_id, contact_id from asset where id = $1', [asset])
    expect(row).toEqual({ customer_id: elsewhere, contact_id: null })
  })
})
