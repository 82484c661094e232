import { fakeCrm, found } from './fake-crm'

describe('typed follow-ups (CHAT-6, CUST-17)', () => {
  test('whom, what, by which channel, and when to contact next; the words stay as they were typed', async () => {
    const chat = fakeCrm()
    chat.state.findable = [found('苏州恒远电子')]
    const answer = await chat.say('跟进 苏州恒远：已上门拜访，下周二上午再联系')
    expect(answer).toContain('已记到「苏州恒远电子」')
    expect(answer).toContain('11-24')
    expect(chat.state.executed).toMatchObject([
      {
        action: 'followUp.create',
        input: {
          record: 'customer:苏州恒远电子',
          channel: 'visit',
          content: '已上门拜访，下周二上午再联系',
          nextContactAt: '2026-11-24T01:00:00.000Z',
        },
        door: 'chat',
      },
    ])
  })

  test('without a time nothing is agreed, and the answer says only what was noted', async () => {
    const chat = fakeCrm()
    chat.state.findable = [found('蓝海机械')]
    expect(await chat.say('跟进 蓝海: 电话没人接')).not.toContain('提醒您')
    expect(chat.state.executed[0]!.input).not.toHaveProperty('nextContactAt')
  })

  test('several fit: they are offered, and a place chooses one', async () => {
    const chat = fakeCrm()
    chat.state.findable = [found('蓝海机械', 7), found('蓝海贸易', 8)]
    expect(await chat.say('跟进 蓝海: 已报价')).toContain('2. KH-20261121-0008 蓝海贸易')
    expect(chat.state.executed).toEqual([])
    await chat.say('2')
    expect(chat.state.executed.map(call => call.input)).toMatchObject([
      { record: 'customer:蓝海贸易', content: '已报价' },
    ])
  })

  test('nobody fits, or the line is not complete: it says what to type instead', async () => {
    const chat = fakeCrm()
    expect(await chat.say('跟进 王府井: 已报价')).toContain('没有找到「王府井」')
    expect(await chat.say('跟进 王府井')).toContain('请写成')
    expect(chat.state.executed).toEqual([])
  })

  test('in English too', async () => {
    const chat = fakeCrm('en')
    chat.state.findable = [found('Hengyuan')]
    expect(await chat.say('follow up Hengyuan: called, call again tomorrow 3pm')).toContain('remind')
    expect(chat.state.executed[0]!.input).toMatchObject({ nextContactAt: '2026-11-22T07:00:00.000Z' })
  })
})
