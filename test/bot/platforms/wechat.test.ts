import { readFileSync } from 'node:fs'
import { createWechat } from '@gonghai/bot/platforms/wechat/index'
import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { Acknowledgement, CallbackRequest } from '@gonghai/shared/ports/platform'
import { platformConformance } from './support/conformance'
import { memoryTokens } from './support/memory-tokens'
import { recordingLog } from './support/recording-log'
import { sampleCards } from './support/sample-cards'
import {
  openReply,
  startWechatRig,
  WECHAT_SECONDS,
  type WechatRig,
  wechatConfig,
  wechatMessages,
  wechatPlainPush,
  wechatPush,
} from './support/wechat-rig'
import { wechatTemplateFaults } from './support/wechat-template-faults'

const vectors: {
  crypto: Record<
    'id' | 'token' | 'encodingAESKey' | 'receiveid' | 'timestamp' | 'nonce' | 'encrypt' | 'msg_signature',
    string
  >[]
  mp_plain: Record<'id' | 'token' | 'timestamp' | 'nonce' | 'echostr' | 'signature', string>[]
} = JSON.parse(readFileSync(new URL('../../fixtures/platforms/wecom-vectors.json', import.meta.url), 'utf8'))
const at = new Date(WECHAT_SECONDS * 1000)
const from = { platform: 'wechat' as const, userId: 'oFollower-1_x' }
const CUSTOM = '/cgi-bin/message/custom/send'
const TEMPLATE = '/cgi-bin/message/template/send'

platformConformance('wechat', {
  start: () => startWechatRig(),
  second: 'click',
  fixtures: {
    text: {
      type: 'text',
      from,
      at,
      text: '打印机卡纸 <急> & 1',
      chat: 'single',
      dedupeKey: '23450000000000000001',
    },
    image: { type: 'media', media: 'image', mediaId: 'media-1', chat: 'single' },
    voice: { type: 'media', media: 'voice', mediaId: 'media-2' },
    spoken: { type: 'text', text: '打印机坏了。' },
    shortvideo: { type: 'media', media: 'video', mediaId: 'media-4' },
    location: {
      type: 'location',
      latitude: 30.274085,
      longitude: 120.15507,
      label: '杭州市西湖区',
      chat: 'single',
    },
    subscribe: { type: 'open', from, first: true },
    subscribeByCode: { type: 'open', first: true, scene: 'asset.k3Yq' },
    scan: { type: 'open', scene: 'qrscene_like' },
    unsubscribe: { type: 'leave', from },
    click: { type: 'open', menuKey: 'requests' },
    finished: { type: 'report', from, remoteId: '9007199254740993123', ok: true },
    blocked: { type: 'report', remoteId: '9007199254740993124', ok: false, reason: 'refused' },
    failed: { type: 'report', remoteId: '9007199254740993125', ok: false, reason: 'failed' },
  },
  paths: { token: '/cgi-bin/stable_token', text: CUSTOM, card: TEMPLATE },
  textHasNoId: true,
  answers: {
    sent: { json: { errcode: 0, errmsg: 'ok' } },
    tokenRefused: { json: { errcode: 40001, errmsg: 'invalid credential, access_token is invalid rid: x' } },
    throttled: { json: { errcode: 45011, errmsg: 'api minute-quota reach limit' } },
    missed: { json: { errcode: 43004, errmsg: 'require subscribe' } },
    cardThere: { json: { errcode: 45065, errmsg: 'clientmsgid exist' } },
    permission: { json: { errcode: 48001, errmsg: 'api unauthorized' } },
  },
  token: value => ({ json: { access_token: value, expires_in: 7200 } }),
  tokenOf: request => request.query.get('access_token') ?? undefined,
  cardFaults: request => wechatTemplateFaults(request.body),
  html: { failure: 'transient' },
})

const rigs: WechatRig[] = []
const start = async (...changes: Parameters<typeof startWechatRig>) => {
  const rig = await startWechatRig(...changes)
  rigs.push(rig)
  return rig
}
afterEach(() => Promise.all(rigs.splice(0).map(rig => rig.stop())))

