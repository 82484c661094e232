import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let boss: Person
beforeAll(async () => {
  server = await testServer()
  boss = await buildEmployee(server, { name: '周建国', role: 'teamLeader' })
})
beforeEach(async () => {
  server.clock.set('2026-11-21T08:00:00.000Z')
  zhang = await buildEmployee(server, { name: '张晓琳', leader: boss })
})
afterAll(() => server.stop())

const claim = (record: string) => server.run(zhang, 'pool.claim', { record })
const release = (record: string) => server.run(zhang, 'pool.release', { record, reason: '没时间' })
const refused = (record: string) => server.refusal(zhang, 'pool.claim', { record })

describe.each(['customer', 'lead'] as const)('limits of a pool of %ss', object => {
  const poolWith = (limits: Record<string, number>) =>
    buildPool(server, {
      kind: object,
      name: '华东大区公海',
      members: [zhang.id],
      administrators: [boss.id],
      ...limits,
    })
  const build = object === 'customer' ? buildCustomer : buildLead
  const inPool = async (pool: string) => `${object}:${await build(server, { pool })}`
  const records = (pool: string, count: number) =>
    Promise.all(Array.from({ length: count }, () => inPool(pool)))

  test('POOL-3 at most N held from this pool; one released, one more is claimed', async () => {
    const pool = await poolWith({ holdLimit: 2 })
    const [a, b, c] = (await records(pool, 3)) as [string, string, string]
    await claim(a)
    await claim(b)
    const no = await refused(c)
    expect(no).toMatchObject({ code: 'holdLimit', params: { pool: '华东大区公海', held: 2, limit: 2 } })
    await release(a)
    await claim(c)
    expect((await refused(a)).code).toBe('holdLimit')
  })

  test('POOL-3 what is held from another pool does not count', async () => {
    const [one, two] = [await poolWith({ holdLimit: 1 }), await poolWith({ holdLimit: 1 })]
    await claim(await inPool(one))
    await claim(await inPool(two))
    expect((await refused(await inPool(one))).code).toBe('holdLimit')
  })

  test('POOL-3 at most M claims per day; it lifts at midnight in Shanghai, not in UTC', async () => {
    const pool = await poolWith({ dayLimit: 2 })
    const [a, b, c, d] = (await records(pool, 4)) as [string, string, string, string]
    server.clock.set('2026-11-21T15:58:00.000Z') // 23:58 in Shanghai
    await claim(a)
    await claim(b)
    expect(await refused(c)).toMatchObject({ code: 'dayLimit', params: { claimed: 2, limit: 2 } })
    await release(a)
    expect((await refused(c)).code).toBe('dayLimit')
    server.clock.set('2026-11-21T16:00:00.000Z') // 00:00 of the 22nd
    await claim(c)
    server.clock.set('2026-11-22T00:00:01.000Z') // midnight in UTC changes nothing
    await claim(d)
    expect((await refused(a)).code).toBe('dayLimit')
  })

  test('POOL-3 an undone claim counts towards nothing', async () => {
    const pool = await poolWith({ dayLimit: 1, recordLimit: 1 })
    const [a, b] = (await records(pool, 2)) as [string, string]
    await claim(a)
    await server.run(zhang, 'pool.undoClaim', { record: a })
    await claim(a)
    expect((await refused(b)).code).toBe('dayLimit')
  })

  test('POOL-3 three claims of a pool are undone a day, however many at once; then a record can only be released', async () => {
    const pool = await poolWith({ dayLimit: 1 })
    const undo = (record: string) => server.run(zhang, 'pool.undoClaim', { record })
    const [a, b, c, d] = (await records(pool, 4)) as [string, string, string, string]
    for (const record of [a, b, c]) {
      await claim(record)
      await undo(record)
    }
    await claim(d)
    const no = await server.refusal(zhang, 'pool.undoClaim', { record: d })
    expect(no).toMatchObject({ code: 'undoLimit', params: { pool: '华东大区公海', limit: 3 } })
    await release(d)
    const other = await inPool(await poolWith({}))
    await claim(other)
    await undo(other)
    server.clock.advance({ days: 1 })
    await claim(a)
    await undo(a)
  })

  test('POOL-3 claims undone at the same moment pass the figure no more than others', async () => {
    const pool = await poolWith({})
    const many = await records(pool, 6)
    for (const record of many) await claim(record)
    const tries = await Promise.allSettled(
      many.map(record => server.run(zhang, 'pool.undoClaim', { record })),
    )
    expect(tries.filter(one => one.status === 'fulfilled')).toHaveLength(3)
  })

  test('POOL-3 the same record at most K times; lifted X days after it was given up, with the date in words', async () => {
    const pool = await poolWith({ recordLimit: 2, recordLimitDays: 30 })
    const a = await inPool(pool)
    for (let time = 0; time < 2; time++) {
      await claim(a)
      server.clock.advance({ days: 1 })
      await release(a)
    }
    const no = await refused(a)
    expect(no).toMatchObject({ code: 'recordLimit', params: { claimed: 2, limit: 2 } })
    expect(no.params.lifts).toContain('2026-12-23')
    server.clock.advance({ days: 30, ms: -1 })
    expect((await refused(a)).code).toBe('recordLimit')
    server.clock.advance({ ms: 1 })
    // Lifted means counted anew, not once more only.
    for (let time = 0; time < 2; time++) {
      await claim(a)
      await release(a)
    }
    expect(await refused(a)).toMatchObject({ code: 'recordLimit', params: { claimed: 2, limit: 2 } })
  })

  test('POOL-3 without X the limit per record never lifts, and says so', async () => {
    const pool = await poolWith({ recordLimit: 1 })
    const a = await inPool(pool)
    await claim(a)
    await release(a)
    server.clock.advance({ days: 3000 })
    expect((await refused(a)).params.lifts).toBe('不再解除。')
  })

  test('POOL-3 the days run from the last time the employee gave it up, an assignment included', async () => {
    const pool = await poolWith({ recordLimit: 1, recordLimitDays: 10 })
    const a = await inPool(pool)
    await claim(a)
    await release(a)
    server.clock.advance({ days: 9 })
    await server.run(boss, 'pool.assign', { record: a, to: zhang.id })
    await release(a)
    server.clock.advance({ days: 9 })
    expect((await refused(a)).code).toBe('recordLimit')
    server.clock.advance({ days: 1 })
    await claim(a)
  })

  test('POOL-3 assignments count as held, not as claims; the refusal names the assignee', async () => {
    const pool = await poolWith({ holdLimit: 2, dayLimit: 1 })
    const [a, b, c] = (await records(pool, 3)) as [string, string, string]
    await claim(a)
    await server.run(boss, 'pool.assign', { record: b, to: zhang.id })
    const no = await server.refusal(boss, 'pool.assign', { record: c, to: zhang.id })
    expect(no).toMatchObject({ code: 'assigneeFull', params: { name: '张晓琳', held: 2, limit: 2 } })
    await release(a)
    expect((await refused(c)).code).toBe('dayLimit')
    await server.run(boss, 'pool.assign', { record: c, to: zhang.id })
  })

  test('POOL-3 the recycle bin is no way round: restoring counts as holding', async () => {
    const pool = await poolWith({ holdLimit: 1 })
    const [a, b] = (await records(pool, 2)) as [string, string]
    await claim(a)
    await server.run(zhang, `${object}.remove`, { id: a.split(':')[1] })
    await claim(b)
    const no = await server.refusal(zhang, `${object}.restore`, { id: a.split(':')[1] })
    expect(no.code).toBe('holdLimit')
    await release(b)
    await server.run(zhang, `${object}.restore`, { id: a.split(':')[1] })
    expect((await refused(b)).code).toBe('holdLimit')
  })

  test('POOL-3 no limit is passed by claims over many records at the same moment', async () => {
    const pool = await poolWith({ holdLimit: 3, dayLimit: 5 })
    const many = await records(pool, 12)
    const tries = await Promise.allSettled(many.map(claim))
    const codes = tries.map(one => (one.status === 'fulfilled' ? 'won' : one.reason.code))
    expect(codes.filter(code => code === 'won')).toHaveLength(3)
    expect(codes.filter(code => code === 'holdLimit')).toHaveLength(9)
  })
})
