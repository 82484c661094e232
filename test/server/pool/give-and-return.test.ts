import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { type TestServer, testServer, withoutRequest } from '../../support/server'
import { insertRecord, type Person } from '../records/company'

let server: TestServer
let zhang: Person
let chen: Person
let boss: Person
beforeAll(async () => {
  server = await testServer()
  boss = await buildEmployee(server, { name: '周建国', role: 'teamLeader' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader: boss })
  chen = await buildEmployee(server, { name: '陈立' })
})
afterAll(() => server.stop())

const reason = '客户暂无预算'
const customerRow = async (id: string) =>
  (await server.rows<Record<string, unknown>>('select * from customer where id = $1', [id]))[0]!
const holdings = (id: string) =>
  server.rows('select employee_id, kind, ended_by, undone_at from holding where record_id = $1 order by at', [
    id,
  ])

async function claimed(): Promise<{ pool: string; id: string; record: string }> {
  const pool = await buildPool(server, { members: [zhang.id, chen.id] })
  const id = await buildCustomer(server, { pool })
  const record = `customer:${id}`
  await server.run(zhang, 'pool.claim', { record })
  return { pool, id, record }
}

describe('pool.release', () => {
  test('POOL-6 goes back to the pool it came from, with the reason in its history', async () => {
    const { pool, id, record } = await claimed()
    server.clock.advance({ hours: 1 })
    const { status, body } = await server.call(zhang, 'pool.release', { record, reason })
    expect(status).toBe(200)
    expect(body.result).toEqual({ record, pool })
    expect(await customerRow(id)).toMatchObject({
      owner_id: null,
      department_id: null,
      dept1: null,
      pool_id: pool,
      pool_reason: 'released',
      pooled_at: server.clock.now(),
      last_owner_id: zhang.id,
    })
    expect(await holdings(id)).toMatchObject([
      { employee_id: zhang.id, kind: 'claim', ended_by: 'released', undone_at: null },
    ])
    const [trace] = await server.rows(
      `select note, changes from history where record_id = $1 and action = 'pool.release'`,
      [id],
    )
    expect(trace).toMatchObject({ note: reason, changes: { owner: [zhang.id, null] } })
    await server.run(chen, 'pool.claim', { record })
  })

  test('POOL-6 a chosen pool is where it goes; one of the wrong kind is refused, and says what goes where', async () => {
    const { id, record } = await claimed()
    const leads = await buildPool(server, { kind: 'lead', name: '线索大公海' })
    const { body } = await server.call(zhang, 'pool.release', { record, reason, pool: leads })
    expect(body).toMatchObject({ code: 'wrongPoolKind', params: { pool: '线索大公海' } })
    expect(body.message).toContain('客户只能放进客户公海')
    const other = await buildPool(server)
    await server.run(zhang, 'pool.release', { record, reason, pool: other })
    expect((await customerRow(id)).pool_id).toBe(other)
  })

  test('what never lay in a pool goes to the default pool of its kind, or is refused without one', async () => {
    const customer = await buildCustomer(server, zhang)
    const lead = await buildLead(server, zhang)
    await server.rows('update pool set is_default = false')
    const homeless = await server.refusal(zhang, 'pool.release', { record: `customer:${customer}`, reason })
    expect(homeless.code).toBe('noPool')
    const fallback = await buildPool(server, { isDefault: true })
    const leads = await buildPool(server, { kind: 'lead', isDefault: true })
    const done = await server.run(zhang, 'pool.release', { record: `customer:${customer}`, reason })
    expect(done.result.pool).toBe(fallback)
    expect((await server.run(zhang, 'pool.release', { record: `lead:${lead}`, reason })).result.pool).toBe(
      leads,
    )
  })

  test('the leader may release, a colleague may not see it, a reason is needed', async () => {
    const { record } = await claimed()
    const missing = await server.call(zhang, 'pool.release', { record })
    expect(missing).toMatchObject({ status: 400, body: { fields: [{ path: 'reason', rule: 'required' }] } })
    const colleague = await server.call(chen, 'pool.release', { record, reason })
    const nothing = await server.call(chen, 'pool.release', {
      record: 'customer:019aa000-0000-7000-8000-000000000000',
      reason,
    })
    expect(withoutRequest(colleague.body)).toEqual(withoutRequest(nothing.body))
    expect((await server.call(boss, 'pool.release', { record, reason })).status).toBe(200)
  })

  test('contacts go back with their customer and lose their owner', async () => {
    const { id, record } = await claimed()
    const mine = await insertRecord(server.db, 'contact', { customer: id }, { owner: zhang })
    const theirs = await insertRecord(server.db, 'contact', { customer: id }, { owner: chen })
    await server.run(zhang, 'pool.release', { record, reason })
    const contacts = await server.rows('select id, owner_id, dept1 from contact where customer_id = $1', [id])
    expect(contacts.find(one => one.id === mine)).toMatchObject({ owner_id: null, dept1: null })
    expect(contacts.find(one => one.id === theirs)).toMatchObject({ owner_id: chen.id })
  })
})