describe('wechat callbacks', () => {
  const post = (rig: WechatRig, request: CallbackRequest, answer: Acknowledgement = {}) =>
    rig.platform.handleCallback!(request, async (event, options) => {
      rig.received.push(event)
      within.push(options?.within)
      return answer
    })
  let within: (number | undefined)[]
  beforeEach(() => {
    within = []
  })

  const at5 = (id: string) => vectors.mp_plain.find(vector => vector.id === id)!
  const prove = (id: 'V5a' | 'V5b', changes: Record<string, string> = {}, late = 0) => {
    const { token, timestamp, nonce, signature, echostr = '77' } = at5(id)
    const now = () => new Date((Number(timestamp) + late) * 1000)
    const config = wechatConfig('http://127.0.0.1:1', { token })
    const platform = createWechat(config, { now, tokens: memoryTokens(now), log: recordingLog() })
    const query = new URLSearchParams({ signature, timestamp, nonce, echostr, ...changes }).toString()
    const request = { method: 'GET', query, path: '', headers: {}, body: '' }
    return platform.handleCallback!(request, async () => ({}))
  }

  test.each(['V5a', 'V5b'] as const)('CHAT-3 %s proves the address by its echo', async id => {
    const echo = at5(id).echostr ?? '77'
    expect(await prove(id)).toMatchObject({ status: 200, body: echo })
    expect(await prove(id, { nonce: '1' })).toMatchObject({ status: 403, body: '' })
    expect(await prove(id, { signature: '' })).toMatchObject({ status: 403, body: '' })
    expect(await prove(id, {}, 3600)).toMatchObject({ status: 403, body: '' })
  })

  test('V4 is opened with its own keys; what is inside is no message', async () => {
    const { token, encodingAESKey, receiveid, timestamp, nonce, encrypt, msg_signature } =
      vectors.crypto.find(({ id }) => id === 'V4')!
    const answer = async (appId: string, signature: string) => {
      const now = () => new Date(Number(timestamp) * 1000)
      const config = wechatConfig('http://x', { token, encodingAesKey: encodingAESKey, appId })
      const log = recordingLog()
      const platform = createWechat(config, { now, tokens: memoryTokens(now), log })
      const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce }).toString()
      const body = `<xml><Encrypt>${encrypt}</Encrypt></xml>`
      await platform.handleCallback!({ method: 'POST', query, path: '', headers: {}, body }, async () => ({}))
      return JSON.parse(log.lines.at(-1)!).reason
    }
    expect(await answer(receiveid, msg_signature)).toBe('shape')
    expect(await answer('wxother', msg_signature)).toBe('receiver')
    expect(await answer(receiveid, msg_signature.replace('8', '9'))).toBe('signature')
  })

  test('a reply that comes in time goes back at once, encrypted, with whole links', async () => {
    const rig = await start()
    const reply = {
      text: '已受理 ]]> <a href="https://evil.example">x</a>',
      links: [{ text: '看进度', url: 'https://crm.example.com/#/r/request/1' }],
    }
    const answer = await post(rig, wechatPush(wechatMessages.text!), { reply })
    expect(answer).toMatchObject({ status: 200, contentType: 'text/xml; charset=utf-8' })
    const { message, id } = openReply(answer.body)
    expect(id).toBe('wxapp1')
    expect(message).toContain('<ToUserName><![CDATA[oFollower-1_x]]></ToUserName>')
    expect(message).toContain('<FromUserName><![CDATA[gh_account]]></FromUserName>')
    expect(message).toContain(`<CreateTime>${WECHAT_SECONDS}</CreateTime>`)
    expect(message).toContain('已受理 ]]]]><![CDATA[> ＜a href')
    expect(message.match(/<a /g)).toHaveLength(1)
    expect(within).toEqual([3500])
    expect(rig.server.arrived).toEqual([])
  })

  test('a reply in plain mode is plain, and as long as WeChat takes it', async () => {
    const rig = await start({ mode: 'plain' })
    const answer = await post(rig, wechatPlainPush(wechatMessages.click!), {
      reply: { text: '长'.repeat(3000) },
    })
    const [, content = ''] = /<Content><!\[CDATA\[(.+)\]\]><\/Content>/.exec(answer.body) ?? []
    expect(Buffer.byteLength(content)).toBeGreaterThan(2000)
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048)
  })

  test('a reply without words is none: WeChat would show a fault', async () => {
    const rig = await start()
    const answer = await post(rig, wechatPush(wechatMessages.text!), { reply: { text: ' ' } })
    expect(answer).toMatchObject({ status: 200, body: 'success' })
  })

  test.each(['unsubscribe', 'finished'])('%s waits for no answer', async name => {
    const rig = await start()
    expect(await post(rig, wechatPush(wechatMessages[name]!))).toMatchObject({ body: 'success' })
    expect(within).toEqual([undefined])
  })

  test.each([
    ['a menu link', 'view'],
    ['a position report', 'position'],
  ])('%s is acknowledged and left', async (_, name) => {
    const rig = await start()
    expect(await post(rig, wechatPush(wechatMessages[name]!))).toMatchObject({ status: 200, body: 'success' })
    expect(rig.received).toEqual([])
  })

  test('other kinds and other accounts are acknowledged and left', async () => {
    const rig = await start()
    const { text = '', click = '' } = wechatMessages
    for (const message of [
      text.replace('[text]', '[link]'),
      text.replace('[text]', '[constructor]'),
      click.replace('[CLICK]', '[constructor]'),
      text.replace('gh_account', 'gh_other'),
    ]) {
      expect(await post(rig, wechatPush(message))).toMatchObject({ status: 200, body: 'success' })
    }
    expect(rig.received).toEqual([])
  })

  test('a message for another app is refused though its signature is right', async () => {
    const rig = await start()
    expect((await post(rig, wechatPush(wechatMessages.text!, 'good', 'wxother'))).status).toBe(403)
  })

  test('safe mode takes nothing that is not encrypted, whatever its signature', async () => {
    const rig = await start()
    expect((await post(rig, wechatPlainPush(wechatMessages.text!))).status).toBe(403)
    const both = wechatPush(wechatMessages.text!)
    const forged = both.body.replace('<xml>', '<xml><MsgType>text</MsgType><Content>伪造</Content>')
    expect((await post(rig, { ...both, body: forged })).status).toBe(200)
    expect(rig.received).toMatchObject([{ text: '打印机卡纸 <急> & 1' }])
  })

  test('plain mode: one signature serves one body and its repeats', async () => {
    const rig = await start({ mode: 'plain' })
    const push = wechatPlainPush(wechatMessages.text!)
    expect((await post(rig, push)).status).toBe(200)
    expect((await post(rig, push)).status).toBe(200)
    expect((await post(rig, { ...push, body: wechatMessages.unsubscribe! })).status).toBe(403)
    for (const how of ['badSignature', 'stale'] as const) {
      expect((await post(rig, wechatPlainPush(wechatMessages.text!, how, 'n2'))).status).toBe(403)
    }
    expect(rig.received.map(event => event.type)).toEqual(['text', 'text'])
  })

  test('entities and document types are refused, inside and outside', async () => {
    const rig = await start()
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><MsgType>text</MsgType><Content>&a;</Content></xml>'
    expect((await post(rig, wechatPush(bomb))).status).toBe(400)
    const push = wechatPush(wechatMessages.text!)
    const body = `<!DOCTYPE x SYSTEM "file:///etc/passwd">${push.body}`
    expect((await post(rig, { ...push, body })).status).toBe(400)
    expect(rig.received).toEqual([])
  })

  test.each([
    ['no XML', 'hello'],
    ['nothing', ''],
    ['JSON', '{"a":1}'],
    ['XML without Encrypt', '<xml><A>1</A></xml>'],
    ['unclosed XML', '<xml><Encrypt>'],
  ])('%s as a body is refused, never an error', async (_, body) => {
    const rig = await start()
    expect([400, 403]).toContain((await post(rig, { ...wechatPush('x'), body })).status)
    expect((await post(rig, { ...wechatPush('x'), method: 'PUT' })).status).toBe(405)
  })

  test.each([
    ['a sender', wechatMessages.text!.replace('oFollower-1_x', '')],
    ['a time', wechatMessages.text!.replace('1700000000', 'now')],
    ['a place on earth', wechatMessages.location!.replace('30.274085', '130.27')],
    ['a picture', wechatMessages.image!.replace('MediaId', 'Nothing')],
    ['a message id to report on', wechatMessages.finished!.replace('MsgID', 'Nothing')],
  ])('a message without %s is refused', async (_, message) => {
    const rig = await start()
    expect((await post(rig, wechatPush(message))).status).toBe(400)
  })

  test('a following without a scene, and one of another kind of key, carries none', async () => {
    const rig = await start()
    await post(rig, wechatPush(wechatMessages.subscribeByCode!.replace('qrscene_asset.k3Yq', 'qrscene_')))
    await post(rig, wechatPush(wechatMessages.subscribeByCode!.replace('qrscene_', 'last_trade_no_')))
    for (const event of rig.received) expect(event).not.toHaveProperty('scene')
  })

  test('reports of two messages in one second have different keys', async () => {
    const rig = await start()
    for (const name of ['finished', 'blocked']) await post(rig, wechatPush(wechatMessages[name]!))
    expect(new Set(rig.received.map((event: InboundEvent) => event.dedupeKey)).size).toBe(2)
  })

  test('an event that could not be stored is not acknowledged', async () => {
    const rig = await start()
    const failing = rig.platform.handleCallback!(wechatPush(wechatMessages.text!), async () =>
      Promise.reject(new Error('database down')),
    )
    await expect(failing).rejects.toThrow('database down')
  })
})

