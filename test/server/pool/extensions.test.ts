import { cardRenderers } from '@gonghai/server/areas/index'
import { openSession } from '@gonghai/server/auth/sessions'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { sweepInTime } from '../../support/recycling'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let leader: Person
let zhang: Person
let other: Person
let pool: string
beforeAll(async () => {
  server = await testServer()
  leader = await buildEmployee(server, { name: '周建国', role: 'teamLeader' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
  other = await buildEmployee(server, { name: '王磊', role: 'teamLeader' })
  await linkIdentity(server, zhang, 'wecom', 'zhang')
  await linkIdentity(server, leader, 'wecom', 'zhou')
  await linkIdentity(server, leader, 'dingtalk', 'zhou')
  pool = await buildPool(server, {
    members: [zhang.id, leader.id],
    recycleDays: 30,
    dealDays: 20,
    warnDays: 3,
    lockLimit: 2,
  })
})
afterAll(() => server.stop())

const day = 86_400_000
type Row = Record<string, Date & string & null>
const row = async (id: string) => (await server.rows<Row>('select * from customer where id = $1', [id]))[0]!
const inDays = (count: number) => new Date(server.clock.now().getTime() + count * day)
const sweep = () => sweepInTime(server)
const claimed = async (who = zhang) => {
  const id = await buildCustomer(server, { pool })
  await server.run(who, 'pool.claim', { record: `customer:${id}` })
  return id
}
const ask = async (id: string, days = 10) => {
  const done = await server.run(zhang, 'pool.askExtension', {
    record: `customer:${id}`,
    days,
    reason: '客户下月定预算',
  })
  await server.runJobs()
  return String(done.result.request)
}
/** Sessions end while the clock runs on. */
const get = async (person: Person, path: string) => {
  const { token } = await openSession(
    server.db,
    { employeeId: person.id, platform: 'wecom' },
    server.clock.now(),
  )
  return server.send(path, { headers: { Authorization: `Bearer ${token}` } })
}
const cardFor = (request: string, reader: Person, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  cardRenderers.extension.render(server.db, {
    matter: `extension:${request}`,
    params: {},
    reader: { employeeId: reader.id, locale, timeZone: 'Asia/Shanghai' },
    now: server.clock.now(),
    companyZone: 'Asia/Shanghai',
    baseUrl: 'https://crm.test',
  })
const lastNotice = async (user: string) =>
  (
    await server.rows<{ text: string }>(
      `select body ->> 'text' as text from outbound_message where user_id = $1 and kind = 'text' order by created_at desc, id desc limit 1`,
      [user],
    )
  )[0]?.text

describe('pool.extend', () => {
  test('POOL-6 a leader gives more days to the nearest deadline, and both moments stand in the history', async () => {
    const id = await claimed()
    const before = (await row(id)).sign_due
    const done = await server.run(leader, 'pool.extend', {
      record: `customer:${id}`,
      days: 10,
      reason: '在谈',
    })
    expect(before).toEqual(inDays(20))
    expect(await row(id)).toMatchObject({ sign_due: inDays(30), follow_due: inDays(30) })
    expect(done.result).toMatchObject({ until: inDays(30).toISOString(), goes: inDays(30).toISOString() })
    const [trace] = await server.rows(
      `select changes, note from history where record_id = $1 and action = 'pool.extend'`,
      [id],
    )
    expect(trace).toEqual({
      changes: { signDue: [inDays(20).toISOString(), inDays(30).toISOString()] },
      note: '在谈',
    })
  })

  test('POOL-6 the answer names the deadline that comes first, when it is another one', async () => {
    const id = await claimed()
    const done = await server.run(leader, 'pool.extend', {
      record: `customer:${id}`,
      days: 100,
      clock: 'sign',
    })
    expect(done.result).toMatchObject({ until: inDays(120).toISOString(), goes: inDays(30).toISOString() })
  })

  test('POOL-6 a follow-up later does not shorten what was given', async () => {
    const id = await claimed()
    await server.run(leader, 'pool.extend', { record: `customer:${id}`, days: 60, clock: 'follow' })
    await server.run(zhang, 'followUp.create', {
      record: `customer:${id}`,
      channel: 'phone',
      content: '聊过',
    })
    expect((await row(id)).follow_due).toEqual(inDays(90))
  })

  test('POOL-6 several at once, with a result for each', async () => {
    const ids = [await claimed(), await claimed()]
    const free = await buildCustomer(server, { pool })
    const { token } = await openSession(
      server.db,
      { employeeId: leader.id, platform: 'wecom' },
      server.clock.now(),
    )
    const answer = await server.send('/api/operations', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        action: 'pool.extend',
        records: [...ids, free].map(id => `customer:${id}`),
        input: { days: 5 },
      }),
    })
    const states = answer.body.results.map((one: { state: string }) => one.state)
    expect(states).toEqual(['done', 'done', 'refused'])
    for (const id of ids) expect((await row(id)).sign_due).toEqual(inDays(25))
  })

  test('POOL-6 neither by whoever has no such permission, nor for what has no deadline', async () => {
    const id = await claimed()
    expect((await server.refusal(zhang, 'pool.extend', { record: `customer:${id}`, days: 3 })).code).toBe(
      'notPermitted',
    )
    expect((await server.refusal(other, 'pool.extend', { record: `customer:${id}`, days: 3 })).code).toBe(
      'notFound',
    )
    const own = await buildCustomer(server, leader)
    expect((await server.refusal(leader, 'pool.extend', { record: `customer:${own}`, days: 3 })).code).toBe(
      'noDeadline',
    )
    const wrong = await server.call(leader, 'pool.extend', { record: `customer:${id}`, days: 366 })
    expect(wrong).toMatchObject({ status: 400, body: { fields: [{ path: 'days', rule: 'tooLarge' }] } })
  })
})

