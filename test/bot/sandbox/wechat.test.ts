import { MemoryStore } from '@gonghai/bot/sandbox/store'
import { signPlain } from '@gonghai/bot/sandbox/wechat/callback'
import type { WechatStandIn } from '@gonghai/bot/sandbox/wechat/start'
import { decrypt, encrypt, sign } from '@gonghai/bot/sandbox/wecom/crypto'
import vectors from '../../fixtures/platforms/wecom-vectors.json' with { type: 'json' }
import {
  apiOf,
  appId,
  clock,
  type Json,
  keys,
  linda,
  listen,
  reply,
  sealedReply,
  startWechat,
  textReply,
  wang,
} from './wechat-account'

const fault = '该公众号提供的服务出现故障，请稍后再试'

let store: MemoryStore
let standIn: WechatStandIn
const { get, post, login } = apiOf(() => standIn)

async function restart(change: Parameters<typeof startWechat>[1] = {}, timeoutMs?: number) {
  await standIn.close()
  standIn = await startWechat(store, change, timeoutMs)
}

/** A server of the account's own that answers so; closed after the test. */
let apps: { close(): Promise<void> }[] = []
async function connect(
  answer: Parameters<typeof listen>[0] = () => undefined,
  change: Parameters<typeof startWechat>[1] = {},
  timeoutMs?: number,
) {
  const app = await listen(answer)
  apps.push(app)
  await restart({ callbackUrl: app.url, ...change }, timeoutMs)
  return app
}

const last = (openId = wang) => standIn.control.screen(openId).at(-1)
const part = (xml: string | undefined, name: string) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(`${xml}`)?.[1]

beforeEach(async () => {
  store = new MemoryStore()
  apps = []
  standIn = await startWechat(store)
})

afterEach(async () => {
  await standIn.close()
  for (const app of apps) await app.close()
})

describe('wechat stand-in: signatures and encryption', () => {
  test('opens and makes the published vector V4', () => {
    const vector = vectors.crypto.find(({ id }) => id === 'V4')
    if (!vector) throw new Error('no V4')
    const own = { token: vector.token, encodingAesKey: vector.encodingAESKey, receiveId: vector.receiveid }
    expect(sign(vector.token, vector.timestamp, vector.nonce, vector.encrypt)).toBe(vector.msg_signature)
    expect(decrypt(own, vector.encrypt)).toBe('我是中文abcd123')
    expect(encrypt(own, vector.msg, Buffer.from(vector.random))).toBe(vector.encrypt)
  })

  test.each(vectors.mp_plain)('signs in the clear as the published vector $id', vector => {
    expect(signPlain(vector.token, vector.timestamp, vector.nonce)).toBe(vector.signature)
  })
})

