import { type Locale, locales } from '@gonghai/shared/i18n'
import { approval, fakeCrm, found } from './fake-crm'

const ids = Array.from({ length: 9 }, (_, at) => `${at + 1}`)

describe('typed claims (POOL-10, CHAT-6)', () => {
  test('the exact number claims, under the event’s own key', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械', 7), found('蓝海贸易', 8)]
    expect(await chat.say('领取 KH-20261121-0008')).toContain('办好了')
    expect(chat.state.executed).toMatchObject([
      { action: 'pool.claim', input: { record: 'customer:蓝海贸易' }, door: 'chat', key: 'i1' },
    ])
  })

  test('a part of the name that fits several offers them; a place chooses one', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械', 7), found('蓝海贸易', 8)]
    const offered = await chat.say('领取 蓝海')
    expect(offered).toContain('1. KH-20261121-0007 蓝海机械')
    expect(offered).toContain('2. KH-20261121-0008 蓝海贸易')
    expect(chat.state.executed).toEqual([])
    expect(await chat.say('9')).toContain('1 到 2')
    expect(await chat.say('第2个')).toContain('办好了')
    expect(chat.state.executed.map(call => call.input)).toEqual([{ record: 'customer:蓝海贸易' }])
    expect(chat.state.dialog).toBeNull()
  })

  test('the whole name claims even where longer names fit too', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械', 7), found('蓝海', 8)]
    await chat.say('领取 蓝海')
    expect(chat.state.executed.map(call => call.input)).toEqual([{ record: 'customer:蓝海' }])
  })

  test('another command ends the offer: its numbers count no longer', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械', 7), found('蓝海贸易', 8)]
    await chat.say('领取 蓝海')
    await chat.say('待办')
    expect(await chat.say('1')).toContain('没听懂')
    expect(chat.state.executed).toEqual([])
  })

  test('“领取” alone and “公海” list the pools’ records, numbered through', async () => {
    const chat = fakeCrm()
    const pool = (name: string, ...top: string[]) => ({
      name,
      count: top.length,
      url: `https://crm.test/r/pool/${name}`,
      top: top.map(one => found(one)),
    })
    chat.state.pools = [pool('华东', '甲', '乙'), pool('华南', '丙'), pool('空')]
    for (const line of ['领取', '公海']) {
      const text = await chat.say(line)
      expect(text).toMatch(/华东[\s\S]*1\. .*甲[\s\S]*2\. .*乙[\s\S]*华南[\s\S]*3\. .*丙[\s\S]*空/)
    }
    expect(chat.lastLinks().map(link => link.text)).toEqual(['华东', '华南', '空'])
    await chat.say('3')
    expect(chat.state.executed.map(call => call.input)).toEqual([{ record: 'customer:丙' }])
    expect(await chat.say('公海 华北')).toContain('没有叫「华北」')
    chat.state.pools = []
    expect(await chat.say('公海')).toContain('还不是任何公海的成员')
  })

  test('a loser is told who was faster, in the words of the refusal', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械')]
    chat.state.outcome = {
      ok: false,
      code: 'alreadyClaimed',
      message: '晚了一步：已由韩梅领取。',
      retry: false,
    }
    expect(await chat.say('领取 蓝海')).toContain('晚了一步：已由韩梅领取。')
    expect(chat.state.undo).toBeNull()
  })

  test('a claim can be taken back by “撤销”, once', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械')]
    const undo = { action: 'pool.undoClaim', input: { record: 'customer:蓝海机械' } }
    chat.state.outcome = { ok: true, message: '领到了', result: {}, undo }
    expect(await chat.say('领取 蓝海')).toContain('撤销')
    chat.state.outcome = { ok: true, message: '已撤回', result: {} }
    expect(await chat.say('撤销')).toBe('已撤回')
    expect(chat.state.executed.at(-1)).toMatchObject(undo)
    expect(await chat.say('撤销')).toContain('没有可以撤销')
    expect(chat.state.executed).toHaveLength(2)
  })

  test('nothing found: says what to type instead, with the words cut', async () => {
    const chat = fakeCrm()
    const text = await chat.say(`领取 ${'很长的名字'.repeat(60)}`)
    expect(text).toContain('公海')
    expect(text.length).toBeLessThan(120)
  })

  test('a busy server: the event is tried again, then the refusal is said', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械')]
    chat.state.outcome = { ok: false, code: 'busy', message: '现在很忙', retry: true }
    const event = { ...chat.base(), type: 'text' as const, text: '领取 蓝海', chat: 'single' as const }
    await expect(chat.handle(event, 'x', 1)).rejects.toThrow('busy')
    expect(chat.state.replies.size).toBe(0)
    await chat.handle(event, 'x', 4)
    expect(chat.state.replies.get('answer:x')?.text).toContain('现在很忙')
  })
})