describe('pool.askExtension', () => {
  test('POOL-6 the leader gets a card on both platforms; agreeing moves the deadline and tells the asker', async () => {
    const id = await claimed()
    const request = await ask(id)
    const copies = await server.rows(
      `select y.platform from card c join card_copy y on y.card_id = c.id where c.matter = $1 order by 1`,
      [`extension:${request}`],
    )
    expect(copies).toEqual([{ platform: 'dingtalk' }, { platform: 'wecom' }])
    const { card } = await cardFor(request, leader)
    expect(card.buttons.map(({ key }) => key)).toEqual([
      'pool.agreeExtension',
      'pool.refuseExtension',
      'open',
    ])
    expect(card.facts.map(({ value }) => value)).toEqual(expect.arrayContaining(['10 天', '客户下月定预算']))
    await server.run(leader, 'pool.agreeExtension', { request }, { door: 'card' })
    await server.runJobs()
    expect(await row(id)).toMatchObject({ sign_due: inDays(30), extension_asked_at: null })
    expect(await lastNotice('zhang')).toContain('周建国已同意')
    const shown = await cardFor(request, leader)
    expect(shown.final).toBe(true)
    expect(shown.card.outcome).toContain('周建国已同意')
  })

  test('POOL-6 while it waits the rule does not take it; refused, it goes when its time has come', async () => {
    const id = await claimed()
    server.clock.advance({ days: 19 })
    const request = await ask(id)
    server.clock.advance({ days: 5 })
    await sweep()
    expect((await row(id)).owner_id).toBe(zhang.id)
    await server.run(leader, 'pool.refuseExtension', { request, reason: '没有实际进展' })
    await sweep()
    expect((await row(id)).owner_id).toBeNull()
    const said = await server.rows<{ text: string }>(
      `select body ->> 'text' as text from outbound_message where user_id = 'zhang' and kind = 'text'`,
    )
    expect(said.some(({ text }) => text.includes('没有同意：没有实际进展'))).toBe(true)
  })

  test('POOL-6 a late or double press says who decided what; two at once have one winner', async () => {
    const id = await claimed()
    const request = await ask(id)
    const tries = await Promise.allSettled([
      server.run(leader, 'pool.agreeExtension', { request }),
      server.run(leader, 'pool.refuseExtension', { request, reason: '不行' }),
    ])
    expect(tries.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const late = await server.refusal(leader, 'pool.agreeExtension', { request })
    expect(late.code).toBe('alreadyDecided')
    expect(late.params).toMatchObject({ name: '周建国' })
  })

  test('POOL-6 one ask at a time, by the owner only, decided by the one who was asked only', async () => {
    const id = await claimed()
    const request = await ask(id)
    const again = { record: `customer:${id}`, days: 5, reason: '再要' }
    expect((await server.refusal(zhang, 'pool.askExtension', again)).code).toBe('extensionAsked')
    expect((await server.refusal(leader, 'pool.askExtension', again)).code).toBe('notPermitted')
    expect((await server.refusal(other, 'pool.agreeExtension', { request })).code).toBe('notFound')
    expect((await server.refusal(zhang, 'pool.agreeExtension', { request })).code).toBe('notYourTurn')
  })

  test('POOL-6 what has changed hands meanwhile is nothing to decide any more', async () => {
    const id = await claimed()
    const request = await ask(id)
    await server.run(zhang, 'pool.release', { record: `customer:${id}`, reason: '不做了' })
    expect((await server.refusal(leader, 'pool.agreeExtension', { request })).code).toBe('handsChanged')
    expect((await cardFor(request, leader)).card.outcome).toContain('已不在张晓琳名下')
  })

  test('POOL-6 it stands in the day of the leader, and what falls back soon in that of the owner, with the reason', async () => {
    const id = await claimed()
    await server.rows('update customer set name = $2 where id = $1', [id, '苏州精密机械'])
    server.clock.advance({ days: 18 })
    const mine = await get(zhang, '/api/today')
    const falling = mine.body.items.find((item: { record: string }) => item.record === `customer:${id}`)
    expect(falling).toMatchObject({
      kind: 'recycle',
      line: '接手 18 天，规则 20 天未成交',
      due: { text: '还剩 2 天', tone: 'warning' },
    })
    const request = await ask(id)
    const theirs = await get(leader, '/api/today')
    expect(
      theirs.body.items.find((item: { record: string }) => item.record === `customer:${id}`),
    ).toMatchObject({
      kind: 'extension',
      line: '张晓琳申请延期 10 天：客户下月定预算',
    })
    await server.run(leader, 'pool.agreeExtension', { request })
  })
})

describe('lock and unlock', () => {
  test('CUST-9 a locked record never falls back; the days that are left after unlocking suffice for a warning (POOL-5)', async () => {
    const id = await claimed()
    await server.run(zhang, 'customer.lock', { record: `customer:${id}` })
    server.clock.advance({ days: 50 })
    await sweep()
    expect((await row(id)).owner_id).toBe(zhang.id)
    await server.run(zhang, 'customer.unlock', { record: `customer:${id}` })
    expect(await row(id)).toMatchObject({ locked_at: null, follow_due: inDays(3), sign_due: inDays(3) })
    server.clock.advance({ days: 3, minutes: 1 })
    await sweep()
    expect((await row(id)).owner_id).toBeNull()
  })

  test("CUST-9 one's own locks are limited, even when two are set at once; a leader's locks are not", async () => {
    const ids = [await claimed(), await claimed(), await claimed(), await claimed()]
    const tries = await Promise.allSettled(
      ids.map(id => server.run(zhang, 'customer.lock', { record: `customer:${id}` })),
    )
    expect(tries.filter(one => one.status === 'fulfilled')).toHaveLength(2)
    const open = ids.filter((_, index) => tries[index]!.status === 'rejected')
    const refused = await server.refusal(zhang, 'customer.lock', { record: `customer:${open[0]}` })
    expect(refused).toMatchObject({ code: 'lockLimit', params: { locked: 2, limit: 2 } })
    await server.run(leader, 'customer.lock', { record: `customer:${open[0]}` })
    expect(await row(open[0]!)).toMatchObject({ locked_by_id: leader.id })
  })

  test('CUST-9 given back, a record is no longer locked', async () => {
    const id = await claimed()
    await server.run(leader, 'customer.lock', { record: `customer:${id}` })
    await server.run(leader, 'pool.release', { record: `customer:${id}`, reason: '换人', evenIfLocked: true })
    expect(await row(id)).toMatchObject({ owner_id: null, locked_at: null, locked_by_id: null })
  })

  test('CUST-9 the record offers what makes sense: asking, locking, unlocking', async () => {
    const id = await claimed(zhang)
    await server.rows('update customer set locked_at = null, locked_by_id = null where owner_id = $1', [
      zhang.id,
    ])
    const before = await get(zhang, `/api/records/customer/${id}`)
    expect(before.body.record.allowed).toEqual(expect.arrayContaining(['pool.askExtension', 'customer.lock']))
    expect(before.body.record.allowed).not.toContain('customer.unlock')
    expect(before.body.record.countdown).toMatchObject({
      clock: 'sign',
      cause: 'held',
      days: 20,
      spared: null,
    })
    await server.run(zhang, 'customer.lock', { record: `customer:${id}` })
    const after = await get(zhang, `/api/records/customer/${id}`)
    expect(after.body.record.allowed).toContain('customer.unlock')
    expect(after.body.record.allowed).not.toContain('customer.lock')
    expect(after.body.record.countdown.spared).toBe('locked')
  })
})
