import {
  buildContract,
  buildCustomer,
  buildEmployee,
  buildFlow,
  buildPool,
  step,
} from '../../support/builders'
import { idOf, linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let manager: Person
let boss: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  manager = server.people.departmentManager!
  boss = server.people.administrator!
})
afterAll(() => server.stop())

interface Entry {
  id: string
  group: string
  kind: string
  text: string
  about: { record: string; title: string } | null
}

async function story(who: Person, id: string, kinds = ''): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let cursor = ''; ; ) {
    const asked = new URLSearchParams({ ...(kinds ? { kinds } : {}), ...(cursor ? { cursor } : {}) })
    const { body, status } = await server.get(who, `/api/customers/${id}/timeline?${asked}`)
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    entries.push(...body.entries)
    if (!body.next) return entries
    cursor = body.next
  }
}

describe('customers.timeline (CUST-4)', () => {
  test('tells follow-ups, contracts, approvals, requests, tasks, stage and pool moves, each once, by kind', async () => {
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, { steps: [step('any', manager)] })
    const pool = await buildPool(server, { members: [zhang.id] })
    const id = await buildCustomer(server, { pool }, { name: '全景精密' })
    const record = `customer:${id}`
    await server.run(zhang, 'pool.claim', { record })
    await server.run(zhang, 'followUp.create', { record, channel: 'visit', content: '第一次见面' })
    const contact = idOf(await server.run(zhang, 'contact.create', { name: '王总', customer: id }))
    await server.run(zhang, 'followUp.create', {
      record: `contact:${contact}`,
      channel: 'phone',
      content: '约了演示',
    })
    await server.run(zhang, 'task.create', { title: '寄样品', record })
    const contract = await buildContract(server, zhang, { customer: id, title: '采购合同' })
    const { approval } = (await server.run(zhang, 'contract.submit', { contract })).result
    await server.run(manager, 'approval.agree', { approval })
    await server.run(boss, 'serviceRequest.create', { title: '机器报警', customer: id, kind: 'fault' })
    const all = await story(boss, id)
    expect(new Set(all.map(entry => entry.id)).size).toBe(all.length)
    const texts = (group: string) => all.filter(entry => entry.group === group).map(entry => entry.text)
    expect(texts('followUp').sort()).toEqual(['第一次见面', '约了演示'].sort())
    expect(texts('task')).toEqual(['新建了任务'])
    expect(texts('service')).toHaveLength(1)
    expect(
      all
        .filter(entry => entry.group === 'approval')
        .map(entry => entry.kind)
        .sort(),
    ).toEqual(['approval.agree', 'contract.submit'])
    expect(all.filter(entry => entry.group === 'pool').map(entry => entry.kind)).toEqual(['pool.claim'])
    expect(all.filter(entry => entry.group === 'stage').length).toBeGreaterThanOrEqual(2)
    expect(all.find(entry => entry.text === '约了演示')?.about).toEqual({
      record: `contact:${contact}`,
      title: '王总',
    })
    for (const kind of ['followUp', 'contract', 'stage', 'pool', 'approval', 'service', 'task', 'change'])
      expect((await story(boss, id, kind)).map(entry => entry.id)).toEqual(
        all.filter(entry => entry.group === kind).map(entry => entry.id),
      )
  })

  test('goes on page by page through ten years without a gap or a repeat', async () => {
    const id = await buildCustomer(server, zhang)
    await server.rows(
      `insert into follow_up (id, created_at, created_by, updated_at, search_keys, record_object, record_id, channel, content)
       select gen_random_uuid(), timestamptz '2016-01-01 00:00Z' + make_interval(hours => n / 2), $2, now(), '{}', 'customer', $1, 'phone', n::text
       from generate_series(1, 700) n`,
      [id, zhang.id],
    )
    const found = await story(zhang, id, 'followUp')
    expect(found.map(entry => Number(entry.text)).sort((one, two) => one - two)).toEqual(
      Array.from({ length: 700 }, (_, at) => at + 1),
    )
  })

  test('of contracts and requests it tells only what the reader may open; of hidden customers nothing', async () => {
    const id = await buildCustomer(server, zhang)
    await buildContract(server, zhang, { customer: id, title: '不给看' })
    const engineer = server.people.serviceEngineer!
    expect((await story(engineer, id)).some(entry => entry.group === 'contract')).toBe(false)
    expect((await story(zhang, id)).some(entry => entry.group === 'contract')).toBe(true)
    const stranger = await buildEmployee(server)
    for (const page of ['timeline', 'overview', 'sign-candidates'])
      expect((await server.get(stranger, `/api/customers/${id}/${page}`)).status).toBe(404)
    expect((await server.get(zhang, `/api/customers/${id}/timeline?kinds=other`)).body.fields).toMatchObject([
      { path: 'kinds' },
    ])
    expect((await server.get(zhang, `/api/customers/${id}/timeline?cursor=abc`)).status).toBe(400)
  })
})

describe('customers.overview (CUST-4)', () => {
  test('sums up what the reader may see and says what comes next', async () => {
    const id = await buildCustomer(server, zhang)
    const record = `customer:${id}`
    const next = new Date(server.clock.now().getTime() + 86_400_000).toISOString()
    await server.run(zhang, 'followUp.create', {
      record,
      channel: 'phone',
      content: '明天再聊',
      nextContactAt: next,
    })
    const contract = await buildContract(server, zhang, { customer: id, amount: '1200.50' })
    await server.rows(`update contract set state = 'effective' where id = $1`, [contract])
    await server.run(zhang, 'task.create', { title: '寄样品', record })
    const { body } = await server.get(zhang, `/api/customers/${id}/overview`)
    expect(body.figures).toMatchObject({
      followUps: 1,
      contracts: 1,
      amounts: [{ currency: 'CNY', amount: '1200.50' }],
      days: 0,
      quiet: 0,
    })
    expect(body.months).toHaveLength(12)
    expect(body.months.at(-1).count).toBe(1)
    expect(body.next.map((one: { kind: string }) => one.kind)).toEqual(['nextContact', 'task'])
    const engineer = server.people.serviceEngineer!
    expect((await server.get(engineer, `/api/customers/${id}/overview`)).body.figures).toMatchObject({
      contracts: 0,
      amounts: [],
    })
  })
})

