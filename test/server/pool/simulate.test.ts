import { openSession } from '@gonghai/server/auth/sessions'
import type { SimulateAnswer, SimulatedRecords, WhyRecycledAnswer } from '@gonghai/shared/client/clock-api'
import { buildCustomer, buildEmployee, buildFlow, buildPool, step } from '../../support/builders'
import { sweepInTime } from '../../support/recycling'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let leader: Person
let zhang: Person
let wang: Person
let boss: Person
let pool: string
beforeAll(async () => {
  server = await testServer()
  leader = await buildEmployee(server, { name: '周建国', role: 'teamLeader' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
  wang = await buildEmployee(server, { name: '王磊', leader })
  boss = await buildEmployee(server, { name: '孙丽华' })
  pool = await buildPool(server, {
    name: '华东公海',
    members: [zhang.id, wang.id],
    administrators: [boss.id],
    warnDays: 3,
  })
})
afterAll(() => server.stop())

const claimed = async (who: Person, values: Record<string, unknown> = {}, of = pool) => {
  const id = await buildCustomer(server, { pool: of }, values)
  await server.run(who, 'pool.claim', { record: `customer:${id}` })
  return id
}
const ask = async <T>(person: Person, path: string, body?: unknown): Promise<{ status: number; body: T }> => {
  const { token } = await openSession(
    server.db,
    { employeeId: person.id, platform: 'wecom' },
    server.clock.now(),
  )
  return server.send(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
const simulate = (person: Person, body: unknown, of = pool) =>
  ask<SimulateAnswer>(person, `/api/pools/${of}/simulate`, body)
const which = (person: Person, body: unknown, of = pool) =>
  ask<SimulatedRecords>(person, `/api/pools/${of}/simulate/records`, body)
const sweep = () => sweepInTime(server)
const change = async (values: Record<string, unknown>, of = pool) => {
  const [found] = await server.rows<{ version: number }>('select version from pool where id = $1', [of])
  await server.run('system', 'pool.update', { id: of, version: found!.version, ...values })
}
const day = (days: number) =>
  new Date(server.clock.now().getTime() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
const snapshot = () =>
  server.rows(
    `select id, version, owner_id, follow_due, sign_due, dormant_due, follow_kept, sign_kept, updated_at from customer order by id`,
  )

describe('simulation of a rule (POOL-9)', () => {
  test('says per day and owner how many would go, which ones and why, and changes nothing', async () => {
    const old = await claimed(zhang, { name: '苏州精密' })
    server.clock.advance({ days: 20 })
    const young = await claimed(zhang, { name: '昆山电子' })
    const theirs = await claimed(wang, { name: '常州电机' })
    const before = await snapshot()
    const { body } = await simulate(boss, { recycleDays: 25, days: 30 })
    expect(await snapshot()).toEqual(before)
    expect(body).toMatchObject({ taken: 3, takenNow: 0, held: 3, slept: 0, moreOwners: 0 })
    expect(body.perDay).toHaveLength(31)
    expect(body.perDay.filter(one => one.taken > 0)).toEqual([
      { day: day(5), taken: 1, slept: 0 },
      { day: day(25), taken: 2, slept: 0 },
    ])
    expect(body.owners).toEqual([
      { owner: { id: zhang.id, name: '张晓琳' }, taken: 2, perDay: { [day(5)]: 1, [day(25)]: 1 } },
      { owner: { id: wang.id, name: '王磊' }, taken: 1, perDay: { [day(25)]: 1 } },
    ])
    const { body: listed } = await which(boss, { recycleDays: 25, owner: zhang.id })
    expect(listed.records.map(({ id, title, because }) => ({ id, title, because }))).toEqual([
      { id: old, title: '苏州精密', because: '接手 25 天，规则 25 天未跟进' },
      { id: young, title: '昆山电子', because: '接手 25 天，规则 25 天未跟进' },
    ])
    const { body: onDay } = await which(boss, { recycleDays: 25, day: day(25) })
    expect(onDay.records.map(({ id }) => id).sort()).toEqual([young, theirs].sort())
  })

  test('foretells exactly what the sweep then does, day by day', async () => {
    const own = await buildPool(server, {
      members: [zhang.id, wang.id],
      administrators: [boss.id],
      warnDays: 2,
    })
    for (let round = 0; round < 6; round++) {
      await claimed(round % 2 ? zhang : wang, {}, own)
      server.clock.advance({ days: 4 })
    }
    const draft = { recycleDays: 15, dealDays: 18 }
    const { body } = await simulate(boss, { ...draft, days: 30 }, own)
    await change(draft, own)
    const [kept] = await server.rows<{ count: number }>(
      'select count(*) as count from customer where pool_id = $1 and owner_id is not null',
      [own],
    )
    expect(kept!.count).toBe(6)
    const seen: Record<string, number> = {}
    for (let hour = 0; hour < 30 * 4; hour++) {
      server.clock.advance({ hours: 6 })
      await sweep()
      const [now] = await server.rows<{ count: number }>(
        `select count(*) as count from recycling where pool_id = $1 and at = $2`,
        [own, server.clock.now()],
      )
      if (now!.count > 0) seen[day(0)] = (seen[day(0)] ?? 0) + now!.count
    }
    const foretold = Object.fromEntries(
      body.perDay.filter(one => one.taken > 0).map(one => [one.day, one.taken]),
    )
    expect(body.taken).toBe(6)
    // What falls due in the last hours of a day goes by the next run, which may be the next day's.
    const late = (days: Record<string, number>) => Object.values(days).reduce((sum, count) => sum + count, 0)
    expect(late(seen)).toBe(late(foretold))
    const [misses] = await server.rows<{ count: number }>(
      `select count(*) as count from recycling where pool_id = $1 and at - due > interval '6 hours'`,
      [own],
    )
    expect(misses!.count).toBe(0)
  })

  test('leaves out what is locked, asked for, or has a contract in approval, and says how many', async () => {
    const own = await buildPool(server, { members: [zhang.id], administrators: [boss.id], recycleDays: 60 })
    const [locked, asked, contracted, plain] = [
      await claimed(zhang, {}, own),
      await claimed(zhang, {}, own),
      await claimed(zhang, {}, own),
      await claimed(zhang, {}, own),
    ]
    await server.run(zhang, 'customer.lock', { record: `customer:${locked}` })
    await server.run(zhang, 'pool.askExtension', { record: `customer:${asked}`, days: 5, reason: '在谈' })
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, { steps: [step('any', leader)] })
    const made = await server.run(zhang, 'contract.create', {
      title: '合同',
      customer: contracted,
      amount: '5000.00',
    })
    await server.run(zhang, 'contract.submit', { contract: made.result.id })
    const { body } = await simulate(boss, { recycleDays: 10 }, own)
    expect(body).toMatchObject({ taken: 1, spared: { locked: 1, extensionAsked: 1, contractInApproval: 1 } })
    const { body: spared } = await which(boss, { recycleDays: 10, spared: true }, own)
    expect(spared.records.map(({ spared: why }) => why).sort()).toEqual([
      'contractInApproval',
      'extensionAsked',
      'locked',
    ])
    await change({ recycleDays: 10 }, own)
    server.clock.advance({ days: 11 })
    await sweep()
    const left = await server.rows<{ id: string }>(
      'select id from customer where pool_id = $1 and owner_id is not null',
      [own],
    )
    expect(left.map(({ id }) => id).sort()).toEqual([locked, asked, contracted].sort())
    expect(plain).not.toBe('')
  })

  test('follows a customer through its sleep: asleep first, then taken', async () => {
    const own = await buildPool(server, { members: [zhang.id], administrators: [boss.id] })
    const id = await claimed(zhang, {}, own)
    await server.rows(`update customer set stage = 'cooperating', deal_at = held_since where id = $1`, [id])
    const { body } = await simulate(boss, { dormantDays: 10, recycleDays: 15, days: 40 }, own)
    expect(body.perDay.filter(one => one.taken + one.slept > 0)).toEqual([
      { day: day(10), taken: 0, slept: 1 },
      { day: day(25), taken: 1, slept: 0 },
    ])
  })

  test('only for who may change the rule or answers for the pool; wrong figures are refused with their field', async () => {
    expect((await simulate(zhang, { recycleDays: 5 })).status).toBe(403)
    expect((await simulate(server.people.administrator!, { recycleDays: 5 })).status).toBe(200)
    const wrong = await simulate(boss, { recycleDays: 0, days: 91, nonsense: 1 })
    expect(wrong.status).toBe(400)
    const { fields } = wrong.body as unknown as { fields: { path: string }[] }
    expect(fields.map(({ path }) => path).sort()).toEqual(['days', 'nonsense', 'recycleDays'])
    expect((await simulate(boss, {}, '0192aaaa-0000-7000-8000-000000000000')).status).toBe(404)
  })
})

describe('why was this one taken (POOL-9)', () => {
  test('whoever lost it reads the rule, its figure and what it counted from; a stranger reads nothing', async () => {
    const own = await buildPool(server, {
      name: '华北公海',
      members: [zhang.id],
      administrators: [boss.id],
      recycleDays: 12,
    })
    const id = await claimed(zhang, {}, own)
    server.clock.advance({ days: 2 })
    await server.run(zhang, 'followUp.create', {
      record: `customer:${id}`,
      channel: 'phone',
      content: '聊过',
    })
    const since = server.clock.now().toISOString()
    server.clock.advance({ days: 13 })
    await sweep()
    const path = `/api/records/customer/${id}/why-recycled`
    const { body } = await ask<WhyRecycledAnswer>(zhang, path)
    expect(body.times).toEqual([
      expect.objectContaining({
        owner: { id: zhang.id, name: '张晓琳' },
        pool: '华北公海',
        rule: 'follow',
        days: 12,
        cause: 'followUp',
        since,
        because: '最近跟进 13 天前，规则 12 天未跟进',
      }),
    ])
    expect((await ask(wang, path)).status).toBe(404)
    expect(
      (await ask(zhang, '/api/records/contact/0192aaaa-0000-7000-8000-000000000000/why-recycled')).status,
    ).toBe(404)
  })
})
