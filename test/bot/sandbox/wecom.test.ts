import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MemoryStore, startWecomStandIn, type WecomStandIn } from '@gonghai/bot/sandbox/stand-ins'
import { decrypt, encrypt, sign } from '@gonghai/bot/sandbox/wecom/crypto'
import { signPage } from '@gonghai/bot/sandbox/wecom/tickets'
import { getSignature, decrypt as officialDecrypt } from '@wecom/crypto'
import vectors from '../../fixtures/platforms/wecom-vectors.json' with { type: 'json' }
import { buildCard, buildWecomCorp, callbackKeys } from './wecom-corp'

type Json = Record<string, unknown>

let time = Date.parse('2026-11-21T02:00:00Z')
const now = () => new Date(time)
const corpId = 'ww00000000000000aa'

let store: MemoryStore
let standIn: WecomStandIn
let token: string

async function start(change: Parameters<typeof buildWecomCorp>[0] = {}) {
  standIn = await startWecomStandIn({
    now,
    store,
    corp: buildWecomCorp(change),
    callbackTiming: { timeoutMs: 300, pausesMs: [1, 1, 1] },
  })
}

async function get(path: string): Promise<Json> {
  return (await (await fetch(`${standIn.apiBase}${path}`)).json()) as Json
}

async function call(method: string, body: unknown, value = token): Promise<Json> {
  const url = `${standIn.apiBase}/cgi-bin/${method}?access_token=${value}`
  return (await (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json()) as Json
}

const send = (change: Json = {}) =>
  call('message/send', {
    touser: 'ZhangXiaolin|chenli',
    msgtype: 'template_card',
    agentid: 1000002,
    template_card: buildCard(),
    ...change,
  })

const login = async (secret = 'wecom-secret') =>
  (await get(`/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`)).access_token as string

/** A small app: decrypts what it gets with the official library. */
async function listen(
  answer: (text: string, tries: number) => { status: number; wait?: boolean } | undefined,
) {
  const received: string[] = []
  let tries = 0
  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://app')
    const echo = url.searchParams.get('echostr')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const encrypted =
      echo ?? /<Encrypt><!\[CDATA\[(.*)\]\]><\/Encrypt>/.exec(`${Buffer.concat(chunks)}`)?.[1] ?? ''
    const query = (name: string) => url.searchParams.get(name) ?? ''
    const expected = getSignature(callbackKeys.token, query('timestamp'), query('nonce'), encrypted)
    const plain = officialDecrypt(callbackKeys.encodingAesKey, encrypted)
    if (expected !== query('msg_signature') || plain.id !== corpId) return response.writeHead(403).end()
    if (echo) return response.end(plain.message)
    received.push(plain.message)
    const given = answer(plain.message, ++tries)
    if (given?.wait) return
    response.writeHead(given?.status ?? 200).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/wecom`
  return {
    url,
    received,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

beforeEach(async () => {
  store = new MemoryStore()
  await start()
  token = await login()
})

afterEach(() => standIn.close())

describe('wecom stand-in: crypto', () => {
  test.each(vectors.crypto)('opens and makes the published vector $id', vector => {
    const keys = { token: vector.token, encodingAesKey: vector.encodingAESKey, receiveId: vector.receiveid }
    expect(sign(vector.token, vector.timestamp, vector.nonce, vector.encrypt)).toBe(vector.msg_signature)
    expect(decrypt(keys, vector.encrypt)).toBe(vector.msg)
    expect(encrypt(keys, vector.msg, Buffer.from(vector.random))).toBe(vector.encrypt)
  })

  test('refuses another receiver and broken padding', () => {
    const vector = vectors.crypto[0]
    if (!vector) throw new Error('no vector')
    const keys = { token: vector.token, encodingAesKey: vector.encodingAESKey, receiveId: 'somebody' }
    expect(() => decrypt(keys, vector.encrypt)).toThrow('receiver')
  })

  test.each(vectors.jsapi)('signs pages as the published vector $id', vector => {
    const { jsapi_ticket: ticket, noncestr, timestamp, url, signature } = vector
    expect(signPage(ticket, noncestr, `${timestamp}`, `${url}#fragment`)).toBe(signature)
  })
})