describe('customers.stages (CUST-3)', () => {
  test('counts each stage of my customers, my group’s, and all, with the list’s own filter and search', async () => {
    const wang = await buildEmployee(server)
    for (const stage of ['potential', 'following', 'following', 'dormant']) {
      const id = await buildCustomer(server, wang, { name: `分段${stage}`, region: 'south' })
      await server.rows('update customer set stage = $2 where id = $1', [id, stage])
    }
    const counts = async (query: unknown) =>
      Object.fromEntries(
        (await server.post(wang, '/api/customers/stages', query)).body.stages.map(
          (one: { stage: string; count: number }) => [one.stage, one.count],
        ),
      )
    const expected = { potential: 1, following: 2, cooperating: 0, dormant: 1 }
    expect(await counts({ tab: 'mine' })).toEqual(expected)
    expect(await counts({ tab: 'all', filter: { field: 'region', op: 'eq', value: 'south' } })).toEqual(
      expected,
    )
    expect(await counts({ tab: 'mine', search: '分段dormant' })).toEqual({
      potential: 0,
      following: 0,
      cooperating: 0,
      dormant: 1,
    })
    expect((await server.post(wang, '/api/customers/stages', { tab: 'yours' })).body.fields).toMatchObject([
      { path: 'tab' },
    ])
    expect((await server.post(wang, '/api/customers/stages', [])).status).toBe(400)
  })
})

describe('bin (CUST-7)', () => {
  test('lists what the reader deleted, the last first, with what went along; administrators see all', async () => {
    const wang = await buildEmployee(server)
    const gone: string[] = []
    for (const name of ['先删', '后删', '别人删的']) {
      const id = await buildCustomer(server, wang, { name })
      await server.run(wang, 'contact.create', { name: '随行', customer: id })
      await server.run(name === '别人删的' ? boss : wang, 'customer.remove', { id })
      gone.push(id)
      server.clock.advance({ minutes: 1 })
    }
    const list = async (who: Person, query: unknown = {}) =>
      (await server.post(who, '/api/bin/customer/query', query)).body
    expect((await list(wang)).rows.map((one: { title: string }) => one.title)).toEqual(['后删', '先删'])
    expect((await list(wang)).rows[0]).toMatchObject({
      with: [{ object: 'contact', count: 1 }],
      deletedBy: { id: wang.id },
      owner: { id: wang.id },
    })
    expect((await list(boss)).rows.map((one: { title: string }) => one.title).slice(0, 3)).toEqual([
      '别人删的',
      '后删',
      '先删',
    ])
    expect((await list(boss, { mine: true })).rows.map((one: { title: string }) => one.title)).toEqual([
      '别人删的',
    ])
    expect((await list(wang, { search: '先' })).rows).toHaveLength(1)
    const first = await list(wang, { limit: 1 })
    expect((await list(wang, { limit: 1, cursor: first.next })).rows[0].title).toBe('先删')
    const contacts = (await server.post(boss, '/api/bin/contact/query', { search: '随行' })).body
    expect(contacts.rows).toEqual([])
    const counts = (await server.get(wang, '/api/bin')).body.objects
    expect(counts).toContainEqual({ object: 'customer', count: 2 })
    for (const bad of [{ limit: 0 }, { mine: 1 }, { search: 5 }, { other: 1 }, { cursor: 'x' }])
      expect((await server.post(wang, '/api/bin/customer/query', bad)).status).toBe(400)
    expect((await server.post(server.people.nobody!, '/api/bin/customer/query', {})).status).toBe(403)
    expect((await server.post(boss, '/api/bin/pool/query', {})).status).toBe(403)
  })

  test('many are restored at once, each with its own result', async () => {
    const wang = await buildEmployee(server)
    const ids = [
      await buildCustomer(server, wang, { name: '批量甲' }),
      await buildCustomer(server, wang, { name: '批量乙' }),
    ]
    for (const id of ids) await server.run(wang, 'customer.remove', { id })
    await buildCustomer(server, wang, { name: '批量乙' })
    const records = ids.map(id => `customer:${id}`)
    const { body } = await server.post(wang, '/api/operations', {
      action: 'customer.restore',
      records,
      input: {},
    })
    expect(body.results.map((one: { state: string; code?: string }) => [one.state, one.code])).toEqual([
      ['done', undefined],
      ['refused', 'nameTaken'],
    ])
  })

  test('the claim card of a removed record closes', async () => {
    await linkIdentity(server, zhang, 'wecom', 'zhangwei')
    const pool = await buildPool(server, { members: [zhang.id] })
    const id = await buildCustomer(server, { pool })
    await server.runJobs()
    server.clock.advance({ minutes: 5 })
    await server.runJobs()
    const version = async () =>
      (
        await server.rows<{ version: number }>(
          `select version from card where kind = 'poolClaim' and matter = $1`,
          [`customer:${id}`],
        )
      )[0]?.version
    const before = await version()
    expect(before).toBeGreaterThan(0)
    await server.run('system', 'customer.remove', { id })
    await server.runJobs()
    expect(await version()).toBeGreaterThan(before!)
  })
})