describe('pool.undoClaim', () => {
  test('within five minutes it is as if it had not been; then it can only be released', async () => {
    const { pool, id, record } = await claimed()
    server.clock.advance({ minutes: 5 })
    await server.run(zhang, 'pool.undoClaim', { record })
    expect(await customerRow(id)).toMatchObject({ owner_id: null, pool_id: pool, last_owner_id: null })
    expect(await holdings(id)).toMatchObject([{ ended_by: 'undone', undone_at: server.clock.now() }])
    await server.run(zhang, 'pool.claim', { record })
    server.clock.advance({ minutes: 5, ms: 1 })
    expect((await server.refusal(zhang, 'pool.undoClaim', { record })).code).toBe('tooLateToUndo')
    expect((await customerRow(id)).owner_id).toBe(zhang.id)
  })

  test('only the own claim can be undone, not an assignment, not a colleague’s', async () => {
    const { record } = await claimed()
    expect((await server.refusal(boss, 'pool.undoClaim', { record })).code).toBe('tooLateToUndo')
    const pool = await buildPool(server, { members: [zhang.id] })
    const given = `customer:${await buildCustomer(server, { pool })}`
    await server.run(server.people.administrator!, 'pool.assign', { record: given, to: zhang.id })
    expect((await server.refusal(zhang, 'pool.undoClaim', { record: given })).code).toBe('tooLateToUndo')
  })

  test('the same undo twice takes back once', async () => {
    const { id, record } = await claimed()
    const both = await Promise.allSettled([
      server.run(zhang, 'pool.undoClaim', { record }),
      server.run(zhang, 'pool.undoClaim', { record }),
    ])
    expect(both.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    expect(await holdings(id)).toHaveLength(1)
  })
})

describe('pool.assign', () => {
  test('POOL-2 an administrator of the pool gives it to somebody, who holds it', async () => {
    const pool = await buildPool(server, { administrators: [boss.id] })
    const id = await buildCustomer(server, { pool })
    const { body } = await server.call(boss, 'pool.assign', { record: `customer:${id}`, to: chen.id })
    expect(body.message).toContain('陈立')
    expect((await customerRow(id)).owner_id).toBe(chen.id)
    expect(await holdings(id)).toMatchObject([{ employee_id: chen.id, kind: 'assign' }])
    const again = await server.refusal(boss, 'pool.assign', { record: `customer:${id}`, to: zhang.id })
    expect(again).toMatchObject({ code: 'alreadyClaimed', params: { name: '陈立' } })
  })

  test('a member who is no administrator cannot, beyond the own group; the administrator of another pool finds nothing', async () => {
    const pool = await buildPool(server, { members: [boss.id] })
    const record = `customer:${await buildCustomer(server, { pool })}`
    const refusal = await server.refusal(boss, 'pool.assign', { record, to: chen.id })
    expect(refusal.code).toBe('notInGroup')
    const leader = await buildEmployee(server, { role: 'teamLeader' })
    expect((await server.refusal(leader, 'pool.assign', { record, to: chen.id })).code).toBe('notFound')
  })

  test('nobody is given what they could not work with: without a role, or who has left', async () => {
    const pool = await buildPool(server, { administrators: [boss.id] })
    const record = `customer:${await buildCustomer(server, { pool })}`
    const nobody = await buildEmployee(server, { name: '无角色', role: null })
    expect(await server.refusal(boss, 'pool.assign', { record, to: nobody.id })).toMatchObject({
      code: 'cannotOwn',
      params: { name: '无角色' },
    })
    const gone = await buildEmployee(server)
    await server.rows('update employee set active = false where id = $1', [gone.id])
    expect((await server.refusal(boss, 'pool.assign', { record, to: gone.id })).code).toBe('notFound')
  })
})

describe('a pool', () => {
  test('POOL-1 of each kind one is the default, also when two are made so at once', async () => {
    const [a, b] = [await buildPool(server), await buildPool(server)]
    const leads = await buildPool(server, { kind: 'lead', isDefault: true })
    const choose = (id: string) => server.run('system', 'pool.update', { id, version: 1, isDefault: true })
    await Promise.all([choose(a), choose(b)])
    const defaults = await server.rows<{ kind: string; id: string }>(
      'select kind, id from pool where is_default order by kind',
    )
    expect(defaults.map(one => one.kind)).toEqual(['customer', 'lead'])
    expect(defaults[1]!.id).toBe(leads)
    const dethroned = defaults[0]!.id === a ? b : a
    const traces = await server.rows(
      `select changes -> 'isDefault' as change from history where record_id = $1 and changes ? 'isDefault' order by at, id`,
      [dethroned],
    )
    expect(traces.at(-1)).toEqual({ change: [true, false] })
  })

  test('POOL-1 the default pool stays the default until another is', async () => {
    const a = await buildPool(server, { name: '默认公海', isDefault: true })
    const version = async (id: string) =>
      (await server.rows<{ version: number }>('select version from pool where id = $1', [id]))[0]!.version
    const off = { id: a, version: await version(a), isDefault: false }
    expect(await server.refusal('system', 'pool.update', off)).toMatchObject({
      code: 'lastDefaultPool',
      params: { pool: '默认公海' },
    })
    await buildPool(server, { isDefault: true })
    await server.run('system', 'pool.update', { ...off, version: await version(a) })
    expect(await server.rows(`select 1 from pool where is_default and kind = 'customer'`)).toHaveLength(1)
  })

  test('a member who is taken out no longer finds its records, from the next request on', async () => {
    const pool = await buildPool(server, { members: [zhang.id] })
    const record = `customer:${await buildCustomer(server, { pool })}`
    expect((await server.get(zhang, `/api/records/customer/${record.split(':')[1]}`)).status).toBe(200)
    await server.run('system', 'pool.update', { id: pool, version: 1, members: [] })
    expect((await server.get(zhang, `/api/records/customer/${record.split(':')[1]}`)).status).toBe(404)
    expect((await server.call(zhang, 'pool.claim', { record })).status).toBe(404)
  })

  test('a customer is made for a pool only by its own people, and only for one of customers', async () => {
    const pool = await buildPool(server, { members: [zhang.id] })
    const leads = await buildPool(server, { kind: 'lead', members: [zhang.id] })
    const made = await server.run(zhang, 'customer.create', { name: '放进公海', pool })
    expect(await customerRow(String(made.result.id))).toMatchObject({ owner_id: null, pool_id: pool })
    const foreign = await server.refusal(chen, 'customer.create', { name: '不行', pool })
    expect(foreign.code).toBe('notPoolMember')
    expect((await server.refusal(zhang, 'customer.create', { name: '不行', pool: leads })).code).toBe(
      'wrongPoolKind',
    )
  })
})

describe('POOL-6 release', () => {
  test('a locked record goes back only by its owner’s leader, who says so; then it is unlocked', async () => {
    const { id, record } = await claimed()
    await server.rows('update customer set locked_at = $2, locked_by_id = $3 where id = $1', [
      id,
      server.clock.now(),
      zhang.id,
    ])
    const release = (who: Person, values = {}) =>
      server.call(who, 'pool.release', { record, reason, ...values })
    expect((await release(zhang)).body.code).toBe('recordLocked')
    expect((await release(zhang, { evenIfLocked: true })).body.code).toBe('recordLocked')
    expect((await release(boss)).body.code).toBe('recordLocked')
    expect((await release(boss, { evenIfLocked: true })).status).toBe(200)
    expect(await customerRow(id)).toMatchObject({ owner_id: null, locked_at: null, last_leader_id: boss.id })
  })

  test('undoing a claim leaves the reason for which the record was in the pool', async () => {
    const colleague = await buildEmployee(server, { leader: boss })
    const pool = await buildPool(server, { members: [zhang.id, colleague.id] })
    const other = await buildCustomer(server, { pool })
    const wanted = `customer:${other}`
    await server.run(zhang, 'pool.claim', { record: wanted })
    await server.run(zhang, 'pool.release', { record: wanted, reason })
    await server.run(colleague, 'pool.claim', { record: wanted })
    await server.run(colleague, 'pool.undoClaim', { record: wanted })
    expect(await customerRow(other)).toMatchObject({
      owner_id: null,
      pool_reason: 'released',
      last_owner_id: zhang.id,
      last_leader_id: boss.id,
    })
  })

  test('POOL-2 many at once: each has its own result, with the limit that stood in the way', async () => {
    const pool = await buildPool(server, { members: [zhang.id], holdLimit: 2 })
    const records: string[] = []
    for (let index = 0; index < 3; index++) records.push(`customer:${await buildCustomer(server, { pool })}`)
    const { status, body } = await server.post(zhang, '/api/operations', { action: 'pool.claim', records })
    expect(status).toBe(200)
    const results = body.results as { record: string; state: string; code?: string; message: string }[]
    expect(results.map(one => one.state).sort()).toEqual(['done', 'done', 'refused'])
    const refused = results.find(one => one.state === 'refused')!
    expect(refused.code).toBe('holdLimit')
    expect(refused.message).toContain('上限 2 个')
  })
})