describe('wecom stand-in: tokens', () => {
  test('gives the same token until it expires, then a new one', async () => {
    expect(await login()).toBe(token)
    time += 7200_000
    expect(await call('message/recall', { msgid: 'x' })).toMatchObject({ errcode: 42001 })
    expect(await login()).not.toBe(token)
  })

  test.each([
    ['gettoken', 41002],
    [`gettoken?corpid=${corpId}`, 41004],
    ['gettoken?corpid=ww0&corpsecret=x', 40013],
    [`gettoken?corpid=${corpId}&corpsecret=x`, 40001],
    ['user/get?userid=chenli', 41001],
    ['user/get?userid=chenli&access_token=nonsense', 40014],
  ])('refuses %s with %i', async (path, errcode) => {
    expect(await get(`/cgi-bin/${path}`)).toMatchObject({ errcode, errmsg: expect.any(String) })
  })
})

describe('wecom stand-in: message/send', () => {
  test('delivers a card to everyone named and lists the unknown in lower case', async () => {
    const answer = await send({ touser: 'zhangxiaolin|CHENLI|Ghost|gone' })
    expect(answer).toMatchObject({ errcode: 0, invaliduser: 'ghost|gone', msgid: expect.any(String) })
    expect(answer.response_code).toEqual(expect.any(String))
    expect(standIn.control.screen('zhangxiaolin')).toMatchObject([
      {
        from: 'app',
        kind: 'card',
        card: {
          title: '苏州精研仪器有限公司',
          facts: [{ label: '行业', value: '精密仪器' }],
          buttons: [
            { key: 'pool.claim', text: '领取', style: 'primary' },
            { text: '查看', url: expect.any(String) },
          ],
        },
      },
    ])
    expect(standIn.control.screen('zhou')).toEqual([])
  })

  test('sends to a department with what lies below it, and to all', async () => {
    const text = { msgtype: 'text', text: { content: '你好' }, template_card: undefined }
    await send({ ...text, touser: '', toparty: '2|99' })
    await send({ ...text, touser: '@all' })
    const lengths = ['ZhangXiaolin', 'chenli', 'zhou'].map(id => standIn.control.screen(id).length)
    expect(lengths).toEqual([2, 2, 1])
  })

  const many = (count: number, entry: (index: number) => Json) =>
    Array.from({ length: count }, (_, i) => entry(i))
  const button = (change: Json = {}) => ({ text: '同意', key: 'a', ...change })
  test.each<[string, number, Json]>([
    ['another app', 301002, { agentid: 1000003 }],
    ['an unknown msgtype', 40008, { msgtype: 'poem' }],
    ['nobody', 81012, { touser: '' }],
    ['only unknown people', 81013, { touser: 'ghost' }],
    [
      '1,001 people',
      40032,
      {
        touser: many(1001, i => ({ i }))
          .map((_, i) => `u${i}`)
          .join('|'),
      },
    ],
    ['an empty text', 44004, { msgtype: 'text', text: { content: '' } }],
    ['a media id never issued', 40007, { msgtype: 'image', image: { media_id: 'x' } }],
    ['an unknown card_type', 42031, { template_card: buildCard({ card_type: 'poster' }) }],
    ['a task_id with a blank', 42014, { template_card: buildCard({ task_id: 'a b' }) }],
    ['a task_id of 129 bytes', 42014, { template_card: buildCard({ task_id: 'a'.repeat(129) }) }],
    ['no title', 42033, { template_card: buildCard({ main_title: {} }) }],
    [
      'seven facts',
      42035,
      { template_card: buildCard({ horizontal_content_list: many(7, () => ({ keyname: 'a' })) }) },
    ],
    [
      'a fact without a name',
      42027,
      { template_card: buildCard({ horizontal_content_list: [{ value: '1' }] }) },
    ],
    ['four links', 42042, { template_card: buildCard({ jump_list: many(4, () => ({ title: 'a' })) }) }],
    [
      'seven buttons',
      42017,
      { template_card: buildCard({ button_list: many(7, i => button({ key: `${i}` })) }) },
    ],
    ['a button without text', 42038, { template_card: buildCard({ button_list: [button({ text: '' })] }) }],
    ['a button without key', 42039, { template_card: buildCard({ button_list: [button({ key: '' })] }) }],
    ['two buttons with one key', 42039, { template_card: buildCard({ button_list: [button(), button()] }) }],
    [
      'a button text of 11 characters',
      45002,
      { template_card: buildCard({ button_list: [button({ text: '一'.repeat(11) })] }) },
    ],
    [
      'a title that is a number',
      40058,
      { template_card: buildCard({ main_title: { title: '客户', desc: 7 } }) },
    ],
    [
      'a notice without card_action',
      42045,
      { template_card: buildCard({ card_type: 'text_notice', card_action: {} }) },
    ],
    [
      'a vote without options',
      42037,
      {
        template_card: buildCard({
          card_type: 'vote_interaction',
          checkbox: { question_key: 'q', option_list: [] },
        }),
      },
    ],
    ['a form without questions', 42047, { template_card: buildCard({ card_type: 'multiple_interaction' }) }],
    [
      'eleven choices',
      42037,
      {
        template_card: buildCard({
          button_selection: { question_key: 'q', option_list: many(11, i => ({ id: `${i}`, text: 'a' })) },
        }),
      },
    ],
  ])('refuses %s with %i and delivers nothing', async (_, errcode, change) => {
    expect(await send(change)).toMatchObject({ errcode })
    expect(standIn.control.screen('chenli')).toEqual([])
  })

  test('refuses a task_id that was used, and JSON that is none', async () => {
    expect(await send()).toMatchObject({ errcode: 0 })
    expect(await send()).toMatchObject({ errcode: 42014 })
    const url = `${standIn.apiBase}/cgi-bin/message/send?access_token=${token}`
    const answer = await fetch(url, { method: 'POST', body: '{' })
    expect(await answer.json()).toMatchObject({ errcode: 47001 })
  })

  test('refuses interactive cards of an app without callback address', async () => {
    await standIn.close()
    store = new MemoryStore()
    await start({ callbackUrl: undefined })
    token = await login()
    expect(await send()).toMatchObject({ errcode: 43012 })
  })

  test('answers a repeated text within the interval without delivering it again', async () => {
    const text = { touser: 'chenli', msgtype: 'text', text: { content: '一次' }, enable_duplicate_check: 1 }
    const first = await send(text)
    expect(await send(text)).toMatchObject({ errcode: 0, msgid: first.msgid })
    expect(standIn.control.screen('chenli')).toHaveLength(1)
    time += 1800_001
    await send(text)
    expect(standIn.control.screen('chenli')).toHaveLength(2)
  })

  test('drops silently what exceeds thirty messages a minute to one member', async () => {
    for (let index = 0; index < 31; index++)
      expect(await send({ touser: 'chenli', msgtype: 'text', text: { content: `${index}` } })).toMatchObject({
        errcode: 0,
      })
    expect(standIn.control.screen('chenli')).toHaveLength(30)
  })

  test('cuts a text at 2,048 bytes and recalls within a day', async () => {
    const sent = await send({ touser: 'chenli', msgtype: 'text', text: { content: '海'.repeat(1000) } })
    expect(standIn.control.screen('chenli')[0]?.text).toBe('海'.repeat(682))
    expect(await call('message/recall', { msgid: sent.msgid })).toMatchObject({ errcode: 0 })
    expect(standIn.control.screen('chenli')).toMatchObject([{ kind: 'recalled' }])
    time += 25 * 3600_000
    token = await login()
    expect(await call('message/recall', { msgid: sent.msgid })).toMatchObject({ errcode: 42052 })
  })
})

