import { MemoryStore } from '@gonghai/bot/sandbox/store'
import { qrModules } from '@gonghai/bot/sandbox/wechat/qr-picture'
import type { WechatStandIn } from '@gonghai/bot/sandbox/wechat/start'
import { fitsField } from '@gonghai/bot/sandbox/wechat/template-fields'
import { signPage } from '@gonghai/bot/sandbox/wecom/tickets'
import { apiOf, appId, clock, type Json, linda, listen, startWechat, wang } from './wechat-account'

let store: MemoryStore
let standIn: WechatStandIn
let token: string
const { get, post, login } = apiOf(() => standIn)

async function restart(change: Parameters<typeof startWechat>[1] = {}) {
  await standIn?.close()
  standIn = await startWechat(store, change)
}

const referenceRows =
  '3x48o73 209qw5d 2vqezbx 2vh3wwt 2vagokd 20ae4ap 3xbl6yn imrr4 3p0kslg 3ct411p aowg35 3w5ntwq 1w9wqxt 2yvz005 6ie6x7 c1640q 230y08z 3zk6d 1yrgiff 35npqhe 3b4bnij 1i14p1d 2gd2gfv 1v3xrw2 27t99m8 izac3 3x8lftr 20ivua9 2vpyfw2 2va4mkf 2voxyrh 20l7xpe 3x9rbuz'.split(
    ' ',
  )

const call = (path: string, body: unknown) => post(`/cgi-bin/${path}?access_token=${token}`, body)
const read = (path: string) => get(`/cgi-bin/${path}${path.includes('?') ? '&' : '?'}access_token=${token}`)

beforeEach(async () => {
  store = new MemoryStore()
  standIn = await startWechat(store)
  token = await login()
})

afterEach(() => standIn.close())

describe('wechat stand-in: tokens', () => {
  const stable = (change: Json = {}) =>
    post('/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: appId,
      secret: 'wechat-secret',
      ...change,
    })
  const classic = async () =>
    `${(await get(`/cgi-bin/token?grant_type=client_credential&appid=${appId}&secret=wechat-secret`)).access_token}`
  const works = async (value: string) => (await get(`/cgi-bin/user/get?access_token=${value}`)).errcode ?? 0

  test('stable: the same token with less and less time, a new one five minutes before the end', async () => {
    clock.time += 1000_000
    expect(await stable()).toEqual({ access_token: token, expires_in: 6200 })
    clock.time += 5900_000
    const next = `${(await stable()).access_token}`
    expect(next).not.toBe(token)
    expect([await works(token), await works(next)]).toEqual([0, 0])
    clock.time += 300_000
    expect([await works(token), await works(next)]).toEqual([40001, 0])
    clock.time += 7200_000
    expect(await works(next)).toBe(42001)
  })

  test('stable: forcing ends the old one at once, at most every 30 s and 20 times a day', async () => {
    const forced = `${(await stable({ force_refresh: true })).access_token}`
    expect([await works(token), await works(forced)]).toEqual([40001, 0])
    expect((await stable({ force_refresh: true })).access_token).toBe(forced)
    for (let index = 0; index < 19; index++) {
      clock.time += 30_000
      expect(await stable({ force_refresh: true })).not.toHaveProperty('errcode')
    }
    clock.time += 30_000
    expect(await stable({ force_refresh: true })).toMatchObject({ errcode: 45009 })
    expect(await stable()).not.toHaveProperty('errcode')
  })

  test('classic: each call a new one, the old one for five minutes, apart from the stable one', async () => {
    const [first, second] = [await classic(), await classic()]
    expect(first).not.toBe(second)
    expect(await works(first)).toBe(0)
    clock.time += 300_000
    expect([await works(first), await works(second), await works(token)]).toEqual([40001, 0, 0])
  })

  test.each<[string, Json, number]>([
    ['another grant', { grant_type: 'x' }, 40002],
    ['no appid', { appid: '' }, 41002],
    ['no secret', { secret: '' }, 41004],
    ['another appid', { appid: 'wx1' }, 40013],
    ['a wrong secret', { secret: 'x' }, 40125],
  ])('refuses %s, with a rid', async (_, change, errcode) => {
    expect(await stable(change)).toMatchObject({
      errcode,
      errmsg: expect.stringMatching(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/),
    })
  })

  test('refuses calls without a token, with one that is none, with a foreign one, by the wrong method', async () => {
    expect(await get('/cgi-bin/user/get')).toMatchObject({ errcode: 41001 })
    expect(await works('x')).toBe(40014)
    expect(await works('a'.repeat(86))).toBe(40001)
    expect(await get('/cgi-bin/stable_token')).toMatchObject({ errcode: 43002 })
    expect(await call('user/info', {})).toMatchObject({ errcode: 43001 })
    expect(await call('menu/create', [])).toMatchObject({ errcode: 47001 })
  })

  test('counts calls a day in China, tells how many are left, clears on request', async () => {
    await restart({ dailyLimits: { '/cgi-bin/qrcode/create': 2 } })
    const create = () =>
      call('qrcode/create', { action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str: 'a' } } })
    await create()
    expect(await call('openapi/quota/get', { cgi_path: '/cgi-bin/qrcode/create' })).toMatchObject({
      quota: { daily_limit: 2, used: 1, remain: 1 },
    })
    await create()
    expect(await create()).toMatchObject({ errcode: 45009 })
    expect(await call('clear_quota', { appid: appId })).toMatchObject({ errcode: 0 })
    expect(await create()).not.toHaveProperty('errcode')
    await create()
    clock.time += 24 * 3600_000
    token = await login()
    expect(await create()).not.toHaveProperty('errcode')
    for (let index = 0; index < 9; index++) await call('clear_quota', { appid: appId })
    expect(await call('clear_quota', { appid: appId })).toMatchObject({ errcode: 48006 })
  })
})

