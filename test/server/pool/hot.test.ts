import { setTimeout as sleep } from 'node:timers/promises'
import { openSession } from '@gonghai/server/auth/sessions'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import { type WebProcess, webProcess } from '../../support/web-process'
import type { Person } from '../records/company'

/** Somebody with a session, who calls one of the processes. */
interface Caller extends Person {
  token: string
  process: WebProcess
}

interface Outcome {
  by: Caller
  record: string
  status: number
  code: string | undefined
  params: Record<string, string | number>
}

let server: TestServer
let processes: WebProcess[]
let people: Caller[]
const names = new Map<string, string>()

beforeAll(async () => {
  server = await testServer()
  processes = await Promise.all([webProcess(server.database.url), webProcess(server.database.url)])
  people = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const person = await buildEmployee(server, { name: `销售${index}` })
      names.set(person.id, `销售${index}`)
      const who = { employeeId: person.id, platform: 'wecom' }
      const { token } = await openSession(server.db, who, server.clock.now())
      return { ...person, token, process: processes[index % 2]! }
    }),
  )
}, 60_000)
afterAll(async () => {
  await Promise.all(processes.map(one => one.kill()))
  await server.stop()
})

async function claim(by: Caller, record: string): Promise<Outcome> {
  const response = await fetch(`${by.process.url}/api/actions/pool.claim`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${by.token}` },
    body: JSON.stringify({ record }),
  })
  // What the app does on a machine that has too much to do.
  if (response.status === 503) {
    await response.arrayBuffer()
    await sleep(200)
    return claim(by, record)
  }
  const body = (await response.json()) as { code?: string; params?: Outcome['params'] }
  return { by, record, status: response.status, code: body.code, params: body.params ?? {} }
}

const memberIds = () => people.map(one => one.id)
/** Per employee what is held from a pool by the holdings and by the records, and what was claimed. */
const held = (pool: string) =>
  server.rows<{ employee_id: string; held: number; today: number; owned: number }>(
    `select h.employee_id, count(*) filter (where h.ended_at is null)::int as held, count(*)::int as today,
       (select count(*)::int from customer c where c.owner_id = h.employee_id and c.pool_id = $1) as owned
     from holding h where h.pool_id = $1 group by h.employee_id`,
    [pool],
  )

test('POOL-8 one hundred people claim one record through two processes: one wins, the others hear who', async () => {
  const pool = await buildPool(server, { members: memberIds() })
  const id = await buildCustomer(server, { pool })
  const outcomes = await Promise.all(people.map(person => claim(person, `customer:${id}`)))
  const won = outcomes.filter(one => one.status === 200)
  expect(won).toHaveLength(1)
  const lost = outcomes.filter(one => one.status !== 200)
  expect(new Set(lost.map(one => `${one.status} ${one.code}`))).toEqual(new Set(['409 alreadyClaimed']))
  expect(new Set(lost.map(one => one.params.name))).toEqual(new Set([names.get(won[0]!.by.id)]))
  expect(await server.rows('select owner_id from customer where id = $1', [id])).toEqual([
    { owner_id: won[0]!.by.id },
  ])
  expect(await held(pool)).toEqual([{ employee_id: won[0]!.by.id, held: 1, today: 1, owned: 1 }])
  expect(processes.flatMap(one => one.complaints)).toEqual([])
})

test('POOL-3 hundreds of claims at once by people near their limits: no limit is ever passed', async () => {
  const holdLimit = 3
  const dayLimit = 4
  const hunters = people.slice(0, 20)
  const pool = await buildPool(server, { members: memberIds(), holdLimit, dayLimit })
  const records = await Promise.all(
    Array.from({ length: 50 }, async () => `customer:${await buildCustomer(server, { pool })}`),
  )
  // Everybody already holds two and has given up one: two more by day, one more by holding.
  for (const hunter of hunters) {
    for (let count = 0; count < 3; count++) {
      const record = `customer:${await buildCustomer(server, { pool })}`
      await server.run(hunter, 'pool.claim', { record })
      if (count === 2) await server.run(hunter, 'pool.release', { record, reason: '让给别人' })
    }
  }
  const calls = hunters.flatMap((hunter, first) =>
    Array.from({ length: 20 }, (_, step) => claim(hunter, records[(first * 7 + step * 3) % records.length]!)),
  )
  const outcomes = await Promise.all(calls)
  const allowed = new Set(['won', 'alreadyClaimed', 'alreadyOwned', 'holdLimit', 'dayLimit'])
  for (const one of outcomes) expect(allowed).toContain(one.status === 200 ? 'won' : one.code)
  for (const one of outcomes.filter(({ code }) => code === 'holdLimit')) {
    expect(one.params).toMatchObject({ held: holdLimit, limit: holdLimit })
  }
  const wonBy = (hunter: Caller) =>
    outcomes.filter(one => one.status === 200 && one.by.id === hunter.id).length
  for (const row of await held(pool)) {
    expect(row.held).toBeLessThanOrEqual(holdLimit)
    expect(row.today).toBeLessThanOrEqual(dayLimit)
    expect(row.owned).toBe(row.held)
  }
  // There are enough records for everybody, so everybody gets the one that is left to them, and no more.
  expect(hunters.map(wonBy)).toEqual(hunters.map(() => 1))
  const twice = await server.rows(
    'select record_id from holding where ended_at is null group by record_id having count(*) > 1',
  )
  expect(twice).toEqual([])
  expect(processes.flatMap(one => one.complaints)).toEqual([])
})