describe('wecom stand-in: update_template_card', () => {
  const update = (code: unknown, change: Json = {}, value = token) =>
    call(
      'message/update_template_card',
      { userids: ['chenli'], agentid: 1000002, response_code: code, ...change },
      value,
    )

  test('changes the named copy once per code', async () => {
    const sent = await send()
    const button = { button: { replace_name: '已由 陈立 领取' } }
    expect(await update(sent.response_code, button)).toMatchObject({ errcode: 0 })
    expect(standIn.control.screen('chenli')[0]?.card).toMatchObject({
      outcome: '已由 陈立 领取',
      buttons: [],
    })
    expect(standIn.control.screen('ZhangXiaolin')[0]?.card?.buttons).toHaveLength(2)
    expect(await update(sent.response_code, button)).toMatchObject({ errcode: 60140 })
  })

  test('spends a code once even when two updates arrive together', async () => {
    const sent = await send()
    const answers = await Promise.all(
      [1, 2].map(() => update(sent.response_code, { button: { replace_name: '完' } })),
    )
    expect(answers.map(answer => answer.errcode).sort()).toEqual([0, 60140])
  })

  test('replaces the whole card, keeps its task and checks the new one', async () => {
    const sent = await send()
    const card = buildCard({
      task_id: undefined,
      button_list: undefined,
      replace_text: '已同意',
      main_title: { title: '新' },
    })
    expect(await update(sent.response_code, { template_card: { ...card, card_type: 'x' } })).toMatchObject({
      errcode: 42031,
    })
    expect(
      await update(sent.response_code, { userids: ['chenli', 'Zhou'], template_card: card }),
    ).toMatchObject({
      errcode: 0,
      invaliduser: ['zhou'],
    })
    expect(standIn.control.screen('chenli')[0]?.card).toMatchObject({
      title: '新',
      outcome: '已同意',
      buttons: [],
    })
  })

  test('refuses codes that expired, that never were, another app, nobody, neither form', async () => {
    const sent = await send()
    const other = await login('other-secret')
    expect(await update(sent.response_code, { agentid: 1000003 }, other)).toMatchObject({ errcode: 42015 })
    expect(await update('never', { button: { replace_name: 'a' } })).toMatchObject({ errcode: 60140 })
    expect(await update(sent.response_code)).toMatchObject({ errcode: 40058 })
    expect(
      await update(sent.response_code, { userids: ['zhou'], button: { replace_name: 'a' } }),
    ).toMatchObject({ errcode: 81013 })
    time += 72 * 3600_000
    token = await login()
    expect(await update(sent.response_code, { button: { replace_name: 'a' } })).toMatchObject({
      errcode: 60140,
    })
  })

  test('refuses a button caption on a notice', async () => {
    const menu = { desc: '更多', action_list: [{ text: '静音', key: 'mute' }] }
    const sent = await send({ template_card: buildCard({ card_type: 'text_notice', action_menu: menu }) })
    expect(await update(sent.response_code, { button: { replace_name: 'a' } })).toMatchObject({
      errcode: 40058,
    })
  })
})