describe('typed decisions (CHAT-4, CHAT-6)', () => {
  test('“同意” decides when only one waits, else it asks which', async () => {
    const chat = fakeCrm()
    expect(await chat.say('同意')).toContain('没有等您审批')
    chat.state.approvals = [approval('1', '蓝海合同')]
    expect(await chat.say('同意')).toContain('办好了')
    chat.state.approvals = [approval('1', '蓝海合同'), approval('2', '远洋合同')]
    expect(await chat.say('同意 1 价格可以')).toContain('同意哪一个')
    expect(chat.state.executed).toHaveLength(1)
    await chat.say('2')
    expect(chat.state.executed.at(-1)).toMatchObject({
      action: 'approval.agree',
      input: { approval: '2', comment: '价格可以' },
    })
  })

  test('a place means the list that was shown', async () => {
    const chat = fakeCrm()
    chat.state.approvals = [approval('1', '蓝海合同'), approval('2', '远洋合同')]
    await chat.say('同意')
    await chat.say('同意 2')
    expect(chat.state.executed).toMatchObject([{ input: { approval: '2' } }])
  })

  test('“驳回” by number with a reason rejects; without one it asks, and the next line is the reason', async () => {
    const chat = fakeCrm()
    chat.state.approvals = [approval('1', '蓝海合同'), approval('2', '远洋合同')]
    await chat.say('驳回 ht20261121-0002,价格太低')
    expect(chat.state.executed).toMatchObject([
      { action: 'approval.reject', input: { approval: '2', reason: '价格太低' } },
    ])
    expect(await chat.say('驳回 远洋合同')).toContain('理由')
    expect(chat.state.dialog?.kind).toBe('words')
    expect(await chat.say('帮助')).toContain('领取')
    await chat.say('驳回 远洋合同')
    await chat.say('不同意这个价格')
    expect(chat.state.executed.at(-1)).toMatchObject({ input: { approval: '2', reason: '不同意这个价格' } })
    expect(chat.state.dialog).toBeNull()
  })

  test('several that fit: choosing one still asks for the reason', async () => {
    const chat = fakeCrm()
    chat.state.approvals = [approval('1', '蓝海合同'), approval('2', '远洋合同')]
    await chat.say('驳回')
    expect(await chat.say('2')).toContain('远洋合同')
    await chat.say('资料不齐')
    expect(chat.state.executed).toMatchObject([{ input: { approval: '2', reason: '资料不齐' } }])
  })

  test('“取消” ends what was asked', async () => {
    const chat = fakeCrm()
    chat.state.approvals = [approval('1', '蓝海合同')]
    await chat.say('驳回')
    expect(await chat.say('取消')).toContain('已取消')
    expect(await chat.say('取消')).toContain('没有等您回复')
    expect(chat.state.executed).toEqual([])
  })

  test('a number that is not among them decides nothing', async () => {
    const chat = fakeCrm()
    chat.state.approvals = [approval('1', '蓝海合同')]
    expect(await chat.say('同意 HT-20261121-9999')).toContain('HT-20261121-9999')
    expect(chat.state.executed).toEqual([])
  })
})

