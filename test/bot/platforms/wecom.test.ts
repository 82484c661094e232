import { readFileSync } from 'node:fs'
import { createWecom } from '@gonghai/bot/platforms/wecom/index'
import { type Arrived, startAnsweringServer } from './support/answering-server'
import { platformConformance, type Rig } from './support/conformance'
import { memoryTokens } from './support/memory-tokens'
import { recordingLog } from './support/recording-log'
import { sampleCards } from './support/sample-cards'
import { wecomCardFaults } from './support/wecom-card-faults'
import { startWecomRig, WECOM_SECONDS, wecomConfig, wecomMessages, wecomPush } from './support/wecom-rig'

const vectors: {
  crypto: Record<'id' | 'receiveid' | 'timestamp' | 'nonce' | 'encrypt' | 'msg' | 'msg_signature', string>[]
} = JSON.parse(readFileSync(new URL('../../fixtures/platforms/wecom-vectors.json', import.meta.url), 'utf8'))
const at = new Date(WECOM_SECONDS * 1000)
const from = { platform: 'wecom' as const, userId: 'ZhangSan' }
const sys = { platform: 'wecom' as const, userId: 'sys' }

platformConformance('wecom', {
  start: () => startWecomRig(),
  fixtures: {
    text: {
      type: 'text',
      from,
      at,
      text: '领取 <云起> & 1',
      chat: 'single',
      dedupeKey: '7300000000000000001',
    },
    press: {
      type: 'press',
      from,
      at,
      copyId: 'copy-42',
      action: 'approval.reject',
      values: { reason: 'price', more: 'a,b' },
      pressCode: 'RC-1',
    },
    menuPress: { type: 'press', copyId: 'copy-42', action: 'mute', values: {}, pressCode: 'RC-2' },
    image: { type: 'media', media: 'image', mediaId: 'media-1', chat: 'single' },
    voice: { type: 'media', media: 'voice', mediaId: 'media-2' },
    enter: { type: 'open', from },
    subscribe: { type: 'open', from },
    click: { type: 'open', menuKey: 'todo' },
    renamedEmployee: { type: 'directory', from: sys, change: 'employee', ids: ['lisi', 'lisi2'] },
    removedDepartment: { type: 'directory', from: sys, change: 'department', ids: ['7'] },
  },
  paths: {
    token: '/cgi-bin/gettoken',
    text: '/cgi-bin/message/send',
    card: '/cgi-bin/message/send',
    update: '/cgi-bin/message/update_template_card',
  },
  answers: {
    sent: { json: { errcode: 0, msgid: 'm-1' } },
    tokenRefused: { json: { errcode: 42001, errmsg: 'access_token expired, from ip: 1.2.3.4' } },
    throttled: { json: { errcode: 45009, errmsg: 'api freq out of limit' } },
    missed: { json: { errcode: 81013, errmsg: 'user & party & tag all invalid' } },
    cardThere: { json: { errcode: 42014, errmsg: 'taskid has existed' } },
    permission: { json: { errcode: 48002, errmsg: 'api forbidden' } },
  },
  token: value => ({ json: { errcode: 0, access_token: value, expires_in: 7200 } }),
  tokenOf: request => request.query.get('access_token') ?? undefined,
  cardFaults: request => wecomCardFaults(request.body.template_card as Record<string, unknown>),
  updateCode: 'rc-1',
  html: { failure: 'transient' },
})