describe('wechat stand-in: callbacks', () => {
  test('CHAT-3 saves the settings only when the address echoes, and keeps them over a restart', async () => {
    const app = await listen(() => undefined)
    apps.push(app)
    const save = (change: Json = {}) =>
      standIn.control.saveCallback({ callbackUrl: app.url, ...keys, mode: 'safe', ...change })
    expect(await save({ token: 'othertoken' })).toMatchObject({ delivered: false, reason: '403' })
    expect(await save({ token: 'a' })).toEqual({ delivered: false, reason: 'token' })
    expect(await standIn.control.typeLine(wang, '在吗')).toMatchObject({ reason: 'no callback url' })
    expect(await save()).toEqual({ delivered: true })
    await restart()
    expect(await standIn.control.typeLine(wang, '在吗')).toEqual({ delivered: true })
  })

  test.each(['plain', 'compat', 'safe'] as const)('CHAT-3 pushes a line in %s mode', async mode => {
    const app = await connect(() => undefined, { mode })
    expect(await standIn.control.typeLine(wang, '仪器 ]]> <b> 漏油')).toEqual({ delivered: true })
    const [{ query, body, clear } = { query: new URLSearchParams(), body: '', clear: '' }] = app.received
    expect(body.includes('<Content>')).toBe(mode !== 'safe')
    expect(body.includes('<Encrypt>')).toBe(mode !== 'plain')
    expect(query.get('encrypt_type')).toBe(mode === 'plain' ? null : 'aes')
    expect(query.get('openid')).toBe(wang)
    expect(clear).toContain('<ToUserName><![CDATA[gh_gonghai]]></ToUserName>')
    expect(clear).toContain(`<CreateTime>${Math.floor(clock.time / 1000)}</CreateTime>`)
    expect(clear).toContain('<Content><![CDATA[仪器 ]]]]><![CDATA[> <b> 漏油]]></Content>')
    expect(part(clear, 'MsgId')).toMatch(/^\d{19}$/)
  })

  test('CHAT-3 pushes pictures, voices and places, and lends the media to the account', async () => {
    const app = await connect()
    const png = Buffer.from('\x89PNG\r\n\x1a\n…', 'latin1')
    await standIn.control.sendPicture(wang, { bytes: png, fileName: 'a.png', contentType: 'image/png' })
    const voice = { bytes: Buffer.from('#!AMR\n'), fileName: 'a.amr', contentType: 'audio/amr' }
    await standIn.control.sendVoice(wang, voice, '漏油了')
    await standIn.control.sendLocation(wang, { latitude: 31.3, longitude: 120.6, label: '苏州工业园区' })
    const [picture, spoken, place] = app.received.map(({ clear }) => clear)
    const token = await login()
    const path = `/cgi-bin/media/get?access_token=${token}&media_id=${part(picture, 'MediaId')}`
    const [byApi, byUrl] = await Promise.all(
      [`${standIn.apiBase}${path}`, `${part(picture, 'PicUrl')}`].map(async url =>
        Buffer.from(await (await fetch(url)).arrayBuffer()),
      ),
    )
    expect([byApi, byUrl]).toEqual([png, png])
    expect(spoken).toMatch(/voice.*<Format><!\[CDATA\[amr\]\]><\/Format><Recognition><!\[CDATA\[漏油了\]\]>/)
    expect(place).toContain('<Location_X>31.3</Location_X><Location_Y>120.6</Location_Y>')
    const items = standIn.control.screen(wang)
    expect(items.map(({ kind, text }) => text ?? kind)).toEqual(['image', '[语音]', '[位置] 苏州工业园区'])
    expect(standIn.control.media(wang, `${items[0]?.mediaId}`)?.bytes).toEqual(png)
    expect(standIn.control.media(linda, `${items[0]?.mediaId}`)).toBeUndefined()
  })

  test('CHAT-3 tells of following by search and by code, scanning, the menu, leaving', async () => {
    const app = await connect()
    const token = await login()
    const code = await post(`/cgi-bin/qrcode/create?access_token=${token}`, {
      action_name: 'QR_STR_SCENE',
      expire_seconds: 3600,
      action_info: { scene: { scene_str: 'asset:42' } },
    })
    const button = [
      { type: 'click', name: '进度', key: 'progress' },
      { name: '更多', sub_button: [{ type: 'view', name: '门户', url: 'http://crm.test/' }] },
    ]
    await post(`/cgi-bin/menu/create?access_token=${token}`, { button })
    const { control } = standIn
    expect(await control.pressMenu(linda, 'progress')).toEqual({ delivered: false, reason: 'not following' })
    await control.scan(linda, `http://x/cgi-bin/showqrcode?ticket=${encodeURIComponent(`${code.ticket}`)}`)
    await control.scan(linda, `${code.url}`)
    await control.pressMenu(linda, 'progress')
    await control.pressMenu(linda, 'http://crm.test/')
    await control.unfollow(linda)
    await control.follow(linda)
    expect(await control.pressMenu(linda, 'poem')).toEqual({ delivered: false, reason: 'no such entry' })
    expect(await control.follow(linda)).toMatchObject({ delivered: false })
    const events = app.received.map(({ clear }) => [
      part(clear, 'Event'),
      part(clear, 'EventKey'),
      part(clear, 'Ticket'),
    ])
    expect(events).toEqual([
      ['subscribe', 'qrscene_asset:42', code.ticket],
      ['SCAN', 'asset:42', code.ticket],
      ['CLICK', 'progress', undefined],
      ['VIEW', 'http://crm.test/', undefined],
      ['unsubscribe', '', undefined],
      ['subscribe', '', undefined],
    ])
    expect(app.received.every(({ clear }) => !clear.includes('MsgId'))).toBe(true)
  })

  test('tries three times in all with one MsgId and CreateTime, then says the service failed', async () => {
    const answers = [{ status: 500 }, 'hang', 'success'] as const
    const app = await connect((_, tries) => answers[tries - 1], {}, 1000)
    expect(await standIn.control.typeLine(wang, '在吗')).toEqual({ delivered: true })
    expect(app.received).toHaveLength(3)
    expect(new Set(app.received.map(({ clear }) => part(clear, 'MsgId'))).size).toBe(1)
    expect(new Set(app.received.map(({ query }) => query.get('nonce'))).size).toBe(3)
    expect(last()).toMatchObject({ from: 'me', text: '在吗' })
    expect(last()).not.toHaveProperty('undelivered')
    const broken = await connect(() => ({ status: 500 }))
    expect(await standIn.control.typeLine(wang, '还在吗')).toEqual({ delivered: false, reason: 'http 500' })
    expect(broken.received).toHaveLength(3)
    expect(standIn.control.screen(wang).slice(-2)).toMatchObject([
      { from: 'me', text: '还在吗', undelivered: true },
      { from: 'app', kind: 'text', text: fault },
    ])
    const deaf = await connect(() => 'hang', {}, 200)
    expect(await standIn.control.typeLine(wang, '喂')).toEqual({ delivered: false, reason: 'timeout' })
    expect(deaf.received).toHaveLength(3)
    expect(last()).toMatchObject({ text: fault })
  })

  test('pushes the same thing again when told to, as the platform may', async () => {
    const app = await connect()
    expect(await standIn.control.repeatLast(wang)).toMatchObject({ delivered: false })
    await standIn.control.typeLine(wang, '在吗')
    await standIn.control.repeatLast(wang)
    expect(app.received[1]?.clear).toBe(app.received[0]?.clear)
    expect(standIn.control.screen(wang)).toHaveLength(1)
  })
})