describe('other lines', () => {
  test('to-do and search answer with lines and links', async () => {
    const chat = fakeCrm()
    chat.state.today = {
      count: 9,
      items: ids.slice(0, 6).map(id => found(`事${id}`)),
      url: 'https://crm.test/',
    }
    const text = await chat.say('待办')
    expect(text).toContain('9')
    expect(text).toContain('还有 3 条')
    expect(chat.lastLinks().at(-1)?.url).toBe('https://crm.test/')
    chat.state.findable = [found('蓝海机械')]
    expect(await chat.say('查 lhjx')).toContain('蓝海机械')
    expect(chat.state.asked).toEqual(['lhjx'])
    expect(await chat.say('查')).toContain('例如')
  })

  test('an unknown line is looked up, else answered with what can be said', async () => {
    const chat = fakeCrm()
    expect(await chat.say('我想领取蓝海')).toMatch(/· 领取 蓝海[\s\S]*· 帮助/)
    chat.state.findable = [found('蓝海机械')]
    expect(await chat.say('蓝海')).toContain('您要找的是不是')
    expect(chat.state.executed).toEqual([])
  })

  test('in a group chat the answer goes to the person alone', async () => {
    const chat = fakeCrm()
    chat.state.findable = [found('蓝海机械')]
    const text = await chat.say('@助手 查 蓝海', { chat: 'group', conversationId: 'g1' })
    expect(text).toContain('蓝海机械')
  })

  test('where nobody can tell who typed, questions are answered and nothing is changed (decision 22)', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械')]
    chat.state.undo = { action: 'pool.undoClaim', input: {} }
    chat.state.approvals = [approval('1', '蓝海合同')]
    chat.state.dialog = {
      kind: 'choose',
      choices: [{ title: 'x', call: { action: 'pool.claim', input: {} } }],
    }
    for (const line of ['领取 蓝海', '同意', '驳回 1 不行', '撤销', '1'])
      await chat.say(line, { readOnly: true })
    expect(chat.state.executed).toEqual([])
    expect(await chat.say('帮助', { readOnly: true })).toContain('领取')
  })

  test.each(locales.map(locale => [locale]))('every answer has words in %s', async (locale: Locale) => {
    const chat = fakeCrm(locale)
    const lines = ['?', '公海', '待办', '同意', '驳回', '查', '查 x', '领取 x', '撤销', '取消', '嗯', '']
    for (const line of lines) {
      const text = await chat.say(line)
      expect(text).not.toMatch(/bot\.|\{\{/)
      expect(text.length).toBeGreaterThan(3)
    }
    for (const media of ['image', 'voice', 'video', 'file'] as const) {
      await chat.handle({ ...chat.base(), type: 'media', media, mediaId: 'm', chat: 'single' }, media)
      expect(chat.state.replies.get(`answer:${media}`)?.text).not.toMatch(/bot\./)
    }
  })

  test('long answers stay within what every platform takes', async () => {
    const chat = fakeCrm()
    const long = { ...found('名'.repeat(200)), line: '字'.repeat(300) }
    chat.state.claimable = ids.slice(0, 5).map(() => long)
    const text = await chat.say('领取 名')
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048)
  })

  test('opening greets once; menu entries run their command; strangers hear why nothing works', async () => {
    const chat = fakeCrm()
    for (let at = 0; at < 2; at++) await chat.handle({ ...chat.base(), type: 'open' })
    expect([...chat.state.replies.keys()]).toEqual(['welcome'])
    await chat.handle({ ...chat.base(), type: 'open', menuKey: 'todo' }, 'menu')
    expect(chat.state.replies.get('answer:menu')?.text).toContain('没有等您处理')
    chat.state.linked = false
    for (let at = 0; at < 2; at++) await chat.handle({ ...chat.base(), type: 'open' })
    expect([...chat.state.replies.keys()].filter(key => key.startsWith('stranger'))).toHaveLength(1)
    expect(await chat.say('领取 蓝海')).toContain('lilei')
    expect(chat.state.executed).toEqual([])
  })

  test('nobody is written to for leaving, or for a report on what was sent', async () => {
    const chat = fakeCrm()
    for (const linked of [true, false]) {
      chat.state.linked = linked
      await chat.handle({ ...chat.base(), type: 'leave' })
      await chat.handle({ ...chat.base(), type: 'report', remoteId: 'm1', ok: false, reason: 'refused' })
    }
    expect([...chat.state.replies.keys()]).toEqual([])
  })

  test('a change of the directory is passed on', async () => {
    const chat = fakeCrm()
    await chat.handle({ ...chat.base(), type: 'directory', change: 'employee', ids: ['u1'] })
    expect(chat.state.directory).toEqual(['u1'])
  })
})

