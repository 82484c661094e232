import { createReceive } from '@gonghai/bot/conversation/receive'
import type { InboundEvent, PressEvent, TextEvent } from '@gonghai/shared/ports/events'
import { v7 as uuid } from 'uuid'
import { type MessagingWorld, messagingWorld } from './world'

let world: MessagingWorld
let count = 0

beforeAll(async () => {
  world = await messagingWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  for (const sender of [world.wecom, world.dingtalk]) {
    sender.calls.length = 0
    sender.script.length = 0
  }
  world.executed.length = 0
  world.behaviour.execute = async () => '好了'
})

const receive = (event: InboundEvent, within?: number) =>
  createReceive(world.deps)(event, within === undefined ? {} : { within })

function textEvent(userId: string, text: string, platform: 'wecom' | 'dingtalk' = 'wecom'): TextEvent {
  return {
    type: 'text',
    platform,
    dedupeKey: `text ${++count}`,
    from: { platform, userId },
    at: world.clock.now(),
    text,
    chat: 'single',
  }
}

async function card(platform: 'wecom' | 'dingtalk') {
  const userId = `p${++count}`
  const matter = `customer:${uuid()}`
  world.matters.set(matter, { title: '蓝海机械', final: false })
  const employee = await world.addEmployee('李雷', { [platform]: userId })
  await world.open(matter, [employee])
  await world.runJobs()
  const [copy] = await world.rows<{ id: string }>('select id from card_copy where user_id = $1', [userId])
  const press: PressEvent = {
    type: 'press',
    platform,
    dedupeKey: `press ${count}`,
    from: { platform, userId },
    at: world.clock.now(),
    copyId: copy!.id,
    action: 'pool.claim',
    values: {},
    pressCode: `code-${count}`,
  }
  return { matter, employee, copyId: copy!.id, press, userId }
}

const stateOf = async (event: InboundEvent) =>
  (await world.rows<{ state: string }>('select state from inbox where dedupe_key = $1', [event.dedupeKey]))[0]
    ?.state

