import { cardRenderers } from '@gonghai/server/areas/index'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { linkIdentity, type TestServer } from '../../support/server'
import type { Person } from '../records/company'
import { withRules } from './setup'

let server: TestServer
let leader: Person
let owner: Person
let asker: Person
beforeAll(async () => {
  server = await withRules()
  leader = await buildEmployee(server, { name: '周组长', role: 'teamLeader' })
  owner = await buildEmployee(server, { name: '张晓琳', leader })
  asker = await buildEmployee(server, { name: '陈立', department: 'east' })
  await linkIdentity(server, owner, 'wecom', 'zhang')
  await linkIdentity(server, leader, 'dingtalk', 'zhou')
  await linkIdentity(server, asker, 'wecom', 'chen')
})
afterAll(() => server.stop())

let made = 0
async function found(): Promise<string> {
  return `customer:${await buildCustomer(server, owner, { name: `苏州恒远精密机械${++made}号厂`, ignoreWarnings: true })}`
}
const opens = async (who: Person, record: string) =>
  (await server.get(who, `/api/records/${record.replace(':', '/')}`)).status

describe('asking for a part in what was found (CUST-11)', () => {
  test('the owner is asked by a card, agrees, and who asked reads the record and hears it', async () => {
    const record = await found()
    expect(await opens(asker, record)).toBe(404)
    const asked = await server.call(asker, 'duplicate.cooperate', { record, reason: '老同学在那里' })
    // Who knows an id from somewhere learns no more than that it is one.
    expect(asked.body.message).not.toContain('张晓琳')
    await server.runJobs()
    const request = asked.body.result.request
    const [card] = await server.rows(
      `select c.kind, y.employee_id from card c join card_copy y on y.card_id = c.id where c.matter = $1`,
      [`duplicateRequest:${request}`],
    )
    expect(card).toMatchObject({ kind: 'collision', employee_id: owner.id })
    const { body: today } = await server.get(owner, '/api/today')
    expect(today.items).toContainEqual(
      expect.objectContaining({ kind: 'asking', line: expect.stringContaining('陈立') }),
    )
    expect((await server.call(owner, 'duplicate.agree', { request })).status).toBe(200)
    await server.runJobs()
    expect(await opens(asker, record)).toBe(200)
    const notices = await server.rows<{ content: string }>(
      `select body::text as content from outbound_message where user_id = 'chen' and dedupe_key = $1`,
      [`duplicate.decided:${request}`],
    )
    expect(notices[0]?.content).toContain('张晓琳同意了')
    // It reads, and no more.
    const [, id] = record.split(':')
    expect((await server.call(asker, 'customer.update', { id, version: 1, remark: 'x' })).status).toBe(403)
  })

  test('whoever has handed the record on since has no word about it; who has it now answers when asked', async () => {
    const record = await found()
    const { body } = await server.call(asker, 'duplicate.cooperate', { record, reason: '同一个项目' })
    const heir = await buildEmployee(server, { name: '李接手', role: 'accountManager', department: 'east' })
    await server.run(server.people.superAdministrator!, 'customer.transfer', { record, to: heir.id })
    const { request } = body.result
    expect((await server.refusal(owner, 'duplicate.agree', { request })).code).toBe('notTheirsNow')
    const refusing = { request, reason: '不行' }
    expect((await server.refusal(owner, 'duplicate.refuse', refusing)).code).toBe('notTheirsNow')
    expect(await opens(asker, record)).toBe(404)
    // asked once more, it is the new owner's to answer
    const again = await server.call(asker, 'duplicate.cooperate', { record })
    expect(again.body.result.request).toBe(request)
    await server.run(heir, 'duplicate.agree', { request })
    expect(await opens(asker, record)).toBe(200)
  })

  test('an agreed part stays, also where it had been opened for a while', async () => {
    const record = await found()
    const [, id] = record.split(':')
    const end = new Date(server.clock.now().getTime() + 86_400_000)
    await server.rows(
      `insert into team_member (object, record_id, employee_id, access, created_at, expires_at)
       values ('customer', $1::uuid, $2::uuid, 'edit', $3, $4)`,
      [id, asker.id, server.clock.now(), end],
    )
    const { body } = await server.call(asker, 'duplicate.cooperate', { record })
    await server.run(owner, 'duplicate.agree', { request: body.result.request })
    const [member] = await server.rows(
      'select access, expires_at from team_member where record_id = $1::uuid and employee_id = $2::uuid',
      [id, asker.id],
    )
    expect(member).toEqual({ access: 'read', expires_at: null })
  })

  test('asked twice is asked once; a late answer hears who answered', async () => {
    const record = await found()
    const one = await server.call(asker, 'duplicate.cooperate', { record })
    const two = await server.call(asker, 'duplicate.cooperate', { record })
    expect(two.status).toBe(200)
    expect(two.body.result).toEqual({ asked: true })
    const { request } = one.body.result
    await server.run(owner, 'duplicate.refuse', { request, reason: '正在谈' })
    const late = await server.call(owner, 'duplicate.agree', { request })
    expect(late.body).toMatchObject({
      code: 'duplicateAnswered',
      params: { name: '张晓琳', decision: '谢绝' },
    })
    expect(await opens(asker, record)).toBe(404)
    const { body } = await server.get(asker, `/api/duplicates/requests/${request}`)
    expect(body).toMatchObject({ state: 'refused', comment: '正在谈', title: '—', may: [] })
  })

  test('an appeal goes to who stands above the owner; granted, it may be edited', async () => {
    const record = await found()
    const { request } = (await server.call(asker, 'duplicate.appeal', { record, reason: '我先报的价' })).body
      .result
    expect((await server.call(owner, 'duplicate.agree', { request })).status).toBe(404)
    expect((await server.call(asker, 'duplicate.agree', { request })).status).toBe(403)
    expect((await server.call(leader, 'duplicate.agree', { request })).status).toBe(200)
    const [, id] = record.split(':')
    expect((await server.call(asker, 'customer.update', { id, version: 1, remark: 'x' })).status).toBe(200)
  })

  test('an appeal may be granted in full: the record is the asker’s, by card too, and limits hold (CUST-8)', async () => {
    const record = await found()
    const [, id] = record.split(':')
    const contact = (await server.run(owner, 'contact.create', { name: '何工', customer: id })).result.id
    const { request } = (await server.call(asker, 'duplicate.appeal', { record, reason: '我先报的价' })).body
      .result
    await server.runJobs()
    const view = async (who: Person) => (await server.get(who, `/api/duplicates/requests/${request}`)).body
    expect((await view(leader)).may).toEqual(['duplicate.handOver', 'duplicate.agree', 'duplicate.refuse'])
    expect((await server.call(owner, 'duplicate.handOver', { request })).status).toBe(404)
    const draw = () =>
      cardRenderers.collision.render(server.db, {
        matter: `duplicateRequest:${request}`,
        params: {},
        reader: { employeeId: leader.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
        now: server.clock.now(),
        companyZone: 'Asia/Shanghai',
        baseUrl: 'https://crm.test',
      })
    expect((await draw()).card.buttons.map(({ key }) => key)).toEqual([
      'duplicate.handOver',
      'duplicate.agree',
      'duplicate.refuse',
      'open',
    ])
    await server.run(leader, 'duplicate.handOver', { request }, { door: 'card' })
    const rows = await server.rows(
      `select owner_id from customer where id = $1 union all select owner_id from contact where id = $2`,
      [id, contact],
    )
    expect(rows).toEqual([{ owner_id: asker.id }, { owner_id: asker.id }])
    expect(await view(asker)).toMatchObject({ state: 'agreed', handed: true })
    expect((await draw()).card).toMatchObject({ buttons: [], outcome: expect.stringContaining('已移交') })
    await server.runJobs()
    const [notice] = await server.rows<{ body: { text: string } }>(
      `select body from outbound_message where user_id = 'chen' and kind = 'text' order by created_at desc, id desc limit 1`,
    )
    expect(JSON.stringify(notice)).toContain('现在由您负责')
    expect((await server.refusal(leader, 'duplicate.handOver', { request })).code).toBe('duplicateAnswered')
  })

  test('only an appeal is handed over; what lies in a pool is assigned by its administrator', async () => {
    const record = await found()
    const joining = (await server.call(asker, 'duplicate.cooperate', { record })).body.result.request
    expect((await server.refusal(owner, 'duplicate.handOver', { request: joining })).code).toBe(
      'notPermitted',
    )
    const pool = await buildPool(server, { members: [owner.id], administrators: [leader.id] })
    const id = await buildCustomer(server, { pool }, { name: '太湖流体设备厂', ignoreWarnings: true })
    const { request } = (
      await server.call(asker, 'duplicate.appeal', { record: `customer:${id}`, reason: '展会上认识的' })
    ).body.result
    await server.run(leader, 'duplicate.handOver', { request })
    const [row] = await server.rows('select owner_id from customer where id = $1', [id])
    expect(row).toEqual({ owner_id: asker.id })
  })

  test('of two answers at the same moment one counts', async () => {
    const record = await found()
    const { request } = (await server.call(asker, 'duplicate.cooperate', { record })).body.result
    const answers = await Promise.all([
      server.call(owner, 'duplicate.agree', { request }),
      server.call(owner, 'duplicate.refuse', { request, reason: '不' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('whoever knows an id from somewhere does not learn whether it is a record', async () => {
    const [, id = ''] = (await found()).split(':')
    const gone = (await found()).split(':')[1]!
    await server.run('system', 'customer.remove', { id: gone })
    const places = [id, gone, '019aa000-0000-7000-8000-00000000abcd']
    for (const action of ['duplicate.cooperate', 'duplicate.appeal']) {
      const answers = []
      for (const place of places) {
        const record = `customer:${place}`
        const first = await server.call(asker, action, { record, reason: '认识他们' })
        const request = first.body.result?.request
        const view = await server.get(asker, `/api/duplicates/requests/${request}`)
        const again = await server.call(asker, action, { record, reason: '认识他们' })
        answers.push({
          status: first.status,
          message: first.body.message,
          seen: { ...view.body, id: '', record: '' },
          again: [again.status, again.body.message, again.body.result],
        })
      }
      expect(answers[0]!.status).toBe(200)
      expect(answers[1]).toEqual(answers[0])
      expect(answers[2]).toEqual(answers[0])
    }
    const malformed = await server.refusal(asker, 'duplicate.cooperate', { record: 'product:x' })
    expect(malformed.fields).toEqual([{ path: 'record', rule: 'format' }])
  })

  test('nobody asks for their own, and nothing of a stranger’s request is told', async () => {
    const record = await found()
    expect((await server.call(owner, 'duplicate.cooperate', { record })).body.code).toBe('ownRecord')
    const { request } = (await server.call(asker, 'duplicate.cooperate', { record })).body.result
    const stranger = await buildEmployee(server)
    expect((await server.get(stranger, `/api/duplicates/requests/${request}`)).status).toBe(404)
    expect((await server.call(stranger, 'duplicate.agree', { request })).status).toBe(404)
  })
})

describe('looking before saving (CUST-11)', () => {
  test('the check sees the whole company, whatever the asker may see', async () => {
    await buildCustomer(server, owner, { name: '无锡蓝海光电科技', phone: '13812345678' })
    const { body } = await server.post(asker, '/api/duplicates/check', {
      object: 'customer',
      values: { name: '无锡蓝海光电科技有限公司', phone: '' },
    })
    expect(body).toMatchObject({
      effect: 'forbid',
      hits: [{ degree: 100, owner: { name: '张晓琳' }, may: ['cooperate', 'appeal'], asked: [] }],
    })
    const labels = body.hits[0].facts.map((fact: { label: string }) => fact.label)
    expect(labels).toContain('录入日期')
    expect(labels).not.toContain('电话')
  })

  test('half-typed values are no mistake; wrong ones say where', async () => {
    const check = (body: unknown) => server.post(asker, '/api/duplicates/check', body)
    expect((await check({ object: 'customer', values: { name: '', phone: '12' } })).body.hits).toEqual([])
    expect((await check({ object: 'product', values: {} })).body.fields[0].path).toBe('object')
    expect((await check({ object: 'customer' })).body.fields[0].path).toBe('values')
    expect((await check({ object: 'customer', values: {}, exclude: 'x' })).body.fields[0].path).toBe(
      'exclude',
    )
    expect((await check([])).status).toBe(400)
  })

  test('a typed name finds what contains it; a bare region finds nothing', async () => {
    await buildCustomer(server, owner, { name: '昆山瑞金半导体设备有限公司' })
    const lookUp = (words: unknown) => server.post(asker, '/api/duplicates/look-up', { words })
    const { body } = await lookUp('昆山瑞金')
    expect(body.hits).toContainEqual(expect.objectContaining({ title: '昆山瑞金半导体设备有限公司' }))
    expect((await lookUp('138 1234 5678')).body.hits).toMatchObject([{ degree: 100 }])
    expect((await lookUp('江苏省苏州市')).status).toBe(400)
    expect((await lookUp('')).status).toBe(400)
    expect(
      (await server.post(server.people.nobody!, '/api/duplicates/look-up', { words: '瑞金半导体' })).status,
    ).toBe(403)
  })

  test('the analysis compares records that the reader may view', async () => {
    const mine = await buildCustomer(server, asker, { name: '太仓佳美声学器件' })
    const hers = await buildCustomer(server, owner, { name: '太仓佳美声学配件', ignoreWarnings: true })
    const { body } = await server.post(asker, '/api/duplicates/analyse', {
      object: 'customer',
      records: [mine, hers],
    })
    expect(body.rows).toMatchObject([{ id: mine, degree: 83, effect: 'warn' }])
  })

  test('a rule is tried before it is saved', async () => {
    const rule = {
      conditions: [{ field: 'name', match: 'fuzzy', degree: 60 }],
      targets: ['customer'],
      shown: [],
      effect: 'warn',
    }
    const values = { name: '无锡蓝海光电仪器' }
    const tried = await server.post(server.people.administrator!, '/api/duplicates/try', {
      object: 'customer',
      values,
      rule,
    })
    expect(tried.body.hits.length).toBeGreaterThan(0)
    expect(
      (await server.post(asker, '/api/duplicates/try', { object: 'customer', values, rule })).status,
    ).toBe(403)
    const wrong = await server.post(server.people.administrator!, '/api/duplicates/try', {
      object: 'customer',
      values,
      rule: { ...rule, targets: ['house'] },
    })
    expect(wrong.status).toBe(400)
  })
})