describe('presses (CHAT-4)', () => {
  const claimCard = { kind: 'poolClaim' as const, matter: 'customer:c7', mine: true, title: '蓝海机械' }
  const approvalCard = { kind: 'approval' as const, matter: 'approval:a7', mine: true, title: '蓝海合同' }

  test('a press runs the action of its button on the card’s own matter', async () => {
    const chat = fakeCrm()
    chat.state.card = claimCard
    const { text } = await chat.press('pool.claim', { record: 'customer:other' })
    expect(chat.state.executed).toMatchObject([
      { action: 'pool.claim', input: { record: 'customer:c7' }, door: 'card', key: 'i1' },
    ])
    expect(text).toBeUndefined()
  })

  test('a refusal is said, naming the matter', async () => {
    const chat = fakeCrm()
    chat.state.card = claimCard
    chat.state.outcome = { ok: false, code: 'dayLimit', message: '今天已领满。', retry: false }
    expect((await chat.press('pool.claim')).text).toBe('「蓝海机械」没有办成：今天已领满。')
    chat.state.outcome = {
      ok: false,
      code: 'alreadyClaimed',
      message: '「蓝海机械」已由韩梅领取。',
      retry: false,
    }
    expect((await chat.press('pool.claim')).text).toBe('「蓝海机械」已由韩梅领取。')
  })

  test('rejecting takes the written reason, else the words of the chosen one, else asks', async () => {
    const chat = fakeCrm()
    chat.state.card = approvalCard
    await chat.press('approval.reject', { reason: ' 太便宜 ', rejectReason: 'price' })
    await chat.press('approval.reject', { rejectReason: 'price' })
    expect(chat.state.executed.map(call => call.input)).toEqual([
      { approval: 'a7', reason: '太便宜' },
      { approval: 'a7', reason: '价格低于底线' },
    ])
    for (const rejectReason of ['', 'nonsense', '__proto__', '../x']) {
      expect((await chat.press('approval.reject', { rejectReason })).text).toContain('理由')
    }
    expect(chat.state.executed).toHaveLength(2)
    await chat.say('付款条件不行')
    expect(chat.state.executed.at(-1)).toMatchObject({
      action: 'approval.reject',
      input: { approval: 'a7', reason: '付款条件不行' },
    })
  })

  test('agreeing takes a comment when there is one', async () => {
    const chat = fakeCrm()
    chat.state.card = approvalCard
    await chat.press('approval.agree')
    await chat.press('approval.agree', { reason: '尽快发货' })
    expect(chat.state.executed.map(call => call.input)).toEqual([
      { approval: 'a7' },
      { approval: 'a7', comment: '尽快发货' },
    ])
  })

  test.each([['constructor'], ['approval.agree'], ['pool.assign'], ['']])(
    'the button “%s” of a claim card does nothing',
    async action => {
      const chat = fakeCrm()
      chat.state.card = claimCard
      expect((await chat.press(action)).text).toContain('小程序')
      expect(chat.state.executed).toEqual([])
    },
  )
})
