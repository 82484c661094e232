import {
  plainText,
  readCustomerCommand,
  readKind,
  readLanguage,
  readProof,
  readRating,
  readSerial,
  readSmallTalk,
} from '@gonghai/bot/conversation/customer/read-line'

describe('a customer’s line', () => {
  test.each([
    ['验证 CMM-800-4471 8000', 'verify', 'CMM-800-4471 8000'],
    ['验证CMM-800-4471 8000', 'verify', 'CMM-800-4471 8000'],
    ['驗證：CMM 1', 'verify', 'CMM 1'],
    ['Verify X-1 8000', 'verify', 'X-1 8000'],
    ['进度', 'progress', ''],
    ['进度怎么样了？', 'progress', ''],
    ['Status', 'progress', ''],
    ['催', 'urge', ''],
    ['催一下FW-20261121-0001', 'urge', 'FW-20261121-0001'],
    ['撤回 FW-20261121-0001', 'withdraw', 'FW-20261121-0001'],
    ['取消 FW-20261121-0001', 'withdraw', 'FW-20261121-0001'],
    ['不用修了', 'withdraw', ''],
    ['报修 主轴异响，很大', 'new', '主轴异响，很大'],
    ['新报修', 'new', ''],
    ['补充：E203', 'add', 'E203'],
    ['add it also smells', 'add', 'it also smells'],
    ['我的设备', 'machines', ''],
    ['评价', 'rate', ''],
    ['?', 'help', ''],
    ['？', 'help', ''],
    ['取消', 'cancel', ''],
  ])('%s is the command %s with "%s"', (line, name, words) => {
    expect(readCustomerCommand(line)).toEqual({ name, words })
  })

  test.each([
    '设备坏了',
    '撤回的零件没装好',
    '进度条卡住了',
    '催化器报警',
    '报修过的那台又坏了',
    'help me the spindle is stuck',
    'adding oil does not help',
    'status light is red',
    '主轴异响',
    '补充液漏了',
    '取消按钮失灵',
    '验证板坏了',
  ])('%s is about a machine', line => {
    expect(readCustomerCommand(line)).toBeNull()
    expect(readSmallTalk(line)).toBeNull()
  })

  test.each([
    ['CMM-800-4471 8000', { serialNumber: 'CMM-800-4471', phoneEnding: '8000' }],
    ['ＣＭＭ-1　８０００', { serialNumber: 'CMM-1', phoneEnding: '8000' }],
    ['A B 12, 0001', { serialNumber: 'A B 12', phoneEnding: '0001' }],
    ['8000', null],
    ['CMM-800-4471', null],
    ['x'.repeat(60), null],
  ])('%s is a proof', (line, proof) => expect(readProof(line)).toEqual(proof))

  test.each([
    ['CMM-800-4471', 'CMM-800-4471'],
    ['4471', '4471'],
    ['三坐标', null],
    ['ABC', null],
    ["a'; drop 1", null],
  ])('%s is a serial number', (line, serial) => expect(readSerial(line)).toBe(serial))

  test.each([
    ['5', { stars: 5, words: '', bare: true }],
    ['5分 很快', { stars: 5, words: '很快', bare: false }],
    ['四星', { stars: 4, words: '', bare: false }],
    ['1 star: slow', { stars: 1, words: 'slow', bare: false }],
    ['3分，一般，来晚了。', { stars: 3, words: '一般，来晚了。', bare: false }],
    ['两分', { stars: 2, words: '', bare: false }],
    ['6分', null],
    ['0', null],
    ['5号机坏了', null],
    ['3分钟就报警', null],
    ['5 台都坏了', null],
    ['五', null],
    ['1starfish', null],
  ])('%s is a mark', (line, rating) => expect(readRating(line)).toEqual(rating))

  test.each([
    ['你好', 'greeting'],
    ['在吗？', 'greeting'],
    ['Hi!', 'greeting'],
    ['谢谢你', 'thanks'],
    ['好的', 'thanks'],
    ['👍', 'thanks'],
    ['！！', 'thanks'],
    ['好坏', null],
    ['hi spindle', null],
  ])('%s is small talk: %s', (line, kind) => expect(readSmallTalk(line)).toBe(kind))

  test('languages and kinds', () => {
    expect([
      readLanguage('English'),
      readLanguage('繁體'),
      readLanguage('中文'),
      readLanguage('English please'),
    ]).toEqual(['en', 'zh-TW', 'zh-CN', null])
    expect([
      readLanguage('constructor'),
      readKind('投诉：慢'),
      readKind('主轴'),
      readKind('Question about oil'),
    ]).toEqual([null, 'complaint', 'fault', 'question'])
  })

  test('what is kept is free of marks that hide or turn, and keeps its punctuation', () => {
    expect(plainText(' ａ１２，主轴\u202e坏\u0000了。\n\n快来 ')).toBe('a12，主轴 坏 了。 快来')
  })
})