describe('wechat stand-in: passive replies', () => {
  test.each<[string, Parameters<typeof startWechat>[1], string]>([
    ['sealed in safe mode', { mode: 'safe' }, sealedReply(textReply(wang, '已受理'))],
    ['sealed in compat mode', { mode: 'compat' }, sealedReply(textReply(wang, '已受理'))],
    ['in the clear in compat mode', { mode: 'compat' }, textReply(wang, '已受理')],
    ['in the clear in plain mode', { mode: 'plain' }, textReply(wang, '已受理')],
  ])('CHAT-3 shows a text %s, without spending the allowance', async (_, change, body) => {
    await connect(() => body, change)
    expect(await standIn.control.typeLine(wang, '报修')).toEqual({ delivered: true })
    expect(standIn.control.screen(wang)).toMatchObject([
      { from: 'me', text: '报修' },
      { from: 'app', kind: 'text', text: '已受理' },
    ])
    expect(standIn.control.standing(wang).allowance.left).toBe(5)
  })

  test('CHAT-3 shows an article and a picture to whoever followed or pressed', async () => {
    const item =
      '<item><Title>满意度</Title><Description>请打分</Description><PicUrl/><Url>http://crm.test/s</Url></item>'
    const news = `<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles>${item}</Articles>`
    await connect(() => sealedReply(reply(linda, news)))
    expect(await standIn.control.follow(linda)).toEqual({ delivered: true })
    expect(last(linda)).toMatchObject({
      kind: 'card',
      card: { title: '满意度', body: '请打分', url: 'http://crm.test/s', buttons: [] },
    })
    const mediaId = await standIn.control.uploadPicture({
      bytes: Buffer.from('x'),
      fileName: 'a.png',
      contentType: 'image/png',
    })
    const image = `<MsgType>image</MsgType><Image><MediaId>${mediaId}</MediaId></Image>`
    await connect(() => sealedReply(reply(linda, image)))
    await standIn.control.typeLine(linda, '图')
    expect(last(linda)).toMatchObject({ kind: 'image', mediaId })
  })

  test.each(['', ' \n', 'success'])('says nothing for %j', async body => {
    await connect(() => body)
    expect(await standIn.control.typeLine(wang, '在吗')).toEqual({ delivered: true })
    expect(standIn.control.screen(wang)).toHaveLength(1)
  })

  const text = textReply(wang, '好')
  test.each<[string, string]>([
    ['another word', 'ok'],
    ['JSON', '{"errcode":0}'],
    ['broken XML', sealedReply('<xml><a></xml>')],
    ['a clear reply in safe mode', text],
    ['a foreign receiver', sealedReply(text, 'wx0')],
    ['a wrong signature', sealedReply(text, appId, 'othertoken')],
    ['a reply to somebody else', sealedReply(textReply(linda, '好'))],
    [
      'a reply by another account',
      sealedReply(reply(wang, '<MsgType>text</MsgType><Content>a</Content>', 'gh_x')),
    ],
    ['an unknown type', sealedReply(reply(wang, '<MsgType>poem</MsgType>'))],
    ['an empty text', sealedReply(textReply(wang, ''))],
    ['a text of 2,049 bytes', sealedReply(textReply(wang, 'x'.repeat(2049)))],
    [
      'media never issued',
      sealedReply(reply(wang, '<MsgType>image</MsgType><Image><MediaId>x</MediaId></Image>')),
    ],
    [
      'a wrong count',
      sealedReply(
        reply(
          wang,
          '<MsgType>news</MsgType><ArticleCount>2</ArticleCount><Articles><item><Title>a</Title></item></Articles>',
        ),
      ),
    ],
  ])('shows that the service failed after %s, and does not push again', async (_, body) => {
    const app = await connect(() => body)
    expect(await standIn.control.typeLine(wang, '在吗')).toMatchObject({ delivered: false })
    expect(app.received).toHaveLength(1)
    expect(last()).toMatchObject({ from: 'app', text: fault })
  })

  test('keeps quiet about what follows an unsubscription', async () => {
    await connect(() => 'nonsense')
    expect(await standIn.control.unfollow(wang)).toEqual({ delivered: true })
    await standIn.control.follow(wang)
    expect(standIn.control.screen(wang)).toMatchObject([{ text: fault }])
  })
})

