import { fateList } from '@gonghai/server/areas/pool/fate'
import { countdownOf, poolFigures } from '@gonghai/server/records/clocks/countdown'
import { buildCustomer, buildEmployee, buildFlow, buildLead, buildPool, step } from '../../support/builders'
import { sweepInTime } from '../../support/recycling'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let leader: Person
let zhang: Person
let boss: Person
let pool: string
beforeAll(async () => {
  server = await testServer()
  leader = await buildEmployee(server, { name: '周建国', role: 'teamLeader' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
  boss = await buildEmployee(server, { name: '孙丽华' })
  await linkIdentity(server, zhang, 'wecom', 'zhang')
  await linkIdentity(server, boss, 'wecom', 'sun')
  pool = await buildPool(server, {
    name: '华东公海',
    members: [zhang.id],
    administrators: [boss.id],
    recycleDays: 30,
    dealDays: 60,
    dormantDays: 90,
    warnDays: 3,
  })
})
afterAll(() => server.stop())

const day = 86_400_000
type Row = Record<string, Date & string & null>
const row = async (id: string, table = 'customer') =>
  (await server.rows<Row>(`select * from ${table} where id = $1`, [id]))[0]!
const inDays = (count: number) => new Date(server.clock.now().getTime() + count * day)
const sweep = () => sweepInTime(server)
const claimed = async (values: Record<string, unknown> = {}) => {
  const id = await buildCustomer(server, { pool }, values)
  await server.run(zhang, 'pool.claim', { record: `customer:${id}` })
  return id
}
const follow = (id: string, object = 'customer') =>
  server.run(zhang, 'followUp.create', { record: `${object}:${id}`, channel: 'phone', content: '聊过' })
const change = async (values: Record<string, unknown>, of = pool) => {
  const [found] = await server.rows<{ version: number }>('select version from pool where id = $1', [of])
  await server.run('system', 'pool.update', { id: of, version: found!.version, ...values })
}
async function signedContract(id: string): Promise<Row> {
  await server.rows('update approval_flow set active = false')
  await buildFlow(server, { steps: [step('any', leader)] })
  const made = await server.run(zhang, 'contract.create', {
    title: '年度合同',
    customer: id,
    amount: '50000.00',
  })
  const done = await server.run(zhang, 'contract.submit', { contract: made.result.id })
  await server.run(leader, 'approval.agree', { approval: done.result.approval })
  return row(id)
}

const notices = async (user: string) =>
  (
    await server.rows<{ text: string }>(
      `select body ->> 'text' as text from outbound_message where user_id = $1 and kind = 'text'
       order by created_at, id`,
      [user],
    )
  ).map(({ text }) => text)

describe('the deadlines of a record (POOL-11)', () => {
  test('begin with the claim: days without a follow-up, and days to sign', async () => {
    const id = await claimed()
    expect(await row(id)).toMatchObject({
      held_since: server.clock.now(),
      follow_due: inDays(30),
      sign_due: inDays(60),
      dormant_due: null,
    })
  })

  test('a follow-up moves the one and not the other, and the stage goes on to following', async () => {
    const id = await claimed()
    const signDue = inDays(60)
    server.clock.advance({ days: 10 })
    await follow(id)
    expect(await row(id)).toMatchObject({ stage: 'following', follow_due: inDays(30), sign_due: signDue })
  })

  test('what one makes for oneself is watched by the default pool of its kind', async () => {
    const standard = await buildPool(server, { isDefault: true, recycleDays: 7, dealDays: null })
    const id = await buildCustomer(server, zhang)
    expect(await row(id)).toMatchObject({ pool_id: null, follow_due: inDays(7), sign_due: null })
    await change({ recycleDays: null }, standard)
    expect((await row(id)).follow_due).toBeNull()
  })

  test('a new owner begins anew, and a record in the pool has none', async () => {
    const id = await claimed()
    server.clock.advance({ days: 20 })
    await server.run(zhang, 'pool.release', { record: `customer:${id}`, reason: '没有需求' })
    expect(await row(id)).toMatchObject({ held_since: null, follow_due: null, sign_due: null })
    await server.run('system', 'pool.assign', { record: `customer:${id}`, to: zhang.id })
    expect(await row(id)).toMatchObject({ follow_due: inDays(30), sign_due: inDays(60) })
  })

  test('a customer that cooperates is neither taken back nor to be signed, but may fall asleep', async () => {
    const id = await claimed()
    const signed = await signedContract(id)
    expect(signed).toMatchObject({
      stage: 'cooperating',
      follow_due: null,
      sign_due: null,
      dormant_due: inDays(90),
    })
    expect(signed.deal_at).toEqual(server.clock.now())
  })

  test('asleep after its days, with its history, its owner told; the rule of follow-ups begins anew', async () => {
    const id = await claimed()
    await signedContract(id)
    server.clock.advance({ days: 90, minutes: 1 })
    const swept = await sweep()
    expect(swept.slept).toBeGreaterThanOrEqual(1)
    expect(await row(id)).toMatchObject({
      stage: 'dormant',
      dormant_since: server.clock.now(),
      owner_id: zhang.id,
      follow_due: inDays(30),
      sign_due: null,
    })
    const [trace] = await server.rows(
      `select changes, actor_kind from history where record_id = $1 and action = 'customer.sleep'`,
      [id],
    )
    expect(trace).toEqual({ changes: { stage: ['cooperating', 'dormant'] }, actor_kind: 'system' })
    expect((await notices('zhang')).some(text => text.includes('转为沉睡'))).toBe(true)
  })

  test("the owner's follow-up wakes it, a colleague's does not", async () => {
    const id = await claimed()
    await signedContract(id)
    server.clock.advance({ days: 91 })
    await sweep()
    await server.run('system', 'followUp.create', {
      record: `customer:${id}`,
      channel: 'phone',
      content: '系统记录',
    })
    expect((await row(id)).stage).toBe('dormant')
    await follow(id)
    expect(await row(id)).toMatchObject({
      stage: 'cooperating',
      dormant_since: null,
      dormant_due: inDays(90),
    })
  })

  test('where the pool says so, cooperating customers fall back, too', async () => {
    const id = await claimed()
    await signedContract(id)
    await change({ recycleCooperating: true })
    expect((await row(id)).follow_due).toEqual(inDays(30))
    await change({ recycleCooperating: false })
    expect((await row(id)).follow_due).toBeNull()
  })

  test('a lead is to be converted by its date; closed or converted ones are watched no more', async () => {
    const leads = await buildPool(server, { kind: 'lead', members: [zhang.id], recycleDays: 5, dealDays: 10 })
    const id = await buildLead(server, { pool: leads })
    await server.run(zhang, 'pool.claim', { record: `lead:${id}` })
    expect(await row(id, 'lead')).toMatchObject({ follow_due: inDays(5), sign_due: inDays(10) })
    await follow(id, 'lead')
    expect((await row(id, 'lead')).status).toBe('following')
  })

  test('a record without a deal goes back although it is followed up, and the reason says so (POOL-5)', async () => {
    const id = await claimed()
    for (let month = 0; month < 3; month++) {
      server.clock.advance({ days: 25 })
      if ((await row(id)).owner_id) await follow(id)
      await sweep()
    }
    expect((await row(id)).owner_id).toBeNull()
    const [taken] = await server.rows('select rule, days, cause from recycling where record_id = $1', [id])
    expect(taken).toEqual({ rule: 'sign', days: 60, cause: 'held' })
    expect((await notices('zhang')).some(text => text.includes('60 天未成交'))).toBe(true)
  })

  test('out of the bin its days count anew', async () => {
    const id = await claimed()
    server.clock.advance({ days: 29 })
    await server.run(zhang, 'customer.remove', { id })
    server.clock.advance({ days: 10 })
    await server.run(zhang, 'customer.restore', { id })
    const after = await row(id)
    if (after.owner_id) expect(after.follow_due).toEqual(inDays(30))
    else expect(after.follow_due).toBeNull()
  })
})

describe('a countdown (POOL-11)', () => {
  test('is reckoned from a row as the sweep reckons it in the database', async () => {
    const own = await buildPool(server, {
      members: [zhang.id],
      recycleDays: 40,
      dealDays: 60,
      dormantDays: 9,
    })
    const ids: string[] = []
    for (let round = 0; round < 8; round++) {
      const id = await buildCustomer(server, { pool: own })
      await server.run(zhang, 'pool.claim', { record: `customer:${id}` })
      server.clock.advance({ days: round })
      if (round % 2) await follow(id)
      if (round % 4 === 2) await signedContract(id)
      ids.push(id)
    }
    server.clock.advance({ days: 6 })
    await sweep()
    const told = await server.rows<Record<string, unknown>>(
      `select r.*, ${fateList('customer')} from customer r join pool p on p.id = r.pool_id
       where r.id = any($1::uuid[]) and r.owner_id is not null order by r.id`,
      [ids],
    )
    const pools = await poolFigures(server.db, -1)
    expect(told.length).toBeGreaterThan(3)
    for (const fate of told) {
      const countdown = countdownOf('customer', fate, pools)!
      if (countdown.clock === 'dormant') continue
      expect({ ...countdown, due: new Date(countdown.due), since: new Date(countdown.since) }).toMatchObject({
        clock: fate.rule,
        due: fate.due,
        since: fate.since,
        cause: fate.cause,
        days: fate.days,
      })
    }
    expect(new Set(told.map(({ cause }) => cause))).toEqual(new Set(['held', 'followUp', 'asleep']))
  })
})

describe('a changed rule (POOL-5, POOL-11)', () => {
  test('holds at once, but takes nothing before its owner could be warned', async () => {
    const id = await claimed()
    server.clock.advance({ days: 20 })
    await change({ recycleDays: 10 })
    expect((await row(id)).follow_due).toEqual(inDays(3))
    await sweep()
    expect((await row(id)).owner_id).toBe(zhang.id)
    server.clock.advance({ days: 3, minutes: 1 })
    await sweep()
    expect((await row(id)).owner_id).toBeNull()
    await change({ recycleDays: 30 })
  })

  test('an empty figure switches it off', async () => {
    const id = await claimed()
    await change({ recycleDays: null, dealDays: null })
    expect(await row(id)).toMatchObject({ follow_due: null, sign_due: null })
    await change({ recycleDays: 30, dealDays: 60 })
    expect((await row(id)).follow_due).toEqual(inDays(30))
  })

  test('a reminder that comes with the recycling or after it is refused with its field', async () => {
    const { administrator } = server.people
    const [found] = await server.rows<{ version: number }>('select version from pool where id = $1', [pool])
    const refused = await server.call(administrator!, 'pool.update', {
      id: pool,
      version: found!.version,
      remindFollowDays: 30,
    })
    expect(refused.status).toBe(400)
    expect(refused.body.fields).toMatchObject([{ path: 'remindFollowDays', rule: 'tooLarge' }])
  })

  test('of very many records the rest follows by itself, and nothing is taken meanwhile', async () => {
    const big = await buildPool(server, { members: [zhang.id], recycleDays: 100, warnDays: 1 })
    await server.rows(
      `insert into customer (id, version, created_at, updated_at, search_keys, number, name, stage, trading, owner_id,
         pool_id, held_since, follow_due, custom, reviewers)
       select gen_random_uuid(), 1, $3::timestamptz, $3::timestamptz, '{}', 'KH-BIG-' || n, '大批' || n, 'potential', false,
         $1::uuid, $2::uuid, $3::timestamptz, $3::timestamptz + interval '100 days', '{}', '{}'
       from generate_series(1, 4500) n`,
      [zhang.id, big, server.clock.now()],
    )
    await change({ recycleDays: 10 }, big)
    const moved = async () =>
      (
        await server.rows<{ count: number }>(
          `select count(*) as count from customer where pool_id = $1 and follow_due = $2`,
          [big, inDays(10)],
        )
      )[0]!.count
    expect(await moved()).toBe(2000)
    expect((await server.rows('select rewinding from pool where id = $1', [big]))[0]).toEqual({
      rewinding: true,
    })
    for (let round = 0; round < 4; round++) await server.runJobs()
    expect(await moved()).toBe(4500)
    expect((await server.rows('select rewinding from pool where id = $1', [big]))[0]).toEqual({
      rewinding: false,
    })
    server.clock.advance({ days: 10, minutes: 1 })
    const swept = await sweep()
    expect(swept.recycled).toBeGreaterThanOrEqual(4500)
    const [left] = await server.rows<{ count: number }>(
      'select count(*) as count from customer where pool_id = $1 and owner_id is not null',
      [big],
    )
    expect(left!.count).toBe(0)
    const told = (await notices('zhang')).filter(text => text.includes('超期'))
    expect(told.length).toBeLessThan(20)
  })
})

describe('reminders for administrators (POOL-4)', () => {
  test('come after their own figures, gathered into one message per run, once per cause', async () => {
    const quiet = await buildPool(server, {
      name: '华南公海',
      members: [zhang.id],
      administrators: [boss.id],
      remindFollowDays: 5,
      remindDealDays: 40,
    })
    const ids: string[] = []
    for (const name of ['苏州精密', '昆山电子']) {
      const id = await buildCustomer(server, { pool: quiet }, { name })
      await server.run(zhang, 'pool.claim', { record: `customer:${id}` })
      ids.push(id)
    }
    const before = (await notices('sun')).length
    server.clock.advance({ days: 4 })
    await sweep()
    expect((await notices('sun')).length).toBe(before)
    server.clock.advance({ days: 1, minutes: 1 })
    await sweep()
    const said = await notices('sun')
    expect(said.length).toBe(before + 1)
    expect(said.at(-1)).toContain('2 个客户 5 天没有跟进')
    expect(said.at(-1)).toContain('苏州精密')
    await sweep()
    expect((await notices('sun')).length).toBe(before + 1)
    // A follow-up is a new cause: the days count again.
    await follow(ids[0]!)
    server.clock.advance({ days: 5, minutes: 1 })
    await sweep()
    expect((await notices('sun')).at(-1)).toContain('1 个客户 5 天没有跟进')
  })
})
