import { readWechatConfig } from '@gonghai/bot/platforms/wechat/index'
import { fitTemplateValue } from '@gonghai/bot/platforms/wechat/template-values'
import fc from 'fast-check'
import { wechatTemplateFaults } from './support/wechat-template-faults'

const wechat = {
  WECHAT_APP_ID: 'wx1',
  WECHAT_APP_SECRET: 'very-secret-value',
  WECHAT_TOKEN: 'pamtest',
  WECHAT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
}

describe('wechat configuration', () => {
  test('nothing set means off; all set gives the account with the real hosts, in safe mode', () => {
    expect(readWechatConfig({ WECHAT_API_BASE: 'http://127.0.0.1:1', WECHAT_MODE: 'plain' })).toBeUndefined()
    const config = readWechatConfig({ ...wechat, WECHAT_ORIGINAL_ID: 'gh_1' })
    expect(config).toEqual({
      appId: 'wx1',
      appSecret: 'very-secret-value',
      originalId: 'gh_1',
      token: 'pamtest',
      encodingAesKey: wechat.WECHAT_ENCODING_AES_KEY,
      mode: 'safe',
      apiBase: 'https://api.weixin.qq.com',
      oauthBase: 'https://open.weixin.qq.com',
    })
  })

  test.each(Object.keys(wechat))('%s missing is named, and no value is shown', name => {
    const half = () => readWechatConfig({ ...wechat, [name]: undefined })
    expect(half).toThrow(`${name} is missing`)
    expect(half).not.toThrow('very-secret-value')
  })

  test.each([
    ['WECHAT_ORIGINAL_ID', 'my account'],
    ['WECHAT_TOKEN', 'with blank'],
    ['WECHAT_ENCODING_AES_KEY', 'short'],
    ['WECHAT_MODE', 'compat'],
    ['WECHAT_API_BASE', 'ftp://a'],
    ['WECHAT_TEMPLATE_PROGRESS_FIELDS', 'thing1'],
    ['WECHAT_TEMPLATE_PROGRESS_FIELDS', 'thing1=customer'],
    ['WECHAT_TEMPLATE_PROGRESS_FIELDS', 'first=title'],
    ['WECHAT_TEMPLATE_PROGRESS_FIELDS', 'thing1=constructor'],
  ])('%s of the wrong kind is named: %s', (name, value) => {
    expect(() => readWechatConfig({ ...wechat, [name]: value })).toThrow(`${name} is wrong`)
  })

  test.each([
    [{}, true],
    [{ GONGHAI_MODE: 'sandbox', DATABASE_URL: 'postgres://x' }, true],
    [{ DATABASE_URL: 'postgres://x' }, false],
    [{ GONGHAI_MODE: 'production' }, false],
  ])('plain callbacks with %j: taken in the sandbox only', (env, taken) => {
    const read = () => readWechatConfig({ ...wechat, ...env, WECHAT_MODE: 'plain' })
    if (taken) expect(read()?.mode).toBe('plain')
    else expect(read).toThrow('WECHAT_MODE is wrong')
  })

  test('a template says what fills its values', () => {
    const env = {
      ...wechat,
      WECHAT_TEMPLATE_PROGRESS: 't1',
      WECHAT_TEMPLATE_PROGRESS_FIELDS: 'character_string1=fact1, phrase2 = outcome | "处理中" ,time3=time',
    }
    expect(readWechatConfig(env)?.progress).toEqual({
      id: 't1',
      fields: [
        { key: 'character_string1', from: ['fact1'] },
        { key: 'phrase2', from: ['outcome', '"处理中"'] },
        { key: 'time3', from: ['time'] },
      ],
    })
    expect(readWechatConfig({ ...wechat, WECHAT_TEMPLATE_PROGRESS: 't1' })?.progress?.fields).toHaveLength(3)
  })
})

describe('wechat template values', () => {
  test.each([
    ['thing1', '杭州云起科技有限公司年度框架合同补充协议第三版', '杭州云起科技有限公司年度框架合同补充协…'],
    ['character_string2', 'SR 2026-0007（急）', 'SR2026-0007'],
    ['phrase3', '维修已完成了吗', '维修已完成'],
    ['phrase3', 'Done', undefined],
    ['number4', '1,200.5', '1200.5'],
    ['number4', 'many', undefined],
    ['amount5', '¥ 120,000.00', '¥120000.00'],
    ['amount5', '120000000000', undefined],
    ['time6', '2026-11-21 10:00', '2026-11-21 10:00'],
    ['time6', '2026年11月21日 9:05 ~ 11:30', '2026年11月21日 9:05 ~ 11:30'],
    ['time6', '25:00', undefined],
    ['time6', '明天', undefined],
    ['time6', '到 10:00 为止', undefined],
    ['date7', '2026年11月21日', '2026年11月21日'],
    ['phone_number8', '0571 8888 0000', '057188880000'],
    ['car_number9', '浙A·12345', '浙A12345'],
    ['name10', '王芳', '王芳'],
    ['name10', 'Wang Fang 王', '王'],
    ['name10', 'Wang Fang', 'Wang Fang'],
    ['letter11', 'A-B c', 'ABc'],
    ['symbol12', 'a!?', '!?'],
    ['first', '你好', undefined],
    ['constructor1', '你好', undefined],
  ])('%s takes %j as %j', (key, value, expected) => {
    expect(fitTemplateValue(key, value)).toBe(expected)
  })

  test('whatever comes in, what goes out keeps the documented limits', () => {
    const kinds = [
      'thing1',
      'number1',
      'letter1',
      'symbol1',
      'character_string1',
      'time1',
      'date1',
      'amount1',
      'phone_number1',
      'car_number1',
      'name1',
      'phrase1',
    ]
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.stringMatching(/^[0-9¥$,.:\- 年月日元公海AZaz]{1,50}$/),
    )
    fc.assert(
      fc.property(fc.constantFrom(...kinds), wild, (key, value) => {
        const fitted = fitTemplateValue(key, value)
        if (fitted === undefined) return
        const body = { template_id: 't', touser: 'o', url: 'https://x', client_msg_id: 'k' }
        expect(wechatTemplateFaults({ ...body, data: { [key]: { value: fitted } } })).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})
