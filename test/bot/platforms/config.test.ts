import { readDingtalkConfig } from '@gonghai/bot/platforms/dingtalk/index'
import { readWecomConfig } from '@gonghai/bot/platforms/wecom/index'

const wecom = {
  WECOM_CORP_ID: 'ww1',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'very-secret-value',
  WECOM_TOKEN: 'QDG6eK',
  WECOM_ENCODING_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}
const dingtalk = {
  DINGTALK_CORP_ID: 'ding1',
  DINGTALK_CLIENT_ID: 'dingapp',
  DINGTALK_CLIENT_SECRET: 'very-secret-value',
  DINGTALK_AGENT_ID: '77',
  DINGTALK_CARD_TEMPLATE_ID: 'abc.schema',
}
const http = {
  DINGTALK_MODE: 'http',
  DINGTALK_CALLBACK_URL: 'https://crm.example.com/callbacks/dingtalk/',
  DINGTALK_CALLBACK_SECRET: '0123456789abcdef0123456789abcdef',
  DINGTALK_CALLBACK_TOKEN: 'mryue',
  DINGTALK_CALLBACK_AES_KEY: 'Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7',
}

describe('platform configuration', () => {
  test('nothing set means off, a base alone or blanks too', () => {
    expect(readWecomConfig({})).toBeUndefined()
    expect(readWecomConfig({ WECOM_API_BASE: 'http://127.0.0.1:1', WECOM_SECRET: ' ' })).toBeUndefined()
    expect(readDingtalkConfig({ DINGTALK_MODE: 'stream', PATH: '/bin' })).toBeUndefined()
  })

  test('all set gives the app with the real hosts', () => {
    expect(readWecomConfig(wecom)).toMatchObject({
      corpId: 'ww1',
      agentId: '1000002',
      apiBase: 'https://qyapi.weixin.qq.com',
      oauthBase: 'https://open.weixin.qq.com',
      loginBase: 'https://login.work.weixin.qq.com',
    })
    expect(readDingtalkConfig(dingtalk)).toMatchObject({
      clientId: 'dingapp',
      apiBase: 'https://api.dingtalk.com',
      oapiBase: 'https://oapi.dingtalk.com',
      loginBase: 'https://login.dingtalk.com',
      jsapiHash: 'sha256',
    })
    expect(readDingtalkConfig(dingtalk)).not.toHaveProperty('http')
  })

  test('bases may be elsewhere, with a path, and lose their last slash', () => {
    expect(readWecomConfig({ ...wecom, WECOM_API_BASE: 'http://127.0.0.1:4000/wecom/' })?.apiBase).toBe(
      'http://127.0.0.1:4000/wecom',
    )
    for (const bad of ['ftp://a', 'a.example', 'http://u:p@a', 'http://a?x=1']) {
      expect(() => readWecomConfig({ ...wecom, WECOM_API_BASE: bad })).toThrow('WECOM_API_BASE is wrong')
    }
  })

  test.each(Object.keys(wecom))('%s missing is named, and no value is shown', name => {
    const half = () => readWecomConfig({ ...wecom, [name]: undefined })
    expect(half).toThrow(`${name} is missing`)
    expect(half).not.toThrow('very-secret-value')
  })

  test.each([...Object.keys(dingtalk), ...Object.keys(http).filter(name => name !== 'DINGTALK_MODE')])(
    '%s missing is named in HTTP mode, and no value is shown',
    name => {
      const half = () => readDingtalkConfig({ ...dingtalk, ...http, [name]: '' })
      expect(half).toThrow(`${name} is missing`)
      expect(half).not.toThrow('very-secret-value')
    },
  )

  test('every missing variable is named at once', () => {
    expect(() => readWecomConfig({ WECOM_CORP_ID: 'ww1' })).toThrow(
      /WECOM_AGENT_ID.*WECOM_SECRET.*WECOM_TOKEN.*WECOM_ENCODING_AES_KEY/,
    )
  })

  test.each([
    ['WECOM_AGENT_ID', 'abc'],
    ['WECOM_TOKEN', 'with blank'],
    ['WECOM_ENCODING_AES_KEY', 'short'],
  ])('%s of the wrong kind is named without its value', (name, value) => {
    expect(() => readWecomConfig({ ...wecom, [name]: value })).toThrow(`${name} is wrong`)
    expect(() => readWecomConfig({ ...wecom, [name]: value })).not.toThrow(value)
  })

  test('HTTP mode carries its secrets, and a short path secret is refused', () => {
    expect(readDingtalkConfig({ ...dingtalk, ...http })?.http).toEqual({
      url: 'https://crm.example.com/callbacks/dingtalk',
      pathSecret: http.DINGTALK_CALLBACK_SECRET,
      token: 'mryue',
      aesKey: http.DINGTALK_CALLBACK_AES_KEY,
    })
    for (const short of [
      '0123456789abcdef0123456789abcde',
      'Zr6mJm0b8h0V1QkV2dQ4x',
      'with/slash/with/slash/with',
    ]) {
      expect(() => readDingtalkConfig({ ...dingtalk, ...http, DINGTALK_CALLBACK_SECRET: short })).toThrow(
        'DINGTALK_CALLBACK_SECRET is wrong',
      )
    }
  })

  test('an unknown mode or digest is refused', () => {
    expect(() => readDingtalkConfig({ ...dingtalk, DINGTALK_MODE: 'carrier pigeon' })).toThrow(
      'DINGTALK_MODE is wrong: stream or http',
    )
    expect(() => readDingtalkConfig({ ...dingtalk, DINGTALK_JSAPI_HASH: 'md5' })).toThrow(
      'DINGTALK_JSAPI_HASH is wrong',
    )
  })
})