describe('wechat stand-in: message/custom/send', () => {
  const send = (change: Json = {}) =>
    call('message/custom/send', { touser: wang, msgtype: 'text', text: { content: '您好' }, ...change })
  const codes = async (times: number) => {
    const found: unknown[] = []
    for (let index = 0; index < times; index++) found.push((await send()).errcode)
    return found
  }

  test('CHAT-3 a message allows five within 48 hours', async () => {
    expect(await codes(1)).toEqual([45015])
    await standIn.control.typeLine(wang, '在吗')
    clock.time += 48 * 3600_000 - 1
    token = await login()
    expect(standIn.control.standing(wang).allowance.left).toBe(5)
    expect(await codes(6)).toEqual([0, 0, 0, 0, 0, 45047])
    clock.time += 1
    expect(await codes(1)).toEqual([45015])
    await standIn.control.typeLine(wang, '还在吗')
    expect(await codes(1)).toEqual([0])
  })

  test('CHAT-3 following, a scan and a press on the menu allow three within a minute; a view none', async () => {
    const button = [
      { type: 'click', name: '进度', key: 'progress' },
      { type: 'view', name: '门户', url: 'http://crm.test/' },
    ]
    expect(await call('menu/create', { button })).toMatchObject({ errcode: 0 })
    await standIn.control.pressMenu(wang, 'http://crm.test/')
    expect(await codes(1)).toEqual([45015])
    await standIn.control.pressMenu(wang, 'progress')
    expect(await codes(4)).toEqual([0, 0, 0, 45047])
    clock.time += 60_000
    expect(await codes(1)).toEqual([45015])
    const { url } = await call('qrcode/create', {
      action_name: 'QR_STR_SCENE',
      action_info: { scene: { scene_str: 'asset' } },
    })
    await standIn.control.scan(wang, `${url}`)
    expect(await codes(4)).toEqual([0, 0, 0, 45047])
    await standIn.control.unfollow(wang)
    expect(await codes(1)).toEqual([45015])
    await standIn.control.follow(wang)
    expect(await codes(4)).toEqual([0, 0, 0, 45047])
    expect(standIn.control.screen(wang)).toHaveLength(3)
  })

  test('never lets more out than are allowed, however many ask at once', async () => {
    await standIn.control.typeLine(wang, '在吗')
    const answers = await Promise.all(Array.from({ length: 12 }, () => send()))
    expect(answers.filter(one => one.errcode === 0)).toHaveLength(5)
    expect(standIn.control.screen(wang).filter(item => item.from === 'app')).toHaveLength(5)
  })

  test.each<[string, Json, number]>([
    ['a foreign openid', { touser: 'oOther' }, 40003],
    ['somebody who never followed', { touser: linda }, 43004],
    ['an unknown msgtype', { msgtype: 'poem' }, 40008],
    ['an empty text', { text: { content: '' } }, 44004],
    ['a text of 2,049 bytes', { text: { content: `${'海'.repeat(682)}abc` } }, 45002],
    ['media never issued', { msgtype: 'image', image: { media_id: 'x' } }, 40007],
    ['no article', { msgtype: 'news', news: { articles: [] } }, 44003],
    ['two articles', { msgtype: 'news', news: { articles: [{ title: 'a' }, { title: 'b' }] } }, 45008],
    ['a menu without answers', { msgtype: 'msgmenu', msgmenu: { head_content: 'a' } }, 47001],
    ['an unknown member of staff', { customservice: { kf_account: 'a@gh' } }, 61452],
  ])('refuses %s and spends nothing', async (_, change, errcode) => {
    await standIn.control.typeLine(wang, '在吗')
    expect(await send(change)).toMatchObject({ errcode })
    expect(standIn.control.standing(wang).allowance.left).toBe(5)
    expect(standIn.control.screen(wang)).toHaveLength(1)
  })

  test('refuses whoever switched the messages off, and typing signs to whom it may not write', async () => {
    const typing = (command: string) => call('message/custom/typing', { touser: wang, command })
    expect(await typing('Typing')).toMatchObject({ errcode: 45080 })
    await standIn.control.typeLine(wang, '在吗')
    expect(await typing('Typing')).toMatchObject({ errcode: 0 })
    expect(await typing('Typing')).toMatchObject({ errcode: 45081 })
    expect(await typing('Dance')).toMatchObject({ errcode: 45072 })
    await standIn.control.setRefuses(wang, true)
    expect(await send()).toMatchObject({ errcode: 48002 })
  })
})

