import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { type TestServer, testServer, withoutRequest } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person
let chen: Person
let zhang: Person
let xu: Person
let sun: Person
let li: Person

beforeAll(async () => {
  server = await testServer()
  boss = await buildEmployee(server, { name: '周建国', role: 'departmentManager' })
  chen = await buildEmployee(server, { name: '陈立', role: 'teamLeader', leader: boss })
  zhang = await buildEmployee(server, { name: '张晓琳', leader: chen })
  xu = await buildEmployee(server, { name: '徐浩', leader: chen })
  sun = await buildEmployee(server, { name: '孙丽华', role: 'teamLeader', leader: boss })
  li = await buildEmployee(server, { name: '李倩', leader: sun })
})
afterAll(() => server.stop())

const reason = '客户暂无预算'
const build = { customer: buildCustomer, lead: buildLead }
const rowOf = async (record: string) => {
  const [object, id] = record.split(':')
  return (await server.rows<Record<string, unknown>>(`select * from ${object} where id = $1`, [id]))[0]!
}
const reviewOf = async (id: unknown) =>
  (await server.rows<Record<string, unknown>>('select * from pool_review where id = $1', [id]))[0]!

/** A record that 张晓琳 of 陈立's group gave up. */
async function givenUp(
  rule: Record<string, unknown> = {},
  object: 'customer' | 'lead' = 'customer',
): Promise<{ pool: string; record: string }> {
  const members = [zhang.id, xu.id, li.id, chen.id, sun.id, boss.id]
  const pool = await buildPool(server, { kind: object, members, ...rule })
  const record = `${object}:${await build[object](server, { pool })}`
  await server.run(zhang, 'pool.claim', { record })
  await server.run(zhang, 'pool.release', { record, reason })
  return { pool, record }
}

describe('what waits for a word', () => {
  test('POOL-3 is told with the figures of the pool, and named by the refusal', async () => {
    const { pool, record } = await givenUp({ holdLimit: 2 })
    const [own, other] = [await buildCustomer(server, { pool }), await buildCustomer(server, { pool })]
    await server.run(li, 'pool.claim', { record: `customer:${own}` })
    await server.run(li, 'pool.claim', { record })
    const { body } = await server.post(li, '/api/records/customer/query', { tab: { pool } })
    expect(body.quota).toEqual({ held: 1, holdLimit: 2, today: 1, dayLimit: null, waiting: 1 })
    await server.run(zhang, 'pool.claim', { record: `customer:${other}` })
    await server.run(zhang, 'pool.release', { record: `customer:${other}`, reason })
    const { body: refused } = await server.call(li, 'pool.claim', { record: `customer:${other}` })
    expect(refused).toMatchObject({ code: 'holdLimit', params: { held: 1, limit: 2 } })
    expect(refused.message).toContain('已持有 1 个、待审核 1 个，上限 2 个')
  })
})

describe.each(['customer', 'lead'] as const)('a claim of a %s across groups (POOL-7)', object => {
  test('waits for the last leader: the record stays, marked, and nobody else can claim it', async () => {
    const { pool, record } = await givenUp({}, object)
    expect(await rowOf(record)).toMatchObject({ last_owner_id: zhang.id, last_leader_id: chen.id })
    const { status, body } = await server.call(li, 'pool.claim', { record })
    expect(status).toBe(200)
    expect(body).toMatchObject({ result: { record, waits: true } })
    expect(body.message).toContain('陈立')
    expect(body.undo).toBeUndefined()
    expect(await rowOf(record)).toMatchObject({
      owner_id: null,
      pool_id: pool,
      claimant_id: li.id,
      reviewers: [chen.id],
    })
    expect((await server.refusal(xu, 'pool.claim', { record })).code).toBe('reviewWaits')
    expect((await server.refusal(chen, 'pool.assign', { record, to: xu.id })).code).toBe('reviewWaits')
  })

  test('agreed, it is the claimer’s, with holding and history; pressed again it says who decided', async () => {
    const { pool, record } = await givenUp({}, object)
    const { result } = await server.run(li, 'pool.claim', { record })
    const done = await server.call(chen, 'pool.agreeClaim', { review: result.review })
    expect(done.body.message).toContain('李倩')
    expect(await rowOf(record)).toMatchObject({ owner_id: li.id, claimant_id: null, reviewers: [] })
    const id = record.split(':')[1]
    const holdings = await server.rows(
      'select pool_id, employee_id, kind from holding where record_id = $1 and ended_at is null',
      [id],
    )
    expect(holdings).toEqual([{ pool_id: pool, employee_id: li.id, kind: 'claim' }])
    const again = await server.refusal(chen, 'pool.agreeClaim', { review: result.review })
    expect(again).toMatchObject({ code: 'alreadyDecided', params: { name: '陈立', decision: '同意' } })
    const reject = await server.refusal(chen, 'pool.rejectClaim', { review: result.review, reason })
    expect(reject.code).toBe('alreadyDecided')
  })
})