describe('wecom callbacks', () => {
  let rig: Rig
  beforeEach(async () => {
    rig = await startWecomRig()
  })
  afterEach(() => rig.stop())
  const post = (plain: string, receiver?: string) =>
    rig.platform.handleCallback!(wecomPush(plain, 'good', receiver), async event => {
      rig.received.push(event)
      return {}
    })

  test('a message for another corporation is refused though its signature is right', async () => {
    expect((await post(wecomMessages.text!, 'ww2')).status).toBe(403)
    expect(rig.received).toEqual([])
  })

  const vector = vectors.crypto.find(({ id }) => id === 'V1')!
  const prove = (signature: string, encode: (text: string) => string, seconds = Number(vector.timestamp)) => {
    const now = () => new Date(seconds * 1000)
    const config = wecomConfig('http://127.0.0.1:1', { corpId: vector.receiveid })
    const platform = createWecom(config, { now, tokens: memoryTokens(now), log: recordingLog() })
    const signed = `msg_signature=${signature}&timestamp=${vector.timestamp}&nonce=${vector.nonce}`
    const query = `${signed}&echostr=${encode(vector.encrypt)}`
    return platform.handleCallback!(
      { method: 'GET', query, path: '', headers: {}, body: '' },
      async () => ({}),
    )
  }

  test('the address is proved by the published vector, its plus signs escaped or not', async () => {
    expect(vector.encrypt).toContain('+')
    for (const encode of [encodeURIComponent, (text: string) => text]) {
      expect(await prove(vector.msg_signature, encode)).toMatchObject({ status: 200, body: vector.msg })
    }
    expect(await prove(vector.msg_signature.replace('5', '6'), encodeURIComponent)).toMatchObject({
      status: 403,
      body: '',
    })
    const later = Number(vector.timestamp) + 3600
    expect(await prove(vector.msg_signature, encodeURIComponent, later)).toMatchObject({
      status: 403,
      body: '',
    })
  })

  test('two presses in one second have different keys', async () => {
    await post(wecomMessages.press!)
    await post(wecomMessages.press!.replace('RC-1', 'RC-9'))
    expect(new Set(rig.received.map(event => event.dedupeKey)).size).toBe(2)
  })

  test('entities and document types are refused', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><MsgType>text</MsgType><Content>&a;</Content></xml>'
    expect((await post(bomb)).status).toBe(400)
    const request = wecomPush(wecomMessages.text!, 'good')
    const body = `<!DOCTYPE x SYSTEM "file:///etc/passwd">${request.body}`
    const answer = await rig.platform.handleCallback!({ ...request, body }, async () => ({}))
    expect(answer.status).toBe(400)
    expect(rig.received).toEqual([])
  })

  test('a person may type a document type and an element', async () => {
    await post(wecomMessages.text!.replace('领取 <云起> & 1', '<!DOCTYPE html><b>&amp;'))
    expect(rig.received[0]).toMatchObject({ text: '<!DOCTYPE html><b>&amp;' })
  })

  test.each([
    ['no XML', 'hello'],
    ['nothing', ''],
    ['JSON', '{"a":1}'],
    ['XML without Encrypt', '<xml><A>1</A></xml>'],
    ['unclosed XML', '<xml><Encrypt>'],
  ])('%s as a body is refused, never an error', async (_, body) => {
    const answer = await rig.platform.handleCallback!({ ...wecomPush('x', 'good'), body }, async () => ({}))
    expect([400, 403]).toContain(answer.status)
  })

  test('a message without sender or time is refused', async () => {
    expect((await post('<xml><MsgType>text</MsgType><Content>x</Content></xml>')).status).toBe(400)
  })

  test('kinds that we do not use and other apps are acknowledged and left', async () => {
    expect((await post(wecomMessages.text!.replace('[text]', '[location]'))).status).toBe(200)
    expect((await post(wecomMessages.text!.replace('1000002', '1000009'))).status).toBe(200)
    expect((await post(wecomMessages.text!.replace('[text]', '[constructor]'))).status).toBe(200)
    expect((await post(wecomMessages.click!.replace('[click]', '[constructor]'))).status).toBe(200)
    expect(rig.received).toEqual([])
  })

  test('an event that could not be stored is not acknowledged', async () => {
    const request = wecomPush(wecomMessages.text!, 'good')
    const failing = rig.platform.handleCallback!(request, async () =>
      Promise.reject(new Error('database down')),
    )
    await expect(failing).rejects.toThrow('database down')
  })
})

