import { createHash } from 'node:crypto'
import { hashSecret } from '@gonghai/server/auth/sessions'
import { dayIn } from '@gonghai/server/kernel/clock'
import { type BareClaimed, claimQuery } from '../bench/claim-statement'
import { buildCustomer, buildEmployee, buildPool } from '../support/builders'
import { timeZone } from '../support/compose-server'
import { type TestServer, testServer } from '../support/server'
import type { Person } from './records/company'

let server: TestServer
let pool: string
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

/** Everything that a claim leaves, with what must differ between two claims named alike. */
async function leftBehind(person: Person, id: string, key: string): Promise<unknown> {
  const tables: [name: string, text: string, params: unknown[]][] = [
    ['customer', 'select * from customer where id = $1', [id]],
    ['quota', 'select * from pool_quota where employee_id = $1', [person.id]],
    ['holding', 'select * from holding where record_id = $1', [id]],
    ['history', `select * from history where record_id = $1 and action = 'pool.claim'`, [id]],
    ['event', `select * from event where record_id = $1 and name = 'pool.claimed'`, [id]],
    ['idempotency', 'select * from idempotency_key where key = $1', [key]],
    [
      'job',
      `select t.identifier, j.payload, j.max_attempts, j.priority, j.key, j.attempts
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where j.payload::text like '%' || (select id from event where record_id = $1 and name = 'pool.claimed') || '%'`,
      [id],
    ],
  ]
  const found = await Promise.all(
    tables.map(async ([name, text, params]) => [name, await server.rows(text, params)]),
  )
  const [row] = await server.rows<{ name: string; number: string; search_keys: string[] }>(
    'select name, number, search_keys from customer where id = $1',
    [id],
  )
  const input = createHash('sha256')
    .update(JSON.stringify({ record: `customer:${id}` }))
    .digest('base64url')
  const same: [from: string, to: string][] = [
    [id, 'the record'],
    [person.id, 'the claimer'],
    [pool, 'the pool'],
    [key, 'the key'],
    [input, 'the input'],
    [JSON.stringify(row!.search_keys), '[]'],
    [row!.number, 'the number'],
    [row!.name, 'the name'],
  ]
  const text = same.reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(found))
  // What is left are ids of rows, of requests, and of the events in a job.
  return JSON.parse(text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'an id'))
}

describe('the floor of the bench', () => {
  const claimers = () =>
    Promise.all([buildEmployee(server, { name: '我们' }), buildEmployee(server, { name: '底线' })])
  const bare = async (person: Person, customer: string, key: string) => {
    const claim = {
      tokenHash: hashSecret(await server.token(person)),
      customer,
      key,
      requestId: crypto.randomUUID(),
    }
    const now = server.clock.now()
    const { rows } = await server.db.pool.query<BareClaimed>(claimQuery(claim, now, dayIn(timeZone, now)))
    return rows[0]!
  }

  test('leaves by one statement what a claim of the product leaves, so that both do the same work', async () => {
    const [ours, floor] = await claimers()
    pool = await buildPool(server, {
      members: [ours.id, floor.id],
      holdLimit: 5,
      dayLimit: 5,
      recordLimit: 3,
      recordLimitDays: 30,
      recycleDays: 30,
    })
    const [first, second] = [await buildCustomer(server, { pool }), await buildCustomer(server, { pool })]
    const answer = await server.call(ours, 'pool.claim', { record: `customer:${first}` }, { key: 'k-ours' })
    expect(answer.status).toBe(200)
    expect(await bare(floor, second, 'k-floor')).toMatchObject({ won: 1 })
    const left = await leftBehind(ours, first, 'k-ours')
    expect(JSON.stringify(left)).toContain('the claimer')
    expect(await leftBehind(floor, second, 'k-floor')).toEqual(left)
  })

  test('refuses as the product does: taken, no member, over a limit; nothing is written', async () => {
    const [first, second] = await claimers()
    const stranger = await buildEmployee(server)
    pool = await buildPool(server, { members: [first.id, second.id], holdLimit: 1 })
    const [taken, free] = [await buildCustomer(server, { pool }), await buildCustomer(server, { pool })]
    expect(await bare(first, taken, 'r-1')).toMatchObject({ won: 1 })
    expect(await bare(second, taken, 'r-2')).toMatchObject({
      won: 0,
      holder: expect.stringContaining('我们'),
    })
    expect(await bare(stranger, free, 'r-3')).toMatchObject({ won: 0 })
    expect(await bare(first, free, 'r-4')).toMatchObject({ won: 0 })
    expect(await server.rows('select owner_id from customer where id = $1', [free])).toEqual([
      { owner_id: null },
    ])
    expect(await server.rows(`select key from idempotency_key where key like 'r-%'`)).toEqual([
      { key: 'r-1' },
    ])
  })
})
