import { createDingtalk } from '@gonghai/bot/platforms/dingtalk/index'
import type { Acknowledgement } from '@gonghai/shared/ports/platform'
import { platformConformance, type Rig } from './support/conformance'
import { dingtalkCardFaults, templateVariables } from './support/dingtalk-card-faults'
import {
  DINGTALK_MS,
  dingtalkConfig,
  dingtalkMessages,
  dingtalkPost,
  httpMode,
  readEventReply,
  startDingtalkRig,
} from './support/dingtalk-rig'
import { memoryTokens } from './support/memory-tokens'
import { recordingLog } from './support/recording-log'
import { sampleCards } from './support/sample-cards'

const at = new Date(1_700_000_000_000)
const from = { platform: 'dingtalk' as const, userId: 'user123' }
const sys = { platform: 'dingtalk' as const, userId: 'sys' }
const TEXT = '/v1.0/robot/oToMessages/batchSend'
const CARD = '/v1.0/card/instances/createAndDeliver'
const UPDATE = '/v1.0/card/instances'

platformConformance('dingtalk', {
  start: () => startDingtalkRig(),
  fixtures: {
    text: {
      type: 'text',
      from,
      at,
      text: '领取 云起',
      chat: 'single',
      readOnly: true,
      dedupeKey: 'msg-text-1',
    },
    groupText: { type: 'text', from, text: '待办', chat: 'group', conversationId: 'cid2==' },
    picture: { type: 'media', media: 'image', mediaId: 'code-1', chat: 'single' },
    audio: { type: 'text', text: '查 云起' },
    silentAudio: { type: 'media', media: 'voice', mediaId: 'code-3' },
    file: { type: 'media', media: 'file', mediaId: 'code-4' },
    press: {
      type: 'press',
      from,
      copyId: 'copy-42',
      action: 'approval.reject',
      values: { reason: 'price', comment: '再谈' },
    },
    namedPress: { type: 'press', from, copyId: 'copy-43', action: 'pool.claim', values: { reason: 'price' } },
    newEmployee: {
      type: 'directory',
      from: sys,
      at,
      change: 'employee',
      ids: ['user9', 'user10'],
      dedupeKey: 'ev-1',
    },
    removedDepartment: { type: 'directory', from: sys, at, change: 'department', ids: ['7'] },
  },
  paths: { token: '/v1.0/oauth2/accessToken', text: TEXT, card: CARD, update: UPDATE },
  answers: {
    sent: { json: { processQueryKey: 'pq-1' } },
    tokenRefused: {
      json: { code: 'InvalidAuthentication', requestid: 'r', message: '不合法的access_token' },
      status: 400,
    },
    throttled: {
      json: { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', message: 'x' },
      status: 403,
    },
    missed: { json: { processQueryKey: 'pq', invalidStaffIdList: ['zhangsan'] } },
    cardThere: { json: { code: 'param.cardAlreadyExist', message: 'x' }, status: 400 },
    permission: {
      json: {
        code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
        accessdenieddetail: { requiredScopes: ['Card.Instance.Write'] },
      },
      status: 403,
    },
  },
  token: value => ({ json: { accessToken: value, expireIn: 7200 } }),
  tokenOf: request => request.headers['x-acs-dingtalk-access-token'] as string | undefined,
  cardFaults: request => {
    const { cardParamMap } = request.body.cardData as { cardParamMap: Record<string, unknown> }
    return dingtalkCardFaults(cardParamMap)
  },
  // The platform bans an address by an HTML page.
  html: { failure: 'throttled' },
})

let rig: Rig
const start = async (changes?: Parameters<typeof startDingtalkRig>[0]) => {
  rig = await startDingtalkRig(changes)
}
afterEach(() => rig?.stop())

describe('dingtalk HTTP callbacks', () => {
  beforeEach(() => start())
  const post = (request: ReturnType<typeof dingtalkPost>, answer: Acknowledgement = {}) =>
    rig.platform.handleCallback!(request, async event => {
      rig.received.push(event)
      return answer
    })
  const text = () => dingtalkPost(dingtalkMessages.text!, 'good')

  test.each([
    '/robot',
    '/wrong-secret/robot',
    `/${httpMode.pathSecret}`,
    `/${httpMode.pathSecret}/constructor`,
    '',
  ])('the path %s does not exist', async path => {
    expect((await post({ ...text(), path })).status).toBe(404)
    expect((await post({ ...text(), method: 'GET' })).status).toBe(404)
    expect(rig.received).toEqual([])
  })

  test('a signature used for another body is refused, the same post again is not', async () => {
    expect((await post(text())).status).toBe(200)
    expect((await post(text())).status).toBe(200)
    const body = text().body.replace('领取', '删除').replace('msg-text-1', 'msg-forged')
    expect((await post({ ...text(), body })).status).toBe(403)
    expect(rig.received.map(event => event.dedupeKey)).toEqual(['msg-text-1', 'msg-text-1'])
  })

  test('an event is answered with an encrypted success, the address check too', async () => {
    const answer = await post(dingtalkPost(dingtalkMessages.newEmployee!, 'good'))
    expect(readEventReply(answer.body)).toBe('success')
    const check = await post(dingtalkPost({ kind: 'event', body: { EventType: 'check_url' } }, 'good'))
    expect(readEventReply(check.body)).toBe('success')
    expect(rig.received).toHaveLength(1)
  })

  test('a forged or old event is refused', async () => {
    expect((await post(dingtalkPost(dingtalkMessages.newEmployee!, 'badSignature'))).status).toBe(403)
    expect((await post(dingtalkPost(dingtalkMessages.newEmployee!, 'stale'))).status).toBe(403)
    expect(rig.received).toEqual([])
  })

  test('a press shows its answer on the card at once', async () => {
    const card = sampleCards['a decided card']!
    const answer = JSON.parse((await post(dingtalkPost(dingtalkMessages.press!, 'good'), { card })).body)
    expect(answer.cardUpdateOptions).toMatchObject({ updateCardDataByKey: true })
    expect(dingtalkCardFaults(answer.cardData.cardParamMap)).toEqual([])
    expect(answer.cardData.cardParamMap).toMatchObject({
      state: 'closed',
      outcome: '王芳 已同意 · 10:32',
      button1Text: '',
    })
  })

  test('a press without an answer leaves the card as it is', async () => {
    expect(JSON.parse((await post(dingtalkPost(dingtalkMessages.press!, 'good'))).body)).toEqual({})
  })

  test('a press asks for its answer within 1.5 seconds', async () => {
    const asked: (number | undefined)[] = []
    await rig.platform.handleCallback!(dingtalkPost(dingtalkMessages.press!, 'good'), async (_, options) => {
      asked.push(options?.within)
      return {}
    })
    expect(asked).toEqual([1500])
  })

  test('a press whose answer never comes is acknowledged in time', async () => {
    const never = () => new Promise<Acknowledgement>(() => undefined)
    const answer = await rig.platform.handleCallback!(dingtalkPost(dingtalkMessages.press!, 'good'), never)
    expect(answer).toMatchObject({ status: 200, body: '{}' })
  })

  test.each([
    ['an outsider', { senderStaffId: '' }],
    ['somebody of another corporation', { senderCorpId: 'ding9' }],
    ['another robot', { robotCode: 'other' }],
    ['a message without quota', { errorCode: 20001, text: undefined }],
    ['no sender time', { createAt: 'x' }],
    ['an unknown kind', { msgtype: 'constructor' }],
  ])('a message of %s is acknowledged and left', async (_, changes) => {
    const body = { ...dingtalkMessages.text!.body, ...changes }
    expect((await post(dingtalkPost({ kind: 'robot', body }, 'good'))).status).toBe(200)
    expect(rig.received).toEqual([])
  })

  test.each([
    ['nonsense inside', { content: 'no json' }],
    ['another corporation', { corpId: 'ding9' }],
    ['no action', { content: '{"cardPrivateData":{"params":{}}}' }],
  ])('a press with %s is acknowledged and left', async (_, changes) => {
    const body = { ...dingtalkMessages.press!.body, ...changes }
    expect((await post(dingtalkPost({ kind: 'card', body }, 'good'))).status).toBe(200)
    expect(rig.received).toEqual([])
  })

  test('a rich text gives its words and its pictures, each with its own key', async () => {
    const content = { richText: [{ text: '看' }, { type: 'picture', downloadCode: 'p1' }, { text: '这个' }] }
    const body = { ...dingtalkMessages.text!.body, msgtype: 'richText', text: undefined, content }
    await post(dingtalkPost({ kind: 'robot', body }, 'good'))
    expect(rig.received).toMatchObject([
      { type: 'text', text: '看这个', dedupeKey: 'msg-text-1' },
      { type: 'media', mediaId: 'p1', dedupeKey: 'msg-text-1#1' },
    ])
  })

  test('a body that is no JSON object is refused, never an error', async () => {
    for (const body of ['', '[]', '{']) {
      expect((await post({ ...dingtalkPost({ kind: 'event', body: {} }, 'good'), body })).status).toBe(400)
    }
  })

  test('an event that could not be stored is not acknowledged', async () => {
    const failing = rig.platform.handleCallback!(text(), async () =>
      Promise.reject(new Error('database down')),
    )
    await expect(failing).rejects.toThrow('database down')
  })

  test('listening registers the address for card presses', async () => {
    rig.server.standing('/v1.0/card/callbacks/register', { json: { success: true, result: {} } })
    const close = await rig.platform.listen!(async () => ({}))
    const [request] = rig.server.at('/v1.0/card/callbacks/register')
    expect(request!.body).toMatchObject({
      callbackUrl: `https://crm.example.com/callbacks/dingtalk/${httpMode.pathSecret}/card`,
      forceUpdate: true,
    })
    await close()
    expect(rig.log.lines.join()).not.toContain(httpMode.pathSecret)
  })
})

describe('dingtalk sender', () => {
  beforeEach(() => start({}))
  const sender = () => rig.platform.sender

  test('a plain text goes as text, with links as markdown that words cannot forge', async () => {
    await sender().sendText('u1', { text: '*你好*' }, 'k')
    const links = [{ text: '打开', url: 'https://crm.example.com/#/r/customer/(1)' }]
    await sender().sendText('u1', { text: '# [点我](https://evil.example) \u202e\n**粗**', links }, 'k')
    const [plain, marked] = rig.server.at(TEXT).map(request => request.body as Record<string, string>)
    expect(plain).toMatchObject({ robotCode: 'dingapp', userIds: ['u1'], msgKey: 'sampleText' })
    expect(JSON.parse(plain!.msgParam!)).toEqual({ content: '*你好*' })
    expect(marked).toMatchObject({ msgKey: 'sampleMarkdown' })
    const { text } = JSON.parse(marked!.msgParam!)
    expect(text.match(/\]\(/g)).toHaveLength(1)
    expect(text).toContain('[打开](https://crm.example.com/#/r/customer/%281%29)')
    expect(text).not.toMatch(/\*\*|\u202e|^#|:\/\/evil/)
  })

  test('somebody held back by flow control is tried later', async () => {
    rig.server.next(TEXT, { json: { processQueryKey: 'pq', flowControlledStaffIdList: ['u1'] } })
    await expect(sender().sendText('u1', { text: 'x' }, 'k')).rejects.toMatchObject({
      failure: 'throttled',
      retryAfterMs: expect.any(Number),
    })
  })

  test('a card goes to one person over the stream, under our id, with our template', async () => {
    const card = sampleCards['an approval with choice, field and flag']!
    expect(await sender().sendCard('u1', card, 'copy-1')).toEqual({ remoteId: 'carrier-1' })
    const { body } = rig.server.at(CARD)[0]!
    expect(body).toMatchObject({
      cardTemplateId: 'abc.schema',
      outTrackId: 'copy-1',
      callbackType: 'STREAM',
      openSpaceId: 'dtv1.card//IM_ROBOT.u1',
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingapp' },
      userIdType: 1,
    })
    const { cardParamMap } = body.cardData as { cardParamMap: Record<string, string> }
    expect(cardParamMap).toMatchObject({
      state: 'open',
      flag: '低于底价 3%',
      button1Key: 'approval.agree',
      button2Style: 'danger',
      button3Text: '',
      choiceKey: 'reason',
      inputKey: 'comment',
    })
    expect(JSON.parse(cardParamMap.choiceOptions!)).toEqual([
      { id: 'price', text: '价格太低' },
      { id: 'terms', text: '条款不符' },
    ])
  })

  test('a card that was made but not delivered is a failure', async () => {
    const deliverResults = [{ success: false, errorMsg: 'closed' }]
    rig.server.next(CARD, { json: { success: true, result: { outTrackId: 'c', deliverResults } } })
    const card = sampleCards['no facts']!
    await expect(sender().sendCard('u1', card, 'copy-1')).rejects.toMatchObject({ failure: 'recipient' })
    rig.server.next(CARD, { json: { success: true, result: { deliverResults: [] } } })
    await expect(sender().sendCard('u1', card, 'copy-1')).rejects.toMatchObject({ failure: 'transient' })
  })

  test('an update names every variable and wipes by key', async () => {
    await sender().updateCard('u1', sampleCards['a decided card']!, 'copy-1')
    const [request] = rig.server.at(UPDATE)
    expect(request!.method).toBe('PUT')
    expect(request!.body).toMatchObject({
      outTrackId: 'copy-1',
      cardUpdateOptions: { updateCardDataByKey: true },
    })
    const { cardParamMap } = request!.body.cardData as { cardParamMap: Record<string, string> }
    expect(Object.keys(cardParamMap).sort()).toEqual(templateVariables)
  })

  test('words on a card cannot become links', async () => {
    const card = {
      ...sampleCards['no facts']!,
      title: '[点](https://evil.example) <b>',
      subtitle: 'www.evil.example',
    }
    await sender().sendCard('u1', card, 'copy-1')
    const { cardParamMap } = rig.server.at(CARD)[0]!.body.cardData as { cardParamMap: Record<string, string> }
    expect(cardParamMap.title).not.toMatch(/[[\]<>]|:\/\//)
    expect(cardParamMap.subtitle).not.toContain('www.')
  })

  test.each([
    ['a wrapped code', { errcode: 88, sub_code: '90018', errmsg: 'x' }, 200, 'throttled', '90018'],
    ['a wrapped wrong token twice', { errcode: 88, sub_code: '40014' }, 200, 'token', '40014'],
    ['a bare 88', { errcode: 88, errmsg: 'x' }, 200, 'unknown', '88'],
    ['a path that is not there', { errcode: 404, errmsg: '请求的URI地址不存在' }, 200, 'input', '404'],
    ['a spent month', { code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' }, 403, 'quota', undefined],
    [
      'an address not allowed',
      { code: 'Forbidden.AccessDenied.IpNotInWhiteList' },
      403,
      'addressList',
      undefined,
    ],
    ['a ban', { status: 1111, wait: 5, punish: 'deny' }, 200, 'throttled', 'banned'],
    [
      'a missing scope in words',
      { errcode: 88, sub_code: '60011', sub_msg: 'requiredScopes=[qyapi_robot]' },
      200,
      'permission',
      '60011 qyapi_robot',
    ],
    ['a busy system', { code: 'system.busy' }, 500, 'transient', 'system.busy'],
    ['a person who left', { code: 'staffId.notExisted' }, 400, 'recipient', undefined],
    ['unsafe words', { code: 'contain.notAllowed.content' }, 400, 'input', undefined],
    ['a code we do not know', { code: 'something.new' }, 400, 'input', undefined],
  ])('%s is told apart', async (_, json, status, failure, code) => {
    rig.server.standing(TEXT, { json, status })
    await expect(sender().sendText('u1', { text: 'x' }, 'k')).rejects.toMatchObject({
      failure,
      ...(code && { code }),
    })
  })

  test('the missing right is named', async () => {
    const json = {
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      accessdenieddetail: { requiredScopes: ['Card.Instance.Write'] },
    }
    rig.server.next(TEXT, { json, status: 403 })
    await expect(sender().sendText('u1', { text: 'x' }, 'k')).rejects.toThrow('Card.Instance.Write')
  })
})

describe('dingtalk sign-in, pages, directory, media', () => {
  beforeEach(() => start({}))
  const old = (result: unknown) => ({ json: { errcode: 0, errmsg: 'ok', result, request_id: 'r' } })

  test('a code from the client becomes an employee, by the old host', async () => {
    rig.server.standing('/topapi/v2/user/getuserinfo', old({ userid: 'u1', name: '张三', sys: false }))
    expect(await rig.platform.signIn.exchange('code-1', 'client')).toEqual({ userId: 'u1' })
    const [request] = rig.server.at('/topapi/v2/user/getuserinfo')
    expect(request!.query.get('access_token')).toBe('first-token')
    expect(request!.body).toEqual({ code: 'code-1' })
  })

  test.each([40078, 42008, 40102])('a spent code (%i) says so', async errcode => {
    rig.server.standing('/topapi/v2/user/getuserinfo', { json: { errcode, errmsg: 'x' } })
    await expect(rig.platform.signIn.exchange('c', 'client')).rejects.toMatchObject({ failure: 'spent' })
  })

  test('the web login leads to our employee with the person’s own token', async () => {
    const url = new URL(rig.platform.signIn.webLoginUrl!('https://crm.example.com/back', 's1'))
    expect(url.pathname).toBe('/oauth2/auth')
    expect(url.searchParams.get('client_id')).toBe('dingapp')
    rig.server.standing('/v1.0/oauth2/userAccessToken', {
      json: { accessToken: 'user-token', corpId: 'ding1' },
    })
    rig.server.standing('/v1.0/contact/users/me', { json: { nick: '张三', unionId: 'union-1' } })
    rig.server.standing('/topapi/user/getbyunionid', old({ userid: 'u1', contact_type: 0 }))
    expect(await rig.platform.signIn.exchange('code-1', 'web')).toEqual({ userId: 'u1' })
    const [me] = rig.server.at('/v1.0/contact/users/me')
    expect(me!.headers['x-acs-dingtalk-access-token']).toBe('user-token')
    expect(rig.server.at('/topapi/user/getbyunionid')[0]!.body).toEqual({ unionid: 'union-1' })
  })

  test('nobody of another corporation and no external contact comes in', async () => {
    rig.server.next('/v1.0/oauth2/userAccessToken', { json: { accessToken: 't', corpId: 'ding9' } })
    await expect(rig.platform.signIn.exchange('c', 'web')).rejects.toMatchObject({ failure: 'recipient' })
    rig.server.next('/v1.0/oauth2/userAccessToken', { json: { accessToken: 't' } })
    rig.server.standing('/v1.0/contact/users/me', { json: { unionId: 'union-1' } })
    rig.server.standing('/topapi/user/getbyunionid', old({ userid: 'x', contact_type: 1 }))
    await expect(rig.platform.signIn.exchange('c', 'web')).rejects.toMatchObject({ failure: 'recipient' })
  })

  test.each(['sha256', 'sha1'] as const)('a page is signed with %s', async jsapiHash => {
    await rig.stop()
    await start({ jsapiHash })
    rig.server.standing('/v1.0/oauth2/jsapiTickets', { json: { jsapiTicket: 'ticket', expireIn: 7200 } })
    const signed = await rig.platform.signPage('https://crm.example.com/?u=http%3A%2F%2Fa#/x')
    expect(signed).toMatchObject({ corpId: 'ding1', agentId: '77' })
    expect(signed.signature).toHaveLength(jsapiHash === 'sha256' ? 64 : 40)
    await rig.platform.signPage('https://crm.example.com/')
    expect(rig.server.at('/v1.0/oauth2/jsapiTickets')).toHaveLength(1)
  })

  const directory = () => {
    const { server } = rig
    server.standing('/auth/scopes', {
      json: { errcode: 0, auth_org_scopes: { authed_dept: [1], authed_user: ['solo'] } },
    })
    server.standing('/topapi/v2/department/get', old({ dept_id: 1, name: '杭州云起' }))
    server.standing('/topapi/v2/department/listsub', request =>
      old(request.body.dept_id === 1 ? [{ dept_id: 2, name: '销售部', parent_id: 1 }] : []),
    )
    server.standing('/topapi/v2/user/list', request => {
      if (request.body.dept_id === 1) return old({ has_more: false, list: [] })
      return request.body.cursor === 0
        ? old({ has_more: true, next_cursor: 100, list: [{ userid: 'u1' }] })
        : old({ has_more: false, list: [{ userid: 'u2' }, { userid: 'u1' }] })
    })
    server.standing('/topapi/v2/user/get', request =>
      old({
        userid: request.body.userid,
        name: '张三',
        manager_userid: 'boss',
        dept_id_list: [2],
        leader_in_dept: [{ dept_id: 2, leader: request.body.userid === 'u1' }],
        active: true,
      }),
    )
  }

  test('reads all levels, all pages and everybody once', async () => {
    directory()
    const { departments, people } = await rig.platform.readDirectory()
    expect(departments).toEqual([
      { id: '1', name: '杭州云起' },
      { id: '2', parentId: '1', name: '销售部' },
    ])
    expect(people.map(person => person.userId)).toEqual(['solo', 'u1', 'u2'])
    expect(people[1]).toMatchObject({
      departmentIds: ['2'],
      leaderUserId: 'boss',
      leads: ['2'],
      active: true,
    })
    expect(people[2]).toMatchObject({ leads: [] })
  })

  test('waits where it is too fast, and half a directory is an error', async () => {
    directory()
    rig.server.next('/topapi/v2/user/list', { json: { errcode: 88, sub_code: '90018' } })
    expect((await rig.platform.readDirectory()).people).toHaveLength(3)
    rig.server.next('/topapi/v2/user/get', { json: { errcode: -1 } })
    await expect(rig.platform.readDirectory()).rejects.toMatchObject({ failure: 'transient' })
  })

  test('fetches a file by its code from the configured host', async () => {
    const downloadUrl = `${rig.server.base}/files/1`
    rig.server.standing('/v1.0/robot/messageFiles/download', { json: { downloadUrl } })
    rig.server.standing('/files/1', { raw: Buffer.from([1, 2]), headers: { 'content-type': 'image/png' } })
    expect(await rig.platform.fetchMedia('code-1')).toMatchObject({
      bytes: Buffer.from([1, 2]),
      contentType: 'image/png',
    })
    expect(rig.server.at('/v1.0/robot/messageFiles/download')[0]!.body).toEqual({
      downloadCode: 'code-1',
      robotCode: 'dingapp',
    })
  })

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://localhost/x',
    'file:///etc/passwd',
    'nonsense',
  ])('never follows the platform to %s', async downloadUrl => {
    rig.server.standing('/v1.0/robot/messageFiles/download', { json: { downloadUrl } })
    await expect(rig.platform.fetchMedia('code-1')).rejects.toMatchObject({
      failure: 'transient',
      code: 'unreachable',
    })
  })

  test('a wrong secret is an administrator’s matter and does not show', async () => {
    const json = { requestid: 'r', code: 'invalidClientIdOrSecret', message: 'x' }
    rig.server.standing('/v1.0/oauth2/accessToken', { json, status: 400 })
    const now = () => new Date(DINGTALK_MS)
    const deps = { now, tokens: memoryTokens(now), log: recordingLog() }
    const failing = createDingtalk(dingtalkConfig(rig.server.base), deps).sender.sendText(
      'u',
      { text: 'x' },
      'k',
    )
    await expect(failing).rejects.toMatchObject({ failure: 'permission', method: 'oauth2/accessToken' })
    await failing.catch((error: Error) => expect(error.message).not.toContain('app-secret'))
  })
})