describe('wecom sender', () => {
  let rig: Rig
  beforeEach(async () => {
    rig = await startWecomRig()
  })
  afterEach(() => rig.stop())
  const sendPath = '/cgi-bin/message/send'
  const card = sampleCards['an approval with choice, field and flag']!

  test('keeps the code of a sent card, asks for the duplicate check and names the app', async () => {
    expect(await rig.platform.sender.sendCard('ZhangSan', card, 'copy-1')).toEqual({
      remoteId: 'm-1',
      sendCode: 'rc-1',
    })
    const body = rig.server.at(sendPath)[0]!.body
    expect(body).toMatchObject({
      touser: 'ZhangSan',
      agentid: 1000002,
      msgtype: 'template_card',
      enable_duplicate_check: 1,
    })
    expect(body.template_card).toMatchObject({ card_type: 'button_interaction', task_id: 'copy-1' })
  })

  test('a member listed as missed in lower case is a recipient failure', async () => {
    rig.server.next(sendPath, { json: { errcode: 0, invaliduser: 'lisi|zhangsan', msgid: 'm' } })
    await expect(rig.platform.sender.sendText('ZhangSan', { text: 'x' }, 'k')).rejects.toMatchObject({
      failure: 'recipient',
    })
  })

  test('the same key makes the same JSON, another key another', async () => {
    for (const key of ['a', 'a', 'b']) await rig.platform.sender.sendText('ZhangSan', { text: '好' }, key)
    const [first, again, other] = rig.server.at(sendPath).map(request => JSON.stringify(request.body))
    expect(again).toBe(first)
    expect(other).not.toBe(first)
    const interval = Number(rig.server.at(sendPath)[0]!.body.duplicate_check_interval)
    expect(interval).toBeGreaterThanOrEqual(1800)
    expect(interval).toBeLessThanOrEqual(14_400)
  })

  test('a long text keeps its links whole within 2048 bytes, and words make no links of their own', async () => {
    const text = `<a href="https://evil.example">点我</a>${'长'.repeat(3000)}`
    const links = [{ text: '打开', url: 'https://crm.example.com/#/r/customer/1' }]
    await rig.platform.sender.sendText('ZhangSan', { text, links }, 'k')
    const { content } = rig.server.at(sendPath)[0]!.body.text as { content: string }
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048)
    expect(content.match(/<a /g)).toHaveLength(1)
    expect(content.endsWith('<a href="https://crm.example.com/#/r/customer/1">打开</a>')).toBe(true)
  })

  test('an update sends the whole card with its code and without the task id', async () => {
    const decided = sampleCards['a decided card']!
    await rig.platform.sender.updateCard('ZhangSan', decided, 'copy-1', 'rc-1')
    const [request] = rig.server.at('/cgi-bin/message/update_template_card')
    expect(request!.body).toMatchObject({ userids: ['ZhangSan'], agentid: 1000002, response_code: 'rc-1' })
    const rendered = request!.body.template_card as Record<string, unknown>
    expect(rendered).toMatchObject({
      card_type: 'button_interaction',
      replace_text: '王芳 已同意 · 10:32',
      sub_title_text: '低于底价 3%',
    })
    expect(rendered).not.toHaveProperty('task_id')
  })

  test('final words too long for a button are said in full above it, and on a new card as a notice', async () => {
    const outcome = '合同已被三位审批人全部同意，销售内勤将在一个工作日内开始安排发货事宜'
    const decided = { ...sampleCards['a decided card']!, flag: undefined, outcome }
    await rig.platform.sender.updateCard('ZhangSan', decided, 'copy-1', 'rc-1')
    const [update] = rig.server.at('/cgi-bin/message/update_template_card')
    expect(update!.body.template_card).toMatchObject({
      sub_title_text: outcome,
      replace_text: `${outcome.slice(0, 23)}…`,
    })
    await rig.platform.sender.sendCard('ZhangSan', decided, 'copy-2')
    const [sent] = rig.server.at(sendPath)
    expect(sent!.body.template_card).toMatchObject({ card_type: 'text_notice', sub_title_text: outcome })
    expect(sent!.body.template_card).not.toHaveProperty('replace_text')
  })

  test('an update without a code is never sent, and a spent code says so', async () => {
    await expect(rig.platform.sender.updateCard('z', card, 'copy-1')).rejects.toMatchObject({
      failure: 'input',
    })
    const path = '/cgi-bin/message/update_template_card'
    expect(rig.server.at(path)).toEqual([])
    rig.server.next(path, { json: { errcode: 60140, errmsg: 'invalid response_code' } })
    await expect(rig.platform.sender.updateCard('z', card, 'copy-1', 'rc')).rejects.toMatchObject({
      failure: 'spent',
    })
  })

  test.each([
    [60020, 'addressList'],
    [60111, 'recipient'],
    [45033, 'throttled'],
    [-1, 'transient'],
    [42031, 'input'],
    [999999, 'input'],
    [301002, 'permission'],
  ])('code %i is %s', async (errcode, failure) => {
    rig.server.next(sendPath, { json: { errcode, errmsg: 'words that decide nothing' } })
    await expect(rig.platform.sender.sendText('z', { text: 'x' }, 'k')).rejects.toMatchObject({
      failure,
      code: String(errcode),
    })
  })
})

