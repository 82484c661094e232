import { openSession } from '@gonghai/server/auth/sessions'
import { admission } from '@gonghai/server/http/admission'
import { Windows } from '@gonghai/server/http/throttle'
import { type TestServer, testServer } from '../../support/server'
import { until } from '../../support/until'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

test('more than 600 requests a minute of one session are refused with 429 and when to come back', async () => {
  const { administrator, nobody } = server.people
  const who = { employeeId: administrator!.id, platform: 'wecom' }
  const { token } = await openSession(server.db, who, server.clock.now())
  const ask = () => server.send('/api/nothing', { headers: { Authorization: `Bearer ${token}` } })
  const codes: number[] = []
  for (let batch = 0; batch < 13; batch++) {
    const answers = await Promise.all(Array.from({ length: 50 }, ask))
    codes.push(...answers.map(one => one.status))
  }
  expect(codes.filter(code => code === 429)).toHaveLength(50)
  const refused = await ask()
  expect(refused).toMatchObject({ status: 429, body: { code: 'tooManyRequests' } })
  expect(refused.headers.get('retry-after')).toBe('60')
  expect((await server.get(nobody!, '/api/me')).status).toBe(200)
})

test('what stands behind or before a token gives no second share, nor is it a session (SET-8)', async () => {
  const who = { employeeId: server.people.accountManager!.id, platform: 'wecom' }
  const { token } = await openSession(server.db, who, server.clock.now())
  const ask = (header: string) => server.send('/api/me', { headers: { Authorization: header } })
  expect((await ask(`Bearer ${token}`)).status).toBe(200)
  const filler = (step: number) => String(step).padStart(43, 'x')
  for (const wrong of [
    `Bearer ${token} ${filler(1)}`,
    `Bearer ${token},${filler(1)}`,
    `Bearer  ${token}`,
    `bearer ${token}`,
    token,
  ])
    expect({ wrong, status: (await ask(wrong)).status }).toEqual({ wrong, status: 401 })
})

test('invented tokens are counted for their address; who is signed in there works on (SET-8)', async () => {
  const apart = await testServer()
  try {
    const { accountManager } = apart.people
    expect((await apart.get(accountManager!, '/api/me')).status).toBe(200)
    const codes: number[] = []
    for (let batch = 0; batch < 13; batch++) {
      const guess = (step: number) =>
        apart.send(step % 2 ? '/api/me' : '/portal/me', {
          headers: { Authorization: `Bearer ${String(batch * 50 + step).padStart(43, 'x')}` },
        })
      const answers = await Promise.all(Array.from({ length: 50 }, (_, step) => guess(step)))
      codes.push(...answers.map(one => one.status))
    }
    expect(new Set(codes)).toEqual(new Set([401, 429]))
    expect(codes.filter(code => code === 401)).toHaveLength(600)
    expect((await apart.get(accountManager!, '/api/me')).status).toBe(200)
  } finally {
    await apart.stop()
  }
})

test('beyond the sources that there is room for everybody is still counted, and windows end', () => {
  let at = 0
  const windows = new Windows(1000, 3, () => at)
  for (const source of ['a', 'b', 'c', 'd', 'e']) windows.add(source)
  expect(['a', 'b', 'c', 'd', 'e'].map(source => windows.count(source))).toEqual([0, 0, 1, 1, 1])
  expect(windows.add('e')).toBe(2)
  at = 1000
  expect(windows.add('e')).toBe(1)
})

test('guessing codes from one address is slowed down', async () => {
  const guess = () =>
    server.send('/auth/wecom/code', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"code":"guess"}',
    })
  const codes = (await Promise.all(Array.from({ length: 130 }, guess))).map(one => one.status)
  expect(new Set(codes)).toEqual(new Set([401, 429]))
  expect(codes.filter(code => code === 401)).toHaveLength(120)
})

test('behind a proxy the address that it adds itself counts, not one that a client claims', async () => {
  const proxied = await testServer({ config: { trustProxy: true } })
  try {
    const guess = (step: number) =>
      proxied.send('/auth/options', { headers: { 'X-Forwarded-For': `10.0.0.${step % 250}, 203.0.113.7` } })
    const codes = (await Promise.all(Array.from({ length: 125 }, (_, step) => guess(step)))).map(
      one => one.status,
    )
    expect(codes.filter(code => code === 429)).toHaveLength(5)
  } finally {
    await proxied.stop()
  }
})

describe('admission', () => {
  const pass = (door: ReturnType<typeof admission>, work: () => Promise<void>) => door({} as never, work)

  test('lets so many work at once and the others in their order', async () => {
    const door = admission(2)
    let running = 0
    let most = 0
    const order: number[] = []
    const work = (number: number) => async () => {
      most = Math.max(most, ++running)
      order.push(number)
      await new Promise(resolve => setImmediate(resolve))
      running--
    }
    await Promise.all(Array.from({ length: 20 }, (_, number) => pass(door, work(number))))
    expect(most).toBe(2)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  test('a request that fails makes room for the next', async () => {
    const door = admission(1)
    const fail = async () => {
      throw new Error('x')
    }
    await expect(pass(door, fail)).rejects.toThrow('x')
    await pass(door, async () => undefined)
  })

  test('whoever waits too long is told to come back with 503', async () => {
    const busy = await testServer({ config: { connections: 4 } })
    try {
      // Both places are taken by requests that wait for a lock.
      const { accountManager } = busy.people
      const made = await busy.run(accountManager!, 'customer.create', { name: '锁住' })
      const client = await busy.db.pool.connect()
      await client.query('begin')
      await client.query('select 1 from customer where id = $1 for update', [made.result.id])
      const held = [1, 2].map(() => busy.call(accountManager!, 'customer.remove', { id: made.result.id }))
      await until(async () => {
        const waiting = await busy.rows(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
        return waiting.length === 2 || undefined
      })
      const answers = await Promise.all(Array.from({ length: 3 }, () => busy.get(accountManager!, '/api/me')))
      await client.query('rollback')
      client.release()
      await Promise.all(held)
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 503, body: { code: 'busy' } })
        expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
      }
      expect((await busy.get(accountManager!, '/api/me')).status).toBe(200)
    } finally {
      await busy.stop()
    }
  }, 40_000)
})