describe('wechat stand-in: message/template/send', () => {
  const value = (text: string) => ({ value: text })
  const data = (change: Json = {}) => ({
    thing1: value('三坐标测量机漏油'),
    character_string2: value('FW-2026-0001'),
    phrase3: value('已派工'),
    time4: value('2026年11月21日 10:30'),
    ...change,
  })
  const send = (change: Json = {}) =>
    call('message/template/send', {
      touser: wang,
      template_id: 'tpl-progress',
      url: 'http://crm.test/#/requests/1',
      data: data(),
      ...change,
    })
  /** The answer's number as it is written: more than a JSON number can hold. */
  const msgidOf = async (change: Json = {}) => {
    const body = { touser: wang, template_id: 'tpl-progress', data: data(), ...change }
    const url = `${standIn.apiBase}/cgi-bin/message/template/send?access_token=${token}`
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    return /"msgid":(\d+)\}/.exec(await answer.text())?.[1]
  }

  test('CHAT-3 shows title, labelled values and the page, without any deed of the person', async () => {
    expect(await send()).toMatchObject({ errcode: 0, errmsg: 'ok' })
    expect(standIn.control.screen(wang)).toMatchObject([
      {
        from: 'app',
        kind: 'card',
        card: {
          title: '服务进度通知',
          facts: [
            { label: '服务内容', value: '三坐标测量机漏油' },
            { label: '单号', value: 'FW-2026-0001' },
            { label: '状态', value: '已派工' },
            { label: '时间', value: '2026年11月21日 10:30' },
          ],
          url: 'http://crm.test/#/requests/1',
        },
      },
    ])
  })

  test.each<[string, Json, number, string]>([
    ['a foreign openid', { touser: 'oOther' }, 40003, ''],
    ['an unknown template', { template_id: 'tpl-other' }, 40037, ''],
    ['a template of the prototype', { template_id: 'constructor' }, 40037, ''],
    ['somebody who does not follow', { touser: linda }, 43004, 'require subscribe'],
    ['no data', { data: undefined }, 47001, ''],
    ['a mini program not bound', { miniprogram: { appid: 'wx1' } }, 40013, ''],
    ['a missing field', { data: data({ phrase3: undefined }) }, 47003, 'data.phrase3.value is empty'],
    [
      'a thing of 21 characters',
      { data: data({ thing1: value('漏'.repeat(21)) }) },
      47003,
      'data.thing1.value',
    ],
    [
      'Han in a character_string',
      { data: data({ character_string2: value('单1') }) },
      47003,
      'character_string2',
    ],
    [
      'a phrase with a digit',
      { data: data({ phrase3: value('第1步') }) },
      47003,
      'data.phrase3.value invalid',
    ],
    ['a time in words', { data: data({ time4: value('明天上午') }) }, 47003, 'data.time4.value invalid'],
  ])('refuses %s', async (_, change, errcode, words) => {
    expect(await send(change)).toMatchObject({ errcode, errmsg: expect.stringContaining(words) })
    expect(standIn.control.screen(wang)).toEqual([])
  })

  test('sends one client_msg_id to one person once, also at the same moment and after a restart', async () => {
    const same = { client_msg_id: 'copy-1' }
    const numbers = await Promise.all([msgidOf(same), msgidOf(same), msgidOf(same)])
    await restart()
    numbers.push(await msgidOf(same))
    expect(new Set(numbers).size).toBe(1)
    expect(Number.isSafeInteger(Number(numbers[0]))).toBe(false)
    expect(standIn.control.screen(wang)).toHaveLength(1)
    clock.time += 600_000
    await msgidOf(same)
    expect(standIn.control.screen(wang)).toHaveLength(2)
  })

  test('reports each sending once, with the number of the answer and how it ended', async () => {
    const app = await listen(() => undefined)
    await restart({ callbackUrl: app.url })
    const good = await msgidOf()
    await standIn.control.settled()
    standIn.control.failTemplates(1)
    await msgidOf()
    await standIn.control.settled()
    await standIn.control.setRefuses(wang, true)
    await msgidOf()
    await standIn.control.settled()
    await restart({ callbackUrl: app.url })
    await standIn.control.settled()
    await app.close()
    const reports = app.received.map(({ clear }) => clear)
    expect(reports).toHaveLength(3)
    expect(reports[0]).toContain('<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event>')
    expect(reports[0]).toContain(`<MsgID>${good}</MsgID><Status><![CDATA[success]]></Status>`)
    expect(reports[1]).toContain('<![CDATA[failed: system failed]]>')
    expect(reports[2]).toContain('<![CDATA[failed:user block]]>')
    expect(standIn.control.screen(wang)).toHaveLength(1)
  })

  test('reports after a restart what was cut off before', async () => {
    const deaf = await listen(() => 'hang')
    await restart({ callbackUrl: deaf.url })
    await send()
    await standIn.close()
    await deaf.close()
    const app = await listen(() => undefined)
    standIn = await startWechat(store, { callbackUrl: app.url })
    await standIn.control.settled()
    await app.close()
    expect(app.received).toHaveLength(1)
  })

  test.each<[string, string[], string[]]>([
    ['thing1', ['漏'.repeat(20), 'a 1!'], ['漏'.repeat(21), ' ']],
    ['number1', ['12.50', '9'.repeat(32)], ['9'.repeat(33), '1,000']],
    ['letter1', ['abc'], ['a1', 'a'.repeat(33)]],
    ['symbol1', ['**'], ['a', '******']],
    ['character_string1', ['FW-1_/#'], ['单号', 'a'.repeat(33)]],
    ['time1', ['15:01', '2019-10-01 9:05', '9:00~10:00'], ['25:00', '2019-10-01']],
    ['date1', ['2019年10月1日', '2019/10/01 15:01', '2019-10-01~2019-10-02'], ['10月1日']],
    ['amount1', ['¥100.5', '100元'], ['12345678901', '一百元']],
    ['phone_number1', ['+86-0512-88888888'], ['0512-8888-8888-8888', '电话']],
    ['car_number1', ['苏E12345挂'], ['苏E12345678']],
    ['name1', ['王工', 'Wang Jianguo'], ['王'.repeat(11), 'W'.repeat(21)]],
    ['phrase1', ['已完成'], ['服务已经完成', 'done']],
  ])('checks %s as documented', (key, good, bad) => {
    expect(good.filter(text => !fitsField(key, text))).toEqual([])
    expect(bad.filter(text => fitsField(key, text))).toEqual([])
  })

  test('takes only the values of an enum, and refuses an account with a field of no type', async () => {
    expect([fitsField('enum1', '好', ['好']), fitsField('enum1', '坏', ['好'])]).toEqual([true, false])
    const fields = [{ key: 'poem1', label: '诗' }]
    await expect(startWechat(store, { templates: { t: { title: 't', fields } } })).rejects.toThrow('poem1')
  })
})