describe('wecom sign-in, pages, directory, media', () => {
  let rig: Rig
  beforeEach(async () => {
    rig = await startWecomRig()
  })
  afterEach(() => rig.stop())

  test('builds both login addresses', () => {
    const back = 'https://crm.example.com/api/sign-in/callback'
    const inside = new URL(rig.platform.signIn.authorizeUrl!(back, 'state1'))
    expect(inside.pathname).toBe('/connect/oauth2/authorize')
    expect(inside.hash).toBe('#wechat_redirect')
    expect(Object.fromEntries(inside.searchParams)).toEqual({
      appid: 'ww1',
      redirect_uri: back,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'state1',
      agentid: '1000002',
    })
    const web = new URL(rig.platform.signIn.webLoginUrl!(back, 'state1'))
    expect(web.pathname).toBe('/wwlogin/sso/login')
    expect(web.searchParams.get('login_type')).toBe('CorpApp')
  })

  test.each([
    [{ errcode: 0, userid: 'ZhangSan' }, { userId: 'ZhangSan' }],
    [{ errcode: 0, UserId: 'ZhangSan' }, { userId: 'ZhangSan' }],
  ])('a code becomes a member', async (json, expected) => {
    rig.server.standing('/cgi-bin/auth/getuserinfo', { json })
    expect(await rig.platform.signIn.exchange('code-1', 'client')).toEqual(expected)
    expect(rig.server.at('/cgi-bin/auth/getuserinfo')[0]!.query.get('code')).toBe('code-1')
  })

  test.each([
    [{ errcode: 0, openid: 'o1' }, 'recipient'],
    [{ errcode: 0, userid: 'ww9/lisi' }, 'recipient'],
    [{ errcode: 40029, errmsg: 'invalid code' }, 'spent'],
    [{ errcode: 42022 }, 'spent'],
    [{ errcode: 42003 }, 'spent'],
  ])('no member comes in by %j', async (json, failure) => {
    rig.server.standing('/cgi-bin/auth/getuserinfo', { json })
    await expect(rig.platform.signIn.exchange('code-1', 'client')).rejects.toMatchObject({ failure })
  })

  test('a page is signed with both tickets, fetched once', async () => {
    rig.server.standing('/cgi-bin/get_jsapi_ticket', {
      json: { errcode: 0, ticket: 'corp-ticket', expires_in: 7200 },
    })
    rig.server.standing('/cgi-bin/ticket/get', {
      json: { errcode: 0, ticket: 'agent-ticket', expires_in: 7200 },
    })
    const first = await rig.platform.signPage('https://crm.example.com/?a=1#/todo')
    const same = await rig.platform.signPage('https://crm.example.com/?a=1')
    expect(first).toMatchObject({ corpId: 'ww1', agentId: '1000002', timestamp: WECOM_SECONDS })
    expect(first.signature).toMatch(/^[0-9a-f]{40}$/)
    expect(first.agentSignature).not.toBe(first.signature)
    expect(same.nonce).not.toBe(first.nonce)
    expect(rig.server.at('/cgi-bin/get_jsapi_ticket')).toHaveLength(1)
    expect(rig.server.at('/cgi-bin/ticket/get')[0]!.query.get('type')).toBe('agent_config')
  })

  const department = [
    { id: 1, name: '杭州云起', parentid: 0, order: 1, department_leader: ['boss'] },
    { id: 2, name: '销售部', parentid: 1, order: 2, department_leader: ['ZHANGSAN'] },
  ]
  const user = {
    userid: 'ZhangSan',
    name: '张三',
    department: [1, 2],
    is_leader_in_dept: [0, 1],
    direct_leader: ['boss'],
    position: '',
    status: 1,
  }

  test('reads departments and people, each person once', async () => {
    rig.server.standing('/cgi-bin/department/list', { json: { errcode: 0, department } })
    rig.server.standing('/cgi-bin/user/list', {
      json: { errcode: 0, userlist: [user, { ...user, userid: 'gone', name: '离', status: 5 }] },
    })
    const { departments, people } = await rig.platform.readDirectory()
    expect(departments).toEqual([
      { id: '1', parentId: undefined, name: '杭州云起' },
      { id: '2', parentId: '1', name: '销售部' },
    ])
    expect(people).toHaveLength(2)
    expect(people[0]).toEqual({
      userId: 'ZhangSan',
      name: '张三',
      departmentIds: ['1', '2'],
      title: undefined,
      leaderUserId: 'boss',
      leads: ['2'],
      active: true,
    })
    expect(people[1]).toMatchObject({ userId: 'gone', active: false })
  })

  test('half a directory is an error', async () => {
    rig.server.standing('/cgi-bin/department/list', { json: { errcode: 0, department } })
    rig.server.next(
      '/cgi-bin/user/list',
      { json: { errcode: 0, userlist: [user] } },
      { json: { errcode: -1 } },
    )
    await expect(rig.platform.readDirectory()).rejects.toMatchObject({ failure: 'transient' })
    rig.server.next('/cgi-bin/user/list', { json: { errcode: 0, userlist: [{ name: 'no id' }] } })
    await expect(rig.platform.readDirectory()).rejects.toMatchObject({ failure: 'transient' })
  })

  test('fetches a picture by its id, and a refusal is no picture', async () => {
    const headers = { 'content-type': 'image/png', 'content-disposition': 'attachment; filename="a.png"' }
    rig.server.next('/cgi-bin/media/get', { raw: Buffer.from([1, 2, 3]), headers })
    expect(await rig.platform.fetchMedia('media-1')).toEqual({
      bytes: Buffer.from([1, 2, 3]),
      contentType: 'image/png',
      fileName: 'a.png',
    })
    rig.server.next('/cgi-bin/media/get', { json: { errcode: 40007, errmsg: 'invalid media_id' } })
    await expect(rig.platform.fetchMedia('media-1')).rejects.toMatchObject({ failure: 'input' })
    rig.server.next('/cgi-bin/media/get', { raw: '<html>' })
    await expect(rig.platform.fetchMedia('media-1')).rejects.toMatchObject({ failure: 'transient' })
  })

  test('media above 20 MB are refused', async () => {
    const headers = { 'content-type': 'video/mp4', 'content-disposition': 'attachment; filename="a.mp4"' }
    const patient = await startWecomRig(10_000)
    patient.server.next('/cgi-bin/media/get', { raw: Buffer.alloc(20 * 1024 * 1024 + 1), headers })
    await expect(patient.platform.fetchMedia('media-1')).rejects.toMatchObject({ code: 'tooLarge' })
    await patient.stop()
  })
})

describe('wecom tokens', () => {
  test('a wrong secret is not tried again and does not show', async () => {
    const server = await startAnsweringServer()
    server.standing('/cgi-bin/gettoken', { json: { errcode: 40001, errmsg: 'invalid credential' } })
    const now = () => at
    const deps = { now, tokens: memoryTokens(now), log: recordingLog() }
    const platform = createWecom(wecomConfig(server.base), deps)
    const failing = platform.sender.sendText('z', { text: 'x' }, 'k')
    await expect(failing).rejects.toMatchObject({ failure: 'token', method: 'gettoken' })
    await expect(failing).rejects.toThrow(/^[^']*$/)
    await failing.catch((error: Error) => expect(error.message).not.toContain('app-secret'))
    expect(server.at('/cgi-bin/gettoken').map((request: Arrived) => request.query.get('corpid'))).toEqual([
      'ww1',
    ])
    await server.stop()
  })
})