describe('wecom stand-in: callbacks', () => {
  test('verifies the address before it saves the settings', async () => {
    const app = await listen(() => undefined)
    const good = await standIn.control.saveCallback(1000002, { callbackUrl: app.url, ...callbackKeys })
    const bad = await standIn.control.saveCallback(1000002, {
      callbackUrl: app.url,
      ...callbackKeys,
      token: 'other',
    })
    await app.close()
    expect(good).toEqual({ delivered: true })
    expect(bad).toMatchObject({ delivered: false })
  })

  test('pushes a line, a picture, the opening and a press with choices, each signed and encrypted', async () => {
    const app = await listen(() => undefined)
    await standIn.control.saveCallback(1000002, { callbackUrl: app.url, ...callbackKeys })
    const selection = {
      question_key: 'reason',
      title: '理由',
      option_list: [
        { id: 'a', text: '价低' },
        { id: 'b', text: '其它' },
      ],
    }
    const sent = await send({ template_card: buildCard({ button_selection: selection }) })
    await standIn.control.typeLine('zhangxiaolin', '领取 ]]> <b>')
    await standIn.control.sendPicture('chenli', {
      bytes: Buffer.alloc(9, 1),
      fileName: 'a.png',
      contentType: 'image/png',
    })
    await standIn.control.openChat('chenli')
    const press = () => standIn.control.press('chenli', `${sent.msgid}`, 'pool.claim', { reason: 'b' })
    expect(await press()).toEqual({ delivered: true })
    await press()
    await app.close()
    const [line, picture, open, first, second] = app.received
    expect(line).toContain('<Content><![CDATA[领取 ]]]]><![CDATA[> <b>]]></Content>')
    expect(line).toMatch(/<FromUserName><!\[CDATA\[ZhangXiaolin\]\]>.*<MsgId>/)
    const mediaId = /<MediaId><!\[CDATA\[(.*?)\]\]>/.exec(`${picture}`)?.[1]
    const bytes = await fetch(
      `${standIn.apiBase}/cgi-bin/media/get?access_token=${token}&media_id=${mediaId}`,
    )
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(Buffer.alloc(9, 1))
    expect(open).toContain('<Event><![CDATA[enter_agent]]></Event>')
    expect(first).toContain('<EventKey><![CDATA[pool.claim]]></EventKey><TaskId><![CDATA[copy-1]]></TaskId>')
    expect(first).toContain('<OptionIds><OptionId><![CDATA[b]]></OptionId></OptionIds>')
    const codes = [first, second].map(xml => /<ResponseCode><!\[CDATA\[(.*?)\]\]>/.exec(`${xml}`)?.[1])
    expect(new Set(codes).size).toBe(2)
    const button = { button: { replace_name: '完' } }
    const update = { userids: ['chenli'], agentid: 1000002, response_code: codes[0], ...button }
    expect(await call('message/update_template_card', update)).toMatchObject({ errcode: 0 })
    expect(await standIn.control.press('chenli', `${sent.msgid}`, 'pool.claim', {})).toMatchObject({
      delivered: false,
    })
  })

  test('tries a failing app four times in all, and says why it gave up', async () => {
    const app = await listen((_, tries) => (tries < 4 ? { status: 500 } : undefined))
    await standIn.control.saveCallback(1000002, { callbackUrl: app.url, ...callbackKeys })
    expect(await standIn.control.typeLine('chenli', '在吗')).toEqual({ delivered: true })
    expect(app.received).toHaveLength(4)
    await app.close()
    const silent = await listen(() => ({ status: 200, wait: true }))
    await standIn.control.saveCallback(1000002, { callbackUrl: silent.url, ...callbackKeys })
    expect(await standIn.control.typeLine('chenli', '还在吗')).toEqual({
      delivered: false,
      reason: 'timeout',
    })
    expect(silent.received).toHaveLength(4)
    expect(standIn.control.screen('chenli').at(-1)).toMatchObject({ from: 'me', undelivered: true })
    await silent.close()
  })
})