describe('wechat stand-in: the phone', () => {
  test('names who may follow, and takes nothing from strangers', async () => {
    expect(standIn.control.people()).toMatchObject([
      { userId: linda, name: '琳达', leader: false },
      { userId: wang, name: '王工' },
    ])
    expect(await standIn.control.typeLine(linda, '在吗')).toEqual({
      delivered: false,
      reason: 'not following',
    })
    expect(standIn.control.standing(linda)).toMatchObject({ following: false, allowance: { left: 0 } })
    await expect(standIn.control.typeLine('oOther', 'a')).rejects.toThrow('no such person')
  })

  test('asks a question with answers; a press says the words', async () => {
    const app = await connect()
    const token = await login()
    await standIn.control.typeLine(wang, '好了')
    const list = [
      { id: '101', content: '满意' },
      { id: '102', content: '不满意' },
    ]
    const sent = await post(`/cgi-bin/message/custom/send?access_token=${token}`, {
      touser: wang,
      msgtype: 'msgmenu',
      msgmenu: { head_content: '您对本次服务满意吗？', list, tail_content: '谢谢' },
    })
    expect(sent).toMatchObject({ errcode: 0 })
    const item = last()
    expect(item?.card).toMatchObject({
      title: '您对本次服务满意吗？',
      body: '谢谢',
      buttons: [{ key: '101', text: '满意' }, {}],
    })
    expect(await standIn.control.press(wang, `${item?.id}`, '103')).toMatchObject({ delivered: false })
    expect(await standIn.control.press(wang, `${item?.id}`, '102')).toEqual({ delivered: true })
    expect(app.received.at(-1)?.clear).toMatch(/不满意.*<bizmsgmenuid><!\[CDATA\[102\]\]>/)
    expect(last()).toMatchObject({ from: 'me', text: '不满意' })
  })

  test('loses the chat with the unsubscription, and knows it again after a restart', async () => {
    await connect()
    await standIn.control.typeLine(wang, '第一句')
    await restart()
    expect(last()).toMatchObject({ text: '第一句' })
    expect(standIn.control.standing(wang).allowance).toEqual({
      left: 5,
      until: new Date(clock.time + 48 * 3600_000).toISOString(),
    })
    await standIn.control.unfollow(wang)
    expect(standIn.control.screen(wang)).toEqual([])
    await restart()
    expect(standIn.control.standing(wang).following).toBe(false)
    await standIn.control.follow(wang)
    expect(standIn.control.screen(wang)).toEqual([])
  })

  test('tells listeners whose screen changed', async () => {
    const told: string[][] = []
    const stop = standIn.control.changes.subscribe(change => {
      if (change.kind === 'screen') told.push(change.userIds)
    })
    await standIn.control.typeLine(wang, '在吗')
    stop()
    await standIn.control.follow(linda)
    expect(told).toEqual([[wang], [wang]])
  })
})