describe('wechat stand-in: QR codes with a scene', () => {
  const create = (body: Json) => call('qrcode/create', body)
  const scene = (one: Json, name = 'QR_STR_SCENE', more: Json = {}) =>
    create({ action_name: name, action_info: { scene: one }, ...more })

  test('gives ticket, end and address; the ticket opens the picture; it ends', async () => {
    const code = await scene({ scene_str: 'x'.repeat(64) }, 'QR_STR_SCENE', { expire_seconds: 604_800 })
    expect(code).toEqual({
      ticket: expect.stringMatching(/^gQ.*=$/),
      expire_seconds: 604_800,
      url: expect.stringMatching(/^http:\/\/weixin\.qq\.com\/q\//),
    })
    const show = () =>
      fetch(`${standIn.apiBase}/cgi-bin/showqrcode?ticket=${encodeURIComponent(`${code.ticket}`)}`)
    const picture = await show()
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
    clock.time += 604_800_000
    expect((await show()).status).toBe(404)
    expect(await standIn.control.scan(wang, `${code.url}`)).toMatchObject({ reason: 'no such code' })
  })

  test('gives one permanent code to a scene, and sixty seconds to a temporary one by default', async () => {
    const first = await scene({ scene_id: 7 }, 'QR_LIMIT_SCENE')
    expect(first).not.toHaveProperty('expire_seconds')
    expect(await scene({ scene_id: 7 }, 'QR_LIMIT_SCENE')).toEqual(first)
    expect(await scene({ scene_str: '7' }, 'QR_LIMIT_STR_SCENE')).not.toEqual(first)
    expect(await scene({ scene_id: 7 }, 'QR_SCENE')).toMatchObject({ expire_seconds: 60 })
  })

  test.each<[string, string, Json, Json]>([
    ['an unknown action', 'QR_POEM', { scene_str: 'a' }, {}],
    ['a scene of 65 characters', 'QR_STR_SCENE', { scene_str: 'x'.repeat(65) }, {}],
    ['an empty scene', 'QR_STR_SCENE', { scene_str: '' }, {}],
    ['the number 0', 'QR_SCENE', { scene_id: 0 }, {}],
    ['a permanent number beyond 100,000', 'QR_LIMIT_SCENE', { scene_id: 100_001 }, {}],
    ['more than 30 days', 'QR_STR_SCENE', { scene_str: 'a' }, { expire_seconds: 2_592_001 }],
  ])('refuses %s', async (_, name, one, more) => {
    expect(await scene(one, name, more)).toMatchObject({ errcode: 40035 })
  })

  test('draws what another encoder draws for the same address', () => {
    const rows = qrModules('http://weixin.qq.com/q/AbCdEfGhIjKlMnOpQrStUvWx').map(line =>
      Number.parseInt(line.map(module => (module ? 1 : 0)).join(''), 2).toString(36),
    )
    // Made once with the npm package qrcode 1.5.4: byte mode, version 4, level L, mask 0.
    expect(rows).toEqual(referenceRows)
  })
})

describe('wechat stand-in: menu, media, people, tickets', () => {
  test('keeps a menu, gives it back, deletes it', async () => {
    expect(await read('menu/get')).toMatchObject({ errcode: 46003 })
    const entry = { type: 'click', name: '我的进度', key: 'progress' }
    const button = [entry, { name: '服务', sub_button: [{ ...entry, name: '报修' }] }]
    expect(await call('menu/create', { button })).toMatchObject({ errcode: 0 })
    expect(await read('menu/get')).toMatchObject({
      menu: { button: [{ ...entry, sub_button: [] }, button[1]] },
    })
    expect([standIn.control.menu(wang).length, standIn.control.menu(linda)]).toEqual([2, []])
    expect(await read('menu/delete')).toMatchObject({ errcode: 0 })
    expect(standIn.control.menu(wang)).toEqual([])
  })

  const click = (change: Json = {}) => ({ type: 'click', name: '进度', key: 'a', ...change })
  test.each<[string, unknown, number]>([
    ['no entry', [], 40016],
    ['four entries', [1, 2, 3, 4].map(() => click()), 40016],
    ['an unknown type', [click({ type: 'poem' })], 40017],
    ['a name of 17 bytes', [click({ name: '我的服务进ab' })], 40018],
    ['a key of 129 bytes', [click({ key: 'k'.repeat(129) })], 40019],
    ['a view without address', [{ type: 'view', name: '门户' }], 40020],
    ['six entries below', [{ name: '服务', sub_button: [1, 2, 3, 4, 5, 6].map(() => click()) }], 40023],
    ['a name of 61 bytes below', [{ name: '服务', sub_button: [click({ name: 'n'.repeat(61) })] }], 40025],
  ])('refuses a menu with %s', async (_, button, errcode) => {
    expect(await call('menu/create', { button })).toMatchObject({ errcode })
  })

  const upload = async (type: string, bytes: Buffer | undefined) => {
    const form = new FormData()
    if (bytes) form.set('media', new Blob([new Uint8Array(bytes)]), 'a.bin')
    else form.set('other', 'x')
    const url = `${standIn.apiBase}/cgi-bin/media/upload?access_token=${token}&type=${type}`
    return (await (await fetch(url, { method: 'POST', body: form })).json()) as Json
  }
  const png = Buffer.from('\x89PNG\r\n\x1a\n…', 'latin1')
  const mp4 = Buffer.from('\0\0\0\x18ftypmp42', 'latin1')

  test('takes media, gives the bytes back, of a video the address, for three days', async () => {
    const image = await upload('image', png)
    expect(image).toEqual({ type: 'image', media_id: expect.any(String), created_at: expect.any(Number) })
    const bytes = () =>
      fetch(`${standIn.apiBase}/cgi-bin/media/get?access_token=${token}&media_id=${image.media_id}`)
    const answer = await bytes()
    expect([answer.headers.get('content-type'), Buffer.from(await answer.arrayBuffer())]).toEqual([
      'image/png',
      png,
    ])
    const video = await upload('video', mp4)
    const { video_url: address } = await read(`media/get?media_id=${video.media_id}`)
    expect(Buffer.from(await (await fetch(`${address}`)).arrayBuffer())).toEqual(mp4)
    clock.time += 3 * 24 * 3600_000
    token = await login()
    expect(await (await bytes()).json()).toMatchObject({ errcode: 40007 })
  })

  test.each<[string, string, Buffer | undefined, number]>([
    ['an unknown type', 'poem', png, 40004],
    ['no file', 'image', undefined, 41005],
    ['an empty file', 'image', Buffer.alloc(0), 44001],
    ['a thumb of 65 KB', 'thumb', Buffer.alloc(65 << 10), 45001],
    ['a picture that is none', 'image', Buffer.from('<svg/>'), 40005],
    ['a WebP', 'image', Buffer.from('RIFF1234WEBP'), 40005],
  ])('refuses %s', async (_, type, bytes, errcode) => {
    expect(await upload(type, bytes)).toMatchObject({ errcode })
  })

  test('tells of followers their ids, since when and by which code, and of strangers the ids only', async () => {
    const { ticket } = await call('qrcode/create', {
      action_name: 'QR_STR_SCENE',
      action_info: { scene: { scene_str: 'asset:1' } },
    })
    expect(await read(`user/info?openid=${linda}`)).toEqual({
      subscribe: 0,
      openid: linda,
      unionid: 'uLinda',
    })
    await standIn.control.follow(linda, `${ticket}`)
    expect(await read(`user/info?openid=${linda}`)).toMatchObject({
      subscribe: 1,
      subscribe_time: Math.floor(clock.time / 1000),
      unionid: 'uLinda',
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene: 0,
      qr_scene_str: 'asset:1',
    })
    expect(await read('user/info?openid=oOther')).toMatchObject({ errcode: 40003 })
    expect(await read('user/info')).toMatchObject({ errcode: 41009 })
    const many = await call('user/info/batchget', { user_list: [{ openid: linda }, { openid: wang }] })
    expect(many.user_info_list).toHaveLength(2)
    expect(await read('user/get')).toMatchObject({ total: 2, count: 2, data: { openid: [linda, wang] } })
  })

  test('issues one ticket and checks pages against it', async () => {
    const { ticket } = await read('ticket/getticket?type=jsapi')
    expect(await read('ticket/getticket?type=jsapi')).toMatchObject({ ticket })
    expect(await read('ticket/getticket?type=poem')).toMatchObject({ errcode: 40035 })
    const check = (url: string, change: Json = {}) =>
      standIn.control.checkPageSignature({
        appId,
        url,
        timestamp: '1',
        nonce: 'n',
        signature: signPage(`${ticket}`, 'n', '1', url),
        ...change,
      })
    expect(check('http://crm.test/')).toBeUndefined()
    expect(check('http://evil.test/')).toBe('invalid url domain')
    expect(check('http://crm.test/', { nonce: 'other' })).toBe('invalid signature')
    expect(check('http://crm.test/', { appId: 'wx1' })).toBe('invalid appid')
  })
})
