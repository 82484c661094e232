import { openDatabase } from '@gonghai/server/db/database'
import { createReplayTable } from '@gonghai/server/messaging/replays'
import { createTokenStore } from '@gonghai/server/messaging/tokens'
import type { TokenKey } from '@gonghai/shared/ports/tokens'
import { type TestDatabase, testDatabase } from '../../support/database'
import { TestClock } from './world'

const secretKey = 'a test key of more than thirty-two characters'
const clock = new TestClock()
let database: TestDatabase
let first: ReturnType<typeof openDatabase>
let second: ReturnType<typeof openDatabase>
let apps = 0

beforeAll(async () => {
  database = await testDatabase()
  const open = () => openDatabase({ url: database.url, connections: 6, onError: () => undefined })
  first = open()
  second = open()
})
afterAll(async () => {
  await first.close()
  await second.close()
  await database.drop()
})

const newKey = (): TokenKey => ({ platform: 'wecom', app: `app${++apps}`, kind: 'access' })
const stores = () => [first, second].map(db => createTokenStore({ db, clock, secretKey }))

describe('tokens (decision 20)', () => {
  test('two processes that need a token at once ask the platform once', async () => {
    const key = newKey()
    let asked = 0
    const fetchNew = async () => {
      asked++
      await new Promise(resolve => setTimeout(resolve, 150))
      return { value: 'T-secret-1', lifetimeSeconds: 7200 }
    }
    const all = await Promise.all([...stores(), ...stores()].map(store => store.refresh(key, null, fetchNew)))
    expect(all).toEqual(Array(4).fill('T-secret-1'))
    expect(asked).toBe(1)
  })

  test('only the failing token is replaced', async () => {
    const key = newKey()
    const [store] = stores()
    let made = 0
    const fetchNew = async () => ({ value: `T${++made}`, lifetimeSeconds: 7200 })
    await store!.refresh(key, null, fetchNew)
    expect(await store!.refresh(key, 'T1', fetchNew)).toBe('T2')
    expect(await store!.refresh(key, 'T1', fetchNew)).toBe('T2')
    expect(made).toBe(2)
  })

  test('expires with a margin, and is unreadable without the key or in another row', async () => {
    const key = newKey()
    const [store] = stores()
    await store!.refresh(key, null, async () => ({ value: 'T-plain-text', lifetimeSeconds: 7200 }))
    const [row] = await first.query<{ value: string }>('select value from platform_token where app = $1', [
      key.app,
    ])
    expect(row!.value).not.toContain('T-plain')
    expect(Buffer.from(row!.value, 'base64url').toString('latin1')).not.toContain('T-plain')
    const other = createTokenStore({ db: first, clock, secretKey: `${secretKey}!` })
    expect(await other.get(key)).toBeNull()
    const moved = newKey()
    await first.query(
      'insert into platform_token (platform, app, kind, value, expires_at) select platform, $2, kind, value, expires_at from platform_token where app = $1',
      [key.app, moved.app],
    )
    expect(await store!.get(moved)).toBeNull()
    expect((await store!.get(key))?.value).toBe('T-plain-text')
    clock.advance(6901_000)
    expect(await store!.get(key)).toBeNull()
  })

  test('a failed fetch is passed on, stores nothing and frees the lease', async () => {
    const key = newKey()
    const [store] = stores()
    const failing = store!.refresh(key, null, () => Promise.reject(new Error('40013')))
    await expect(failing).rejects.toThrow('40013')
    expect(await store!.get(key)).toBeNull()
    expect(await store!.refresh(key, null, async () => ({ value: 'T9', lifetimeSeconds: 60 }))).toBe('T9')
  })

  test('who died while fetching blocks nobody for longer than the lease', async () => {
    const key = newKey()
    const [store] = stores()
    await first.query(
      `insert into platform_token (platform, app, kind, lease_token, lease_until)
       values ('wecom', $1, 'access', '018f0000-0000-7000-8000-000000000000', $2::timestamptz)`,
      [key.app, new Date(clock.now().getTime() + 20_000)],
    )
    const waiting = store!.refresh(key, null, async () => ({ value: 'T-late', lifetimeSeconds: 7200 }))
    await new Promise(resolve => setTimeout(resolve, 150))
    clock.advance(21_000)
    expect(await waiting).toBe('T-late')
  })
})

describe('replays (decision 22)', () => {
  test('a signature is bound to one body', async () => {
    const table = createReplayTable(first)
    const until = new Date(clock.now().getTime() + 300_000)
    expect(await table.bind('dingtalk', 'sig', 'body-1', until)).toBe(true)
    expect(await table.bind('dingtalk', 'sig', 'body-1', until)).toBe(true)
    expect(await table.bind('dingtalk', 'sig', 'body-2', until)).toBe(false)
    expect(await table.bind('wecom', 'sig', 'body-2', until)).toBe(true)
  })
})
