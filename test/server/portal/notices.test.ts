import { type PortalWorld, portalWorld } from './world'

let world: PortalWorld
beforeAll(async () => {
  world = await portalWorld()
}, 60_000)
afterAll(() => world.server.stop())
afterEach(() => {
  world.wechat.script.length = 0
})

let running = 0

/** A follower with a request that was given to the engineer. */
async function dispatched() {
  const openid = `o-notice-${++running}`
  const who = world.person(openid)
  await who.follow()
  const serialNumber = `NOTE-${running}`
  await world.buildAsset({ customer: world.customer, contact: world.contact, serialNumber })
  await who.say(`验证 ${serialNumber} 9000`)
  await who.say('探针掉了')
  const [request] = await world.server.rows<{ id: string; number: string }>(
    'select r.id, r.number from service_request r join portal_user u on u.id = r.portal_user_id where u.openid = $1',
    [openid],
  )
  const done = await world.server.run(world.desk, 'request.dispatch', {
    request: request!.id,
    engineer: world.engineer.id,
  })
  const order = String(done.result.order)
  const step = (action: string, input: Record<string, unknown> = {}) =>
    world.server.run(world.engineer, action, { order, ...input })
  return { ...who, request: request!, order, step }
}

const outbound = (openid: string) =>
  world.server.rows<{
    state: string
    failure: string | null
    code: string | null
    instead: boolean
    dedupe_key: string
  }>(
    'select state, failure, code, instead, dedupe_key, remote_id from outbound_message where user_id = $1 order by seq',
    [openid],
  )

describe('messages to followers', () => {
  test('PORTAL-3 each step of our people is told, once, in order, with whom to call', async () => {
    const who = await dispatched()
    await world.runJobs()
    world.server.clock.advance({ minutes: 5 })
    const arrivesAt = new Date(world.server.clock.now().getTime() + 3_600_000).toISOString()
    await who.step('work.accept')
    await who.step('work.setOut', { arrivesAt })
    await who.step('work.begin')
    await world.runJobs()
    await world.runJobs()
    const { number } = who.request
    expect(who.told().map(call => call.text)).toEqual([
      expect.stringMatching(new RegExp(`^${number}.*已派工.*13906126814`)),
      expect.stringContaining('已接单'),
      expect.stringMatching(/已出发，预计 \d\d:\d\d 到达/),
      expect.stringContaining('已到场'),
    ])
    expect(who.told().every(call => call.kind === 'text')).toBe(true)
  })

  test('reactions that run in the wrong order tell the steps in the right one', async () => {
    const who = await dispatched()
    for (const action of ['work.accept', 'work.setOut', 'work.begin']) await who.step(action)
    // The last step's reaction comes first.
    const events = await world.server.rows<{ id: string }>(
      `select id from event where name = 'request.stepped' and record_id = $1 order by created_at desc, id desc`,
      [who.request.id],
    )
    const { react } = await import('@gonghai/server/kernel/reactions')
    for (const event of events)
      await react(world.server.reactions, { event: event.id, reaction: 'portal.tellSteps' })
    await world.runJobs()
    expect(who.told().map(call => call.text.replace(/.*(派工|接单|出发|到场).*/su, '$1'))).toEqual([
      '派工',
      '接单',
      '出发',
      '到场',
    ])
  })

  test('SERV-8 the end and the question how it was are one message; the reminder comes after two days, once', async () => {
    const who = await dispatched()
    for (const action of ['work.accept', 'work.setOut', 'work.begin']) await who.step(action)
    await who.step('work.complete', { result: '换了探针' })
    await world.runJobs()
    const last = who.told().at(-1)!
    expect(last.text).toMatch(/已处理完成：换了探针[\s\S]*1 到 5 分/)
    const before = who.told().length
    world.server.clock.advance({ days: 2, minutes: 1 })
    await world.runJobs()
    expect(
      who
        .told()
        .slice(before)
        .map(call => call.text),
    ).toEqual([expect.stringContaining('想听听您的评价')])
    world.server.clock.advance({ days: 3 })
    await world.runJobs()
    expect(who.told().length).toBe(before + 1)
    expect(await who.say('4 分')).toContain('4 分')
  })

  test('in the language that they chose', async () => {
    const who = await dispatched()
    await who.say('English')
    await world.runJobs()
    await who.step('work.accept')
    await world.runJobs()
    expect(who.told().at(-1)!.text).toContain('took the job')
  })

  test('what the customer did is not told to the customer', async () => {
    const who = await dispatched()
    await world.runJobs()
    const before = who.told().length
    await who.say('催')
    await who.say('补充 还有油污')
    await world.runJobs()
    expect(who.told().length).toBe(before)
  })
})