describe('wecom stand-in: login', () => {
  const ask = (change: Record<string, string> = {}) =>
    new URLSearchParams({
      appid: corpId,
      redirect_uri: 'http://crm.test/back?x=1',
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc123',
      agentid: '1000002',
      ...change,
    })

  test('takes a member through the page and back with a code that works once', async () => {
    const page = await fetch(`${standIn.oauthBase}/connect/oauth2/authorize?${ask()}`)
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(await page.text()).toContain('张晓琳')
    const confirm = await fetch(`${standIn.oauthBase}/connect/oauth2/authorize/confirm?${ask()}`, {
      method: 'POST',
      body: JSON.stringify({ userId: 'ZhangXiaolin' }),
    })
    const back = new URL(((await confirm.json()) as { location: string }).location)
    expect([back.host, back.searchParams.get('x'), back.searchParams.get('state')]).toEqual([
      'crm.test',
      '1',
      'abc123',
    ])
    const exchange = () =>
      get(`/cgi-bin/auth/getuserinfo?access_token=${token}&code=${back.searchParams.get('code')}`)
    expect(await exchange()).toMatchObject({ errcode: 0, userid: 'ZhangXiaolin' })
    expect(await exchange()).toMatchObject({ errcode: 42022 })
  })

  test.each([
    ['a foreign page', { redirect_uri: 'http://evil.test/' }],
    ['another corporation', { appid: 'ww1' }],
    ['another app', { agentid: '7' }],
    ['an unknown scope', { scope: 'everything' }],
    ['a state with signs', { state: 'a-b' }],
  ])('refuses %s', async (_, change) => {
    const page = await fetch(`${standIn.oauthBase}/connect/oauth2/authorize?${ask(change)}`)
    const confirm = await fetch(`${standIn.oauthBase}/connect/oauth2/authorize/confirm?${ask(change)}`, {
      method: 'POST',
      body: JSON.stringify({ userId: 'chenli' }),
    })
    expect([page.status, confirm.status]).toEqual([400, 400])
  })

  test('refuses codes that expired, never were, or belong to another app', async () => {
    const exchange = (code: string, value = token) =>
      get(`/cgi-bin/auth/getuserinfo?access_token=${value}&code=${code}`)
    const code = await standIn.control.mintCode('chenli')
    expect(await exchange(code, await login('other-secret'))).toMatchObject({ errcode: 40029 })
    expect(await exchange('never')).toMatchObject({ errcode: 40029 })
    time += 300_001
    expect(await exchange(code)).toMatchObject({ errcode: 42003 })
  })
})