describe('wechat sender', () => {
  const approval = sampleCards['an approval with choice, field and flag']!
  const text = (rig: WechatRig) => rig.platform.sender.sendText('oF', { text: 'x' }, 'k')

  test('a text is a customer-service message with its links whole', async () => {
    const rig = await start()
    const links = [{ text: '打开', url: 'https://crm.example.com/#/r/request/1' }]
    await rig.platform.sender.sendText('oF', { text: `<a href="x">点我</a>${'长'.repeat(3000)}`, links }, 'k')
    const { touser, msgtype, text: sent } = rig.server.at(CUSTOM)[0]!.body
    expect({ touser, msgtype }).toEqual({ touser: 'oF', msgtype: 'text' })
    const { content } = sent as { content: string }
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048)
    expect(content.match(/<a /g)).toHaveLength(1)
    expect(content.endsWith('<a href="https://crm.example.com/#/r/request/1">打开</a>')).toBe(true)
  })

  test('a card is a template message under its own id, filled from its parts', async () => {
    const rig = await start()
    const receipt = await rig.platform.sender.sendCard('oF', approval, 'copy-1')
    expect(receipt).toEqual({ remoteId: '9007199254740993123' })
    expect(rig.server.at(TEMPLATE)[0]!.body).toEqual({
      touser: 'oF',
      template_id: 'template-1',
      client_msg_id: 'copy-1',
      url: approval.url,
      data: {
        thing1: { value: '年度框架合同' },
        thing2: { value: '低于底价 3%' },
        phrase3: { value: '低于底价' },
        time4: { value: '2023-11-15 06:13' },
      },
    })
    expect(rig.platform.sender.abilities).toMatchObject({ idempotentCard: true, idempotentText: false })
  })

  test('a value that nothing on the card can fill is our mistake, and nothing is sent', async () => {
    const fields = [{ key: 'phrase1', from: ['title'] }]
    const rig = await start({ progress: { id: 't', fields } })
    const card = { ...approval, title: 'Contract 7' }
    await expect(rig.platform.sender.sendCard('oF', card, 'copy-1')).rejects.toMatchObject({
      failure: 'input',
      code: 'template phrase1',
    })
    expect(rig.server.arrived).toEqual([])
  })

  test('without a template a card goes as words with its link, and is never sent twice', async () => {
    const rig = await start({ progress: undefined })
    expect(rig.platform.sender.abilities.idempotentCard).toBe(false)
    await rig.platform.sender.sendCard('oF', sampleCards['a decided card']!, 'copy-1')
    expect(rig.server.at(TEMPLATE)).toEqual([])
    const { content } = rig.server.at(CUSTOM)[0]!.body.text as { content: string }
    expect(content).toBe(
      '合同审批\n低于底价 3%\n金额：¥ 120,000.00\n王芳 已同意 · 10:32\n' +
        '<a href="https://crm.example.com/#/r/contract/2">年度框架合同</a>',
    )
  })

  test('a template message of its own cuts what is too long and refuses what has no form', async () => {
    const rig = await start()
    const values = { thing1: '很长'.repeat(20), character_string2: 'SR 2026-7', amount3: '¥ 1,200.50' }
    const url = 'https://crm.example.com/'
    expect(await rig.platform.sendTemplate('oF', { templateId: 't2', values, url }, 'key-1')).toEqual({
      remoteId: '9007199254740993123',
    })
    const { body } = rig.server.at(TEMPLATE)[0]!
    expect(wechatTemplateFaults(body)).toEqual([])
    expect(body.data).toMatchObject({
      character_string2: { value: 'SR2026-7' },
      amount3: { value: '¥1200.50' },
    })
    for (const bad of [{ time1: '明天' }, { unknown1: 'x' }, { constructor1: 'x' }, { thing1: ' ' }]) {
      const sending = rig.platform.sendTemplate('oF', { templateId: 't', values: { ...bad } as never }, 'k')
      await expect(sending).rejects.toMatchObject({ failure: 'input' })
    }
    expect(rig.server.at(TEMPLATE)).toHaveLength(1)
  })

  test.each([
    [45015, 'window'],
    [45047, 'window'],
    [43101, 'recipient'],
    [48002, 'recipient'],
    [50005, 'recipient'],
    [40003, 'recipient'],
    [45009, 'quota'],
    [45066, 'throttled'],
    [40164, 'addressList'],
    [48001, 'permission'],
    [40037, 'permission'],
    [40001, 'token'],
    [-1, 'transient'],
    [47003, 'input'],
    [40007, 'input'],
    [999_999, 'input'],
  ])('code %i is %s', async (errcode, failure) => {
    const rig = await start()
    rig.server.standing(CUSTOM, { json: { errcode, errmsg: 'words that decide nothing' } })
    await expect(text(rig)).rejects.toMatchObject({ failure, code: String(errcode) })
  })

  test('a wrong app secret is a setting, not a token; nothing is tried with it', async () => {
    const rig = await start()
    rig.server.standing('/cgi-bin/stable_token', { json: { errcode: 40001, errmsg: 'invalid credential' } })
    await expect(text(rig)).rejects.toMatchObject({ failure: 'permission', method: 'cgi-bin/stable_token' })
    expect(rig.server.at(CUSTOM)).toEqual([])
  })

  test('the token is asked for without force; only when the refused one comes again, another is forced', async () => {
    const rig = await start()
    const token = '/cgi-bin/stable_token'
    rig.server.standing(token, request => ({
      json: { access_token: request.body.force_refresh ? 'forced-token' : 'first-token', expires_in: 7200 },
    }))
    await text(rig)
    rig.server.next(CUSTOM, { json: { errcode: 42001, errmsg: 'access_token expired' } })
    await text(rig)
    expect(rig.server.at(token).map(({ body }) => body)).toEqual(
      [false, false, true].map(force_refresh => ({
        grant_type: 'client_credential',
        appid: 'wxapp1',
        secret: 'app-secret',
        force_refresh,
      })),
    )
    expect(rig.server.at(CUSTOM).at(-1)!.query.get('access_token')).toBe('forced-token')
  })
})

