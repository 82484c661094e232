import { listUndelivered, resend } from '@gonghai/server/messaging/resend'
import type { PlatformFailure } from '@gonghai/shared/ports/errors'
import { type MessagingWorld, messagingWorld } from './world'

let world: MessagingWorld
let people = 0
const somebody = () => `u${++people}`

beforeAll(async () => {
  world = await messagingWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  for (const sender of [world.wecom, world.dingtalk]) {
    sender.calls.length = 0
    sender.script.length = 0
  }
  await world.rows('delete from delivery_circuit')
})

const textsTo = (userId: string) =>
  [...world.wecom.calls, ...world.dingtalk.calls].filter(call => call.to === userId).map(call => call.text)
const stateOf = async (userId: string) =>
  (
    await world.rows<{ state: string }>(
      'select state from outbound_message where user_id = $1 order by seq',
      [userId],
    )
  ).map(row => row.state)

describe('delivery (CHAT-7)', () => {
  test('messages to one person keep their order, each once, woken by their own job', async () => {
    const user = somebody()
    for (const text of ['一', '二', '三']) await world.say(user, text, text)
    await world.say(user, '三', '三')
    await world.runJobs()
    expect(textsTo(user)).toEqual(['一', '二', '三'])
    expect(await stateOf(user)).toEqual(['sent', 'sent', 'sent'])
  })

  test('what is rolled back is never sent', async () => {
    const user = somebody()
    const employee = await world.addEmployee('回滚', { wecom: user })
    const failing = world.db.transaction(async tx => {
      await world.messenger.sendNotice(tx, { employeeId: employee, text: '不该到', dedupeKey: 'x' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await world.runJobs()
    expect(textsTo(user)).toEqual([])
  })

  test('a failing head holds back what follows, and both arrive in order after the pause', async () => {
    const user = somebody()
    await world.say(user, '先', '1')
    await world.say(user, '后', '2')
    world.wecom.script.push({ failure: 'transient' })
    await world.runJobs()
    expect(textsTo(user)).toEqual(['先'])
    expect(await stateOf(user)).toEqual(['waiting', 'waiting'])
    await world.drain(user)
    expect(textsTo(user)).toHaveLength(1)
    await world.later(6000)
    expect(textsTo(user)).toEqual(['先', '先', '后'])
  })

  test('many workers at once drain one lane without doubling or reordering', async () => {
    const user = somebody()
    for (let at = 0; at < 10; at++) await world.say(user, `${at}`, `${at}`)
    let inside = 0
    let most = 0
    for (let at = 0; at < 10; at++) {
      world.wecom.script.push({
        run: async () => {
          most = Math.max(most, ++inside)
          await new Promise(resolve => setTimeout(resolve, 5))
          inside--
        },
      })
    }
    await Promise.all(Array.from({ length: 6 }, () => world.drain(user)))
    expect(textsTo(user)).toEqual(Array.from({ length: 10 }, (_, at) => `${at}`))
    expect(most).toBe(1)
  })

  test('a message queued while another worker finishes is not left behind', async () => {
    const user = somebody()
    await world.say(user, '一', '1')
    world.wecom.script.push({ run: () => world.say(user, '二', '2') })
    await world.drain(user)
    expect(textsTo(user)).toEqual(['一', '二'])
  })

  const fates: [PlatformFailure, string, boolean][] = [
    ['token', 'waiting', true],
    ['throttled', 'waiting', false],
    ['quota', 'waiting', true],
    ['transient', 'waiting', false],
    ['unknown', 'waiting', false],
    ['permission', 'waiting', false],
    ['addressList', 'waiting', false],
    ['recipient', 'dead', false],
    ['spent', 'dead', false],
    ['input', 'dead', false],
  ]
  test.each(fates)('%s leaves a text %s; the whole platform pauses: %s', async (failure, state, pauses) => {
    const user = somebody()
    await world.say(user, '你好', '1')
    world.wecom.script.push({ failure })
    await world.drain(user)
    expect(await stateOf(user)).toEqual([state])
    const [row] = await world.rows<{ failure: string; code: string }>(
      'select failure, code from outbound_message where user_id = $1',
      [user],
    )
    expect(row).toEqual({ failure, code: 'test' })
    const open = await world.rows('select 1 from delivery_circuit where open_until is not null')
    expect(open.length > 0).toBe(pauses)
  })

  test('an unknown outcome is not repeated where the platform would not notice, and stays visible', async () => {
    const user = somebody()
    await world.say(user, '只发一次', '1', 'dingtalk')
    await world.say(user, '下一条', '2', 'dingtalk')
    world.dingtalk.script.push({ failure: 'unknown' })
    await world.drain(user, 'dingtalk')
    expect(await stateOf(user)).toEqual(['unknown', 'sent'])
    const [seen] = await listUndelivered(world.db, 5)
    expect(seen).toMatchObject({
      userId: user,
      state: 'unknown',
      failure: 'unknown',
      code: 'test',
      attempts: 1,
    })
  })

  test('a dead letter is listed with its reason and can be sent again', async () => {
    const user = somebody()
    await world.say(user, '到不了', '1')
    world.wecom.script.push({ failure: 'recipient' })
    await world.drain(user)
    const [letter] = await listUndelivered(world.db, 1)
    expect(letter).toMatchObject({ userId: user, state: 'dead', failure: 'recipient' })
    expect(await resend({ db: world.db, clock: world.clock }, letter!.id)).toBe(true)
    await world.runJobs()
    expect(textsTo(user)).toEqual(['到不了', '到不了'])
    expect(await stateOf(user)).toEqual(['sent'])
    expect(await resend({ db: world.db, clock: world.clock }, letter!.id)).toBe(false)
  })

  test('transient failures are tried with growing pauses for about a day, then given up', async () => {
    const user = somebody()
    await world.say(user, '坚持', '1')
    let tries = 0
    const start = world.clock.now().getTime()
    for (; tries < 30 && (await stateOf(user))[0] === 'waiting'; tries++) {
      await world.rows('delete from delivery_circuit')
      world.wecom.script.push({ failure: 'transient' })
      await world.drain(user)
      const [row] = await world.rows<{ next_at: Date }>(
        'select next_at from outbound_message where user_id = $1',
        [user],
      )
      world.clock.advance(Math.max(0, row!.next_at.getTime() - world.clock.now().getTime()) + 1)
    }
    const hours = (world.clock.now().getTime() - start) / 3_600_000
    expect(await stateOf(user)).toEqual(['dead'])
    expect(tries).toBe(11)
    expect(hours).toBeGreaterThan(20)
    expect(hours).toBeLessThan(28)
  })

  test('a worker that dies during a call: after the lease the next one repeats only what the platform would notice', async () => {
    const [coded, free] = [somebody(), somebody()]
    await world.say(coded, '可重复', '1')
    await world.say(free, '不可重复', '1', 'dingtalk')
    const lanes = [
      { platform: 'wecom' as const, userId: coded, abilities: world.wecom.abilities },
      { platform: 'dingtalk' as const, userId: free, abilities: world.dingtalk.abilities },
    ]
    for (const lane of lanes) expect((await world.crm.delivery.next(lane, lane.abilities)).step).toBe('send')
    await world.drain(coded)
    expect(textsTo(coded)).toEqual([])
    await world.later(61_000)
    expect(textsTo(coded)).toEqual(['可重复'])
    expect(textsTo(free)).toEqual([])
    expect(await stateOf(free)).toEqual(['unknown'])
  })

  test('who lost the lease may still report a success, but no failure', async () => {
    const user = somebody()
    await world.say(user, '慢', '1')
    const lane = { platform: 'wecom' as const, userId: user }
    const first = await world.crm.delivery.next(lane, world.wecom.abilities)
    world.clock.advance(61_000)
    const second = await world.crm.delivery.next(lane, world.wecom.abilities)
    if (first.step !== 'send' || second.step !== 'send') throw new Error('no lease')
    const late = { circuit: 'leave', pauseMs: 0 } as const
    await world.crm.delivery.settle(lane, first.lease, first.item, {
      ...late,
      outcome: { ok: false, failure: 'recipient', code: 'x' },
      verdict: { state: 'dead' },
    })
    expect(await stateOf(user)).toEqual(['sending'])
    await world.crm.delivery.settle(lane, first.lease, first.item, {
      ...late,
      outcome: { ok: true, receipt: {} },
      verdict: { state: 'sent' },
    })
    expect(await stateOf(user)).toEqual(['sent'])
  })

  test('nobody gets more than the platform lets a person have in any rolling minute', async () => {
    const user = somebody()
    for (let at = 0; at < 40; at++) await world.say(user, `${at}`, `${at}`)
    const sentAt: number[] = []
    for (let round = 0; round < 60 && textsTo(user).length < 40; round++) {
      const before = textsTo(user).length
      await world.drain(user)
      for (let at = before; at < textsTo(user).length; at++) sentAt.push(world.clock.now().getTime())
      world.clock.advance(7000)
    }
    expect(textsTo(user)).toEqual(Array.from({ length: 40 }, (_, at) => `${at}`))
    expect(sentAt.filter(at => at === sentAt[0])).toHaveLength(30)
    for (const from of sentAt) {
      expect(sentAt.filter(at => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(30)
    }
  })

  test('a platform that is down pauses everybody, loses nothing, and one lane tries first afterwards', async () => {
    const users = Array.from({ length: 7 }, somebody)
    for (const user of users) await world.say(user, '在吗', '1')
    for (const user of users.slice(0, 5)) {
      world.wecom.script.push({ failure: 'transient' })
      await world.drain(user)
    }
    expect(world.wecom.calls).toHaveLength(5)
    await world.drain(users[5]!)
    expect(world.wecom.calls).toHaveLength(5)
    world.clock.advance(6000)
    // The first to try after the pause fails: the others still wait.
    world.wecom.script.push({ failure: 'transient' })
    await Promise.all(users.map(user => world.drain(user)))
    expect(world.wecom.calls).toHaveLength(6)
    await world.later(60_000)
    await world.later(60_000)
    await world.later(300_000)
    for (const user of users) expect(await stateOf(user)).toEqual(['sent'])
  })

  test('calls are counted per platform and day', async () => {
    const user = somebody()
    const count = async () =>
      (
        await world.rows<{ calls: number; failures: number }>(
          `select coalesce(sum(calls), 0)::int as calls, coalesce(sum(failures), 0)::int as failures from call_ledger where api = 'sendText'`,
        )
      )[0]!
    const before = await count()
    await world.say(user, 'a', 'a')
    world.wecom.script.push({ failure: 'transient' })
    await world.drain(user)
    await world.later(6000)
    expect(await count()).toEqual({ calls: before.calls + 2, failures: before.failures + 1 })
  })
})

describe('notices', () => {
  test('go to the platform where the person was seen last, in their language, once', async () => {
    const user = somebody()
    const employee = await world.addEmployee('两栖', { wecom: user, dingtalk: user })
    await world.rows(`update employee set locale = 'en' where id = $1::uuid`, [employee])
    const event = {
      type: 'open' as const,
      platform: 'dingtalk' as const,
      dedupeKey: `o${user}`,
      at: world.clock.now(),
    }
    await world.crm.inbox.store({ ...event, from: { platform: 'dingtalk', userId: user } }, 0)
    const notice = { employeeId: employee, text: { key: 'bot.cancelled' }, dedupeKey: 'n1' }
    for (let at = 0; at < 2; at++) await world.db.transaction(tx => world.messenger.sendNotice(tx, notice))
    await world.drain(user, 'dingtalk')
    await world.drain(user, 'wecom')
    expect(world.dingtalk.calls.map(call => call.text)).toEqual(['All right, cancelled.'])
    expect(world.wecom.calls).toEqual([])
  })

  test('somebody who left, or is linked nowhere, gets none', async () => {
    const user = somebody()
    const gone = await world.addEmployee('走了', { wecom: user })
    await world.rows('update employee set active = false where id = $1::uuid', [gone])
    const unlinked = await world.addEmployee('没关联', {})
    for (const employeeId of [gone, unlinked]) {
      await world.db.transaction(tx =>
        world.messenger.sendNotice(tx, { employeeId, text: 'x', dedupeKey: 'n' }),
      )
    }
    expect(await stateOf(user)).toEqual([])
  })
})

describe('budgets (decision 19)', () => {
  test('with less than a fifth left only answers and approvals go out; the rest waits for the next day', async () => {
    const thrifty = await messagingWorld({ budgets: { wecom: 10 } })
    const user = 'thrifty'
    const employee = await thrifty.addEmployee('省', { wecom: user })
    const notice = (text: string) =>
      thrifty.db.transaction(tx =>
        thrifty.messenger.sendNotice(tx, { employeeId: employee, text, dedupeKey: text }),
      )
    for (let at = 0; at < 8; at++) await notice(`${at}`)
    await notice('新闻')
    await thrifty.say(user, '回答', '回答')
    await thrifty.drain(user)
    expect(thrifty.wecom.calls.map(call => call.text)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '回答',
    ])
    await thrifty.later(24 * 3_600_000)
    expect(thrifty.wecom.calls.at(-1)?.text).toBe('新闻')
    await thrifty.close()
  })
})