describe('a claim across groups (POOL-7)', () => {
  test('within the last leader’s group, and for the leader, nobody is asked', async () => {
    for (const person of [xu, chen]) {
      const { record } = await givenUp()
      await server.run(person, 'pool.claim', { record })
      expect((await rowOf(record)).owner_id).toBe(person.id)
    }
  })

  test('what nobody had before needs no word; nor where the pool does not ask', async () => {
    const pool = await buildPool(server, { members: [li.id] })
    const fresh = `customer:${await buildCustomer(server, { pool })}`
    await server.run(li, 'pool.claim', { record: fresh })
    expect((await rowOf(fresh)).owner_id).toBe(li.id)
    const { record } = await givenUp({ groupReview: false })
    await server.run(li, 'pool.claim', { record })
    expect((await rowOf(record)).owner_id).toBe(li.id)
  })

  test('a rejection needs a reason, leaves the record free, and tells the claimer why', async () => {
    const { record } = await givenUp()
    const { result } = await server.run(li, 'pool.claim', { record })
    const empty = await server.call(chen, 'pool.rejectClaim', { review: result.review })
    expect(empty).toMatchObject({ status: 400, body: { fields: [{ path: 'reason', rule: 'required' }] } })
    await server.run(chen, 'pool.rejectClaim', { record, reason: '我们下周还要去拜访' })
    expect(await rowOf(record)).toMatchObject({ owner_id: null, claimant_id: null, reviewers: [] })
    expect(await reviewOf(result.review)).toMatchObject({
      state: 'rejected',
      reason: '我们下周还要去拜访',
      decided_by: chen.id,
    })
    const [trace] = await server.rows(
      `select note from history where record_id = $1 and action = 'pool.rejectClaim'`,
      [record.split(':')[1]],
    )
    expect(trace).toEqual({ note: '我们下周还要去拜访' })
    await server.run(xu, 'pool.claim', { record })
  })

  test('the claimer withdraws; others cannot, and whoever is not asked cannot decide', async () => {
    const { record } = await givenUp()
    const { result } = await server.run(li, 'pool.claim', { record })
    expect((await server.refusal(xu, 'pool.withdrawClaim', { record })).code).toBe('notYourTurn')
    expect((await server.refusal(li, 'pool.agreeClaim', { review: result.review })).code).toBe('notYourTurn')
    const foreign = await server.call(sun, 'pool.agreeClaim', { review: result.review })
    const missing = await server.call(sun, 'pool.agreeClaim', {
      review: '019aa000-0000-7000-8000-000000000000',
    })
    expect(withoutRequest(foreign.body)).toEqual(withoutRequest(missing.body))
    await server.run(li, 'pool.withdrawClaim', { record })
    expect((await rowOf(record)).claimant_id).toBeNull()
    const late = await server.refusal(chen, 'pool.agreeClaim', { review: result.review })
    expect(late).toMatchObject({ code: 'alreadyDecided', params: { name: '李倩', decision: '撤回' } })
  })

  test('the limits are counted again when it is agreed to, and the leader hears which stands in the way', async () => {
    const { pool, record } = await givenUp({ holdLimit: 1 })
    const { result } = await server.run(li, 'pool.claim', { record })
    const admin = server.people.administrator!
    const other = `customer:${await buildCustomer(server, { pool })}`
    await server.run(admin, 'pool.directAssign', { record: other, to: li.id })
    const refused = await server.refusal(chen, 'pool.agreeClaim', { review: result.review })
    expect(refused).toMatchObject({ code: 'claimantLimited', params: { name: '李倩' } })
    expect(refused.params.reason).toContain('上限 1 个')
    expect((await rowOf(record)).owner_id).toBeNull()
    await server.run(li, 'pool.release', { record: other, reason })
    await server.run(chen, 'pool.agreeClaim', { review: result.review })
    expect((await rowOf(record)).owner_id).toBe(li.id)
  })

  test('what waits counts: nobody reserves more than the limit allows', async () => {
    const { pool, record } = await givenUp({ holdLimit: 1 })
    const second = `customer:${await buildCustomer(server, { pool })}`
    await server.run(zhang, 'pool.claim', { record: second })
    await server.run(zhang, 'pool.release', { record: second, reason })
    await server.run(li, 'pool.claim', { record })
    expect(await server.refusal(li, 'pool.claim', { record: second })).toMatchObject({
      code: 'holdLimit',
      params: { held: 0, limit: 1 },
    })
  })

  test('the last leader has left: the superior is asked; nobody above: the pool’s administrators', async () => {
    const top = await buildEmployee(server, { role: 'teamLeader' })
    const leader = await buildEmployee(server, { role: 'teamLeader', leader: top })
    const seller = await buildEmployee(server, { leader })
    const members = [seller.id, li.id]
    const pool = await buildPool(server, { members, administrators: [boss.id] })
    const give = async () => {
      const record = `customer:${await buildCustomer(server, { pool })}`
      await server.run(seller, 'pool.claim', { record })
      await server.run(seller, 'pool.release', { record, reason })
      return record
    }
    const [first, second] = [await give(), await give()]
    await server.rows('update employee set active = false where id = $1', [leader.id])
    await server.run(li, 'pool.claim', { record: first })
    expect((await rowOf(first)).reviewers).toEqual([top.id])
    await server.rows('update employee set active = false where id = $1', [top.id])
    await server.run(li, 'pool.claim', { record: second })
    expect((await rowOf(second)).reviewers).toEqual([boss.id])
  })

  test('the leader who is asked leaves: it waits for the superior, who decides', async () => {
    const leader = await buildEmployee(server, { role: 'teamLeader', leader: boss })
    const seller = await buildEmployee(server, { leader })
    const pool = await buildPool(server, { members: [seller.id, li.id] })
    const record = `customer:${await buildCustomer(server, { pool })}`
    await server.run(seller, 'pool.claim', { record })
    await server.run(seller, 'pool.release', { record, reason })
    const { result } = await server.run(li, 'pool.claim', { record })
    await server.run('system', 'employee.leave', { employee: leader.id })
    expect((await rowOf(record)).reviewers).toEqual([boss.id])
    await server.run(boss, 'pool.agreeClaim', { review: result.review })
    expect((await rowOf(record)).owner_id).toBe(li.id)
  })

  test('agreed by two presses and claimed by somebody else at the same moment: one gets it', async () => {
    for (let round = 0; round < 4; round++) {
      const { record } = await givenUp()
      const { result } = await server.run(li, 'pool.claim', { record })
      const tries = await Promise.allSettled([
        server.run(chen, 'pool.agreeClaim', { review: result.review }),
        server.run(chen, 'pool.agreeClaim', { record }),
        server.run(boss, 'pool.directAssign', { record, to: xu.id }),
        server.run(li, 'pool.withdrawClaim', { record }),
      ])
      const { owner_id: owner, claimant_id: claimant } = await rowOf(record)
      expect(claimant).toBeNull()
      const { state } = await reviewOf(result.review)
      const holders = await server.rows(
        'select employee_id from holding where record_id = $1 and ended_at is null',
        [record.split(':')[1]],
      )
      expect(holders.map(one => one.employee_id)).toEqual(owner ? [owner] : [])
      expect([
        ['agreed', li.id],
        ['overruled', xu.id],
        ['withdrawn', null],
        ['withdrawn', xu.id],
      ]).toContainEqual([state, owner])
      expect(tries.some(one => one.status === 'fulfilled')).toBe(true)
    }
  })
})