describe('inbox (decision 17)', () => {
  test('an event is stored with its press code, acknowledged at once, and done by its job', async () => {
    const { press, matter, copyId, employee } = await card('wecom')
    expect(await receive(press)).toEqual({})
    expect(world.executed).toEqual([])
    expect(
      await world.rows('select kind, code from card_code where copy_id = $1::uuid order by kind', [copyId]),
    ).toEqual([
      { kind: 'press', code: press.pressCode },
      { kind: 'send', code: expect.any(String) },
    ])
    await world.runJobs()
    expect(world.executed).toMatchObject([
      { action: 'pool.claim', input: { record: matter }, actor: { employeeId: employee, door: 'card' } },
    ])
    expect(await stateOf(press)).toBe('done')
  })

  test('a repeat does nothing and gets the stored answer', async () => {
    const { press, matter } = await card('dingtalk')
    world.behaviour.execute = async () => {
      world.matters.set(matter, { title: '蓝海机械', outcome: '您已领取', final: true })
      return '领取成功'
    }
    const first = await receive(press, 1500)
    expect(first.card).toMatchObject({ outcome: '您已领取', buttons: [] })
    expect(await receive(press, 1500)).toEqual(first)
    expect(await receive({ ...press, action: 'something.else' })).toEqual(first)
    await world.runJobs()
    expect(world.executed).toHaveLength(1)
  })

  test('repeats that come at the same moment are done once', async () => {
    const { press } = await card('dingtalk')
    world.behaviour.execute = async () => {
      await new Promise(resolve => setTimeout(resolve, 50))
      return '好了'
    }
    const answers = await Promise.all(Array.from({ length: 5 }, () => receive(press, 1500)))
    expect(world.executed).toHaveLength(1)
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
  })

  test('what takes longer than the platform waits is acknowledged, and goes on behind', async () => {
    const { press } = await card('dingtalk')
    let finish: () => void = () => undefined
    world.behaviour.execute = () => new Promise<string>(resolve => (finish = () => resolve('慢')))
    expect(await receive(press, 80)).toEqual({})
    expect(await stateOf(press)).toBe('waiting')
    finish()
    for (let at = 0; at < 100 && (await stateOf(press)) !== 'done'; at++) {
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    expect(await stateOf(press)).toBe('done')
  })

  test('a worker that dies: after the lease another does it under the same key', async () => {
    const { press, userId } = await card('wecom')
    await receive(press)
    const taken = await world.crm.inbox.take({ platform: 'wecom', userId })
    expect(taken).toMatchObject({ attempts: 1, event: { type: 'press', at: expect.any(Date) } })
    await world.runJobs()
    expect(world.executed).toEqual([])
    await world.later(61_000)
    expect(world.executed.map(call => call.key)).toEqual([taken!.id])
    expect(await stateOf(press)).toBe('done')
    await world.crm.inbox.finish(taken!, {})
    expect(await stateOf(press)).toBe('done')
  })

  test('an unexpected failure is tried again with pauses, then the person is told and it stays visible', async () => {
    const { press, userId } = await card('wecom')
    world.behaviour.execute = () => Promise.reject(new Error('database is gone'))
    await receive(press)
    await world.runJobs()
    for (let at = 0; at < 5; at++) await world.later(61_000)
    expect(world.executed).toHaveLength(5)
    expect(await stateOf(press)).toBe('failed')
    const [row] = await world.rows<{ failure: string }>('select failure from inbox where dedupe_key = $1', [
      press.dedupeKey,
    ])
    expect(row!.failure).toContain('database is gone')
    expect(world.wecom.calls.filter(call => call.to === userId && call.kind === 'text')).toHaveLength(1)
  })

  test('lines of one person are worked on in their order, also by many workers', async () => {
    const userId = `o${++count}`
    await world.addEmployee('韩梅', { wecom: userId })
    const lines = ['帮助', '公海', '取消', '帮助']
    for (const line of lines) await receive(textEvent(userId, line))
    const [, ...jobs] = Array.from({ length: 6 }, () => world.tasks.inbox({ platform: 'wecom', userId }))
    await Promise.all(jobs)
    await world.runJobs()
    const texts = world.wecom.calls.filter(call => call.to === userId).map(call => call.text.slice(0, 4))
    expect(texts).toHaveLength(4)
    expect(texts[0]).toBe(texts[3])
    expect(texts[1]).not.toBe(texts[2])
    const rows = await world.rows<{ done_at: Date }>(
      `select done_at from inbox where user_id = $1 and state = 'done' order by seq`,
      [userId],
    )
    expect(rows).toHaveLength(4)
  })

  test('who pressed too late is told who was faster, and the refusal is nobody’s failure', async () => {
    const { press, userId } = await card('wecom')
    world.behaviour.execute = async () =>
      world.refuse('alreadyClaimed', { record: '蓝海机械', name: '韩梅', time: '10:00' })
    await receive(press)
    await world.runJobs()
    expect(await stateOf(press)).toBe('done')
    const told = world.wecom.calls.filter(call => call.to === userId && call.kind === 'text')
    expect(told.map(call => call.text)).toEqual([expect.stringContaining('韩梅')])
  })

  test('somebody who is not linked is told so, and nothing is done', async () => {
    const event = textEvent(`stranger${++count}`, '领取 KH-20261121-0001')
    await receive(event)
    await world.runJobs()
    expect(world.executed).toEqual([])
    expect(world.wecom.calls.map(call => call.text)).toEqual([expect.stringContaining(event.from.userId)])
  })

  test('a card of somebody else, or of nobody, changes nothing', async () => {
    const { press } = await card('wecom')
    const other = `x${++count}`
    await world.addEmployee('旁人', { wecom: other })
    const from = { platform: 'wecom' as const, userId: other }
    await receive({ ...press, dedupeKey: `f${count}`, from })
    await receive({ ...press, dedupeKey: `g${count}`, from, copyId: "1'; drop table inbox; --" })
    await world.runJobs()
    expect(world.executed).toEqual([])
    const codes = await world.rows(`select 1 from card_code where copy_id = $1::uuid and kind = 'press'`, [
      press.copyId,
    ])
    expect(codes).toEqual([])
  })
})
