import { readAssignment } from '@gonghai/bot/conversation/assign'
import { readNumbers } from '@gonghai/bot/conversation/read-line'
import { approval, fakeCrm, found } from './fake-crm'

const person = (id: string, name: string) => ({
  record: `employee:${id}`,
  title: name,
  line: '华南销售部',
  url: '',
})
const review = (id: string, title: string, kind = 'claimReview') => ({
  record: `${kind}:${id}`,
  title,
  line: '李倩 · 华东大区公海',
  url: `https://crm.test/r/customer/${id}`,
})

describe('typed assignments (POOL-10)', () => {
  test.each([
    ['KH-20261121-0007 给 王磊', { what: 'KH-20261121-0007', whom: '王磊' }],
    ['蓝海机械给王磊', { what: '蓝海机械', whom: '王磊' }],
    ['KH-20261121-0007 分配给王磊', { what: 'KH-20261121-0007', whom: '王磊' }],
    ['KH-20261121-0007 to Daniel', { what: 'KH-20261121-0007', whom: 'Daniel' }],
    ['蓝海机械', null],
    ['给王磊', null],
  ])('“%s”', (words, expected) => {
    expect(readAssignment(words)).toEqual(expected)
  })

  test('assigns the record to the colleague', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械', 7)]
    chat.state.colleagues = [person('e7', '王磊')]
    expect(await chat.say('分配 KH-20261121-0007 给 王磊')).toContain('办好了')
    expect(chat.state.executed).toMatchObject([
      { action: 'pool.assign', input: { record: 'customer:蓝海机械', to: 'e7' }, door: 'chat' },
    ])
  })

  test('several of a name are offered, with their departments', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械', 7)]
    chat.state.colleagues = [person('e7', '王磊磊'), person('e8', '王磊明')]
    const text = await chat.say('分配 蓝海机械 给 王磊')
    expect(text).toContain('1. KH-20261121-0007 蓝海机械 → 王磊磊 华南销售部')
    expect(chat.state.executed).toEqual([])
    await chat.say('2')
    expect(chat.state.executed).toMatchObject([{ input: { record: 'customer:蓝海机械', to: 'e8' } }])
  })

  test('nobody of that name, nothing of that name, or half a line: says what is missing', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械', 7)]
    expect(await chat.say('分配 蓝海机械 给 王磊')).toContain('没有找到同事「王磊」')
    chat.state.colleagues = [person('e7', '王磊')]
    chat.state.claimable = []
    expect(await chat.say('分配 蓝海机械 给 王磊')).toContain('没有「蓝海机械」')
    expect(await chat.say('分配 蓝海机械')).toContain('分配 客户编号 给 同事姓名')
    expect(chat.state.executed).toEqual([])
  })

  test('where nobody can tell who typed, nothing is assigned', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械', 7)]
    chat.state.colleagues = [person('e7', '王磊')]
    await chat.say('分配 蓝海机械 给 王磊', { readOnly: true })
    expect(chat.state.executed).toEqual([])
  })
})

describe('typed claims of several (POOL-10)', () => {
  test.each([
    ['KH-20261121-0007、KH-20261121-0008 kh202611210009', 3],
    ['KH-20261121-0007 和 KH-20261121-0007', 1],
    ['KH-20261121-0007 蓝海', 0],
  ])('“%s” names %i', (words, count) => {
    expect(readNumbers(words)).toHaveLength(count)
  })

  test('each has a line of its own and a key of its own; one refused stops none', async () => {
    const chat = fakeCrm()
    chat.state.claimable = [found('蓝海机械', 7)]
    chat.state.outcome = {
      ok: false,
      code: 'dayLimit',
      message: '您今天已领取 2 个，每天上限 2 个。',
      retry: false,
    }
    const text = await chat.say('领取 KH-20261121-0007、KH-20261121-0008')
    expect(text.match(/每天上限 2 个/g)).toHaveLength(2)
    expect(chat.state.executed.map(call => call.key)).toEqual(['i1.KH-20261121-0007', 'i1.KH-20261121-0008'])
  })
})

describe('typed answers to asks for more days (POOL-6)', () => {
  test('“同意” gives the days, “驳回” asks for a reason', async () => {
    const chat = fakeCrm()
    chat.state.reviews = [review('x1', '蓝海机械', 'extension')]
    await chat.say('同意 蓝海')
    await chat.say('驳回 蓝海机械 没有实际进展')
    expect(await chat.say('驳回')).toContain('蓝海机械')
    await chat.say('再等等')
    expect(chat.state.executed.map(({ action, input }) => [action, input])).toEqual([
      ['pool.agreeExtension', { request: 'x1' }],
      ['pool.refuseExtension', { request: 'x1', reason: '没有实际进展' }],
      ['pool.refuseExtension', { request: 'x1', reason: '再等等' }],
    ])
  })
})

describe('typed reviews (POOL-7, CUST-6)', () => {
  test('“同意” lets the only claim through that waits', async () => {
    const chat = fakeCrm()
    chat.state.reviews = [review('r1', '蓝海机械')]
    await chat.say('同意')
    expect(chat.state.executed).toMatchObject([{ action: 'pool.agreeClaim', input: { review: 'r1' } }])
  })

  test('beside approvals it is asked which is meant; a place or a name says so', async () => {
    const chat = fakeCrm()
    chat.state.approvals = [approval('1', '设备采购合同')]
    chat.state.reviews = [review('r1', '蓝海机械'), review('r2', '红海贸易', 'customerReview')]
    const text = await chat.say('同意')
    expect(text).toMatch(/1\. .*设备采购合同[\s\S]*2\. 蓝海机械[\s\S]*3\. 红海贸易/)
    await chat.say('3')
    await chat.say('同意 蓝海机械')
    expect(chat.state.executed.map(({ action, input }) => [action, input])).toEqual([
      ['customer.review', { review: 'r2' }],
      ['pool.agreeClaim', { review: 'r1' }],
    ])
  })

  test('“拒绝” without a reason asks for one; with one it is done', async () => {
    const chat = fakeCrm()
    chat.state.reviews = [review('r1', '蓝海机械')]
    expect(await chat.say('拒绝')).toContain('蓝海机械')
    expect(chat.state.executed).toEqual([])
    await chat.say('我们下周要去拜访')
    await chat.say('拒绝 蓝海机械 还在跟')
    expect(chat.state.executed.map(({ action, input }) => [action, input])).toEqual([
      ['pool.rejectClaim', { review: 'r1', reason: '我们下周要去拜访' }],
      ['pool.rejectClaim', { review: 'r1', reason: '还在跟' }],
    ])
  })
})
