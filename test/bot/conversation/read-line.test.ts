import {
  normalLine,
  readCommand,
  readNumber,
  readPlace,
  spotCommand,
} from '@gonghai/bot/conversation/read-line'
import fc from 'fast-check'

const read = (text: string) => {
  const command = readCommand(normalLine(text))
  return command ? `${command.name}:${command.words}` : null
}

describe('typed lines: reading (CHAT-6)', () => {
  test.each([
    ['领取 KH-20261121-0007', 'claim:KH-20261121-0007'],
    ['领取KH-20261121-0007', 'claim:KH-20261121-0007'],
    ['领取 KH-20261121-0007', 'claim:KH-20261121-0007'],
    ['领取:蓝海机械。', 'claim:蓝海机械'],
    ['領取 藍海', 'claim:藍海'],
    ['Claim  Blue Ocean ', 'claim:Blue Ocean'],
    ['@公海助手 领取 蓝海', 'claim:蓝海'],
    ['公海', 'pools:'],
    ['公海 华东', 'pools:华东'],
    ['Pools', 'pools:'],
    ['待办', 'today:'],
    ['待辦事項', 'today:'],
    ['to-do', 'today:'],
    ['TODO', 'today:'],
    ['同意', 'agree:'],
    ['同意HT-20261121-0001', 'agree:HT-20261121-0001'],
    ['同意1', 'agree:1'],
    ['approve 1', 'agree:1'],
    ['驳回 HT-20261121-0001 价格太低', 'reject:HT-20261121-0001 价格太低'],
    ['駁回,價格太低', 'reject:價格太低'],
    ['不同意', 'reject:'],
    ['decline 1, too cheap', 'reject:1, too cheap'],
    ['查蓝海', 'find:蓝海'],
    ['搜尋 2046', 'find:2046'],
    ['find lhjx', 'find:lhjx'],
    ['撤销', 'undo:'],
    ['undo', 'undo:'],
    ['?', 'help:'],
    ['帮助!', 'help:'],
    ['取消', 'cancel:'],
    ['​领取​ 蓝海', 'claim:蓝海'],
  ])('%s → %s', (text, expected) => expect(read(text)).toBe(expected))

  test.each([
    '同意了吗?',
    '同意了吗',
    '通过率怎么样',
    '驳回过几次',
    '领取规则是什么?',
    '撤销合同',
    '取消订单',
    'poolside bar',
    'finder',
    'agreement',
    '',
    '你好',
  ])('“%s” is no command', text => expect(read(text)).toBeNull())

  test.each([
    ['kh-20261121-0007', 'KH-20261121-0007'],
    ['KH202611210007', 'KH-20261121-0007'],
    ['KH20261121-0007', 'KH-20261121-0007'],
    ['KH — 20261121 — 0007', 'KH-20261121-0007'],
    ['蓝海', null],
    ['13800138000', null],
    ['KH-1', null],
  ])('number %s → %s', (words, expected) => expect(readNumber(words)).toBe(expected))

  test.each([
    ['1', 1],
    ['12', 12],
    ['第2个', 2],
    ['三', 3],
    ['2號', 2],
    ['no. 3', 3],
    ['1.', 1],
    ['123', null],
    ['1 个客户', null],
    ['', null],
  ])('place %s → %s', (line, expected) => expect(readPlace(line)).toBe(expected))

  test('a command within a sentence is only spotted, never run', () => {
    expect(spotCommand('我想领取蓝海')).toEqual({ name: 'claim', words: '蓝海' })
    expect(spotCommand('随便聊聊')).toBeNull()
  })

  test('no text whatever breaks it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const line = normalLine(text)
        expect(normalLine(line)).toBe(line)
        readCommand(line)
        readNumber(line)
        readPlace(line)
        spotCommand(line)
      }),
    )
  })
})
