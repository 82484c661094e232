import { CachedTokens } from '@gonghai/bot/platforms/cached-tokens'
import { memoryReplays } from '@gonghai/bot/platforms/memory-replays'
import { memoryTokens } from './support/memory-tokens'

const key = { platform: 'wecom' as const, app: 'ww1/1', kind: 'access' }

describe('cached tokens', () => {
  let time: number
  let fetched: number
  const now = () => new Date(time)
  const fetchNew = async () => ({ value: `t${++fetched}`, lifetimeSeconds: 100 })
  beforeEach(() => {
    time = 1_000_000
    fetched = 0
  })

  test('two processes with one store fetch once', async () => {
    const store = memoryTokens(now)
    const sources = [1, 2].map(() => new CachedTokens(store, now).source(key, fetchNew))
    const tokens = await Promise.all(sources.map(source => source.current()))
    expect(tokens).toEqual(['t1', 't1'])
    expect(fetched).toBe(1)
  })

  test('the process that learns late of a new token takes it instead of fetching again', async () => {
    const store = memoryTokens(now)
    const [first, second] = [1, 2].map(() => new CachedTokens(store, now).source(key, fetchNew))
    await first!.current()
    await first!.current()
    await second!.current()
    expect(await first!.renew('t1')).toBe('t2')
    expect(await second!.renew('t1')).toBe('t2')
    expect(await first!.current()).toBe('t2')
    expect(fetched).toBe(2)
  })

  test('an expired token is not used, though it is in memory', async () => {
    const source = new CachedTokens(memoryTokens(now), now).source(key, fetchNew)
    await source.current()
    expect(await source.current()).toBe('t1')
    time += 101_000
    expect(await source.current()).toBe('t2')
  })

  test('a failed fetch is told and not kept', async () => {
    const store = memoryTokens(now)
    const failing = new CachedTokens(store, now).source(key, async () => Promise.reject(new Error('ill')))
    await expect(failing.current()).rejects.toThrow('ill')
    expect(await new CachedTokens(store, now).source(key, fetchNew).current()).toBe('t1')
  })
})

describe('replays in memory', () => {
  test('a key keeps its value until its end', async () => {
    let time = 0
    const replays = memoryReplays(() => new Date(time))
    const until = new Date(1000)
    expect(await replays.bind('dingtalk', 'k', 'a', until)).toBe(true)
    expect(await replays.bind('dingtalk', 'k', 'a', until)).toBe(true)
    expect(await replays.bind('dingtalk', 'k', 'b', until)).toBe(false)
    time = 1000
    expect(await replays.bind('dingtalk', 'k', 'b', new Date(2000))).toBe(true)
  })
})