describe('pool.assign across groups (POOL-6, POOL-7)', () => {
  test('a leader assigns within the own group, nobody else; administrators of the pool to anybody', async () => {
    const pool = await buildPool(server, { members: [chen.id, zhang.id, li.id], administrators: [sun.id] })
    const fresh = async () => `customer:${await buildCustomer(server, { pool })}`
    const mine = await fresh()
    await server.run(chen, 'pool.assign', { record: mine, to: zhang.id })
    expect((await rowOf(mine)).owner_id).toBe(zhang.id)
    const foreign = await server.refusal(chen, 'pool.assign', { record: await fresh(), to: li.id })
    expect(foreign).toMatchObject({ code: 'notInGroup', params: { name: '李倩' } })
    const any = await fresh()
    await server.run(sun, 'pool.assign', { record: any, to: zhang.id })
    expect((await rowOf(any)).owner_id).toBe(zhang.id)
    expect((await server.call(zhang, 'pool.assign', { record: any, to: li.id })).status).toBe(403)
  })

  test('waits where another group had it last; agreed, it is held by the receiver and counts no claim', async () => {
    const { record } = await givenUp({ dayLimit: 1, administrators: [sun.id] })
    const { result, message } = await server.run(sun, 'pool.assign', { record, to: li.id })
    expect(result).toMatchObject({ waits: true })
    expect(message).toContain('李倩')
    await server.run(chen, 'pool.agreeClaim', { review: result.review })
    expect((await rowOf(record)).owner_id).toBe(li.id)
    const [holding] = await server.rows(
      'select kind from holding where record_id = $1 and ended_at is null',
      [record.split(':')[1]],
    )
    expect(holding).toEqual({ kind: 'assign' })
  })

  test('directAssign is a permission of its own: to anybody, at once, over what waits', async () => {
    const { record } = await givenUp()
    const { result } = await server.run(li, 'pool.claim', { record })
    expect((await server.call(sun, 'pool.directAssign', { record, to: li.id })).status).toBe(403)
    await server.run(boss, 'pool.directAssign', { record, to: xu.id })
    expect((await rowOf(record)).owner_id).toBe(xu.id)
    expect(await reviewOf(result.review)).toMatchObject({ state: 'overruled', decided_by: boss.id })
    const late = await server.refusal(chen, 'pool.agreeClaim', { review: result.review })
    expect(late).toMatchObject({ code: 'alreadyDecided', params: { name: '周建国', decision: '直接分配' } })
  })
})