describe('wechat stand-in: login', () => {
  const ask = (change: Json = {}) => {
    const given = {
      appid: appId,
      redirect_uri: 'http://crm.test/back?x=1',
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc123',
      ...change,
    }
    return new URLSearchParams(Object.entries(given).map(([name, value]) => [name, `${value}`]))
  }
  const confirm = (query: URLSearchParams, userId = linda) =>
    fetch(`${standIn.oauthBase}/connect/oauth2/authorize/confirm?${query}`, {
      method: 'POST',
      body: JSON.stringify({ userId }),
    })
  const codeFor = async (change: Json = {}) =>
    new URL(((await (await confirm(ask(change))).json()) as { location: string }).location).searchParams
  const exchange = (code: string | null, change = '') =>
    get(
      `/sns/oauth2/access_token?appid=${appId}&secret=wechat-secret&code=${code}&grant_type=authorization_code${change}`,
    )

  test('CHAT-3 takes a person through the page and back with a code that works once', async () => {
    const page = await fetch(`${standIn.oauthBase}/connect/oauth2/authorize?${ask()}#wechat_redirect`)
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(await page.text()).toContain('琳达')
    const back = await codeFor()
    expect([back.get('x'), back.get('state')]).toEqual(['1', 'abc123'])
    const login = await exchange(back.get('code'))
    expect(login).toMatchObject({ openid: linda, scope: 'snsapi_base', expires_in: 7200 })
    expect(login).not.toHaveProperty('unionid')
    expect(login).not.toHaveProperty('is_snapshotuser')
    expect(await exchange(back.get('code'))).toMatchObject({ errcode: 40163 })
    expect(await get(`/sns/userinfo?access_token=${login.access_token}&openid=${linda}`)).toMatchObject({
      errcode: 48001,
    })
  })

  test('gives particulars to those who asked for them, and renews the login', async () => {
    const login = await exchange((await codeFor({ scope: 'snsapi_userinfo' })).get('code'))
    expect(login).toMatchObject({ unionid: 'uLinda' })
    const info = (openId = linda) => get(`/sns/userinfo?access_token=${login.access_token}&openid=${openId}`)
    expect(await info()).toMatchObject({ openid: linda, nickname: '琳达', unionid: 'uLinda' })
    expect(await info(wang)).toMatchObject({ errcode: 40003 })
    clock.time += 7200_000
    expect(await info()).toMatchObject({ errcode: 42001 })
    const renew = () =>
      get(
        `/sns/oauth2/refresh_token?appid=${appId}&grant_type=refresh_token&refresh_token=${login.refresh_token}`,
      )
    expect(await renew()).toMatchObject({ openid: linda, expires_in: 7200 })
    expect(await get(`/sns/auth?access_token=${login.access_token}&openid=${linda}`)).toMatchObject({
      errcode: 0,
    })
    clock.time += 30 * 24 * 3600_000
    expect(await renew()).toMatchObject({ errcode: 42002 })
  })

  test('logs a snapshot in as a virtual person', async () => {
    await standIn.control.setSnapshot(linda, true)
    const login = await exchange(await standIn.control.mintCode(linda))
    expect(login).toMatchObject({ is_snapshotuser: 1 })
    expect(login.openid).not.toBe(linda)
    await standIn.control.setSnapshot(linda, false)
    expect(await exchange(await standIn.control.mintCode(linda))).toMatchObject({ openid: linda })
  })

  test.each<[string, URLSearchParams]>([
    ['a foreign page', ask({ redirect_uri: 'http://evil.test/' })],
    ['a page that is none', ask({ redirect_uri: 'javascript:alert(1)' })],
    ['another account', ask({ appid: 'wx1' })],
    ['an unknown scope', ask({ scope: 'everything' })],
    ['another answer', ask({ response_type: 'token' })],
    ['a state with signs', ask({ state: 'a-b' })],
    ['a state of 129 characters', ask({ state: 'a'.repeat(129) })],
    ['the parameters in another order', new URLSearchParams([...ask()].reverse())],
  ])('refuses %s', async (_, query) => {
    const page = await fetch(`${standIn.oauthBase}/connect/oauth2/authorize?${query}`)
    expect([page.status, (await confirm(query)).status]).toEqual([400, 400])
  })

  test('refuses codes that expired or never were, a wrong secret, a stranger', async () => {
    const code = await standIn.control.mintCode(linda)
    expect(
      await get(
        `/sns/oauth2/access_token?appid=${appId}&secret=x&code=${code}&grant_type=authorization_code`,
      ),
    ).toMatchObject({ errcode: 40125 })
    expect(await exchange('never')).toMatchObject({ errcode: 40029 })
    expect(await exchange('')).toMatchObject({ errcode: 41008 })
    clock.time += 300_000
    expect(await exchange(code)).toMatchObject({ errcode: 42003 })
    expect((await confirm(ask(), 'oOther')).status).toBe(400)
  })

  test('spends a code once even when two exchanges arrive together, and knows it after a restart', async () => {
    const code = await standIn.control.mintCode(linda)
    const answers = await Promise.all([exchange(code), exchange(code)])
    expect(answers.map(one => one.errcode ?? 0).sort()).toEqual([0, 40163])
    await restart()
    expect(await exchange(code)).toMatchObject({ errcode: 40163 })
  })
})

