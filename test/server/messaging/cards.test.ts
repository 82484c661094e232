import { v7 as uuid } from 'uuid'
import { type MessagingWorld, messagingWorld } from './world'

let world: MessagingWorld
let count = 0

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

interface CopyRow {
  id: string
  state: string
  user_id: string
  platform: string
}

/** A matter with people on both platforms, its cards sent. */
async function sentMatter(names: { wecom?: string[]; dingtalk?: string[] }) {
  const matter = `customer:${uuid()}`
  world.matters.set(matter, { title: `客户${++count}`, final: false })
  const users: string[] = []
  const ids: string[] = []
  for (const platform of ['wecom', 'dingtalk'] as const) {
    for (const name of names[platform] ?? []) {
      users.push(`${name}${count}`)
      ids.push(await world.addEmployee(name, { [platform]: `${name}${count}` }))
    }
  }
  await world.open(matter, ids)
  await world.runJobs()
  const copies = () =>
    world.rows<CopyRow>(
      `select c.id, c.state, c.user_id, c.platform from card_copy c join card k on k.id = c.card_id
       where k.matter = $1 order by c.created_at, c.platform desc, c.user_id`,
      [matter],
    )
  return {
    matter,
    ids,
    users,
    copies,
    decide: (outcome: string, final = true) => decide(matter, outcome, final),
  }
}

async function decide(matter: string, outcome: string, final: boolean) {
  world.matters.set(matter, { ...world.matters.get(matter)!, outcome, final })
  await world.touch(matter)
}

const updates = () => [...world.wecom.calls, ...world.dingtalk.calls].filter(call => call.kind === 'update')
const closings = () => world.wecom.calls.filter(call => call.kind === 'text').map(call => call.text)

async function press(copy: CopyRow, code: string, inlineMs = 0) {
  const stored = await world.crm.inbox.store(
    {
      type: 'press',
      platform: 'wecom',
      dedupeKey: `press ${copy.id} ${code}`,
      from: { platform: 'wecom', userId: copy.user_id },
      at: world.clock.now(),
      copyId: copy.id,
      action: 'pool.claim',
      values: {},
      pressCode: code,
    },
    inlineMs,
  )
  return stored.id
}

