import type { PressedCard } from '@gonghai/shared/ports/crm'
import { fakeCrm } from './fake-crm'

const dispatch: PressedCard = {
  kind: 'dispatch',
  matter: 'serviceRequest:r7',
  mine: true,
  title: '测头报警',
  choice: {
    key: 'engineer',
    title: '工程师',
    options: [
      { id: 'e1', text: '吴师傅（手上 0 单）' },
      { id: 'e2', text: '刘师傅（手上 3 单）' },
    ],
  },
}
const order: PressedCard = { kind: 'workOrder', matter: 'workOrder:o7', mine: true, title: '测头报警' }

const warning: PressedCard = { kind: 'recycleWarning', matter: 'customer:c7', mine: true, title: '恒远电子' }

describe('POOL-6 asking for more days on the warning card', () => {
  test('takes the reason that was chosen, as words', async () => {
    const chat = fakeCrm()
    chat.state.card = warning
    await chat.press('pool.askExtension', { askExtension: 'budget' })
    expect(chat.state.executed).toMatchObject([
      { action: 'pool.askExtension', input: { record: 'customer:c7', days: 7, reason: '等客户批预算' } },
    ])
  })

  test('without a reason the chat asks for one, and the next line gives it', async () => {
    const chat = fakeCrm()
    chat.state.card = warning
    expect((await chat.press('pool.askExtension')).text).toContain('申请延期的理由')
    expect(chat.state.executed).toEqual([])
    await chat.say('下周三复测')
    expect(chat.state.executed).toMatchObject([{ input: { days: 7, reason: '下周三复测' }, door: 'chat' }])
  })
})

describe('CHAT-9 pressing service cards', () => {
  test('request.dispatch takes the engineer that was chosen on the card', async () => {
    const chat = fakeCrm()
    chat.state.card = dispatch
    await chat.press('request.dispatch', { engineer: 'e2', request: 'r1' })
    expect(chat.state.executed).toMatchObject([
      { action: 'request.dispatch', input: { request: 'r7', engineer: 'e2' }, door: 'card' },
    ])
  })

  test('without a choice the chat offers the list, and the next line chooses', async () => {
    const chat = fakeCrm()
    chat.state.card = dispatch
    const { text } = await chat.press('request.dispatch')
    expect(text).toContain('派给谁')
    expect(text).toContain('2. 刘师傅（手上 3 单）')
    expect(chat.state.executed).toEqual([])
    await chat.say('2')
    expect(chat.state.executed).toMatchObject([
      { action: 'request.dispatch', input: { request: 'r7', engineer: 'e2' }, door: 'chat' },
    ])
  })

  test('a card that has no list any more says so', async () => {
    const chat = fakeCrm()
    const { choice: _choice, ...bare } = dispatch
    chat.state.card = bare
    expect((await chat.press('request.dispatch')).text).toContain('小程序')
    expect(chat.state.executed).toEqual([])
  })

  test.each([
    ['work.refuse', 'reason', '原因'],
    ['work.complete', 'result', '处理'],
  ])('%s asks for words, and the next line gives them', async (action, field, asked) => {
    const chat = fakeCrm()
    chat.state.card = order
    expect((await chat.press(action)).text).toContain(asked)
    expect(chat.state.executed).toEqual([])
    await chat.say('换了测头模块')
    expect(chat.state.executed).toMatchObject([{ action, input: { order: 'o7', [field]: '换了测头模块' } }])
  })

  test.each(['work.accept', 'work.setOut', 'work.begin'])('%s runs at once', async action => {
    const chat = fakeCrm()
    chat.state.card = order
    await chat.press(action)
    expect(chat.state.executed).toMatchObject([{ action, input: { order: 'o7' } }])
  })
})