describe('wechat stand-in: faults and wire', () => {
  test('fails as it is told to, once, and then works again', async () => {
    const { faults } = standIn.control
    const token = await login()
    await standIn.control.typeLine(wang, '在吗')
    const path = '/cgi-bin/message/custom/send'
    const raw = () =>
      fetch(`${standIn.apiBase}${path}?access_token=${token}`, {
        method: 'POST',
        body: JSON.stringify({ touser: wang, msgtype: 'text', text: { content: '好' } }),
      })
    for (const kind of ['http', 'html', 'rate', 'token', 'nonsense'] as const) faults.next(path, kind)
    expect((await raw()).status).toBe(502)
    expect(await (await raw()).text()).toContain('<html>')
    expect(await (await raw()).json()).toMatchObject({ errcode: 45011 })
    expect(await (await raw()).json()).toMatchObject({ errcode: 40001 })
    await expect((await raw()).json()).rejects.toThrow()
    faults.next(path, 'lost')
    await expect(raw()).rejects.toThrow()
    expect(last()).toMatchObject({ from: 'app', text: '好' })
    faults.offline = true
    await expect(raw()).rejects.toThrow()
    expect(await standIn.control.typeLine(wang, '喂')).toEqual({ delivered: false, reason: 'offline' })
    faults.offline = false
    faults.dropCallbacks = true
    expect(await standIn.control.typeLine(wang, '喂')).toEqual({ delivered: false, reason: 'dropped' })
    expect(last()).toMatchObject({ from: 'me', undelivered: true })
  })

  test('refuses every token once they are taken out of service', async () => {
    const token = await login()
    await standIn.control.expireTokens()
    expect(await get(`/cgi-bin/user/get?access_token=${token}`)).toMatchObject({ errcode: 42001 })
    expect(await login()).not.toBe(token)
  })

  test('shows the wire decrypted, by its own name, without secrets', async () => {
    await connect(() => sealedReply(textReply(wang, '已受理您的报修')))
    const token = await login()
    await standIn.control.typeLine(wang, '仪器漏油')
    const code = await standIn.control.mintCode(wang)
    const { access_token: loginToken } = await get(
      `/sns/oauth2/access_token?appid=${appId}&secret=wechat-secret&code=${code}&grant_type=authorization_code`,
    )
    const entries = standIn.control.wire.list()
    const text = JSON.stringify(entries)
    expect(text).toContain('仪器漏油')
    expect(text).toContain('已受理您的报修')
    expect(entries.map(({ direction }) => direction)).toContain('callback')
    expect(new Set(entries.map(({ platform }) => `${platform}`))).toEqual(new Set(['wechat']))
    for (const secret of ['wechat-secret', token, `${loginToken}`, keys.encodingAesKey])
      expect(text).not.toContain(secret)
  })
})