describe('wechat sign-in, pages, codes, menu, followers, media', () => {
  test('builds the address in WeChat’s order of parameters', async () => {
    const rig = await start()
    const back = 'https://crm.example.com/api/sign-in/callback'
    const address = rig.platform.signIn.authorizeUrl!(back, 'state1')
    expect(address).toBe(
      `${rig.server.base}/connect/oauth2/authorize?appid=wxapp1&redirect_uri=${encodeURIComponent(back)}` +
        '&response_type=code&scope=snsapi_base&state=state1#wechat_redirect',
    )
    expect(rig.platform.signIn.webLoginUrl).toBeUndefined()
  })

  const oauth = '/sns/oauth2/access_token'
  const person = { access_token: 'user-token', expires_in: 7200, openid: 'oF', scope: 'snsapi_base' }

  test('a code becomes a follower, without the account’s token', async () => {
    const rig = await start()
    rig.server.standing(oauth, { json: person })
    expect(await rig.platform.signIn.exchange('code-1', 'client')).toEqual({ userId: 'oF' })
    expect(rig.server.arrived.map(({ path }) => path)).toEqual([oauth])
    expect(Object.fromEntries(rig.server.arrived[0]!.query)).toEqual({
      appid: 'wxapp1',
      secret: 'app-secret',
      code: 'code-1',
      grant_type: 'authorization_code',
    })
    expect(rig.log.lines.join('\n')).not.toMatch(/app-secret|code-1|user-token/)
  })

  test.each([
    [{ ...person, is_snapshotuser: 1 }, 'recipient'],
    [{ errcode: 40029, errmsg: 'invalid code' }, 'spent'],
    [{ errcode: 40163, errmsg: 'code been used' }, 'spent'],
    [{ errcode: 42003 }, 'spent'],
    [{ errcode: 40001 }, 'permission'],
    [{ access_token: 'x' }, 'transient'],
  ])('nobody comes in by %j', async (json, failure) => {
    const rig = await start()
    rig.server.standing(oauth, { json })
    await expect(rig.platform.signIn.exchange('code-1', 'client')).rejects.toMatchObject({ failure })
  })

  test('a page is signed with a ticket that is fetched once', async () => {
    const rig = await start()
    rig.server.standing('/cgi-bin/ticket/getticket', {
      json: { errcode: 0, errmsg: 'ok', ticket: 'jsapi-ticket', expires_in: 7200 },
    })
    const first = await rig.platform.signPage('https://crm.example.com/?a=1#/todo')
    const same = await rig.platform.signPage('https://crm.example.com/?a=1')
    expect(first).toMatchObject({ corpId: 'wxapp1', agentId: '', timestamp: WECHAT_SECONDS })
    expect(first.signature).toMatch(/^[0-9a-f]{40}$/)
    expect(same.nonce).not.toBe(first.nonce)
    expect(rig.server.at('/cgi-bin/ticket/getticket')).toHaveLength(1)
    expect(rig.server.at('/cgi-bin/ticket/getticket')[0]!.query.get('type')).toBe('jsapi')
  })

  test('codes carry their scene for a while or for good', async () => {
    const rig = await start()
    const path = '/cgi-bin/qrcode/create'
    const made = { ticket: 'gQ==', url: 'http://weixin.qq.com/q/abc' }
    rig.server.next(path, { json: { ...made, expire_seconds: 600 } }, { json: made })
    expect(await rig.platform.createSceneQr('asset.k3Yq', 600)).toEqual({
      ...made,
      expiresAt: new Date((WECHAT_SECONDS + 600) * 1000),
    })
    expect(await rig.platform.createSceneQr('a'.repeat(64), 'permanent')).toEqual(made)
    expect(rig.server.at(path).map(({ body }) => body)).toEqual([
      {
        action_name: 'QR_STR_SCENE',
        expire_seconds: 600,
        action_info: { scene: { scene_str: 'asset.k3Yq' } },
      },
      { action_name: 'QR_LIMIT_STR_SCENE', action_info: { scene: { scene_str: 'a'.repeat(64) } } },
    ])
    for (const [scene, lifetime] of [
      ['', 600],
      ['a'.repeat(65), 600],
      ['设备', 600],
      ['a', 59],
      ['a', 2_592_001],
      ['a', Number.NaN],
    ] as const) {
      await expect(rig.platform.createSceneQr(scene, lifetime)).rejects.toMatchObject({ failure: 'input' })
    }
    expect(rig.server.at(path)).toHaveLength(2)
  })

  test('a menu is published whole; one that WeChat would refuse is not sent', async () => {
    const rig = await start()
    const path = '/cgi-bin/menu/create'
    rig.server.standing(path, { json: { errcode: 0, errmsg: 'ok' } })
    const page = { text: '我的报修', url: 'https://crm.example.com/#/portal' }
    await rig.platform.publishMenu([
      { text: '报修', key: 'request' },
      { text: '更多', items: [page, { text: '联系我们', key: 'contact' }] },
    ])
    expect(rig.server.at(path)[0]!.body).toEqual({
      button: [
        { type: 'click', name: '报修', key: 'request' },
        {
          name: '更多',
          sub_button: [
            { type: 'view', name: '我的报修', url: page.url },
            { type: 'click', name: '联系我们', key: 'contact' },
          ],
        },
      ],
    })
    for (const bad of [
      [],
      Array.from({ length: 4 }, () => page),
      [{ text: '六个汉字太长', key: 'k' }],
      [{ text: '', key: 'k' }],
      [{ text: '好', key: 'k'.repeat(129) }],
      [{ text: '好', url: 'javascript:alert(1)' }],
      [{ text: '好', items: [] }],
      [{ text: '好', items: Array.from({ length: 6 }, () => page) }],
    ]) {
      await expect(rig.platform.publishMenu(bad)).rejects.toMatchObject({ failure: 'input' })
    }
    expect(rig.server.at(path)).toHaveLength(1)
  })

  test('tells who follows, since when and by which code', async () => {
    const rig = await start()
    rig.server.next(
      '/cgi-bin/user/info',
      {
        json: {
          subscribe: 1,
          openid: 'oF',
          subscribe_time: WECHAT_SECONDS,
          unionid: 'u1',
          subscribe_scene: 'ADD_SCENE_QR_CODE',
          qr_scene: 0,
          qr_scene_str: 'asset.k3Yq',
        },
      },
      { json: { subscribe: 0, openid: 'oF' } },
      { json: { errcode: 40003, errmsg: 'invalid openid' } },
    )
    expect(await rig.platform.follower('oF')).toEqual({
      openId: 'oF',
      following: true,
      unionId: 'u1',
      since: at,
      scene: 'asset.k3Yq',
    })
    expect(await rig.platform.follower('oF')).toEqual({ openId: 'oF', following: false })
    await expect(rig.platform.follower('oF')).rejects.toMatchObject({ failure: 'recipient' })
  })

  test('a picture is fetched by its id from the configured host; a video and a refusal are told apart', async () => {
    const rig = await start({}, 10_000)
    const path = '/cgi-bin/media/get'
    const bytes = Buffer.from([0xff, 0xd8, 0xff])
    const headers = { 'content-type': 'image/jpeg', 'content-disposition': 'attachment; filename="a.jpg"' }
    rig.server.next(
      path,
      { raw: bytes, headers },
      { json: { video_url: 'http://127.0.0.1:1/x' } },
      { json: { errcode: 40007, errmsg: 'invalid media_id' } },
      { raw: Buffer.alloc(20 * 1024 * 1024 + 1), headers },
    )
    const media = await rig.platform.fetchMedia('m&1')
    expect(Buffer.from(media.bytes)).toEqual(bytes)
    expect(media).toMatchObject({ contentType: 'image/jpeg', fileName: 'a.jpg' })
    expect(rig.server.at(path)[0]!.query.get('media_id')).toBe('m&1')
    await expect(rig.platform.fetchMedia('m')).rejects.toMatchObject({ failure: 'input', code: 'video' })
    await expect(rig.platform.fetchMedia('m')).rejects.toMatchObject({ failure: 'input', code: '40007' })
    await expect(rig.platform.fetchMedia('m')).rejects.toMatchObject({ code: 'tooLarge' })
  })

  test('followers are no directory', async () => {
    const rig = await start()
    await expect(rig.platform.readDirectory()).rejects.toMatchObject({ code: 'no directory' })
  })
})