describe('wecom stand-in: directory, tickets, menu, media', () => {
  test('lists departments and members without private fields, and hides who left', async () => {
    const list = (path: string) =>
      get(`/cgi-bin/${path}${path.includes('?') ? '&' : '?'}access_token=${token}`)
    expect((await list('department/list')).department).toHaveLength(3)
    expect((await list('department/simplelist?id=2')).department_id).toHaveLength(2)
    const people = (await list('user/list?department_id=2')).userlist as Json[]
    expect(people).toMatchObject([{ userid: 'chenli', is_leader_in_dept: [1], status: 1 }])
    expect(people[0]).not.toHaveProperty('mobile')
    expect(await list('user/get?userid=CHENLI')).toMatchObject({ userid: 'chenli', name: '陈立' })
    expect(await list('user/get?userid=gone')).toMatchObject({ errcode: 60111 })
    expect(await list('department/list?id=9')).toMatchObject({ errcode: 60123 })
    const first = await call('user/list_id', { limit: 2 })
    expect(first).toMatchObject({ dept_user: expect.any(Array), next_cursor: '2' })
    expect(await call('user/list_id', { limit: 2, cursor: first.next_cursor })).toMatchObject({
      next_cursor: '',
    })
  })

  test('issues two tickets and checks signatures and the page address against them', async () => {
    const corp = (await get(`/cgi-bin/get_jsapi_ticket?access_token=${token}`)).ticket as string
    const agent = (await get(`/cgi-bin/ticket/get?type=agent_config&access_token=${token}`)).ticket as string
    expect(corp).not.toBe(agent)
    expect(await get(`/cgi-bin/ticket/get?access_token=${token}`)).toMatchObject({ errcode: 40058 })
    const claim = {
      kind: 'agent' as const,
      corpId,
      agentId: '1000002',
      url: 'http://crm.test/',
      timestamp: '1',
      nonce: 'n',
    }
    const check = (signature: string, url = claim.url) =>
      standIn.control.checkPageSignature({ ...claim, url, signature })
    expect(check(signPage(agent, 'n', '1', claim.url))).toBeUndefined()
    expect(check(signPage(corp, 'n', '1', claim.url))).toBe('invalid signature')
    expect(check(signPage(agent, 'n', '1', 'http://evil.test/'), 'http://evil.test/')).toBe(
      'invalid url domain',
    )
  })

  test('keeps a menu, uploads and serves media, and forgets media after three days', async () => {
    const form = new FormData()
    form.set('media', new Blob([Buffer.from('%PDF-1.7 x')], { type: 'application/pdf' }), '报价.pdf')
    const url = `${standIn.apiBase}/cgi-bin/media/upload?access_token=${token}&type=file`
    const uploaded = (await (await fetch(url, { method: 'POST', body: form })).json()) as Json
    expect(uploaded).toMatchObject({ errcode: 0, type: 'file', created_at: expect.any(String) })
    const fetchMedia = () =>
      fetch(`${standIn.apiBase}/cgi-bin/media/get?access_token=${token}&media_id=${uploaded.media_id}`)
    expect(await (await fetchMedia()).text()).toBe('%PDF-1.7 x')
    time += 3 * 24 * 3600_000
    token = await login()
    expect(await (await fetchMedia()).json()).toMatchObject({ errcode: 40007 })
    const menu = `menu/create?agentid=1000002&x=`
    expect(await get(`/cgi-bin/menu/get?agentid=1000002&access_token=${token}`)).toMatchObject({
      errcode: 46003,
    })
    const body = JSON.stringify({ button: [{ type: 'view', name: '工作台', url: 'http://crm.test/' }] })
    await fetch(`${standIn.apiBase}/cgi-bin/${menu}&access_token=${token}`, { method: 'POST', body })
    expect(standIn.control.menu()).toHaveLength(1)
  })
})

