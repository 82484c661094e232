import {
  assetByCode,
  myAsset,
  myAssets,
  myRequest,
  myRequests,
  pendingSurveys,
} from '@gonghai/server/areas/service/portal-queries'
import { Refusal } from '@gonghai/server/kernel/errors'
import { buildCustomer } from '../../support/builders'
import { buildFile, buildFollower, type Follower, type ServiceWorld, serviceWorld } from './world'

let world: ServiceWorld
let stranger: Follower
beforeAll(async () => {
  world = await serviceWorld()
  stranger = await buildFollower(world.server)
})
afterAll(() => world.server.stop())

const now = () => world.server.clock.now()
const requestOf = async (who: Follower, id: string) =>
  myRequest(world.server.db, await who.actor(), now(), id)
const codeOf = async (work: Promise<unknown>) => {
  const answer = await work.catch((error: unknown) => error)
  return answer instanceof Refusal ? answer.code : answer
}

describe('PORTAL-3 a customer’s request', () => {
  test('shows its course: what, when, who, words, pictures', async () => {
    const { server, follower, engineer } = world
    const picture = await buildFile(server, follower.id, '报警.jpg')
    const request = String(
      (await follower.run('request.file', { description: '报警', asset: world.asset, files: [picture] }))
        .result.id,
    )
    const { result } = await server.run(world.desk, 'request.dispatch', {
      request,
      engineer: engineer.id,
      note: '内部说明',
    })
    await server.run(engineer, 'work.accept', { order: result.order })
    const arrivesAt = new Date(now().getTime() + 3_600_000).toISOString()
    await server.run(engineer, 'work.setOut', { order: result.order, arrivesAt })
    const shown = await requestOf(follower, request)
    const [{ name }] = (await server.rows<{ name: string }>('select name from employee where id = $1', [
      engineer.id,
    ])) as [{ name: string }]
    const who = { name, phone: '13906126814' }
    expect(shown.steps).toMatchObject([
      {
        kind: 'received',
        byCustomer: true,
        who: null,
        words: '报警',
        files: [{ id: picture, fileName: '报警.jpg' }],
      },
      { kind: 'dispatched', byCustomer: false, who, words: null },
      { kind: 'accepted', who },
      { kind: 'onTheWay', who, expectedAt: arrivesAt },
    ])
    expect(shown.request).toMatchObject({
      state: 'onTheWay',
      engineer: who,
      asset: { id: world.asset },
      allowed: ['request.add', 'request.urge', 'request.withdraw'],
      survey: null,
    })
    expect(JSON.stringify(shown)).not.toContain('内部说明')
  })

  test('the engineer’s phone is there only while the engineer is on it', async () => {
    const { server, engineer, colleague, follower } = world
    const { request, order } = await world.dispatched()
    await server.run(engineer, 'work.handOver', { order, to: colleague.id, reason: '内部原因' })
    const handed = await requestOf(follower, request)
    expect(handed.steps.map(step => step.who?.phone ?? null)).toEqual([null, null, null])
    expect(JSON.stringify(handed)).not.toContain('13906126814')
    expect(JSON.stringify(handed)).not.toContain('内部原因')
    const { request: done } = await world.orderIn('done')
    const ended = await requestOf(follower, done)
    expect(ended.request.engineer).toBeNull()
    expect(JSON.stringify(ended)).not.toContain('13906126814')
  })

  test('says what can be done now', async () => {
    const { follower } = world
    const allowed = async (id: string) => (await requestOf(follower, id)).request.allowed
    const { request: working } = await world.orderIn('working')
    expect(await allowed(working)).toEqual(['request.add', 'request.urge'])
    const urged = await world.fileRequest()
    await follower.run('request.urge', { request: urged })
    const shown = (await requestOf(follower, urged)).request
    expect(shown.allowed).toEqual(['request.add', 'request.withdraw'])
    expect(shown.mayUrgeAt).toBe(new Date(now().getTime() + 2 * 3_600_000).toISOString())
    const { request: done, survey } = await world.finished()
    expect(await allowed(done)).toEqual(['survey.answer'])
    expect(
      (await pendingSurveys(world.server.db, await follower.actor(), now())).map(one => one.id),
    ).toContain(survey)
    await follower.run('survey.answer', { survey, stars: 4 })
    expect(await allowed(done)).toEqual([])
    expect(
      (await pendingSurveys(world.server.db, await follower.actor(), now())).map(one => one.id),
    ).not.toContain(survey)
  })

  test('PORTAL-5 of others is not there, nor is what is no id', async () => {
    const request = await world.fileRequest()
    for (const id of [request, '019aa000-0000-7000-8000-000000000000', "' or 1=1 --", ''])
      expect(await codeOf(requestOf(stranger, id))).toBe('notFound')
  })
})

