import type { FoundCollision } from '@gonghai/shared/ports/crm'
import { fakeCrm } from './fake-crm'

const hit = (title: string, given: Partial<FoundCollision> = {}): FoundCollision => ({
  record: `customer:${title}`,
  degree: 100,
  title,
  holder: '张晓琳 · 华东销售部',
  state: '跟进',
  steps: ['cooperate', 'appeal'],
  ...given,
})

describe('“查重” in the chat (CUST-11, CHAT-6)', () => {
  test('tells degree, owner, department and state, and offers what may be done; a place does it', async () => {
    const chat = fakeCrm()
    chat.state.collisions = {
      vague: false,
      hits: [hit('恒远机械'), hit('恒源机械', { degree: 83, steps: [] })],
    }
    const text = await chat.say('查重 上海恒远')
    expect(chat.state.asked).toEqual(['上海恒远'])
    expect(text).toContain('100% 恒远机械 · 张晓琳 · 华东销售部 · 跟进')
    expect(text).toContain('83% 恒源机械')
    expect(text).toContain('1. 向张晓琳 · 华东销售部申请协作「恒远机械」')
    expect(chat.state.executed).toEqual([])
    await chat.say('1')
    expect(chat.state.executed).toMatchObject([
      { action: 'duplicate.cooperate', input: { record: 'customer:恒远机械' }, door: 'chat' },
    ])
  })

  test('an appeal asks why first', async () => {
    const chat = fakeCrm()
    chat.state.collisions = { vague: false, hits: [hit('恒远机械')] }
    await chat.say('查重恒远')
    expect(await chat.say('2')).toContain('为什么「恒远机械」该归您')
    await chat.say('我先报的价')
    expect(chat.state.executed).toMatchObject([
      { action: 'duplicate.appeal', input: { record: 'customer:恒远机械', reason: '我先报的价' } },
    ])
  })

  test('what lies in one’s pool is claimed from there; what one may open has its link', async () => {
    const chat = fakeCrm()
    const url = 'https://crm.test/r/customer/1'
    chat.state.collisions = { vague: false, hits: [hit('恒远机械', { steps: ['claim'], url })] }
    await chat.say('check Acme')
    expect(chat.lastLinks()).toEqual([{ text: '恒远机械', url }])
    await chat.say('1')
    expect(chat.state.executed).toMatchObject([{ action: 'pool.claim' }])
  })

  test('nothing found, nobody named, only a region: each is said', async () => {
    const chat = fakeCrm()
    expect(await chat.say('查重')).toContain('要查哪一家')
    expect(await chat.say('查重 某某')).toContain('没有和「某某」相近')
    chat.state.collisions = { vague: true, hits: [] }
    expect(await chat.say('查重 苏州')).toContain('只是个地区')
  })

  test('“查” alone still finds', async () => {
    const chat = fakeCrm()
    await chat.say('查恒远')
    expect(await chat.say('查恒远')).not.toContain('查重')
  })
})