describe('cards (CHAT-4, POOL-8)', () => {
  test('everybody gets one card, and every copy on both platforms turns to the outcome', async () => {
    const { users, copies, decide } = await sentMatter({ wecom: ['a', 'b'], dingtalk: ['c'] })
    const sent = [...world.wecom.calls, ...world.dingtalk.calls]
    expect(sent.map(call => call.to).sort()).toEqual([...users].sort())
    expect((await copies()).map(copy => copy.state)).toEqual(['open', 'open', 'open'])
    await decide('已由李雷领取')
    await world.runJobs()
    const shown = updates().map(call => [call.to, call.text])
    expect(shown.sort()).toEqual(users.map(user => [user, '已由李雷领取']).sort())
    expect(updates().filter(call => call.code).length).toBe(2)
    expect((await copies()).map(copy => copy.state)).toEqual(['final', 'final', 'final'])
  })

  test('opening twice sends once; a newcomer gets a card; who is done gets a new one', async () => {
    const { matter, ids, decide, copies } = await sentMatter({ wecom: ['a'] })
    const late = await world.addEmployee('后来', { wecom: `late${count}` })
    await world.open(matter, [...ids, ...ids, late])
    await world.runJobs()
    expect(world.wecom.calls.filter(call => call.kind === 'card')).toHaveLength(2)
    await decide('已领取')
    await world.runJobs()
    world.matters.set(matter, { title: '又回公海', final: false })
    await world.open(matter, ids)
    await world.runJobs()
    expect(world.wecom.calls.at(-1)).toMatchObject({ kind: 'card', text: '又回公海' })
    expect((await copies()).map(copy => copy.state).sort()).toEqual(['final', 'final', 'open'])
  })

  test('a person on both platforms has a copy on each', async () => {
    const matter = `customer:${uuid()}`
    world.matters.set(matter, { title: '双', final: false })
    const both = await world.addEmployee('双', { wecom: `both${++count}`, dingtalk: `both${count}` })
    await world.open(matter, [both])
    await world.runJobs()
    expect([world.wecom.calls.length, world.dingtalk.calls.length]).toEqual([1, 1])
  })

  test.each([
    ['over', true],
    ['decided by its reader elsewhere', false],
  ])('what is %s before it was sent is not sent; asked again, it is', async (_name, final) => {
    const matter = `customer:${uuid()}`
    world.matters.set(matter, { title: '晚', final, outcome: '已同意' })
    const employee = await world.addEmployee('晚', { wecom: `w${++count}` })
    await world.open(matter, [employee])
    await world.runJobs()
    expect(world.wecom.calls).toEqual([])
    const copies = await world.rows<CopyRow>('select state from card_copy where user_id = $1', [`w${count}`])
    expect(copies).toEqual([{ state: 'skipped' }])
    world.matters.set(matter, { title: '第二步', final: false })
    await world.open(matter, [employee])
    await world.runJobs()
    expect(world.wecom.calls).toMatchObject([{ kind: 'card', text: '第二步' }])
  })

  test('a change during the sending is shown right afterwards', async () => {
    const matter = `customer:${uuid()}`
    world.matters.set(matter, { title: '快', final: false })
    world.wecom.script.push({ run: () => decide(matter, '被抢先', true) })
    await world.open(matter, [await world.addEmployee('快', { wecom: `w${++count}` })])
    await world.runJobs()
    expect(world.wecom.calls.map(call => call.text)).toEqual(['快', '被抢先'])
  })

  test('a touch that changes nothing calls nobody', async () => {
    const { matter } = await sentMatter({ wecom: ['a'], dingtalk: ['b'] })
    await world.touch(matter)
    await world.runJobs()
    expect(updates()).toEqual([])
  })

  test('in between only codes of presses are used; the code of the send is kept for the end', async () => {
    const { copies, decide, matter } = await sentMatter({ wecom: ['a'] })
    const [copy] = await copies()
    await decide('您已同意，等财务', false)
    await world.runJobs()
    expect(updates()).toEqual([])
    await press(copy!, 'press-1')
    await world.touch(matter)
    await world.runJobs()
    expect(updates().map(call => [call.text, call.code])).toEqual([['您已同意，等财务', 'press-1']])
    await decide('已通过')
    await world.runJobs()
    expect(updates().at(-1)).toMatchObject({ text: '已通过', code: expect.stringMatching(/^send-/) })
  })

  test('a spent code: the next one is used; without any the end is told in words, once', async () => {
    const { copies, decide, matter } = await sentMatter({ wecom: ['a'] })
    const [copy] = await copies()
    await press(copy!, 'press-2')
    await world.rows(`update inbox set state = 'done'`)
    world.wecom.script.push({ failure: 'spent' }, { failure: 'spent' })
    await decide('已由韩梅领取')
    await world.runJobs()
    expect(updates().map(call => call.code)).toEqual([expect.stringMatching(/^send-/), 'press-2'])
    expect(closings()).toEqual([expect.stringContaining('已由韩梅领取')])
    expect((await copies())[0]!.state).toBe('closed')
    await world.touch(matter)
    await world.later(120_000)
    expect(closings()).toHaveLength(1)
    expect(updates()).toHaveLength(2)
  })

  test('an expired code is not used', async () => {
    const { decide } = await sentMatter({ wecom: ['a'] })
    world.clock.advance(73 * 3_600_000)
    await decide('过了三天')
    await world.runJobs()
    expect(updates()).toEqual([])
    expect(closings()).toHaveLength(1)
  })

  test('a code is spent in the database before the platform is called', async () => {
    const { decide, copies } = await sentMatter({ wecom: ['a'] })
    const [copy] = await copies()
    const seen: unknown[] = []
    world.wecom.script.push({
      run: async () => {
        seen.push(
          ...(await world.rows('select spent_at from card_code where copy_id = $1::uuid', [copy!.id])),
        )
      },
    })
    await decide('完')
    await world.runJobs()
    expect(seen).toEqual([{ spent_at: expect.any(Date) }])
  })

  test('a crash between spending the code and the call ends in the closing notice, not in a second use', async () => {
    const { decide, copies } = await sentMatter({ wecom: ['a'] })
    const [copy] = await copies()
    await decide('崩溃之后')
    const step = await world.crm.sync.begin({ id: copy!.id, platform: 'wecom' }, world.wecom.abilities)
    expect(step).toMatchObject({ step: 'update', code: expect.stringMatching(/^send-/) })
    await world.runJobs()
    expect(updates()).toEqual([])
    await world.later(61_000)
    expect(updates()).toEqual([])
    expect(closings()).toEqual([expect.stringContaining('崩溃之后')])
  })

  test('a crash on a platform without codes is simply done again', async () => {
    const { decide, copies } = await sentMatter({ dingtalk: ['a'] })
    const [copy] = await copies()
    await decide('再来')
    await world.crm.sync.begin({ id: copy!.id, platform: 'dingtalk' }, world.dingtalk.abilities)
    await world.later(61_000)
    expect(updates().map(call => call.text)).toEqual(['再来'])
    expect((await copies())[0]!.state).toBe('final')
  })

  test('an unknown outcome with a code is not repeated with it; without codes it is repeated', async () => {
    const { decide, copies } = await sentMatter({ wecom: ['a'], dingtalk: ['b'] })
    world.wecom.script.push({ failure: 'unknown' })
    world.dingtalk.script.push({ failure: 'unknown' })
    await decide('不确定')
    await world.runJobs()
    await world.later(10_000)
    expect(updates().map(call => call.to.slice(0, 1))).toEqual(['a', 'b', 'b'])
    expect(closings()).toHaveLength(1)
    expect((await copies()).map(copy => copy.state).sort()).toEqual(['closed', 'final'])
  })

  test('a refused call gives its code back', async () => {
    const { decide, copies } = await sentMatter({ wecom: ['a'] })
    world.wecom.script.push({ failure: 'throttled' })
    await decide('限流')
    await world.runJobs()
    await world.later(61_000)
    const codes = updates().map(call => call.code)
    expect(codes).toHaveLength(2)
    expect(codes[0]).toBe(codes[1])
    expect((await copies())[0]!.state).toBe('final')
  })

  test('two updates of one copy never run at once', async () => {
    const { decide, copies } = await sentMatter({ dingtalk: ['a'] })
    const [copy] = await copies()
    let inside = 0
    let most = 0
    const slow = async () => {
      most = Math.max(most, ++inside)
      await new Promise(resolve => setTimeout(resolve, 20))
      inside--
    }
    world.dingtalk.script.push({ run: slow }, { run: slow }, { run: slow })
    await decide('同时')
    await Promise.all(Array.from({ length: 5 }, () => world.sync(copy!.id, 'dingtalk')))
    expect(most).toBe(1)
    expect(updates()).toHaveLength(1)
  })

  test('a change during an update is shown by the next, even if its own wake-up came too early', async () => {
    const { matter, decide: now, copies } = await sentMatter({ dingtalk: ['a'] })
    const [copy] = await copies()
    const changeAndWakeInVain = async () => {
      await decide(matter, '第二', true)
      await world.sync(copy!.id, 'dingtalk')
      await world.rows('delete from graphile_worker._private_jobs')
    }
    world.dingtalk.script.push({ run: changeAndWakeInVain })
    await now('第一', false)
    await world.sync(copy!.id, 'dingtalk')
    expect(updates().map(call => call.text)).toEqual(['第一'])
    await world.runJobs()
    expect(updates().map(call => call.text)).toEqual(['第一', '第二'])
  })

  test('a card sent before is recognised when it is sent again, and still reaches its end', async () => {
    const matter = `customer:${uuid()}`
    world.matters.set(matter, { title: '重复', final: false })
    const employee = await world.addEmployee('重', { wecom: `w${++count}` })
    world.wecom.script.push({ failure: 'unknown' }, { receipt: { duplicate: true } })
    await world.open(matter, [employee])
    await world.runJobs()
    await world.later(6000)
    expect(new Set(world.wecom.calls.map(call => call.copyId)).size).toBe(1)
    const [message] = await world.rows<{ state: string }>(
      'select state from outbound_message where user_id = $1',
      [`w${count}`],
    )
    expect(message!.state).toBe('sent')
    await decide(matter, '完了', true)
    await world.runJobs()
    expect(closings()).toEqual([expect.stringContaining('完了')])
  })

  test('a late press on a closed card brings the code that shows the end after all', async () => {
    const { decide, copies } = await sentMatter({ wecom: ['a'] })
    world.wecom.script.push({ failure: 'spent' })
    await decide('早已领取')
    await world.runJobs()
    const [copy] = await copies()
    expect(copy!.state).toBe('closed')
    await press(copy!, 'press-late')
    await world.runJobs()
    expect(updates().at(-1)).toMatchObject({ text: '早已领取', code: 'press-late' })
    expect((await copies())[0]!.state).toBe('final')
  })

  test('who is asked once more on a card that cannot be changed gets a new one, once', async () => {
    const { matter, decide, copies } = await sentMatter({ wecom: ['a'], dingtalk: ['b'] })
    const [copy] = await copies()
    await decide('您已同意，等财务', false)
    await press(copy!, `press ${copy!.id}`)
    await world.runJobs()
    expect(updates().filter(call => call.code)).toHaveLength(1)
    world.matters.set(matter, { title: '第二步', final: false })
    for (let at = 0; at < 2; at++) {
      await world.touch(matter)
      await world.runJobs()
    }
    expect(world.wecom.calls.at(-1)).toMatchObject({ kind: 'card', text: '第二步' })
    expect(world.wecom.calls.filter(call => call.kind === 'card')).toHaveLength(2)
    expect(world.dingtalk.calls.at(-1)).toMatchObject({ kind: 'update', text: '第二步' })
    await decide('已通过')
    await world.runJobs()
    expect((await copies()).map(one => one.state).sort()).toEqual(['closed', 'final', 'final'])
    expect(closings()).toEqual([])
  })

  test('while a platform waits for our answer about a card, that card is not updated', async () => {
    const { decide, copies } = await sentMatter({ wecom: ['a'] })
    const [copy] = await copies()
    await press(copy!, 'press-held', 1500)
    await decide('等一下')
    await world.sync(copy!.id)
    expect(updates()).toEqual([])
    world.clock.advance(1600)
    await world.sync(copy!.id)
    expect(updates()).toHaveLength(1)
  })
})
