import { once } from 'node:events'
import { signedUrl, signPage } from '@gonghai/bot/sandbox/dingtalk/jsapi'
import { type DingtalkStandIn, MemoryStore, startDingtalkStandIn } from '@gonghai/bot/sandbox/stand-ins'
import { WebSocket } from 'ws'
import { buildDingtalkCorp, buildValues } from './dingtalk-corp'

type Json = Record<string, unknown>

let time = Date.parse('2026-11-21T02:00:00Z')
const now = () => new Date(time)
let store: MemoryStore
let standIn: DingtalkStandIn
let token: string
const sockets: WebSocket[] = []

async function start() {
  const timing = { cardMs: 300, ackMs: 100, repeatMs: 20, hangUpMs: 20 }
  standIn = await startDingtalkStandIn({ now, store, corp: buildDingtalkCorp(), timing })
}

async function raw(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(`${standIn.apiBase}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function api(method: string, path: string, body?: unknown, value = token) {
  const answer = await raw(method, path, body, { 'x-acs-dingtalk-access-token': value })
  return { status: answer.status, ...((await answer.json()) as Json) } as Json
}

async function oapi(path: string, body?: unknown, value = token) {
  const url = `${path}${path.includes('?') ? '&' : '?'}access_token=${value}`
  return (await (await raw(body === undefined ? 'GET' : 'POST', url, body)).json()) as Json
}

async function login(appKey = 'dingkey', appSecret = 'ding-secret-value') {
  return (await api('POST', '/v1.0/oauth2/accessToken', { appKey, appSecret })).accessToken as string
}

const buildDelivery = (change: Json = {}) => ({
  cardTemplateId: 'gonghai.schema',
  outTrackId: 'copy-1',
  callbackType: 'STREAM',
  cardData: { cardParamMap: buildValues() },
  openSpaceId: 'dtv1.card//IM_ROBOT.zhou',
  imRobotOpenSpaceModel: { supportForward: false },
  imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingkey' },
  userIdType: 1,
  ...change,
})
const deliver = (change: Json = {}) =>
  api('POST', '/v1.0/card/instances/createAndDeliver', buildDelivery(change))

const topics = [
  { type: 'EVENT', topic: '*' },
  { type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get' },
  { type: 'CALLBACK', topic: '/v1.0/card/instances/callback' },
]

async function openTicket(
  change: Json = {},
  headers: Record<string, string> = { accept: 'application/json' },
) {
  const body = { clientId: 'dingkey', clientSecret: 'ding-secret-value', subscriptions: topics, ...change }
  return raw('POST', '/v1.0/gateway/connections/open', body, headers)
}

interface Frame {
  type: string
  headers: Record<string, string>
  data: Json
}

/** A raw Stream client; `answer` gives the ack's data, or nothing to stay silent. */
async function connect(answer: (frame: Frame) => unknown) {
  const { endpoint, ticket } = (await (await openTicket()).json()) as { endpoint: string; ticket: string }
  const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)
  sockets.push(socket)
  const frames: Frame[] = []
  socket.on('message', raw => {
    const whole = JSON.parse(`${raw}`) as { type: string; headers: Record<string, string>; data: string }
    const frame = { ...whole, data: JSON.parse(whole.data) as Json }
    frames.push(frame)
    const data = answer(frame)
    if (data === undefined) return
    const headers = { contentType: 'application/json', messageId: frame.headers.messageId }
    socket.send(JSON.stringify({ code: 200, headers, message: 'OK', data: JSON.stringify(data) }))
  })
  await once(socket, 'open')
  return { socket, frames, ticket, endpoint }
}

beforeEach(async () => {
  store = new MemoryStore()
  await start()
  token = await login()
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await standIn.close()
})

describe('dingtalk stand-in: tokens on both hosts', () => {
  test('gives one token on three paths until it expires', async () => {
    const old = await oapi('/gettoken?appkey=dingkey&appsecret=ding-secret-value')
    expect(old).toMatchObject({ errcode: 0, access_token: token, expires_in: 7200 })
    const body = {
      client_id: 'dingkey',
      client_secret: 'ding-secret-value',
      grant_type: 'client_credentials',
    }
    expect(await api('POST', '/v1.0/oauth2/dingcorp/token', body)).toMatchObject({ access_token: token })
    time += 7200_000
    expect(await oapi('/auth/scopes')).toMatchObject({ errcode: 40014 })
    expect(await login()).not.toBe(token)
  })

  test('refuses bad credentials in both envelopes', async () => {
    expect(await oapi('/gettoken?appkey=dingkey&appsecret=x')).toMatchObject({ errcode: 40096 })
    expect(await oapi('/gettoken?appkey=dingkey')).toMatchObject({ errcode: 40035 })
    const bad = await api('POST', '/v1.0/oauth2/accessToken', { appKey: 'dingkey', appSecret: 'x' })
    expect(bad).toMatchObject({ status: 400, code: 'invalidClientIdOrSecret', requestid: expect.any(String) })
    const form = await fetch(`${standIn.apiBase}/v1.0/oauth2/accessToken`, {
      method: 'POST',
      body: new URLSearchParams({ appKey: 'dingkey' }),
    })
    expect(form.status).toBe(400)
    const body = { client_id: 'x', client_secret: 'y', grant_type: 'client_credentials' }
    expect(await api('POST', '/v1.0/oauth2/dingcorp/token', body)).toMatchObject({ code: 'invalid.client' })
  })

  test('takes the token in the query on the old host and in its header on the new one, and nowhere else', async () => {
    const header = { 'x-acs-dingtalk-access-token': token }
    const old = await raw('POST', '/topapi/v2/user/get', { userid: 'zhou' }, header)
    expect(await old.json()).toMatchObject({ errcode: 88, sub_code: '40000' })
    expect(await oapi('/topapi/v2/user/get', { userid: 'zhou' }, 'bad')).toMatchObject({ sub_code: '40014' })
    const query = await raw('POST', `/v1.0/oauth2/jsapiTickets?access_token=${token}`, undefined, {
      authorization: `Bearer ${token}`,
    })
    expect(await query.json()).toMatchObject({ code: 'AuthenticationFailed.MissingParameter' })
    const bad = await api('POST', '/v1.0/oauth2/jsapiTickets', undefined, 'bad')
    expect(bad).toMatchObject({ status: 400, code: 'InvalidAuthentication' })
  })

  test('answers unknown paths as each host does', async () => {
    expect(await api('POST', '/v1.0/nothing', {})).toMatchObject({ status: 200, errcode: 404 })
    expect(await oapi('/topapi/nothing', {})).toMatchObject({ errcode: 22 })
  })
})

describe('dingtalk stand-in: login', () => {
  const exchange = (code: string, value = token) => oapi('/topapi/v2/user/getuserinfo', { code }, value)

  test('exchanges a code of the client once, within five minutes, for its own app', async () => {
    const code = await standIn.control.mintCode('xiaolin')
    expect(await exchange(code, await login('other', 'other-secret'))).toMatchObject({ errcode: 40078 })
    expect(await exchange(code)).toMatchObject({
      errcode: 0,
      result: { userid: 'xiaolin', unionid: 'un-xiaolin', name: '张晓琳' },
    })
    expect(await exchange(code)).toMatchObject({ errcode: 40078 })
    const late = await standIn.control.mintCode('xiaolin')
    time += 300_001
    expect(await exchange(late)).toMatchObject({ errcode: 42008 })
  })

  test('logs a browser in by its own page, and keeps the two kinds of codes apart', async () => {
    const query = new URLSearchParams({
      redirect_uri: 'http://crm.test/back',
      response_type: 'code',
      client_id: 'dingkey',
      scope: 'openid',
      state: 's1',
      prompt: 'consent',
    })
    expect(await (await raw('GET', `/oauth2/auth?${query}`)).text()).toContain('周建国')
    const confirm = await raw('POST', `/oauth2/auth/confirm?${query}`, { userId: 'zhou' })
    const back = new URL(((await confirm.json()) as { location: string }).location)
    const code = `${back.searchParams.get('authCode')}`
    expect(back.searchParams.get('state')).toBe('s1')
    expect(await exchange(code)).toMatchObject({ errcode: 40078 })
    const body = {
      clientId: 'dingkey',
      clientSecret: 'ding-secret-value',
      code,
      grantType: 'authorization_code',
    }
    const user = await api('POST', '/v1.0/oauth2/userAccessToken', body)
    expect(await api('GET', '/v1.0/contact/users/me', undefined, `${user.accessToken}`)).toMatchObject({
      nick: '周建国',
      unionId: 'un-zhou',
    })
    expect(await api('POST', '/v1.0/oauth2/userAccessToken', body)).toMatchObject({ status: 400 })
    const evil = new URLSearchParams({ ...Object.fromEntries(query), redirect_uri: 'http://evil.test/' })
    expect((await raw('POST', `/oauth2/auth/confirm?${evil}`, { userId: 'zhou' })).status).toBe(400)
  })
})

describe('dingtalk stand-in: directory', () => {
  test('gives children, members by page, people, and refuses what is not there', async () => {
    expect((await oapi('/topapi/v2/department/listsub', {})).result).toMatchObject([
      { dept_id: 2, parent_id: 1 },
    ])
    const page = await oapi('/topapi/v2/user/list', { dept_id: 2, cursor: 0, size: 1 })
    expect(page.result).toMatchObject({ has_more: false, list: [{ userid: 'chenli', leader: true }] })
    expect((await oapi('/topapi/v2/user/get', { userid: 'xiaolin' })).result).toMatchObject({
      unionid: 'un-xiaolin',
      manager_userid: 'chenli',
      dept_id_list: [3],
    })
    expect((await oapi('/topapi/v2/department/listparentbydept', { dept_id: 3 })).result).toEqual({
      parent_id_list: [3, 2, 1],
    })
    expect(await oapi('/auth/scopes')).toMatchObject({ auth_org_scopes: { authed_dept: [1] } })
    expect(await oapi('/topapi/v2/user/get', { userid: 'gone' })).toMatchObject({ errcode: 60121 })
    expect(await oapi('/topapi/v2/user/list', { dept_id: 9, cursor: 0, size: 1 })).toMatchObject({
      errcode: 60003,
    })
    expect(await oapi('/topapi/v2/user/list', { dept_id: 2, cursor: 0, size: 101 })).toMatchObject({
      errcode: 40069,
    })
  })
})

describe('dingtalk stand-in: JS-API', () => {
  const ticket2 = 'gUsHOoPPzLVZKVkClnESg88m7qMV4c0Ys9VGsMigqzZU7gA8PeoNzHODmYPZ85TYuoZryXuqEUFlXLN1OPEixm'
  const ticket1 = 'mS5k98fdkdgDKxkXGEs8LORVREiweeWETE40P37wkidkfksDSKDJFD5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcKIDU8l'
  test.each([
    [
      ticket1,
      'Zn4zmLFKD0wzilzM',
      '1414588745',
      '//open.dingtalk.com',
      '653ecdeadf70a480b1aefa687c894a2d8ff9a8bb',
    ],
    [
      ticket1,
      'Zn4zmLFKD0wzilzM',
      '1414588745',
      'http://open.dingtalk.com',
      '6d6e0580d57aac61e427c1e82e7545cca4eed5c59ae6bb468c6bf6f89753cdb2',
    ],
    [
      ticket2,
      'abcde12345',
      '1463125744',
      'http://test4.weixin.wtoip.com:80/wtoip/dingding/dzmp',
      'd14dfc1d0d98cad2438e664723e8a9d8633b443f',
    ],
  ])('makes the published signature %#', (ticket, nonce, timestamp, url, expected) => {
    expect(signPage(expected.length === 40 ? 'sha1' : 'sha256', ticket, nonce, timestamp, url)).toBe(expected)
  })

  test('decodes the query once and checks configs against its ticket, by either digest', async () => {
    expect(signedUrl('https://abc.com?url=http%3A%2F%2Fabc.com%2Fsomewhere&a=1#x')).toBe(
      'https://abc.com?url=http://abc.com/somewhere&a=1',
    )
    const { jsapiTicket } = await api('POST', '/v1.0/oauth2/jsapiTickets')
    expect(await oapi('/get_jsapi_ticket')).toMatchObject({ ticket: jsapiTicket })
    const claim = { corpId: 'dingcorp', agentId: '77', url: 'http://crm.test/', timestamp: '1', nonce: 'n' }
    const check = (hash: 'sha1' | 'sha256', change: Json = {}) =>
      standIn.control.checkPageConfig({
        ...claim,
        signature: signPage(hash, `${jsapiTicket}`, 'n', '1', claim.url),
        ...change,
      })
    expect([check('sha256'), check('sha1')]).toEqual([{ hash: 'sha256' }, { hash: 'sha1' }])
    expect(check('sha256', { url: 'http://crm.test/?a' })).toEqual({ code: 52013 })
    expect(check('sha256', { agentId: '1' })).toEqual({ code: 52019 })
    expect(check('sha256', { corpId: 'x' })).toEqual({ code: 52010 })
  })
})

describe('dingtalk stand-in: robot messages', () => {
  const send = (change: Json = {}) =>
    api('POST', '/v1.0/robot/oToMessages/batchSend', {
      robotCode: 'dingkey',
      userIds: ['zhou'],
      msgKey: 'sampleMarkdown',
      msgParam: JSON.stringify({ title: '早报', text: '**3 件等您**' }),
      ...change,
    })

  test('delivers, lists the unknown and the throttled in a 200, tells who read, and recalls', async () => {
    standIn.control.flowControl('chenli')
    const sent = await send({ userIds: ['zhou', 'chenli', 'ghost'] })
    expect(sent).toMatchObject({
      status: 200,
      invalidStaffIdList: ['ghost'],
      flowControlledStaffIdList: ['chenli'],
    })
    expect(standIn.control.screen('zhou')).toMatchObject([{ kind: 'markdown', text: '**3 件等您**' }])
    expect(standIn.control.screen('chenli')).toEqual([])
    await standIn.control.openChat('zhou')
    const query = `robotCode=dingkey&processQueryKey=${sent.processQueryKey}`
    expect(await api('GET', `/v1.0/robot/oToMessages/readStatus?${query}`)).toMatchObject({
      messageReadInfoList: [{ userId: 'zhou', readStatus: 'READ' }],
    })
    const recall = { robotCode: 'dingkey', processQueryKeys: [sent.processQueryKey, 'never'] }
    expect(await api('POST', '/v1.0/robot/otoMessages/batchRecall', recall)).toMatchObject({
      successResult: [sent.processQueryKey],
      failedResult: { never: expect.any(String) },
    })
    expect(standIn.control.screen('zhou')).toMatchObject([{ kind: 'recalled' }])
  })

  test.each<[string, string, Json]>([
    ['another robot', 'invalidParameter.robotCode.notExsit', { robotCode: 'other' }],
    ['nobody', 'invalidParameter.userIds.empty', { userIds: [] }],
    [
      '21 people',
      'invalidParameter.userIds.overMax',
      { userIds: Array.from({ length: 21 }, (_, i) => `${i}`) },
    ],
    ['an unknown key', 'invalidParameter.msgKey.invalid', { msgKey: 'samplePoem' }],
    ['an object for msgParam', 'invalidParameter.msgParam.invalid', { msgParam: { title: 'a', text: 'b' } }],
    ['a missing key in msgParam', 'invalidParameter.msgParam.invalid', { msgParam: '{"title":"a"}' }],
    ['a msgParam of 20 KB', 'invalidParameter.msgParam.tooLong', { msgParam: 'a'.repeat(20_000) }],
  ])('refuses %s with %s', async (_, code, change) => {
    expect(await send(change)).toMatchObject({ status: 400, code })
    expect(standIn.control.screen('zhou')).toEqual([])
  })

  test('sends work notifications, but the same words only once a day', async () => {
    const body = {
      agent_id: 77,
      userid_list: 'zhou,ghost',
      msg: { msgtype: 'text', text: { content: '你好' } },
    }
    const path = '/topapi/message/corpconversation'
    expect(await oapi(`${path}/asyncsend_v2`, body)).toMatchObject({ errcode: 0 })
    const second = await oapi(`${path}/asyncsend_v2`, body)
    expect(second).toMatchObject({ errcode: 0 })
    const result = await oapi(`${path}/getsendresult`, { agent_id: 77, task_id: second.task_id })
    expect(result.send_result).toMatchObject({
      invalid_user_id_list: ['ghost'],
      forbidden_list: [{ code: '143106', userid: 'zhou' }],
    })
    expect(standIn.control.screen('zhou')).toHaveLength(1)
    expect(await oapi(`${path}/asyncsend_v2`, { ...body, agent_id: 78 })).toMatchObject({ errcode: 41044 })
    const long = { msgtype: 'text', text: { content: '长'.repeat(1000) } }
    expect(await oapi(`${path}/asyncsend_v2`, { ...body, msg: long })).toMatchObject({ errcode: 34016 })
  })
})

describe('dingtalk stand-in: cards', () => {
  test('delivers a card and shows it as the template says', async () => {
    expect(await deliver()).toMatchObject({
      success: true,
      result: { outTrackId: 'copy-1', deliverResults: [{ success: true, spaceId: 'zhou' }] },
    })
    expect(standIn.control.screen('zhou')[0]?.card).toMatchObject({
      flag: '低于底价 3%',
      facts: [{ label: '申请人', value: '张晓琳 · 华东销售部' }],
      buttons: [
        { key: 'approval.agree', style: 'primary' },
        { key: 'approval.reject', style: 'danger' },
      ],
      choices: [{ key: 'reason', options: [{ id: 'price', text: '价格' }] }],
      inputs: [{ key: 'comment' }],
    })
    expect(await deliver()).toMatchObject({ status: 400, code: 'param.cardAlreadyExist' })
  })

  test('tells a failed delivery inside a 200', async () => {
    const failed = await deliver({ openSpaceId: 'dtv1.card//IM_ROBOT.ghost' })
    expect(failed).toMatchObject({ status: 200, result: { deliverResults: [{ success: false }] } })
    standIn.control.failDeliveries()
    const ill = await deliver({ outTrackId: 'copy-2' })
    expect(ill).toMatchObject({ status: 200, result: { deliverResults: [{ success: false }] } })
  })

  test('makes and delivers in two calls', async () => {
    const { openSpaceId, imRobotOpenDeliverModel, ...rest } = buildDelivery()
    expect(await api('POST', '/v1.0/card/instances', rest)).toMatchObject({ success: true, result: 'copy-1' })
    const second = { outTrackId: 'copy-1', openSpaceId, imRobotOpenDeliverModel, userIdType: 1 }
    expect(await api('POST', '/v1.0/card/instances/deliver', second)).toMatchObject({
      result: [{ success: true }],
    })
    expect(standIn.control.screen('zhou')).toHaveLength(1)
  })

  const data = (change: Json) => ({ cardData: { cardParamMap: { ...buildValues(), ...change } } })
  test.each<[string, string, Json]>([
    ['a number among the values', 'param.invalid', data({ fact1Value: 486 })],
    ['a value over 1 KB', 'param.invalid', data({ fact1Value: '长'.repeat(342) })],
    ['no outTrackId', 'param.outTrackIdEmpty', { outTrackId: '' }],
    ['an outTrackId of 101 bytes', 'param.invalid', { outTrackId: 'a'.repeat(101) }],
    ['an unknown template', 'param.templateNotExist', { cardTemplateId: 'x.schema' }],
    ['no values', 'param.cardPublicDataEmpty', { cardData: {} }],
    ['no space', 'param.openSpaceIdEmpty', { openSpaceId: undefined }],
    ['a broken space', 'param.openSpaceIdInvalid', { openSpaceId: 'IM_ROBOT.zhou' }],
    ['no delivery model', 'param.openDeliverModelEmpty', { imRobotOpenDeliverModel: undefined }],
    [
      'another robot',
      'param.openDeliverModelError',
      { imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'other' } },
    ],
    ['a space model without supportForward', 'param.openSpaceModelInvalid', { imRobotOpenSpaceModel: {} }],
    [
      'private values for a stranger',
      'param.userIdNotExist',
      { privateData: { ghost: { cardParamMap: {} } } },
    ],
  ])('refuses %s with %s and keeps nothing', async (_, code, change) => {
    expect(await deliver(change)).toMatchObject({ status: 400, code })
    expect(standIn.control.screen('zhou')).toEqual([])
  })

  test('updates by key when told to, else overwrites, and keeps private values apart', async () => {
    const both = 'dtv1.card//IM_ROBOT.zhou;IM_ROBOT.chenli'
    await deliver({
      openSpaceId: both,
      privateData: { zhou: { cardParamMap: { subtitle: '您的额度 1/2' } } },
    })
    const update = (body: Json) => api('PUT', '/v1.0/card/instances', { outTrackId: 'copy-1', ...body })
    const card = (userId: string) => standIn.control.screen(userId)[0]?.card
    expect([card('zhou')?.subtitle, card('chenli')?.subtitle]).toEqual(['您的额度 1/2', undefined])
    const closed = { cardParamMap: { state: 'closed', outcome: '陈立 已同意' } }
    const byKey = { updateCardDataByKey: true, updatePrivateDataByKey: true }
    expect(await update({ cardData: closed, cardUpdateOptions: byKey })).toMatchObject({
      success: true,
      result: true,
    })
    expect(card('chenli')).toMatchObject({
      title: expect.stringContaining('恒远'),
      outcome: '陈立 已同意',
      buttons: [],
    })
    await update({ cardData: closed })
    expect(card('chenli')?.title).toBe('')
    expect(await update({})).toMatchObject({ code: 'param.cardDataAndPrivateDataBothEmpty' })
    expect(await update({ outTrackId: 'never', cardData: closed })).toMatchObject({
      code: 'param.cardNotExist',
    })
    expect(await update({ cardData: { cardParamMap: { title: 1 } } })).toMatchObject({
      code: 'param.invalid',
    })
  })
})

describe('dingtalk stand-in: Stream', () => {
  test('refuses bad secrets, used and late tickets, and speaks XML unless JSON is asked for', async () => {
    expect((await openTicket({ clientSecret: 'x' })).status).toBe(401)
    expect((await openTicket({ subscriptions: [{ type: 'EVENT', topic: 'x' }] })).status).toBe(400)
    expect(await (await openTicket({}, { accept: '*/*' })).text()).toContain('<ticket>')
    const first = await connect(() => undefined)
    const again = new WebSocket(`${first.endpoint}?ticket=${first.ticket}`)
    const [refused] = await once(again, 'error')
    expect(`${refused}`).toContain('401')
    const { endpoint, ticket } = (await (await openTicket()).json()) as { endpoint: string; ticket: string }
    time += 90_001
    const [late] = await once(new WebSocket(`${endpoint}?ticket=${ticket}`), 'error')
    expect(`${late}`).toContain('401')
    token = await login()
  })

  test('reports a press with choice and words, and shows the answer to the presser only', async () => {
    const response = {
      cardUpdateOptions: { updateCardDataByKey: true },
      cardData: { cardParamMap: { state: 'closed', outcome: '您已同意' } },
    }
    const { frames } = await connect(() => ({ response }))
    await deliver({ openSpaceId: 'dtv1.card//IM_ROBOT.zhou;IM_ROBOT.chenli' })
    const press = () =>
      standIn.control.press('zhou', 'copy-1', 'approval.agree', { reason: 'price', comment: '好' })
    expect(await press()).toEqual({ delivered: true })
    expect(frames[0]).toMatchObject({
      type: 'CALLBACK',
      headers: { topic: '/v1.0/card/instances/callback' },
      data: { type: 'actionCallback', userId: 'zhou', outTrackId: 'copy-1', corpId: 'dingcorp' },
    })
    expect(JSON.parse(`${frames[0]?.data.content}`)).toEqual({
      cardPrivateData: {
        actionIds: ['button1'],
        params: {
          action: 'approval.agree',
          choiceKey: 'reason',
          choice: 'price',
          inputKey: 'comment',
          input: '好',
        },
      },
    })
    const outcomes = ['zhou', 'chenli'].map(userId => standIn.control.screen(userId)[0]?.card?.outcome)
    expect(outcomes).toEqual(['您已同意', undefined])
    expect(await press()).toEqual({ delivered: false, reason: 'no such button' })
  })

  test('says when nobody listens and when no answer comes in time', async () => {
    await deliver()
    const press = () => standIn.control.press('zhou', 'copy-1', 'approval.agree', {})
    expect(await press()).toEqual({ delivered: false, reason: 'no connection' })
    await connect(() => undefined)
    expect(await press()).toEqual({ delivered: false, reason: 'timeout' })
  })

  test('brings lines and pictures with a session to answer in, and repeats what was not acknowledged', async () => {
    let silent = 1
    const { frames } = await connect(() => (silent-- > 0 ? undefined : { response: null }))
    await standIn.control.typeLine('xiaolin', '领取 KH-1')
    while (frames.length < 2) await new Promise(resolve => setTimeout(resolve, 5))
    expect(frames[0]?.data).toMatchObject({
      senderStaffId: 'xiaolin',
      conversationType: '1',
      text: { content: '领取 KH-1' },
      robotCode: 'dingkey',
    })
    expect(frames[1]?.data.msgId).toBe(frames[0]?.data.msgId)
    const webhook = `${frames[0]?.data.sessionWebhook}`
    const answer = (body: Json) =>
      fetch(webhook, { method: 'POST', body: JSON.stringify(body) }).then(it => it.json())
    expect(await answer({ msgtype: 'text', text: { content: '已领取' } })).toMatchObject({ errcode: 0 })
    expect(standIn.control.screen('xiaolin').at(-1)).toMatchObject({ from: 'app', text: '已领取' })
    time += 90 * 60_000
    expect(await answer({ msgtype: 'text', text: { content: '晚了' } })).toMatchObject({ errcode: 300005 })
    token = await login()
    await standIn.control.sendPicture('xiaolin', {
      bytes: Buffer.from('png'),
      fileName: 'a.png',
      contentType: 'image/png',
    })
    const downloadCode = (frames.at(-1)?.data.content as Json | undefined)?.downloadCode
    const file = await api('POST', '/v1.0/robot/messageFiles/download', {
      downloadCode,
      robotCode: 'dingkey',
    })
    expect(await (await fetch(`${file.downloadUrl}`)).text()).toBe('png')
  })

  test('repeats an event until it is acknowledged with SUCCESS, also on a later connection', async () => {
    await standIn.control.emitEvent('user_leave_org', { userId: ['gone'], timeStamp: '1' })
    let tries = 0
    const { frames } = await connect(() => ({ status: ++tries < 3 ? 'LATER' : 'SUCCESS', message: '' }))
    while (frames.length < 3) await new Promise(resolve => setTimeout(resolve, 5))
    await new Promise(resolve => setTimeout(resolve, 60))
    expect(new Set(frames.map(frame => frame.headers.eventId)).size).toBe(1)
    expect(frames).toHaveLength(3)
    expect(frames[0]?.headers).toMatchObject({ eventType: 'user_leave_org', eventCorpId: 'dingcorp' })
  })

  test('asks to reconnect before it hangs up', async () => {
    const { socket, frames } = await connect(() => undefined)
    standIn.control.dropConnections(true)
    await once(socket, 'close')
    expect(frames).toMatchObject([{ type: 'SYSTEM', headers: { topic: 'disconnect' } }])
    expect(standIn.control.connections).toBe(0)
  })
})

describe('dingtalk stand-in: restart, media, faults', () => {
  test('knows after a restart what it acknowledged', async () => {
    await deliver()
    const code = await standIn.control.mintCode('zhou')
    await oapi('/topapi/v2/user/getuserinfo', { code })
    await standIn.control.emitEvent('user_add_org', { userId: ['zhou'] })
    await standIn.close()
    await start()
    expect(await deliver()).toMatchObject({ code: 'param.cardAlreadyExist' })
    expect(await oapi('/topapi/v2/user/getuserinfo', { code })).toMatchObject({ errcode: 40078 })
    const { frames } = await connect(() => ({ status: 'SUCCESS' }))
    while (frames.length < 1) await new Promise(resolve => setTimeout(resolve, 5))
    expect(frames[0]?.headers.eventType).toBe('user_add_org')
  })

  test('uploads media only as multipart', async () => {
    expect(await oapi('/media/upload?type=image', {})).toMatchObject({ errcode: 43008 })
    const form = new FormData()
    form.set('type', 'image')
    form.set('media', new Blob(['picture']), 'a.png')
    const url = `${standIn.oapiBase}/media/upload?access_token=${token}`
    const answer = (await (await fetch(url, { method: 'POST', body: form })).json()) as Json
    expect(answer).toMatchObject({
      errcode: 0,
      type: 'image',
      media_id: expect.stringMatching(/^@/),
      created_at: time,
    })
  })

  test('fails in the words of each host, and hides secrets on the wire', async () => {
    const { faults, wire } = standIn.control
    faults.next('/topapi/v2/user/get', 'rate')
    faults.next('/v1.0/card', 'rate')
    faults.next('/v1.0/card', 'token')
    expect(await oapi('/topapi/v2/user/get', { userid: 'zhou' })).toMatchObject({
      errcode: 88,
      sub_code: '90018',
    })
    expect(await deliver()).toMatchObject({ status: 403, code: expect.stringContaining('QpsLimit') })
    expect(await deliver()).toMatchObject({ code: 'InvalidAuthentication' })
    const text = JSON.stringify(wire.list())
    expect(text).not.toContain('ding-secret-value')
    expect(text).not.toContain(token)
    const { socket } = await connect(() => undefined)
    faults.offline = true
    await once(socket, 'close')
    await expect(raw('GET', '/gettoken')).rejects.toThrow()
  })
})