describe('PORTAL-4 a customer’s lists', () => {
  test('pages through all requests, newest first, each once', async () => {
    const { server } = world
    const mine = await buildFollower(server, { contact: world.contact, customer: world.customer })
    const made: string[] = []
    for (let index = 0; index < 7; index++) {
      // three at the same moment, then one later
      if (index % 3 === 0) server.clock.advance({ minutes: 1 })
      made.push(String((await mine.run('request.file', { description: `第 ${index} 个` })).result.id))
    }
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await myRequests(server.db, await mine.actor(), now(), {
        limit: 3,
        ...(cursor ? { cursor } : {}),
      })
      found.push(...page.rows.map(row => row.id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect([...found].sort()).toEqual([...made].sort())
    const moments = await server.rows<{ at: Date }>(
      'select created_at as at from service_request r join unnest($1::uuid[]) with ordinality o(id, n) using (id) order by o.n',
      [found],
    )
    expect(moments.map(row => row.at.getTime())).toEqual(
      moments.map(row => row.at.getTime()).sort((a, b) => b - a),
    )
    await mine.run('request.withdraw', { request: made[0] })
    const ids = async (tab: 'open' | 'closed') =>
      (await myRequests(server.db, await mine.actor(), now(), { tab })).rows.map(row => row.id)
    expect(await ids('closed')).toEqual([made[0]])
    expect(await ids('open')).toHaveLength(6)
  })

  test.each([
    'x',
    '2026-11-21T08:00:00.000Z',
    '_',
    "2026-11-21T08:00:00.000Z_' or 1=1",
    'now_019aa000-0000-7000-8000-000000000000',
  ])('a cursor like %s is refused', async cursor => {
    const actor = await world.follower.actor()
    expect(await codeOf(myRequests(world.server.db, actor, now(), { cursor }))).toBe('invalidInput')
  })

  test('PORTAL-5 an unverified follower sees nothing', async () => {
    const { server, asset } = world
    const actor = await stranger.actor()
    const [row] = await server.rows<{ code: string }>('select code from asset where id = $1', [asset])
    expect((await myRequests(server.db, actor, now())).rows).toEqual([])
    expect((await myAssets(server.db, actor)).rows).toEqual([])
    expect(await pendingSurveys(server.db, actor, now())).toEqual([])
    expect(await assetByCode(server.db, actor, row!.code)).toBeUndefined()
    expect(await codeOf(myAsset(server.db, actor, asset))).toBe('notFound')
  })

  test('machines: the opened ones, or all of the company’s where that is granted; by code only what is theirs', async () => {
    const { server, manager, follower, asset, customer } = world
    const second = await world.buildAsset({ customer, name: 'A 轮廓仪' })
    const elsewhere = await world.buildAsset({ customer: await buildCustomer(server, manager) })
    const granted = await buildFollower(server, { customer, companyView: true })
    const ids = async (who: Follower) =>
      (await myAssets(server.db, await who.actor())).rows.map(row => row.id)
    expect(await ids(follower)).toEqual([asset])
    expect((await ids(granted)).slice(0, 1)).toEqual([second])
    expect(await ids(granted)).toContain(asset)
    expect(await ids(granted)).not.toContain(elsewhere)
    const codes = await server.rows<{ id: string; code: string }>('select id, code from asset')
    const code = (id: string) => codes.find(row => row.id === id)!.code
    const actor = await follower.actor()
    expect((await assetByCode(server.db, actor, code(asset).toLowerCase()))?.id).toBe(asset)
    expect(await assetByCode(server.db, actor, code(elsewhere))).toBeUndefined()
    expect(await assetByCode(server.db, actor, '%')).toBeUndefined()
    const first = await myAssets(server.db, await granted.actor(), { limit: 1 })
    const rest = await myAssets(server.db, await granted.actor(), { limit: 50, after: first.next! })
    expect([...first.rows, ...rest.rows].map(row => row.id)).toEqual(await ids(granted))
    expect(await codeOf(myAssets(server.db, actor, { after: 'x' }))).toBe('invalidInput')
  })
})