describe('wecom stand-in: restart and faults', () => {
  test('knows after a restart what it acknowledged: messages, spent codes, tokens', async () => {
    const sent = await send()
    const spent = {
      userids: ['chenli'],
      agentid: 1000002,
      response_code: sent.response_code,
      button: { replace_name: '完' },
    }
    await call('message/update_template_card', spent)
    const code = await standIn.control.mintCode('chenli')
    await get(`/cgi-bin/auth/getuserinfo?access_token=${token}&code=${code}`)
    await standIn.close()
    await start()
    expect(await call('message/update_template_card', spent)).toMatchObject({ errcode: 60140 })
    expect(await send()).toMatchObject({ errcode: 42014 })
    expect(await get(`/cgi-bin/auth/getuserinfo?access_token=${token}&code=${code}`)).toMatchObject({
      errcode: 42022,
    })
    expect(standIn.control.screen('chenli')[0]?.card?.outcome).toBe('完')
  })

  test('fails as it is told to, once, and then works again', async () => {
    const { faults } = standIn.control
    const raw = (path = '/cgi-bin/department/list') =>
      fetch(`${standIn.apiBase}${path}?access_token=${token}`)
    faults.next('/cgi-bin/department', 'http')
    faults.next('/cgi-bin/department', 'html')
    faults.next('/cgi-bin/department', 'rate')
    faults.next('/cgi-bin/department', 'token')
    expect((await raw()).status).toBe(502)
    expect(await (await raw()).text()).toContain('<html>')
    expect(await (await raw()).json()).toMatchObject({ errcode: 45009 })
    expect(await (await raw()).json()).toMatchObject({ errcode: 42001 })
    faults.next('/cgi-bin/department', 'nonsense')
    await expect((await raw()).json()).rejects.toThrow()
    faults.next('/cgi-bin/message/send', 'lost')
    await expect(send()).rejects.toThrow()
    expect(standIn.control.screen('chenli')).toHaveLength(1)
    faults.offline = true
    await expect(raw()).rejects.toThrow()
    faults.offline = false
    expect(await (await raw()).json()).toMatchObject({ errcode: 0 })
  })

  test('brings a callback twice, or not at all, when told to', async () => {
    const app = await listen(() => undefined)
    await standIn.control.saveCallback(1000002, { callbackUrl: app.url, ...callbackKeys })
    standIn.control.faults.duplicateCallbacks = true
    await standIn.control.typeLine('chenli', '一次')
    expect(app.received).toHaveLength(2)
    expect(app.received[0]).toBe(app.received[1])
    standIn.control.faults.clear()
    standIn.control.faults.dropCallbacks = true
    expect(await standIn.control.typeLine('chenli', '丢了')).toEqual({ delivered: false, reason: 'dropped' })
    expect(app.received).toHaveLength(2)
    await app.close()
  })

  test('shows the wire without secrets', async () => {
    await send()
    const text = JSON.stringify(standIn.control.wire.list())
    expect(text).toContain('苏州精研仪器有限公司')
    expect(text).not.toContain('wecom-secret')
    expect(text).not.toContain(token)
  })
})