describe('the reviewer’s side (POOL-7)', () => {
  test('it stands in the day, in the list, on the record with its actions; and only there', async () => {
    const { record } = await givenUp()
    const { result } = await server.run(li, 'pool.claim', { record })
    const today = await server.get(chen, '/api/today')
    const item = today.body.items.find((one: { kind: string }) => one.kind === 'poolReview')
    expect(item.line).toContain('李倩')
    expect(item.buttons[1]).toMatchObject({
      action: 'pool.agreeClaim',
      input: { review: expect.any(String) },
    })
    const list = await server.get(chen, '/api/pools/reviews')
    expect(list.body.rows[0]).toMatchObject({
      id: result.review,
      kind: 'claim',
      claimant: { name: '李倩' },
      lastOwner: '张晓琳',
      state: 'waiting',
      allowed: ['pool.agreeClaim', 'pool.rejectClaim'],
    })
    const [object, id] = record.split(':')
    const detail = await server.get(chen, `/api/records/${object}/${id}`)
    expect(detail.body.record.allowed).toEqual(
      expect.arrayContaining(['pool.agreeClaim', 'pool.rejectClaim']),
    )
    const asked = await server.get(li, '/api/pools/reviews?tab=asked')
    expect(asked.body.rows[0]).toMatchObject({ id: result.review, allowed: ['pool.withdrawClaim'] })
    expect((await server.get(sun, '/api/pools/reviews')).body.rows).toEqual([])
    await server.run(chen, 'pool.agreeClaim', { review: result.review })
    expect((await server.get(chen, '/api/pools/reviews')).body.waiting).toBe(list.body.waiting - 1)
    expect((await server.get(chen, '/api/pools/reviews?tab=decided')).body.rows[0]).toMatchObject({
      id: result.review,
      state: 'agreed',
      decidedBy: '陈立',
    })
  })

  test('a leader outside the pool may open what is asked about, as long as it is asked', async () => {
    const outside = await buildEmployee(server, { role: 'teamLeader' })
    const seller = await buildEmployee(server, { leader: outside })
    const pool = await buildPool(server, { members: [seller.id, li.id] })
    const id = await buildCustomer(server, { pool })
    const record = `customer:${id}`
    await server.run(seller, 'pool.claim', { record })
    await server.run(seller, 'pool.release', { record, reason })
    expect((await server.get(outside, `/api/records/customer/${id}`)).status).toBe(404)
    await server.run(li, 'pool.claim', { record })
    expect((await server.get(outside, `/api/records/customer/${id}`)).status).toBe(200)
    await server.run(outside, 'pool.rejectClaim', { record, reason })
    expect((await server.get(outside, `/api/records/customer/${id}`)).status).toBe(404)
  })

  test.each([
    ['tab', '/api/pools/reviews?tab=nonsense'],
    ['cursor', '/api/pools/reviews?cursor=nonsense'],
  ])('a wrong %s is refused by name', async (path, address) => {
    expect(await server.get(chen, address)).toMatchObject({ status: 400, body: { fields: [{ path }] } })
  })

  test('neither record nor review is refused by name', async () => {
    const { status, body } = await server.call(chen, 'pool.agreeClaim', {})
    expect([status, body.fields[0].path]).toEqual([400, 'record'])
  })
})

test('POOL-7 many claims are kept out at once with one reason, each with its own result', async () => {
  const [one, two, free] = [await givenUp(), await givenUp(), await givenUp()]
  for (const { record } of [one, two]) await server.run(li, 'pool.claim', { record })
  const { body } = await server.post(chen, '/api/operations', {
    action: 'pool.rejectClaim',
    records: [one.record, two.record, free.record],
    input: { reason: '我们还在跟' },
  })
  expect((body.results as { state: string }[]).map(result => result.state)).toEqual([
    'done',
    'done',
    'refused',
  ])
  for (const { record } of [one, two])
    expect(await rowOf(record)).toMatchObject({ owner_id: null, claimant_id: null, reviewers: [] })
})