describe('outside of the window', () => {
  test('CHAT-3 the text that is refused goes out as a template message, and what follows keeps its order', async () => {
    const who = await dispatched()
    world.wechat.script.push({ failure: 'window' })
    await world.runJobs()
    await who.step('work.accept')
    await world.runJobs()
    const [refused, card, text] = who.told()
    expect([refused!.kind, card!.kind, text!.kind]).toEqual(['text', 'card', 'text'])
    const rows = await outbound(who.openid)
    expect(rows.map(row => [row.state, row.instead])).toEqual([
      ['sent', true],
      ['sent', false],
    ])
    expect(card!.card).toMatchObject({
      title: '探针掉了',
      subtitle: expect.stringContaining('已派工'),
      buttons: [],
      url: `${world.server.url}/p/request/${who.request.id}`,
    })
    expect(card!.copyId).toMatch(/^[0-9a-f-]{36}$/)
    const [ledger] = await world.server.rows(
      `select sum(failures)::int as failures from call_ledger where platform = 'wechat'`,
    )
    expect(ledger).toEqual({ failures: 1 })
  })

  test('a template whose fate is unknown is sent under the same key, never the text again', async () => {
    const who = await dispatched()
    world.wechat.script.push({ failure: 'window' }, { failure: 'unknown' })
    await world.runJobs()
    world.server.clock.advance({ minutes: 1 })
    await world.tasks.sweepMessaging()
    await world.runJobs()
    expect(who.told().map(call => call.kind)).toEqual(['text', 'card', 'card'])
    expect(new Set(who.told().flatMap(call => (call.copyId ? [call.copyId] : []))).size).toBe(1)
  })

  test('where no template can go either, it is visible as dead', async () => {
    const who = await dispatched()
    world.wechat.script.push({ failure: 'window' }, { failure: 'window' })
    await world.runJobs()
    expect(await outbound(who.openid)).toMatchObject([{ state: 'dead', failure: 'window', instead: true }])
  })

  test('an answer has nothing to stand in for it: refused, it is dead', async () => {
    const who = await dispatched()
    await world.runJobs()
    world.wechat.script.push({ failure: 'window' })
    await world.crm.reply({ platform: 'wechat', userId: who.openid }, { text: '迟了' }, 'late')
    await world.runJobs()
    expect((await outbound(who.openid)).at(-1)).toMatchObject({ state: 'dead', failure: 'window' })
  })

  test('a report that it did not arrive makes a sent message visible as dead', async () => {
    const who = await dispatched()
    world.wechat.script.push({ receipt: { remoteId: '200228332' } })
    await world.runJobs()
    const report = (ok: boolean, from: string) =>
      world
        .person(from)
        .act({ type: 'report', remoteId: '200228332', ok, ...(ok ? {} : { reason: 'refused' as const }) })
    await report(true, who.openid)
    await report(false, 'o-somebody-else')
    expect((await outbound(who.openid))[0]).toMatchObject({ state: 'sent' })
    await report(false, who.openid)
    expect((await outbound(who.openid))[0]).toMatchObject({
      state: 'dead',
      failure: 'recipient',
      code: 'report refused',
    })
  })
})

describe('answers', () => {
  test('decision 17: one that comes in time travels in the acknowledgement and is not sent; a late one is sent, once', async () => {
    const who = world.person('o-late')
    await who.follow()
    expect(await outbound('o-late')).toEqual([])
    // Nobody waits: the job works on it.
    await world.receive(who.eventOf({ type: 'text', text: '帮助', chat: 'single' }))
    await world.runJobs()
    expect(who.told().map(call => call.text)).toEqual([expect.stringContaining('请先验证身份')])
    await world.runJobs()
    expect(who.told().length).toBe(1)
  })

  test('whoever waits too long gives up, and the answer goes out as a message', async () => {
    const who = world.person('o-slow')
    const event = who.eventOf({ type: 'text', text: '帮助', chat: 'single' })
    const { id } = await world.crm.inbox.store(event, 3500)
    const item = await world.crm.inbox.take(event.from)
    expect(await world.crm.inbox.stopWaiting(id)).toBeNull()
    await world.crm.inbox.finish(item!, { reply: { text: '晚到的回答' } })
    expect(await world.crm.inbox.stopWaiting(id)).toEqual({})
    await world.runJobs()
    expect(who.told().map(call => call.text)).toEqual(['晚到的回答'])
  })

  test('an answer at the last moment is passed on, not sent', async () => {
    const who = world.person('o-just')
    const event = who.eventOf({ type: 'text', text: '帮助', chat: 'single' })
    const { id } = await world.crm.inbox.store(event, 3500)
    const item = await world.crm.inbox.take(event.from)
    await world.crm.inbox.finish(item!, { reply: { text: '刚好' } })
    expect(await world.crm.inbox.stopWaiting(id)).toEqual({ reply: { text: '刚好' } })
    await world.runJobs()
    expect(who.told()).toEqual([])
  })

  test('what cannot be worked on at all is said in the end, in their language', async () => {
    const who = world.person('o-trouble')
    await who.follow()
    const event = who.eventOf({ type: 'text', text: '帮助', chat: 'single' })
    await world.crm.inbox.store(event, 0)
    await world.server.rows(
      `update inbox set event = jsonb_set(event, '{text}', '5') where dedupe_key = $1`,
      [event.dedupeKey],
    )
    for (let at = 0; at < 5; at++) {
      await world.tasks.inbox({ platform: 'wechat', userId: who.openid })
      world.server.clock.advance({ minutes: 2 })
    }
    await world.runJobs()
    expect(who.told().map(call => call.text)).toEqual([expect.stringContaining('我们这边的问题')])
  })
})
